"""A definition is followed when it is sound, and refused with file, row and reason."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application import diagrams
from application.commands.act import Act
from application.office import Office
from application.pages import commitments
from application.pages.acts import available
from domain.definition import checked, digest_of, load, pinned, read, shipped
from domain.errors import Defective
from domain.workflow import Definition

SMALL = Path("tests/definitions/small.toml").read_text("utf-8")
TABLED = """  { key = "tabled" },"""
SHIPPED = (
    resources.files("domain.processes")
    .joinpath("la-declaration.toml")
    .read_text("utf-8")
)


def changed(old: str, new: str, text: str = SMALL) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def refused(text: str) -> str:
    with pytest.raises(Defective) as told:
        read(text, "small.toml")
    return str(told.value)


def test_the_sound_ones_are_read() -> None:
    assert read(SMALL, "small.toml").title == "A small process"
    assert shipped() == ["la-declaration", "ogp-nap"]
    assert [load(key).key for key in shipped()] == shipped()


def test_one_that_does_not_ship_is_refused_with_those_that_do() -> None:
    with pytest.raises(Defective) as told:
        load("nss")

    known = ", ".join(shipped())
    assert str(told.value) == f"no definition “nss” ships; there are {known}"


def defects() -> Iterator[tuple[str, str, str]]:
    text = Path("tests/definitions/defects.txt").read_text("utf-8")
    for block in text.rstrip("\n").split("\n\n")[1:]:
        if not block.startswith("# "):
            old, new, sentence = block.split("\n")
            yield written(old), written(new), sentence


def written(line: str) -> str:
    parts = ("" if line == "(nothing)" else line).split("\\\\")
    return "\\".join(part.replace("\\n", "\n") for part in parts)


@pytest.mark.parametrize(("old", "new", "sentence"), list(defects()))
def test_a_defect_is_told_with_file_row_and_reason(
    old: str, new: str, sentence: str
) -> None:
    assert refused(changed(old, new)) == sentence


@pytest.mark.parametrize("role", ["registrar", "secretariat", "register"])
def test_the_roles_that_every_register_needs_are_there(role: str) -> None:
    source = json.loads(json.dumps(read(SMALL, "small.toml").source))
    del source["roles"][role]

    with pytest.raises(Defective, match=f"^x.toml: role “{role}” is missing$"):
        checked(source, "x.toml")


def test_an_action_of_an_item_is_no_action_of_the_thing_around_it() -> None:
    both = changed('do = "accept-credentials"', 'do = "invite"', SHIPPED)

    assert refused(both).endswith(": “invite” is an action of participant, too")


def test_what_is_no_toml_is_refused_with_the_place() -> None:
    assert refused(SMALL + "moves = [") == (
        "small.toml: not readable as TOML: Invalid value (at end of document)"
    )
    assert refused("a = " + "[" * 5_000) == (
        "small.toml: lists or tables lie too deep in each other"
    )


def test_a_row_written_as_a_table_of_its_own_has_its_line_too() -> None:
    rows = '[[machines.undertaking.moves]]\ndo = "open"\nlabel = "Opened"\n'

    assert refused(changed('title = "undertaking"\nstages = []\nmoves = []\n',
                           f'title = "undertaking"\nstages = []\n{rows}')) == (
        "small.toml, row 9 (line 79): “who” is missing"
    )  # fmt: skip


def test_no_line_is_named_when_rows_and_lines_do_not_match() -> None:
    joined = changed('\n  { do = "allot-symbol"', ' { do = "allot-symbol"')

    assert refused(changed('"leads_concur"', '"x"', joined)) == (
        "small.toml, row 7: guard “x” is unknown"
    )


# The digest


def test_the_digest_is_of_the_content_and_not_of_the_layout() -> None:
    spaced = SMALL.replace(" = ", "   =   ").replace("\n\n", "\n\n# a remark\n\n")
    turned = changed('key = "small"\nversion = 1', 'version = 1\nkey = "small"')
    first = read(SMALL, "a.toml").digest

    assert read(spaced, "b.toml").digest == first
    assert read(turned, "c.toml").digest == first
    assert read(changed("days = 14", "days = 15"), "a.toml").digest != first
    assert read(changed('label = "Draft"', 'label = "Make"'), "a.toml").digest != first


def test_the_order_of_rows_and_stages_is_content() -> None:
    first = '{ key = "draft", visible = "committee" },'
    turned = changed(f"  {first}\n{TABLED}", f"{TABLED}\n  {first}")

    assert read(turned, "a.toml").digest != read(SMALL, "a.toml").digest


def test_what_was_pinned_is_read_as_it_was_without_a_check() -> None:
    source = json.loads(json.dumps(read(SMALL, "small.toml").source))
    source["machines"]["commitment"]["moves"][1]["needs"] = ["a_guard_of_old"]
    with pytest.raises(Defective):
        checked(source, "small.toml")

    found = pinned(source)

    assert found.machines["commitment"].moves[1].needs[0].guard == "a_guard_of_old"
    assert pinned(json.loads(json.dumps(source))) is found
    assert pinned(json.loads(json.dumps(load("la-declaration").source))) == load(
        "la-declaration"
    )


# A stage of its own needs no code


LEGAL = (
    '  { do = "send-to-counsel", label = "Send to legal review", who = ["lead"],'
    ' from = ["tabled"], to = "legal review", event = "record.advanced",'
    ' needs = ["leads_concur"] },\n'
    '  { do = "clear-the-text", label = "Clear the text", who = ["secretariat"],'
    ' from = ["legal review"], to = "in consultation", event = "record.advanced",'
    ' needs = ["basis_cited"] },\n'
)
HAPPENED: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("p-sec", "participant", "", "register",
     {"key": "CAN", "name": "Canada", "nature": "state"}),
    ("p-sec", "participant", "CAN", "enter-minister",
     {"holder": "p-min", "office": "Minister"}),
    ("p-min", "participant", "CAN", "endorse", {}),
    ("p-sec", "process", "LAD", "define-pillar",
     {"code": "P2", "number": 2, "title": "Pathways"}),
    ("p-sec", "package", "", "identify",
     {"key": "AP07", "number": 7, "title": "Refugees", "pillar": "P2"}),
    ("p-min", "package", "AP07", "volunteer-lead", {}),
    ("p-min", "commitment", "", "draft",
     {"package": "AP07", "title": "Pathways", "paragraphs": "One.\n\nTwo."}),
    ("p-min", "commitment", "LAD-001", "concur", {}),
    ("p-min", "commitment", "LAD-001", "table", {}),
]  # fmt: skip


def with_legal_review() -> Definition:
    tabled = '  { key = "tabled", visible = "committee", '
    tabled += 'awaits = ["add-translation", "circulate"] },\n'
    own = '  { key = "legal review", visible = "committee" },\n'
    row = '  { do = "circulate", label = "Circulate for comments"'
    staged = changed(tabled, tabled + own, SHIPPED)
    return read(changed(row, LEGAL + row, staged), "own.toml")


def act(office: Office, person: str, kind: str, key: str, action: str,
        said: dict[str, Any]) -> None:  # fmt: skip
    office.act(Act(kind, key, action, person, said, basis=("a note verbale",)))


@pytest.fixture
def under_own_rules(office: Office) -> Office:
    office.register.establish(with_legal_review(), "p-reg", "p-sec")
    for happened in HAPPENED:
        act(office, *happened)
    return office


def buttons(office: Office, person: str) -> dict[str, bool]:
    found = available(office.reader(person=person), "commitment", "LAD-001")
    return {button["label"]: button["allowed"] for button in found}


def test_a_stage_of_its_own_needs_no_code(under_own_rules: Office) -> None:
    office = under_own_rules
    assert buttons(office, "p-min")["Send to legal review"]

    act(office, "p-min", "commitment", "LAD-001", "send-to-counsel", {"note": "Soon."})

    page = commitments.page(office.reader(person="p-min"), "LAD-001")
    assert page["stage"] == "legal review"
    assert page["history"][-1]["sentence"] == (
        "Canada: Send to legal review → legal review"
    )
    assert not buttons(office, "p-min")["Clear the text"]
    assert not buttons(office, "p-min")["Circulate for comments"]
    assert buttons(office, "p-sec")["Clear the text"]

    act(office, "p-sec", "commitment", "LAD-001", "clear-the-text", {})

    assert commitments.page(office.reader(), "LAD-001")["stage"] == "in consultation"
    assert [
        row["stage"] for row in commitments.listing(office.reader())["commitments"]
    ] == ["in consultation"]


def test_its_pictures_and_its_table_show_it(under_own_rules: Office) -> None:
    rules = under_own_rules.reader().definition

    assert rules.digest == with_legal_review().digest
    assert ">legal review<" in diagrams.svg(rules, "commitment", "legal review")
    assert '"legal review" as s3' in diagrams.mermaid(rules, "commitment")
    assert "Send to legal review" in diagrams.markdown(rules, "commitment")


# Whatever is done to it, it is read or refused in words


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*path, key)
        if isinstance(part, dict | list):
            yield from places(part, (*path, key))


SOURCE = json.loads(json.dumps(load("la-declaration").source))
PLACES = list(places(SOURCE))
JUNK = st.sampled_from(
    ["", "same", "open", "register", "\x00", "\ud800", 0, -1, 2**70, True, 1.5, None,
     float("nan"), [], {}, [[]], {"guard": 1}, {"guard": "second_person"}, ["minister"]]
)  # fmt: skip


def changed_at(path: tuple[Any, ...], what: str, junk: Any) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(SOURCE)
    inner: Any = found
    for key in path[:-1]:
        inner = inner[key]
    match what:
        case "drop":
            del inner[path[-1]]
        case "rename" if isinstance(inner, dict):
            inner[f"{path[-1]}s"] = inner.pop(path[-1])
        case "double" if isinstance(inner, list):
            inner.append(copy.deepcopy(inner[path[-1]]))
        case _:
            inner[path[-1]] = junk
    return found


def told_or_followed(source: dict[str, Any]) -> None:
    try:
        found = checked(source, "x.toml")
    except Defective as defect:
        sentence = str(defect)
    else:
        sentence = "x.toml is sound"
        assert orjson.loads(orjson.dumps(source)) == source
        assert pinned(source) == found
        assert digest_of(source) == found.digest
        for machine in found.machines:
            assert diagrams.table(found, machine) is not None
            assert diagrams.mermaid(found, machine)
    assert sentence.startswith("x.toml")
    assert "Error" not in sentence


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(PLACES), st.sampled_from(["drop", "rename", "double", "junk"]), JUNK
)
def test_a_definition_with_one_part_changed_is_followed_or_refused(
    path: tuple[Any, ...], what: str, junk: Any
) -> None:
    told_or_followed(changed_at(path, what, junk))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(SMALL)), st.integers(0, 40), st.text(st.characters(), max_size=8)
)
def test_a_file_with_one_place_overwritten_is_read_or_refused(
    start: int, length: int, instead: str
) -> None:
    text = SMALL[:start] + instead + SMALL[start + length :]
    try:
        found = read(text, "x.toml")
    except Defective as defect:
        sentence = str(defect)
    else:
        sentence = f"x.toml holds {len(found.machines)} machines"
    assert sentence.startswith("x.toml")

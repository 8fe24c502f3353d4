"""What must not be sent: a sentence says what is needed, and nothing is half done.

The cases are made from the definition and from what each event asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from application.commands.act import plain
from application.office import (
    Act,
    DepositaryError,
    Malformed,
    NotFound,
)
from application.views.rebuild import compare, digest
from domain.acts.said import read_said
from domain.events import Ask
from domain.events.deciding import SENT, UNTIL
from domain.events.process import DefinitionAdopted
from tests.asked import (
    ASKS,
    ENDORSE,
    RULES,
    THINGS,
    named_actions,
    named_asks,
    nothing_recorded,
    refused,
)
from tests.world import (
    REGISTRAR,
    SECRETARY,
    SHARED,
    World,
    opened,
)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Iterator[World]:
    """Return a world in which nothing is ever accepted."""
    with opened(tmp_path_factory.mktemp("still"), engine) as world:
        before = digest(world.office.register)
        yield world
        assert digest(world.office.register) == before


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with opened(tmp_path, engine) as found:
        yield found


HOSTILE = {
    "a null byte": "a\x00b",
    "an escape": "\x1b[31mred",
    "a control character of the upper range": "a\x9bb",
    "a lone carriage return": "a\rb",
    "half of a surrogate pair": "a\ud800b",
    "a right-to-left override": "a\u202eb",
    "an isolate": "a\u2066b",
    "no character": "a\ufffeb",
    "a pile of accents": "a" + "\u0301" * 31,
}


def no_value(
    still: World, kind: str, key: str, action: str, ask: Ask, *values: Any
) -> None:
    """See each value refused by name: one in an act, the others as it reads them."""

    def act(value: Any) -> None:
        still.act(SECRETARY, kind, key, action, {ask.name: value})

    def read(value: Any) -> None:
        read_said([ask], plain({ask.name: value}, "said"))

    with nothing_recorded(still):
        for take, value in zip([act] + [read] * len(values), values, strict=False):
            with pytest.raises(Malformed) as found:
                take(value)
            assert found.value.field == ask.name
            assert str(found.value).isprintable()


@named_asks
def test_text_that_leads_the_eye_astray_is_refused(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    values: list[Any] = list(HOSTILE.values())
    if ask.kind == "list":
        values += [[text] for text in values]
    if ask.kind == "readings":
        values = [[{"value": text, "sources": []}] for text in values]
    no_value(still, kind, key, action, ask, *values)


@named_asks
def test_text_that_is_too_long_is_refused(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    long = "x" * (ask.maximum + 1)
    values: list[Any] = {
        "paragraphs": [long, [long], ["x" * ask.maximum, "x"], ["x"] * 501],
        "list": [long, [long], ["x"] * 501],
        "readings": [[{"value": long, "sources": []}], [{"value": 1}] * 501],
        "number": ["9" * 16, 10**15, 10**5000],
    }.get(ask.kind, [long])
    no_value(still, kind, key, action, ask, *values)


WRONG: list[Any] = [
    {"_type_": "uuid_hex", "_data_": "00"}, True, False, 1.5, float("nan"),
    float("inf"), {"a": 1}, [[]], [["a"]], [{}], [None], b"bytes", {"a", "set"},
    object(), [1] * 10_000, {1: "a"}, -1,
]  # fmt: skip


@named_asks
def test_a_value_of_another_type_is_refused(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    deep: Any = "x"
    for _ in range(2000):
        deep = [deep]
    values = [*WRONG, deep, *([] if ask.kind == "number" else [7])]
    no_value(still, kind, key, action, ask, *values)


@named_asks
def test_a_line_break_is_refused_where_one_line_is_asked_for(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    if ask.kind not in {"long", "paragraphs", "list", "readings", "evidence"}:
        no_value(still, kind, key, action, ask, "a\nb", "a\tb", "a\u2028b")


HARMLESS = [
    "<script>alert(1)</script>", '=HYPERLINK("http://x")', "+1", "@SUM(A1)",
    "'; DROP TABLE stored_events; --", "{who} {0} %s %(who)s", "{{ 7 * 7 }}", "\\u0000",
    '{"_type_": "uuid_hex", "_data_": "00"}', "مرحبا", "👩‍👩‍👧", "ñ",
]  # fmt: skip
STRICT = {"number", "day", "instant", "choice", "url", "readings", "rules"}


@named_asks
def test_markup_and_formulas_stay_text(
    kind: str, key: str, action: str, ask: Ask
) -> None:
    del kind, key, action
    for text in HARMLESS:
        if ask.kind in STRICT:
            return
        listed = ask.kind in {"list", "paragraphs", "evidence"}
        value: Any = [text] if listed else text
        assert read_said([ask], {ask.name: value}) == {ask.name: value}


def test_what_stayed_text_reads_back_as_it_was_written(world: World) -> None:
    for text in HARMLESS:
        said = {"form": "national", "title": text, "unit": text}
        key = world.act("minister-GUY", "commitment", "", "announce", said).reference
        commitment = world.record("commitment", key)
        assert (commitment.title, commitment.target) == (text, {"unit": text})
        assert text in commitment.events[0].tell()
    assert compare(world.office.register) == []


RULES_TEXT = DefinitionAdopted.ASKS[0]


@pytest.mark.parametrize("ask", [UNTIL, SENT], ids=lambda ask: ask.name)
def test_an_instant_is_kept_as_it_was_said_and_has_a_zone(ask: Ask) -> None:
    for said in ("2024-06-10T17:00-04:00", "2024-06-10T21:00Z"):
        assert read_said([ask], {ask.name: said}) == {ask.name: said}
    for said in ("2024-06-10", "2024-06-10T17:00", "17:00", "tomorrow", "T", 5, ["x"]):
        with pytest.raises(Malformed, match=ask.label):
            read_said([ask], {ask.name: said})


def test_rules_are_read_as_a_file_holds_them_and_checked() -> None:
    for said in ("<script>", "{}", "schema = 'other'", {"schema": 1}, "x = [" * 2000):
        with pytest.raises(Malformed, match=RULES_TEXT.label):
            read_said([RULES_TEXT], {"rules": said})


@named_actions
def test_a_field_nobody_asked_for_is_refused(
    still: World, kind: str, key: str, action: str
) -> None:
    asked = {ask.name: ask for k, _, a, ask in ASKS if (k, a) == (kind, action)}
    unasked = {"nonsense", "by", "occurred_at", "stage", "salt", "\ud800\x00", ""}
    refused(still, Malformed, SECRETARY, kind, key, action, {"nonsense": "x"})
    for name in sorted(unasked - asked.keys()):
        with pytest.raises(Malformed, match="there is no field"):
            read_said([*asked.values()], {name: "x"})


@named_actions
def test_what_is_needed_is_not_replaced_by_nothing(
    still: World, kind: str, key: str, action: str
) -> None:
    """Nor by emptiness in any of its forms."""
    asked = [ask for k, _, a, ask in ASKS if (k, a) == (kind, action)]
    if all(ask.optional for ask in asked):
        return
    persons = (SECRETARY, REGISTRAR, "minister-GUY")
    for number, empty in enumerate((None, "", "   ", [], "\u2003")):
        said = {ask.name: empty for ask in asked}
        for person in persons if not number else persons[:1]:
            refused(still, DepositaryError, person, kind, key, action, said)


@named_actions
def test_an_action_of_another_kind_of_thing_is_refused(
    still: World, kind: str, key: str, action: str
) -> None:
    del key
    for other, its_key in THINGS.items():
        machines = [m for m in RULES.machines.values() if other in {m.key, m.within}]
        if other != kind and not any(m.rows(action) for m in machines):
            refused(still, NotFound, SECRETARY, other, its_key, action)


@named_actions
def test_a_thing_that_is_not_there_takes_no_act(
    still: World, kind: str, key: str, action: str
) -> None:
    if not key:
        return
    for unknown in (
        "ZZZ",
        "LAD-999",
        "a/b",
        f"{kind}/{key}",
        f"{key} ",
        key.swapcase(),
    ):
        refused(still, NotFound, SECRETARY, kind, unknown, action)
    for unreadable in ("a\nb", "\ud800", "x" * 201, "\u202e", "a\x00"):
        refused(still, Malformed, SECRETARY, kind, unreadable, action)


@pytest.mark.parametrize("action", ["", "  ", "nonsense", "evolve", "__init__", "é/é"])
@pytest.mark.parametrize("kind", [*THINGS, "mandate", "report", "record", "", "a/b"])
def test_an_action_or_a_kind_that_does_not_exist(
    still: World, kind: str, action: str
) -> None:
    for key in ("", THINGS.get(kind, "LAD")):
        refused(still, DepositaryError, SECRETARY, kind, key, action)


@pytest.mark.parametrize(
    "field",
    ["kind", "key", "action", "person", "mandate", "for_mandate", "participant",
     "seen", "occurred", "command"],
)  # fmt: skip
def test_every_word_of_an_act_is_text(still: World, field: str) -> None:
    act = {
        "kind": "commitment",
        "key": SHARED,
        "action": "endorse",
        "person": SECRETARY,
    }
    for value in (None, 7, True, ["a"], {"a": 1}, b"a", "a\x00", "\ud800", "x" * 201):
        with nothing_recorded(still), pytest.raises(Malformed) as found:
            still.office.act(Act(**act | {field: value}))
        assert field in {found.value.field, "said"}


@pytest.mark.parametrize("said", [None, [], ["a"], "said", 7, {1: 2}, {None: "a"}])
def test_fields_come_as_names_with_values(still: World, said: Any) -> None:
    with nothing_recorded(still), pytest.raises(DepositaryError):
        still.office.act(Act(*ENDORSE, SECRETARY, said))


@pytest.mark.parametrize(
    "basis", [None, "text", 7, [7], [None], ["a\x00"], ["x" * 501], ["x"] * 51, [["a"]]]
)
def test_a_basis_is_a_list_of_texts(still: World, basis: Any) -> None:
    with nothing_recorded(still), pytest.raises(Malformed) as found:
        still.office.act(Act(*ENDORSE, "minister-GUY", {}, basis=basis))
    assert found.value.field == "basis"


@pytest.mark.parametrize("key", ["a/b", "a\nb", " GUY", "x" * 41, "-a", "a b", "ÑÑÑ"])
def test_a_key_is_letters_digits_and_hyphens(still: World, key: str) -> None:
    meeting = {"title": "t", "nature": "summit", "planned": "2024-05-01"}
    for what in (
        ("participant", "", "register", {"name": "n", "nature": "state"}),
        ("package", "", "identify", {"number": 9, "title": "t", "pillar": "P1"}),
        ("meeting", "", "schedule", meeting),
    ):
        *where, said = what
        found = refused(still, Malformed, SECRETARY, *where, {**said, "key": key})
        assert isinstance(found, Malformed)
        assert found.field == "key"

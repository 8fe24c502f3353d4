"""What must not be sent: a sentence says what is needed, and nothing is half done.

The cases are made from the definition and from what each event asks for, so a new event
is covered by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.office import (
    Act,
    DepositaryError,
    Malformed,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    Reused,
)
from application.views.rebuild import compare, digest
from domain.acts import asks_of
from domain.acts.said import read_said
from domain.definition import load
from domain.events import Ask
from tests.world import (
    BASIS,
    COUNTRIES,
    NATIONAL,
    REGISTRAR,
    SECRETARY,
    SHARED,
    UNDERTAKING,
    World,
    opened,
)

RULES = load("la-declaration")
THINGS = {
    "process": "LAD",
    "participant": "GUY",
    "package": "AP01",
    "meeting": "ministerial-1",
    "commitment": SHARED,
    "undertaking": UNDERTAKING,
}
ENDORSE = ("commitment", SHARED, "endorse")


def every_action() -> Iterator[tuple[str, str, str]]:
    """Give kind, key and action of all that a person may ask for."""
    for machine in RULES.machines.values():
        kind = machine.within or machine.key
        for action in machine.actions:
            rows = machine.rows(action)
            if any(set(row.who) - {"register", "clock"} for row in rows):
                key = "" if all(row.creates for row in rows) else THINGS[kind]
                yield kind, key, action


def every_ask() -> Iterator[tuple[str, str, str, Ask]]:
    """Give every field of every action."""
    for kind, key, action in every_action():
        machine = next(
            m
            for m in RULES.machines.values()
            if kind in {m.key, m.within} and m.rows(action)
        )
        for ask in asks_of(machine, action):
            yield kind, key, action, ask


ACTIONS = list(every_action())
ASKS = list(every_ask())
named_asks = pytest.mark.parametrize(
    ("kind", "key", "action", "ask"),
    ASKS,
    ids=[f"{kind}-{action}-{ask.name}" for kind, _, action, ask in ASKS],
)
named_actions = pytest.mark.parametrize(
    ("kind", "key", "action"), ACTIONS, ids=[f"{k}-{a}" for k, _, a in ACTIONS]
)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return a world in which nothing is ever accepted."""
    with opened(tmp_path_factory.mktemp("still")) as world:
        before = digest(world.office.register)
        yield world
        assert digest(world.office.register) == before


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with opened(tmp_path) as found:
        yield found


@contextmanager
def nothing_recorded(world: World) -> Iterator[None]:
    """See that the log did not grow; the views are looked at once, at the end."""
    before = world.position
    yield
    assert world.position == before


def refused(
    world: World, kinds: type[DepositaryError], *what: Any, **rest: Any
) -> DepositaryError:
    """Take an act that must be refused without a trace; return the refusal."""
    rest.setdefault("basis", BASIS)
    with nothing_recorded(world), pytest.raises(kinds) as found:
        world.act(*what, **rest)
    assert str(found.value).isprintable()
    return found.value


# --- hostile text in every field ---------------------------------------------------

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


@named_asks
def test_text_that_leads_the_eye_astray_is_refused(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    with nothing_recorded(still):
        for what, text in HOSTILE.items():
            value: Any = [{"value": text, "sources": []}]
            value = value if ask.kind == "readings" else text
            for said in (value, [value]) if ask.kind == "list" else (value,):
                with pytest.raises(Malformed) as found:
                    still.act(SECRETARY, kind, key, action, {ask.name: said})
                assert found.value.field == ask.name, what
                assert str(found.value).isprintable(), what


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
    with nothing_recorded(still):
        for value in values:
            with pytest.raises(Malformed) as found:
                still.act(SECRETARY, kind, key, action, {ask.name: value})
            assert found.value.field == ask.name


WRONG: list[Any] = [
    True, False, 1.5, float("nan"), float("inf"), {"a": 1}, [[]], [["a"]], [{}], [None],
    {"_type_": "uuid_hex", "_data_": "00"}, b"bytes", {"a", "set"}, object(),
    [1] * 10_000, {1: "a"}, -1,
]  # fmt: skip


@named_asks
def test_a_value_of_another_type_is_refused(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    deep: Any = "x"
    for _ in range(2000):
        deep = [deep]
    with nothing_recorded(still):
        for value in [*WRONG, deep, *([] if ask.kind == "number" else [7])]:
            with pytest.raises(Malformed) as found:
                still.act(SECRETARY, kind, key, action, {ask.name: value})
            assert found.value.field == ask.name


@named_asks
def test_a_line_break_is_refused_where_one_line_is_asked_for(
    still: World, kind: str, key: str, action: str, ask: Ask
) -> None:
    if ask.kind in {"long", "paragraphs", "list", "readings"}:
        return
    with nothing_recorded(still):
        for value in ("a\nb", "a\tb", "a\u2028b"):
            with pytest.raises(Malformed) as found:
                still.act(SECRETARY, kind, key, action, {ask.name: value})
            assert found.value.field == ask.name


HARMLESS = [
    "<script>alert(1)</script>", '=HYPERLINK("http://x")', "+1", "@SUM(A1)",
    "'; DROP TABLE stored_events; --", "{who} {0} %s %(who)s", "{{ 7 * 7 }}", "\\u0000",
    '{"_type_": "uuid_hex", "_data_": "00"}', "مرحبا", "👩‍👩‍👧", "ñ",
]  # fmt: skip


@named_asks
def test_markup_and_formulas_stay_text(
    kind: str, key: str, action: str, ask: Ask
) -> None:
    del kind, key, action
    for text in HARMLESS:
        if ask.kind in {"number", "day", "choice", "url", "readings"}:
            return
        value: Any = [text] if ask.kind in {"list", "paragraphs"} else text
        assert read_said([ask], {ask.name: value}) == {ask.name: value}


def test_what_stayed_text_reads_back_as_it_was_written(world: World) -> None:
    for text in HARMLESS:
        said = {"form": "national", "title": text, "unit": text}
        key = world.act("minister-GUY", "commitment", "", "announce", said).reference
        commitment = world.record("commitment", key)
        assert (commitment.title, commitment.target) == (text, {"unit": text})
        assert text in commitment.events[0].tell()
    assert compare(world.office.register) == []


# --- fields, keys and names ---------------------------------------------------------


@named_actions
def test_a_field_nobody_asked_for_is_refused(
    still: World, kind: str, key: str, action: str
) -> None:
    asked = {ask.name for k, _, a, ask in ASKS if (k, a) == (kind, action)}
    unasked = {"nonsense", "by", "occurred_at", "stage", "salt", "\ud800\x00", ""}
    for name in sorted(unasked - asked):
        refused(still, Malformed, SECRETARY, kind, key, action, {name: "x"})


@named_actions
def test_what_is_needed_is_not_replaced_by_nothing(
    still: World, kind: str, key: str, action: str
) -> None:
    """Nor by emptiness in any of its forms."""
    asked = [ask for k, _, a, ask in ASKS if (k, a) == (kind, action)]
    if all(ask.optional for ask in asked):
        return
    for empty in (None, "", "   ", [], "\u2003"):
        said = {ask.name: empty for ask in asked}
        for person in (SECRETARY, REGISTRAR, "minister-GUY"):
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


# --- names of other things -----------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "what", "names"),
    [
        (SECRETARY, ("process", "LAD", "record-instrument",
            {"instrument": "X", "title": "t", "nature": "n"}), {"meeting": "m9"}),
        (SECRETARY, ("process", "LAD", "assume-office", {"office": "chair"}),
            {"holder": "ZZZ"}),
        (REGISTRAR, ("process", "LAD", "retitle-pillar", {"title": "t"}),
            {"code": "P9"}),
        (REGISTRAR, ("process", "LAD", "relieve", {"reason": "r"}),
            {"number": "LAD-A9"}),
        (SECRETARY, ("package", "", "identify",
            {"key": "AP09", "number": 9, "title": "t", "pillar": "P1"}),
            {"pillar": "P9", "meeting": "m9"}),
        (SECRETARY, ("meeting", "", "schedule",
            {"key": "m2", "title": "t", "nature": "committee", "planned": "2024"}),
            {"packages": ["AP99"], "planned": "someday"}),
        (SECRETARY, ("meeting", "ministerial-1", "record-presence", {}),
            {"attending": "ZZZ"}),
        (SECRETARY, ("meeting", "ministerial-1", "record-presence",
            {"attending": "GUY"}), {"under": "GUY-M99"}),
        ("minister-COL", ("meeting", "ministerial-1", "decide", {"decision": "d"}),
            {"commitment": "LAD-999"}),
        ("minister-COL", ("commitment", "", "announce",
            {"form": "national", "title": "t"}),
            {"package": "AP99", "pillar": "P9", "meeting": "m9"}),
        ("minister-COL", ("commitment", "", "announce",
            {"form": "joint", "title": "t"}), {"partners": ["ZZZ"]}),
        ("minister-COL", ("commitment", NATIONAL, "supersede", {}),
            {"successor": "LAD-999"}),
        ("minister-COL", ("commitment", NATIONAL, "match", {}), {"other": "LAD-999"}),
        ("minister-GUY", (*ENDORSE, {}), {"paragraph_numbers": ["3"]}),
        ("minister-COL", ("undertaking", UNDERTAKING, "supersede", {"reason": "r"}),
            {"successor": "LAD-999-COL"}),
        ("coordinator-COL", ("undertaking", UNDERTAKING, "assign-owner",
            {"institution": "i"}), {"focal_point": "COL-M99"}),
        ("minister-GUY", ("participant", "GUY", "delegate",
            {"holder": "x", "capacity": "delegate"}), {"scope": ["AP99"]}),
        ("minister-GUY", ("participant", "GUY", "revoke", {"reason": "r"}),
            {"number": "GUY-M99"}),
        ("minister-GUY", ("participant", "GUY", "revoke", {"reason": "r"}),
            {"number": "COL-M1"}),
        ("delegate-MEX", ("commitment", "", "draft",
            {"title": "t", "paragraphs": "p"}), {"package": "AP99"}),
        (SECRETARY, ("commitment", SHARED, "propose-correction",
            {"field": "title", "new": "n", "reason": "r"}), {"version": "99"}),
        (SECRETARY, ("commitment", SHARED, "propose-correction",
            {"version": 1, "new": "n", "reason": "r"}), {"field": "sha256"}),
        (SECRETARY, ("commitment", NATIONAL, "propose-correction",
            {"version": 1, "field": "package", "reason": "r"}), {"new": "AP99"}),
        (SECRETARY, ("commitment", SHARED, "correct", {}), {"number": 9}),
    ],
)  # fmt: skip
def test_a_name_of_something_that_is_not_there_is_refused(
    still: World, person: str, what: Any, names: dict[str, Any]
) -> None:
    kind, key, action, said = what
    for name, value in names.items():
        refused(still, Refused, person, kind, key, action, {**said, name: value})


@pytest.mark.parametrize(
    ("rest", "kinds"),
    [
        ({"mandate": "GUY-M99"}, Malformed),
        ({"mandate": "ZZZ-M1"}, Malformed),
        ({"mandate": "nonsense"}, Malformed),
        ({"mandate": "COL-M1"}, NotAllowed),
        ({"mandate": "LAD-A1"}, NotAllowed),
        ({"mandate": "GUY-M3"}, NotAllowed),
        ({"for_mandate": "GUY-M1"}, NotAllowed),
        ({"participant": "MEX"}, NotAllowed),
        ({"participant": "ZZZ"}, NotAllowed),
    ],
)
def test_a_mandate_of_nobody_or_of_somebody_else_gives_no_power(
    still: World, rest: dict[str, str], kinds: type[DepositaryError]
) -> None:
    refused(still, kinds, "minister-GUY", *ENDORSE, {}, **rest)


@pytest.mark.parametrize("person", ["nobody", "register", "clock", "engine", "COL-M1"])
def test_a_person_without_a_mandate_does_nothing(still: World, person: str) -> None:
    for kind, key, action in ACTIONS:
        with pytest.raises((NotAllowed, Malformed)):
            still.act(person, kind, key, action, {}, basis=BASIS)


def test_the_registrar_enters_acts_of_participants_that_exist(still: World) -> None:
    join = ("package", "AP02", "join", {})
    refused(still, NotFound, REGISTRAR, *join, participant="ZZZ")
    refused(still, Malformed, REGISTRAR, *join)
    mine = ("participant", "MEX", "notify-withdrawal", {"reason": "r"})
    refused(still, NotAllowed, REGISTRAR, *mine, participant="GUY")
    nobodys = {"form": "national", "title": "t"}
    refused(still, Refused, REGISTRAR, "commitment", "", "announce", nobodys)


@pytest.mark.parametrize(
    "more",
    [{"target": ["a"]}, {"target": {"A": 1}}, {"target": {"quantity": [1]}},
     {"target": {"quantity": 1.5}}, {"target": {"_type_": "a", "_data_": "b"}},
     {"target": {"unit": "a\x00"}}, {"note": 7}, {"note": "a\u202eb"}],
)  # fmt: skip
def test_what_the_registrar_adds_is_read_like_all_else(
    still: World, more: dict[str, Any]
) -> None:
    said = {"form": "national", "title": "t", **more}
    announce = ("commitment", "", "announce")
    refused(still, Malformed, REGISTRAR, *announce, said, participant="GUY")
    refused(still, Malformed, "minister-GUY", *announce, said)


# --- stale, double, reused ------------------------------------------------------------


@pytest.mark.parametrize("seen", ["1.1", "99.99", "nonsense", '"1.1"', "W/1", "."])
def test_a_stale_page_is_outdated(still: World, seen: str) -> None:
    found = refused(still, Outdated, "minister-GUY", *ENDORSE, {}, seen=seen)
    assert "please look again" in str(found)


def test_the_page_as_it_is_now_is_taken(world: World) -> None:
    """Another country's endorsement in between takes nothing from it."""
    record = world.record("commitment", SHARED)
    seen = f'"{record.version}.{record.edition}"'
    world.act("minister-MEX", *ENDORSE, seen=seen)
    world.act("minister-GUY", *ENDORSE, seen=seen)
    assert world.record("commitment", SHARED).endorsers == ["MEX", "GUY"]


def test_a_double_submit_has_one_effect_and_one_receipt(world: World) -> None:
    first = world.act("minister-GUY", *ENDORSE, command="c-1")
    with nothing_recorded(world):
        again = world.act("minister-GUY", *ENDORSE, command="c-1", seen="1.1")
    assert again == first


@pytest.mark.parametrize(
    "other",
    [{"person": "minister-MEX"}, {"action": "withdraw-endorsement"}, {"key": NATIONAL},
     {"said": {"reservation": "r"}}, {"basis": ("b",)}, {"mandate": "GUY-M1"}],
)  # fmt: skip
def test_a_command_used_for_another_act_is_refused(
    world: World, other: dict[str, Any]
) -> None:
    act = {"kind": "commitment", "key": SHARED, "action": "endorse", "command": "c-1"}
    world.office.act(Act(**act, person="minister-GUY"))
    with nothing_recorded(world), pytest.raises(Reused, match="needs a new key"):
        world.office.act(Act(**{**act, "person": "minister-GUY", **other}))


def test_of_several_acts_a_refused_one_takes_all_back(world: World) -> None:
    acts = [Act(*ENDORSE, f"minister-{code}") for code in ("GUY", "MEX", "GUY")]
    with nothing_recorded(world), pytest.raises(Refused, match="endorses once"):
        world.office.register.act_all(acts)
    world.act("minister-GUY", *ENDORSE)
    assert world.record("commitment", SHARED).endorsers == ["GUY"]


@pytest.mark.parametrize(("first", "second"), [("", "b"), ("a", " "), ("a", "a")])
def test_a_register_begins_with_two_named_officers(
    tmp_path: Path, first: str, second: str
) -> None:
    world = World(tmp_path)
    try:
        with pytest.raises(DepositaryError):
            world.office.establish("la-declaration", first, second)
        assert world.position == 0
    finally:
        world.office.close()


# --- anything at all ------------------------------------------------------------------

NAMES = sorted({ask.name for _, _, _, ask in ASKS})
KEYS = [*THINGS.values(), NATIONAL, "AP02", "COL", "LAD-999", "", "a/b", "\ud800"]
WORDS = st.one_of(
    st.sampled_from(
        [*KEYS, *COUNTRIES, "P1", "GUY-M1", "COL-M4", "1", "2024-05-01", "2024-05",
         "unknown", "chair", "delegate", "national", "consensus", "yes", "es", "title",
         "occurred_at", "principal", "in progress", "minister-GUY", "https://x", "m2"]
    ),
    st.text(max_size=30),
)  # fmt: skip
PLAIN = st.recursive(
    st.one_of(
        WORDS,
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.binary(max_size=3),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)
    ),
    max_leaves=8,
)
SAID = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=5)),
    st.one_of(WORDS, PLAIN),
    max_size=5,
)
PERSONS = st.sampled_from(
    [SECRETARY, REGISTRAR, "nobody",
     *(f"{role}-{code}" for code in COUNTRIES
       for role in ("minister", "coordinator", "delegate", "focal_point"))]
)  # fmt: skip


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Ask for anything: mostly a real action, with what its event asks for."""
    kind, key, action = draw(st.sampled_from(ACTIONS))
    asked = [ask.name for k, _, a, ask in ASKS if (k, a) == (kind, action)]
    said: Any = {name: draw(WORDS) for name in asked if draw(st.booleans())}
    if draw(st.integers(0, 3)) == 0:
        said = draw(st.one_of(SAID, PLAIN))
    if draw(st.integers(0, 5)) == 0:
        kind, key = draw(st.sampled_from([*THINGS, "mandate", "x"])), draw(WORDS)
    empty = st.just("")
    return Act(
        kind,
        key,
        action,
        draw(PERSONS),
        said,
        mandate=draw(st.one_of(empty, empty, WORDS)),
        for_mandate=draw(st.one_of(empty, empty, WORDS)),
        participant=draw(st.one_of(empty, st.sampled_from(COUNTRIES), WORDS)),
        seen=draw(st.one_of(empty, empty, WORDS)),
        basis=draw(st.one_of(st.just(BASIS), st.just(BASIS), PLAIN)),  # type: ignore[arg-type]
        occurred=draw(st.one_of(empty, empty, WORDS)),
    )


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return a world that takes what it is given, and is looked over at the end."""
    with opened(tmp_path_factory.mktemp("busy")) as world:
        yield world
        assert compare(world.office.register) == []


@settings(
    max_examples=600,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=list(HealthCheck),
)
@given(act=acts())
def test_whatever_is_asked_the_answer_is_a_receipt_or_a_sentence(
    busy: World, act: Act
) -> None:
    before = busy.position
    try:
        receipt = busy.office.act(act)
    except DepositaryError:
        assert busy.position == before
    else:
        assert busy.position == receipt.positions[-1] > before

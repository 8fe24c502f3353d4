"""Names of what is not there, mandates of somebody else, pages that are stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
from application.views.rebuild import digest
from tests.asked import (
    ACTIONS,
    ENDORSE,
    nothing_recorded,
    refused,
)
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


@pytest.mark.parametrize(
    "when",
    ["\ud800", "a\x00b", "2024-13-01", "99999-01-01", "@", "@-1", "@1x", "0000-01-01",
     "@99999999999999999", "0001-01-01T00:00+14:00", "2024-05-01T10:00", "x" * 10_000],
)  # fmt: skip
def test_a_time_that_is_none_is_refused(still: World, when: str) -> None:
    for asked in ({"as_of": when}, {"known_at": when}):
        with pytest.raises(Malformed) as found:
            still.office.when(**asked)
        assert str(found.value).isprintable()


def test_the_last_day_of_all_shows_what_is_in_force(still: World) -> None:
    for day in ("9999-12-31", "9999-12-30"):
        reader = still.office.reader(still.office.when(as_of=day, known_at=day))
        assert reader.totals("endorsements") == {}
        assert len(reader.rows("names", language="en")) == len(COUNTRIES)
        assert reader.record("commitment", SHARED).stage == "open"


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

"""The inbox: found by an index, true to the rules, each to who may do it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from application.office import Office
from application.pages import inbox
from application.pages.acts import best
from application.pages.how import how
from application.pages.left import left
from application.pages.reader import Reader, sql
from application.pages.zones import local
from domain.explaining import IN_TIME, MET_BY
from domain.guards import GUARDS
from tests import reviewed
from tests.furnished import furnish
from tests.world import REGISTRAR, SECRETARY, World, opened

DRAFT = {"package": "AP01", "title": "Another", "paragraphs": "One."}


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with opened(tmp_path, engine) as at_work:
        yield at_work


def mine(world: World, person: str) -> list[tuple[str, str, str]]:
    """Return what waits for a person: the key, the item and the act."""
    found = inbox.page(world.office.reader(person=person))["mine"]
    return [(one["key"], one["item"], one["action"]) for one in found]


def drafted(world: World) -> str:
    return world.act("delegate-CAN", "commitment", "", "draft", DRAFT).reference


def test_a_mandate_for_another_package_is_not_asked(world: World) -> None:
    key = drafted(world)
    said = {"holder": "p-narrow", "capacity": "delegate", "scope": ["AP02"]}
    world.act("minister-GUY", "participant", "GUY", "delegate", said)

    assert (key, "", "concur") in mine(world, "delegate-GUY")
    assert (key, "", "concur") not in mine(world, "p-narrow")


def test_what_a_country_is_asked_shows_to_those_of_it_who_may_not(
    world: World,
) -> None:
    key = drafted(world)
    found = inbox.page(world.office.reader(person="focal_point-GUY"))

    assert found["mine"] == []
    (waits,) = [one for one in found["others"] if one["key"] == key]
    assert [one["code"] for one in waits["whom"]] == ["CAN", "GUY"]


def test_a_correction_waits_for_a_second_person_only(world: World) -> None:
    said = {"version": "1", "field": "title", "new": "Put right", "reason": "a slip"}
    where = ("package", "AP01", "propose-correction", said)
    world.act(SECRETARY, *where, basis=("as published",))

    assert ("AP01", "Corr.1", "correct") in mine(world, REGISTRAR)
    assert ("AP01", "Corr.1", "correct") not in mine(world, SECRETARY)


def test_credentials_wait_for_the_secretariat_and_then_no_more(world: World) -> None:
    said = {"holder": "p-new", "capacity": "delegate", "document": "letter"}
    world.act("minister-MEX", "participant", "MEX", "submit-credentials", said)
    waits = ("MEX", "MEX-M6", "accept-credentials")
    assert waits in mine(world, SECRETARY)

    accepted = {"number": "MEX-M6"}
    where = ("participant", "MEX", "accept-credentials", accepted)
    world.act(SECRETARY, *where, basis=("letter",))
    assert waits not in mine(world, SECRETARY)


def test_an_owner_is_asked_of_the_coordinator_until_there_is_one(world: World) -> None:
    waits = ("LAD-002-COL", "", "assign-owner")
    assert waits in mine(world, "coordinator-COL")
    assert waits not in mine(world, "minister-COL")

    said = {"institution": "Ministry", "focal_point": "COL-M4"}
    world.act("coordinator-COL", "undertaking", "LAD-002-COL", "assign-owner", said)
    assert waits not in mine(world, "coordinator-COL")


def test_a_suspended_lead_is_not_asked_and_not_waited_for(world: World) -> None:
    key = drafted(world)
    world.act("delegate-CAN", "commitment", key, "concur")
    assert (key, "", "table") not in mine(world, "delegate-CAN")

    said = {"reason": "arrears"}
    where = ("participant", "GUY", "suspend", said)
    world.act("minister-COL", *where, basis=("decision",))

    assert (key, "", "table") in mine(world, "delegate-CAN")
    assert (key, "", "concur") not in mine(world, "delegate-GUY")


def test_nothing_waits_in_the_past(world: World) -> None:
    drafted(world)
    then = world.office.reader(world.office.when("2024-06-01"), "delegate-GUY")

    assert mine(world, "delegate-GUY") != []
    assert inbox.page(then)["mine"] == ()


@pytest.mark.sqlite
def test_it_is_found_by_an_index_and_in_order(world: World) -> None:
    plans = {}
    for name in ("asked", "circulating", "falling_due"):
        with world.office.register.reading() as cursor:
            values = dict.fromkeys(
                ("address", "circle", "action", "since", "participant", "now"), "x"
            )
            cursor.execute(
                f"EXPLAIN QUERY PLAN {sql(name, today=True)}",
                {**values, "leads": 1, "limit": 9},
            )
            plans[name] = " | ".join(row["detail"] for row in cursor.fetchall())
    for name, plan in plans.items():
        assert "SCAN" not in plan, name
        assert "TEMP B-TREE" not in plan, name


# Everything the exercise of the demonstration asks is what the rules allow


def people(office: Office) -> Iterator[str]:
    known = office.register.desk()
    for key in known.directory.participants:
        for mandate in known.whole("participant", key).mandates.values():  # type: ignore[union-attr]
            yield mandate.holder
    yield from (held.holder for held in known.process.appointments.values())


@pytest.mark.slow
def test_nothing_is_asked_that_the_rules_refuse(exercise: Office) -> None:
    asked = 0
    for person in dict.fromkeys(people(exercise)):
        reader = exercise.reader(person=person)
        for item in inbox.page(reader)["mine"]:
            assert refusal_of(reader, item) is None, (person, item)
            asked += 1
    assert asked > 30


def refusal_of(reader: Reader, item: dict[str, Any]) -> object:
    """Return why what is asked could not be done, ``None`` when it can."""
    named = {"number": item["item"].removeprefix("Corr."), "report": item["item"]}
    machines = reader.definition.machines.values()
    machine = next(
        m
        for m in machines
        if item["kind"] in {m.key, m.within} and m.rows(item["action"])
    )
    return best(reader, machine, item["kind"], item["key"], item["action"], named)


@pytest.fixture
def exercise(tmp_path: Path) -> Iterator[Office]:
    from tests.browser import demonstration  # noqa: PLC0415 (a browser's neighbours)

    with demonstration(tmp_path / "register") as served:
        furnish(served.office, served.clock)
        yield served.office


# How


def test_every_need_says_what_meets_it_or_is_known_to_have_nothing() -> None:
    told = {*MET_BY, *IN_TIME, *SAID, *NOTHING_MEETS}
    assert told == set(GUARDS)
    assert not {*MET_BY} & {*IN_TIME, *SAID, *NOTHING_MEETS}


def test_what_meets_a_need_is_an_act_of_the_definition() -> None:
    machines = reviewed.definition().machines
    for acts in MET_BY.values():
        for machine, action in (act.split() for act in acts):
            named = machines.values() if machine == "*" else [machines[machine]]
            assert any(one.rows(action) for one in named), action


def test_who_is_not_signed_in_learns_who_may(world: World) -> None:
    key = drafted(world)
    (need, *_) = how(world.office.reader(), "commitment", key, "table")
    assert need["sentence"].startswith("“Table” needs a lead or co-lead")
    assert need["steps"][0]["yours"] is False


def test_a_mandate_too_narrow_is_told_with_who_grants_another(world: World) -> None:
    key = drafted(world)
    said = {"holder": "p-narrow", "capacity": "delegate", "scope": ["AP02"]}
    world.act("minister-GUY", "participant", "GUY", "delegate", said)
    (need,) = how(world.office.reader(person="p-narrow"), "commitment", key, "concur")

    assert need["sentence"] == "mandate GUY-M6 covers AP02 only"
    (step,) = need["steps"]
    assert (step["label"], step["key"]) == ("Grant a mandate", "GUY")
    assert [role["role"] for role in step["who"]] == ["a minister"]


SAID = {
    name for name, guard in GUARDS.items() if guard.about_input and name not in MET_BY
}
"""What the form itself asks for."""
NOTHING_MEETS = {
    "own_objection", "own_participant", "own_announcement", "shared_form",
    "not_to_oneself", "second_person", "not_own_report", "asks_another",
    "ministers_mandate",
    "silence_still_runs", "silence_over", "notice_over", "ad_referendum_pending",
    "others_pending", "nobody_left",
    "nobody_else_left", "not_yet_ad_referendum", "ad_referendum_over",
    "not_yet_withdrawing", "another_lead_remains", "not_yet_member", "not_yet_lead",
    "nobody_but_the_tabler_left",
    "open_to_others", "package_at_work", "not_yet_concurred", "not_yet_sponsor",
    "procedure_is", "not_already_in", "not_own_announcement", "not_an_author",
    "somebody_owes", "undertaking_lives", "milestone_overdue", "work_had_started",
}  # fmt: skip
"""What no other act brings about: who acts, what was done, where a row leads."""


# Time left


NOW = "2026-03-01T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2026-03-01T12:00:00.000000Z", "over"),
        ("2026-03-01T12:59:59.999999Z", "less than an hour left"),
        ("2026-03-01T13:00:00.000000Z", "one hour left"),
        ("2026-03-01T14:00:00.000000Z", "2 hours left"),
        ("2026-03-04T12:59:59.000000Z", "72 hours left"),
        ("2026-03-04T13:00:00.000000Z", "3 days left"),
        ("", "None"),
        ("9999-12-31T23:59:59.999999Z", "None"),
    ],
)
def test_hours_count_while_they_do(due: str, told: str) -> None:
    assert str(left(NOW, due)) == told


@pytest.mark.parametrize(
    ("at", "code", "told"),
    [
        ("2026-03-08T06:59:00.000000Z", "USA", "2026-03-08 01:59 (UTC\N{MINUS SIGN}5)"),
        ("2026-03-08T07:00:00.000000Z", "USA", "2026-03-08 03:00 (UTC\N{MINUS SIGN}4)"),
        ("2026-11-01T05:30:00.000000Z", "CAN", "2026-11-01 01:30 (UTC\N{MINUS SIGN}4)"),
        ("2026-11-01T06:30:00.000000Z", "CAN", "2026-11-01 01:30 (UTC\N{MINUS SIGN}5)"),
        ("2026-07-01T12:00:00.000000Z", "GUY", "2026-07-01 08:00 (UTC\N{MINUS SIGN}4)"),
        ("2026-07-01T12:00:00.000000Z", "COL", "2026-07-01 07:00 (UTC\N{MINUS SIGN}5)"),
        ("2026-07-01T12:00:00.000000Z", "ESP", "2026-07-01 14:00 (UTC+2)"),
        ("2026-07-01T12:00:00.000000Z", "XYZ", ""),
    ],
)
def test_the_clock_of_a_capital(at: str, code: str, told: str) -> None:
    assert local(at, code) == told


def test_every_country_of_the_map_has_a_clock() -> None:
    from application.pages.geometry.tiles import AMERICAS  # noqa: PLC0415

    assert [code for code in AMERICAS if not local(NOW, code)] == []

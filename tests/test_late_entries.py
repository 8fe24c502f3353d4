"""Each rule for late entries (DOMAIN section 6), by an example of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from application.office import Malformed, NotAllowed, Refused
from domain.words import Occurred, instant, stream_id
from tests.world import (
    BASIS,
    REGISTRAR,
    SECRETARY,
    SHARED,
    UNDERTAKING,
    World,
    opened,
)

ENDORSE = ("commitment", SHARED, "endorse")


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with opened(tmp_path, engine) as found:
        yield found


def test_an_act_that_takes_effect_in_the_future_is_refused(world: World) -> None:
    for day in (
        "2024-06-02",
        "2024-07",
        "2024-06-01T12:00:01Z",
        "2024-05-01..2024-06-02",
    ):
        with pytest.raises(Refused, match="can't take effect in the future"):
            world.enter("GUY", *ENDORSE, occurred=day)


@pytest.mark.parametrize(
    "when", ["2024-05-01", "2024-05", "2024-06", "unknown", "2024-05-01..2024-06-01"]
)
def test_only_an_officer_enters_an_act_after_the_fact(world: World, when: str) -> None:
    """A bracket that ends now lets nobody slip past the rule."""
    with pytest.raises(NotAllowed, match="by the secretariat or the registrar"):
        world.act("minister-GUY", *ENDORSE, occurred=when, basis=BASIS)


@pytest.mark.parametrize("when", ["2024-05-01", "unknown", ""])
def test_a_late_entry_needs_a_basis(world: World, when: str) -> None:
    for basis in ((), ("",), ("  ",)):
        with pytest.raises(Refused, match="a late entry needs a basis"):
            world.enter("GUY", *ENDORSE, occurred=when, basis=basis)


def test_the_officers_appointment_counts_when_the_entry_is_recorded(
    world: World,
) -> None:
    appoint = {"holder": "p-other", "capacity": "secretariat"}
    world.act(REGISTRAR, "process", "LAD", "appoint", appoint, basis=BASIS)
    late: dict[str, Any] = {"for_mandate": "GUY-M1", "occurred": "2024-05-01"}
    world.act("p-other", *ENDORSE, **late, basis=BASIS)  # appointed since June only
    relieve = {"number": "LAD-A3", "reason": "term over"}
    world.act(REGISTRAR, "process", "LAD", "relieve", relieve)
    late["for_mandate"] = "MEX-M1"
    with pytest.raises(NotAllowed, match=r"by the secretariat or|to enter it"):
        world.act("p-other", *ENDORSE, **late, basis=BASIS)


@pytest.mark.parametrize("capacity", ["auditor", "reviewer"])
def test_an_officer_who_only_reads_enters_nothing(world: World, capacity: str) -> None:
    appoint = {"holder": "p-reader", "capacity": capacity}
    world.act(REGISTRAR, "process", "LAD", "appoint", appoint, basis=BASIS)
    for when in ("", "2024-05-01"):
        with pytest.raises(NotAllowed, match="by the secretariat or the registrar"):
            world.act(
                "p-reader", *ENDORSE, for_mandate="GUY-M1", occurred=when, basis=BASIS
            )


def test_nobody_enters_an_act_of_another_officer(world: World) -> None:
    """Else one person could be both hands of a correction."""
    said = {"version": 1, "field": "name", "new": "Guyana", "reason": "misspelt"}
    where = ("participant", "GUY")
    world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)
    with pytest.raises(NotAllowed, match="entered by that officer"):
        world.act(
            SECRETARY, *where, "correct", {"number": 1}, for_mandate="LAD-A1",
            basis=BASIS,
        )  # fmt: skip


def test_the_mandate_is_judged_when_the_act_took_effect(world: World) -> None:
    world.wait(days=1)
    revoke = {"number": "GUY-M1", "reason": "a new government"}
    world.act(SECRETARY, "participant", "GUY", "revoke", revoke, basis=BASIS)
    with pytest.raises(NotAllowed, match="GUY-M1"):
        world.enter("GUY", *ENDORSE, occurred="")
    world.enter("GUY", *ENDORSE, occurred="2024-05-20")
    assert world.record("commitment", SHARED).endorsers == ["GUY"]


def test_a_mandate_not_yet_granted_serves_nothing(world: World) -> None:
    what = ("package", "AP02", "join", {})
    with pytest.raises(NotAllowed, match="needs a mandate of Mex"):
        world.act(
            SECRETARY, *what, for_mandate="MEX-M2", occurred="2023-01-01", basis=BASIS
        )


def test_the_valid_state_of_that_day_decides(world: World) -> None:
    """The commitment was not open yet; nor was it there before it was drafted."""
    with pytest.raises(Refused, match="the commitment is “in consultation”"):
        world.enter("GUY", *ENDORSE, occurred="2024-01-05")
    with pytest.raises(Refused, match="the commitment is “not there yet”"):
        world.enter("GUY", *ENDORSE, occurred="2023-01-01")


def test_a_late_act_never_precedes_the_same_subjects_last(world: World) -> None:
    world.enter("GUY", *ENDORSE, occurred="2024-03-10")
    leave = ("commitment", SHARED, "withdraw-endorsement", {"reason": "because"})
    world.enter("GUY", *leave, occurred="2024-04-10")
    with pytest.raises(Refused, match="can't precede the same subject's last act"):
        world.enter("GUY", *leave, occurred="2024-04-09")
    world.enter("GUY", *ENDORSE, occurred="2024-04-11")
    found = world.record("commitment", SHARED).endorsements
    assert [(e.ordinal, bool(e.until)) for e in found] == [(1, True), (2, False)]


def test_a_change_of_stage_never_precedes_any_act_of_its_record(world: World) -> None:
    world.enter("GUY", *ENDORSE, occurred="2024-04-10")
    with pytest.raises(Refused, match="a change of stage can't precede the last act"):
        world.enter("COL", "commitment", SHARED, "close", {}, occurred="2024-04-09")
    world.enter("COL", "commitment", SHARED, "close", {}, occurred="2024-04-11")


def test_a_late_act_goes_between_those_of_other_subjects(world: World) -> None:
    world.wait(days=1)
    world.act("minister-MEX", *ENDORSE)
    world.wait(days=1)
    world.act("minister-COL", "commitment", SHARED, "close", basis=BASIS)
    world.enter("GUY", *ENDORSE, occurred="2024-05-20")
    commitment = world.record("commitment", SHARED)
    assert commitment.stage == "closed"
    assert [(e.participant, e.ordinal) for e in commitment.endorsements] == [
        ("MEX", 1),
        ("GUY", 2),
    ]
    on_the_day = world.as_of("commitment", SHARED, "2024-05-20")
    assert (on_the_day.stage, on_the_day.endorsers) == ("open", ["GUY"])
    before = world.as_of("commitment", SHARED, "2024-05-19")
    assert before.endorsers == []


def test_what_follows_from_a_late_act_happens_when_it_did(world: World) -> None:
    world.enter("MEX", *ENDORSE, occurred="2024-05-20")
    opened_late = world.as_of("undertaking", f"{SHARED}-MEX", "2024-05-20")
    assert opened_late.stage == "announced"
    leave = ("participant", "MEX", "notify-withdrawal", {"reason": "because"})
    world.enter("MEX", *leave, occurred="2024-05-25")
    assert "MEX" not in world.as_of("package", "AP01", "2024-05-25").members
    assert "MEX" in world.as_of("package", "AP01", "2024-05-24").members


def test_a_late_reference_or_symbol_is_never_given_twice(world: World) -> None:
    """They count what is recorded, whenever it took effect."""
    promise = {"form": "national", "title": "An older promise"}
    receipt = world.act(
        REGISTRAR, "commitment", "", "announce", promise, participant="GUY",
        occurred="2022-07-01", basis=BASIS,
    )  # fmt: skip
    assert receipt.reference == "LAD-003"


def test_an_appointment_from_before_the_register_leaves_the_founders(
    world: World,
) -> None:
    said = {"holder": "p-auditor", "capacity": "auditor"}
    what = ("process", "LAD", "appoint", said)
    world.act(REGISTRAR, *what, occurred="2022-06-10", basis=BASIS)
    process = world.record("process", "LAD")
    assert {n: a.capacity for n, a in process.appointments.items()} == {
        "LAD-A1": "registrar",
        "LAD-A2": "secretariat",
        "LAD-A3": "auditor",
    }


def test_a_bracket_stays_a_bracket(world: World) -> None:
    said = ("GUY", *ENDORSE)
    world.enter(*said, occurred="2024-04-01..2024-04-30")
    (found,) = world.record("commitment", SHARED).endorsements
    assert found.occurred == "2024-04-01..2024-04-30"
    assert found.earliest == "2024-04-01T00:00:00.000000Z"
    assert found.since == "2024-04-30T23:59:59.999999Z"


@pytest.mark.parametrize(
    ("when", "at", "earliest"),
    [
        ("2024-05-20", "2024-05-20T23:59:59.999999Z", ""),
        ("2024-05", "2024-05-31T23:59:59.999999Z", "2024-05-01T00:00:00.000000Z"),
        ("2024-05-20T09:00+02:00", "2024-05-20T07:00:00.000000Z", ""),
        ("2024-06-01", "2024-06-01T12:00:00.000000Z", ""),
        ("2024-06", "2024-06-01T12:00:00.000000Z", "2024-06-01T00:00:00.000000Z"),
        (
            "2024-05-01..2024-06-01",
            "2024-06-01T12:00:00.000000Z",
            "2024-05-01T00:00:00.000000Z",
        ),
        ("unknown", "2024-06-01T12:00:00.000000Z", "0000-00-00"),
    ],
)
def test_a_day_means_its_end_in_utc_and_today_is_cut_to_now(
    world: World, when: str, at: str, earliest: str
) -> None:
    world.enter("GUY", *ENDORSE, occurred=when)
    (found,) = world.record("commitment", SHARED).endorsements
    assert (found.since, found.earliest, found.occurred) == (at, earliest, when)


@pytest.mark.parametrize(
    "when",
    [
        "yesterday", "2024-13", "2024-02-30", "24-05-01", "2024-05-01T10:00", "..",
        "2024-05-02..2024-05-01", "0001-01-01T00:00+14:00", "\uff12024-05-01", "-1",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(world: World, when: str) -> None:
    with pytest.raises(Malformed, match=r"needed as|no month|before it begins"):
        world.enter("GUY", *ENDORSE, occurred=when)


def test_an_instant_is_written_alike_in_every_year() -> None:
    """Text sorts as time does, so a year needs its four digits."""
    assert Occurred.on("0987-01-01T00:00Z").at == "0987-01-01T00:00:00.000000Z"


def test_recorded_time_never_goes_back_when_the_clock_does(world: World) -> None:
    first = world.act("minister-GUY", *ENDORSE)
    world.clock = datetime.fromisoformat("2024-02-01T00:00:00+00:00")
    second = world.act("minister-MEX", *ENDORSE)
    assert second.recorded_at == first.recorded_at
    world.clock = datetime.fromisoformat("2025-01-01T00:00:00+00:00")
    third = world.act("minister-CAN", *ENDORSE)
    assert third.recorded_at == instant(world.clock)


def test_a_correction_cannot_move_an_act_past_its_neighbours(world: World) -> None:
    """Neither when it is proposed nor when it is issued after others were."""
    world.enter("GUY", *ENDORSE, occurred="2024-03-10")
    leave = ("commitment", SHARED, "withdraw-endorsement", {"reason": "because"})
    world.enter("GUY", *leave, occurred="2024-05-10")
    joined = world.record("commitment", SHARED).version - 1
    where = ("commitment", SHARED)
    for number, day in ((1, "2024-04-20"), (2, "2024-04-30")):
        said = {
            "version": joined, "field": "occurred_at", "new": day, "reason": "source",
        }  # fmt: skip
        world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)
        assert number in world.record(*where).corrections
    world.act(REGISTRAR, *where, "correct", {"number": 1})
    with pytest.raises(Refused, match="was corrected since"):
        world.act(REGISTRAR, *where, "correct", {"number": 2})
    said["new"] = "2024-05-11"
    with pytest.raises(Refused, match="can't move past entry"):
        world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)


def test_a_corrected_bracket_keeps_its_order(world: World) -> None:
    world.enter("GUY", *ENDORSE, occurred="2024-04-01..2024-04-30")
    where = ("commitment", SHARED)
    said = {
        "version": world.record(*where).version,
        "field": "earliest",
        "new": "2024-05-02",
        "reason": "as the source says",
    }
    with pytest.raises(Refused, match="a bracket can't begin after it ends"):
        world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)


def test_a_corrected_day_ends_the_bracket(world: World) -> None:
    world.enter("GUY", *ENDORSE, occurred="2024-04-01..2024-04-30")
    where = ("commitment", SHARED)
    said = {
        "version": world.record(*where).version,
        "field": "occurred_at",
        "new": "2024-04-20",
        "reason": "as the note verbale says",
    }
    world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)
    world.act(REGISTRAR, *where, "correct", {"number": 1})
    (found,) = world.record(*where).endorsements
    assert (found.occurred, found.earliest) == ("2024-04-20", "")
    assert world.as_of(*where, "2024-04-20").endorsers == ["GUY"]
    assert world.as_of(*where, "2024-04-19").endorsers == []


def test_a_late_act_in_a_draft_stays_with_the_committee(world: World) -> None:
    """It is as visible as the stage it happened in, not as the one today."""
    world.enter("MEX", "commitment", SHARED, "co-sponsor", {}, occurred="2024-01-01")
    (*_, last) = world.office.reader().rows(
        "activity_by_record", stream=stream_id("commitment", SHARED).hex
    )
    assert last["visible"] == "committee"


def test_a_country_that_led_a_concluded_package_can_still_leave(world: World) -> None:
    chair = "minister-COL"
    package = ("package", "AP01")
    world.act(chair, *package, "confirm-leadership", basis=BASIS)
    world.act(chair, *package, "conclude", basis=BASIS)
    leave = ("participant", "CAN", "notify-withdrawal", {"reason": "because"})
    world.act("minister-CAN", *leave, basis=BASIS)
    assert world.record("participant", "CAN").standing == "withdrawn"


def test_an_endorsement_can_be_withdrawn_after_its_undertaking_was(
    world: World,
) -> None:
    world.act("minister-GUY", *ENDORSE)
    key = f"{SHARED}-GUY"
    said = {"reason": "because"}
    world.act("minister-GUY", "undertaking", key, "withdraw", said)
    world.act("minister-GUY", "commitment", SHARED, "withdraw-endorsement", said)
    assert world.record("commitment", SHARED).endorsers == []
    assert key != UNDERTAKING

"""Pages for people with five minutes: as of a day, in words, on paper as on screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.visiting import Visitor
from tests.world import (
    BASIS,
    NATIONAL,
    REGISTRAR,
    SECRETARY,
    SHARED,
    UNDERTAKING,
    World,
    opened,
)

FIRST, SECOND = "ministerial-1", "ministerial-2"
OWN = ("undertaking", UNDERTAKING)


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    """Open a register where much happened after the first ministerial."""
    with opened(tmp_path, engine) as world:
        world.act("minister-COL", "commitment", SHARED, "endorse")
        world.act("coordinator-MEX", "commitment", SHARED, "endorse")
        said = {
            "title": "A decree",
            "criterion": "It is published",
            "due": "2024-09-01",
        }
        world.act("validating_authority-COL", *OWN, "set-milestone", said)
        later = {**said, "title": "A law", "due": "2024-12-01"}
        world.act("validating_authority-COL", *OWN, "set-milestone", later)
        report(world)
        plan(world)
        yield Visitor.of(world)


def report(world: World) -> None:
    """Let Colombia report on what it announced."""
    told = {"self_status": "in progress", "narrative": "Begun."}
    world.act("focal_point-COL", *OWN, "draft-report", told)
    world.act("validating_authority-COL", *OWN, "submit-report", {"report": "1"})
    world.act(SECRETARY, *OWN, "receive-report", {"report": "1"})


def plan(world: World) -> None:
    said = {"key": SECOND, "title": "Second ministerial", "nature": "ministerial"}
    world.act(
        SECRETARY, "meeting", "", "schedule", said | {"planned": "2025-01-20"},
        basis=BASIS,
    )  # fmt: skip


def owe(world: World) -> None:
    """Let a period open in which reports are owed."""
    said = {"key": "2024-a", "title": "A year", "begins": "2024-06-01"}
    said["ends"] = "2025-03-31"
    world.act(SECRETARY, "period", "", "announce", said, basis=BASIS)
    late: dict[str, Any] = {"basis": BASIS}
    world.wait(days=400)
    world.act(REGISTRAR, "period", "2024-a", "open", **late, occurred="2025-04-01")


def silent(world: World) -> None:
    """Let a period close for which nobody filed anything."""
    owe(world)
    late: dict[str, Any] = {"basis": BASIS, "occurred": "2025-07-01"}
    world.act(REGISTRAR, "period", "2024-a", "close", **late)


def data(visitor: Visitor, path: str) -> dict[str, Any]:
    """Return the JSON twin of a page, with its HTML looked at."""
    bare, _, query = path.partition("?")
    shown = visitor.get(path)
    assert shown.status_code == 200, shown.text
    assert "<form" not in shown.text.partition("<main")[2].partition("</main>")[0]
    answer = visitor.get(f"{bare}.json" + (f"?{query}" if query else ""))
    found: dict[str, Any] = answer.get_json()
    return found


def sentences(found: dict[str, Any]) -> list[str]:
    return [line["sentence"] for group in found["changes"] for line in group["lines"]]


def test_a_brief_tells_what_was_promised_since_when_and_what_is_due(
    visitor: Visitor,
) -> None:
    found = data(visitor, "/participants/COL/brief")
    own, shared = found["promises"]
    assert (own["reference"], own["stage"], own["received"]) == (
        NATIONAL, "announced", 1,
    )  # fmt: skip
    assert own["due"] == {"title": "A decree", "day": "2024-09-01"}
    assert shared["reference"] == SHARED
    assert shared["received"] == 0
    assert found["last"]["key"] == FIRST
    assert sentences(found) == [
        "LAD-002 “20,000 visas” is new: announced.",
        "Col endorsed LAD-001 “Pathways”.",
    ]


def test_a_brief_says_which_rating_is_contested(tmp_path: Path, engine: str) -> None:
    with opened(tmp_path, engine, "reviewed") as world:
        said = {"scale": "completion", "rating": "Complete", "report_kind": "progress"}
        world.act(REGISTRAR, *OWN, "record-rating", said, basis=BASIS)
        visitor = Visitor.of(world)
        (own, *_rest) = data(visitor, "/participants/COL/brief")["promises"]
        assert own["contested"] is None
        reason = {"rating_number": "1", "reason": "two centres are missing"}
        world.act("coordinator-COL", *OWN, "contest-rating", reason)
        (own, *_rest) = data(visitor, "/participants/COL/brief")["promises"]
        assert own["contested"]["rating"] == "Complete"
        assert "contests the rating" in visitor.get("/participants/COL/brief").text


def test_a_brief_is_as_of_a_day(visitor: Visitor) -> None:
    before = data(visitor, "/participants/COL/brief?as_of=2024-01-10")
    assert before["promises"] == []
    assert before["last"] is None
    assert before["day"] == "2024-01-10"


def test_a_brief_says_who_was_silent(visitor: Visitor) -> None:
    silent(visitor.world)
    found = data(visitor, "/participants/MEX/brief")
    assert found["owed"]["words"] == "No report for the last period."
    assert (
        "No report for the last period." in visitor.get("/participants/MEX/brief").text
    )


def test_a_pack_tells_adopted_endorsed_reported_and_owing(visitor: Visitor) -> None:
    silent(visitor.world)
    (one,) = data(visitor, "/packages/AP01/pack")["commitments"]
    assert one["reference"] == SHARED
    assert [c["code"] for c in one["endorsed_by"]] == ["COL", "MEX"]
    assert one["reported"] == []
    assert [(c["code"], c["periods"][0]["standing"]) for c in one["owing"]] == [
        ("COL", "silent"), ("MEX", "silent"),
    ]  # fmt: skip
    assert one["stages"] == {"announced": 2}


def test_a_report_takes_who_filed_it_off_the_owing(visitor: Visitor) -> None:
    world, where = visitor.world, ("undertaking", f"{SHARED}-COL")
    told = {"self_status": "in progress", "narrative": "Begun."}
    world.act("focal_point-COL", *where, "draft-report", told)
    world.act("validating_authority-COL", *where, "submit-report", {"report": "1"})
    world.act(SECRETARY, *where, "receive-report", {"report": "1"})
    (one,) = data(visitor, "/packages/AP01/pack")["commitments"]
    assert [c["code"] for c in one["reported"]] == ["COL"]


def test_who_filed_for_a_period_owes_nothing_for_it(visitor: Visitor) -> None:
    world, where = visitor.world, ("undertaking", f"{SHARED}-COL")
    owe(world)
    told = {"self_status": "in progress", "narrative": "Begun.", "period": "2024-a"}
    world.act("focal_point-COL", *where, "draft-report", told)
    world.act("validating_authority-COL", *where, "submit-report", {"report": "1"})
    (one,) = data(visitor, "/packages/AP01/pack")["commitments"]
    assert [c["code"] for c in one["owing"]] == ["MEX"]


def test_a_pack_tells_of_its_own_committee_alone(visitor: Visitor) -> None:
    told = sentences(data(visitor, "/packages/AP01/pack"))
    assert told == [
        "Col endorsed LAD-001 “Pathways”.",
        "Mex endorsed LAD-001 “Pathways”.",
    ]


def test_a_ministerial_that_was_not_held_is_not_the_last(visitor: Visitor) -> None:
    visitor.world.wait(days=400)
    assert data(visitor, "/participants/COL/brief")["last"]["key"] == FIRST


def test_between_two_meetings_each_change_is_one_sentence(visitor: Visitor) -> None:
    world = visitor.world
    late = {"participant": "COL", "basis": BASIS, "occurred": "2024-05-01"}
    world.act(REGISTRAR, "package", "AP01", "join", {}, **late)
    reason = {"reason": "a new government"}
    world.act("minister-MEX", "commitment", SHARED, "withdraw-endorsement", reason)
    found = data(visitor, f"/meetings/{FIRST}..{SECOND}")
    assert (found["first"]["key"], found["second"]["key"]) == (FIRST, SECOND)
    told = sentences(found)
    assert "Col endorsed LAD-001 “Pathways”." in told
    assert "Col joined the committee of AP01: member." in told
    assert "LAD-002 “20,000 visas” is new: announced." in told
    assert not any("Mex" in one for one in told), "it joined and left between"


def test_what_an_undertaking_reported_since_is_told(visitor: Visitor) -> None:
    world = visitor.world
    world.wait(days=100)
    held = {"key": "m", "title": "Between", "nature": "ministerial"}
    world.act(
        SECRETARY, "meeting", "", "schedule", held | {"planned": "2024-09-09"},
        basis=BASIS,
    )  # fmt: skip
    world.wait(days=10)
    world.act("minister-COL", *OWN, "withdraw", {"reason": "the budget was cut"})
    told = sentences(data(visitor, f"/meetings/m..{SECOND}"))
    assert told == [
        "Col: undertaking LAD-002-COL is withdrawn; it was announced.",
    ]


def test_meetings_the_wrong_way_round_are_not_compared(visitor: Visitor) -> None:
    answer = visitor.get(f"/meetings/{SECOND}..{FIRST}")
    assert answer.status_code == 422
    assert "“First ministerial” was not held after “Second ministerial”" in answer.text
    assert visitor.get(f"/meetings/{FIRST}..nowhere").status_code == 404
    assert visitor.get("/participants/XYZ/brief").status_code == 404
    assert visitor.get("/packages/AP99/pack").status_code == 404


def test_since_leads_to_the_one_address(visitor: Visitor) -> None:
    answer = visitor.get(f"/meetings/{SECOND}/since/{FIRST}")
    assert answer.status_code == 301
    assert answer.location.endswith(f"/meetings/{FIRST}..{SECOND}")
    assert (
        f'href="/meetings/{FIRST}..{SECOND}"' in visitor.get(f"/meetings/{SECOND}").text
    )


def test_a_hidden_text_has_no_title_in_any_of_them(visitor: Visitor) -> None:
    world = visitor.world
    text = {"package": "AP01", "title": "Secret draft", "paragraphs": "One."}
    world.act("delegate-CAN", "commitment", "", "draft", text)
    for path in ("/packages/AP01/pack", f"/meetings/{FIRST}..{SECOND}"):
        assert "LAD-003" in visitor.get(path).text
        assert "Secret draft" not in visitor.get(path).text
        assert "Secret draft" not in visitor.get(f"{path}.json").text
    visitor.sign_in("delegate-GUY")
    assert "Secret draft" in visitor.get("/packages/AP01/pack").text

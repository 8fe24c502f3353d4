"""Reporting periods: what is fixed stays fixed, and what is derived is never stored."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from application.clock import Clock
from application.office import Malformed, NotFound, Refused
from application.pages import owed, periods
from application.views.rebuild import compare
from domain.definition import load
from tests.telling import letters, look
from tests.visiting import Visitor
from tests.world import BASIS, REGISTRAR, SECRETARY, SHARED, UNDERTAKING, World, opened

FIRST, SECOND, THIRD = "2024-a", "2024-b", "2025-a"
DAYS = {
    FIRST: ("2024-01-01", "2024-06-30"),
    SECOND: ("2024-07-01", "2024-12-31"),
    THIRD: ("2025-01-01", "2025-06-30"),
}
SHORT = {"self_status": "in progress", "narrative": "Begun."}
RELIEF = {"reason": "a flood", "authority": "the chair"}


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with opened(tmp_path / "register", engine) as world:
        for code in ("GUY", "MEX"):
            world.act(f"minister-{code}", "commitment", SHARED, "endorse")
        yield world


def announce(world: World, key: str = FIRST, **more: Any) -> None:
    begins, ends = DAYS[key]
    said = {"key": key, "title": f"Period {key}", "begins": begins, "ends": ends}
    world.act(SECRETARY, "period", "", "announce", said | more, basis=BASIS)


def tick(world: World, **span: float) -> int:
    world.wait(**span)
    return Clock(world.office.register).once()


def report(world: World, reference: str, key: str = "", *, nil: bool = False) -> None:
    code, where = reference[-3:], ("undertaking", reference)
    action, said = ("draft-nil-report", {}) if nil else ("draft-report", SHORT)
    world.act(f"focal_point-{code}", *where, action, {**said, "period": key})
    number = str(len(world.record(*where).reports))
    submitter = f"validating_authority-{code}"
    world.act(submitter, *where, "submit-report", {"report": number})


def grant(world: World, code: str) -> None:
    where = ("undertaking", f"{SHARED}-{code}")
    said = {"institution": "Ministry", "focal_point": f"{code}-M4"}
    world.act(f"coordinator-{code}", *where, "assign-owner", said)


def lists(world: World, key: str = FIRST, **times: str) -> dict[str, list[str]]:
    """Return who stands in which list of a period's page."""
    reader = world.office.reader(world.office.when(**times))
    return {
        one["name"]: [row["undertaking"] for row in one["rows"]]
        for one in periods.page(reader, key)["lists"]
        if one["rows"]
    }


def test_who_owes_is_fixed_when_it_opens(world: World) -> None:
    announce(world)
    withdrawn = {"reason": "a new budget"}
    world.act("minister-MEX", "undertaking", f"{SHARED}-MEX", "withdraw", withdrawn)
    assert tick(world, days=31) == 1
    world.act("minister-CAN", "commitment", SHARED, "endorse")
    assert lists(world) == {"owed": [UNDERTAKING, f"{SHARED}-GUY"]}
    assert compare(world.office.register) == []


def test_a_clock_that_is_late_asks_who_owed_when_it_fell_due(world: World) -> None:
    announce(world)
    world.wait(days=40)
    world.act("minister-CAN", "commitment", SHARED, "endorse")
    assert tick(world) == 1
    assert f"{SHARED}-CAN" not in lists(world)["owed"]
    opened_at = world.record("period", FIRST).events[1]
    assert (opened_at.occurred_at, opened_at.cause) == (
        "2024-06-30T23:59:59.999999Z",
        "deadline 2024-06-30T23:59:59.999999Z",
    )


def test_clocks_open_remind_and_close_once(world: World) -> None:
    announce(world)
    assert [tick(world, days=31), tick(world), tick(world, days=50), tick(world)] == [
        1, 0, 1, 0,
    ]  # fmt: skip
    assert [tick(world, days=30), tick(world), tick(world, days=400)] == [1, 0, 0]
    topics = [event.TOPIC for event in world.record("period", FIRST).events]
    assert topics == [
        "period.announced", "period.opened", "period.reminder-issued", "period.closed",
    ]  # fmt: skip


def test_what_came_of_a_period_is_fixed_when_it_closes(world: World) -> None:
    announce(world)
    tick(world, days=31)
    report(world, UNDERTAKING, FIRST)
    report(world, f"{SHARED}-GUY", FIRST, nil=True)
    assert lists(world) == {
        "owed": [f"{SHARED}-MEX"],
        "filed": [UNDERTAKING],
        "nil": [f"{SHARED}-GUY"],
    }
    tick(world, days=70)
    closed = {
        "filed": [UNDERTAKING],
        "nil": [f"{SHARED}-GUY"],
        "silent": [f"{SHARED}-MEX"],
    }
    assert lists(world) == closed
    report(world, f"{SHARED}-MEX", FIRST)
    withdrawn = {"reason": "an error", "report": "1"}
    where = ("undertaking", UNDERTAKING, "withdraw-report", withdrawn)
    world.act("validating_authority-COL", *where)
    assert lists(world) == closed
    last = world.record("period", FIRST).events[-1]
    assert {k: getattr(last, k) for k in closed} == closed
    assert compare(world.office.register) == []


def test_a_report_that_did_not_leave_its_country_clears_nothing(world: World) -> None:
    announce(world)
    tick(world, days=31)
    where = ("undertaking", UNDERTAKING)
    world.act("focal_point-COL", *where, "draft-report", SHORT | {"period": FIRST})
    world.wait(days=70)
    assert UNDERTAKING in lists(world)["overdue"]
    reader = world.office.reader()
    assert owed.of_undertaking(reader, UNDERTAKING)["overdue"] == 1
    tick(world, days=30)
    assert UNDERTAKING in lists(world)["silent"]


def test_a_report_that_was_withdrawn_clears_nothing(world: World) -> None:
    announce(world)
    tick(world, days=31)
    report(world, UNDERTAKING, FIRST)
    said = {"reason": "an error", "report": "1"}
    world.act(
        "validating_authority-COL", "undertaking", UNDERTAKING, "withdraw-report", said
    )
    assert UNDERTAKING in lists(world)["owed"]


def test_another_rhythm_moves_no_expectation_of_the_past(world: World) -> None:
    announce(world)
    source = dict(load("la-declaration").source)
    changed = {"reporting_days": 30, "late_days": 10}
    source |= {"version": 99, "parameters": source["parameters"] | changed}
    rules = toml(source)
    said = {"rules": rules, "impact": "reports are due sooner"}
    world.act("minister-COL", "process", "LAD", "adopt-definition", said, basis=BASIS)
    announce(world, SECOND)
    first, second = (world.record("period", key) for key in (FIRST, SECOND))
    assert (first.due[:10], first.closes[:10]) == ("2024-08-29", "2024-08-29")
    assert (second.due[:10], second.closes[:10]) == ("2025-01-30", "2025-02-09")


def toml(source: dict[str, Any]) -> str:
    """Write a definition as a file holds it."""
    text = Path("domain/processes/la-declaration.toml").read_text("utf-8")
    parameters = source["parameters"]
    for name in ("reporting_days", "late_days"):
        line = f"{name} = {parameters[name]}\n"
        text = re.sub(rf"^{name} = .*\n", "", text, flags=re.MULTILINE)
        text = text.replace("[parameters]\n", f"[parameters]\n{line}")
    return re.sub(r"(?m)^version = \d+$", f"version = {source['version']}", text)


def test_silence_is_told_in_plain_words(world: World) -> None:
    for key in DAYS:
        announce(world, key)
    tick(world, days=31)
    report(world, UNDERTAKING, FIRST)
    for _ in range(3):
        tick(world, days=200)
    reader = world.office.reader()
    told = [owed.of_undertaking(reader, one) for one in (UNDERTAKING, f"{SHARED}-MEX")]
    assert [one["words"] for one in told] == [
        "No report for 2 periods.", "No report for 3 periods.",
    ]  # fmt: skip
    assert owed.of_participant(reader, "MEX")["silent_for"] == 3
    page = Visitor.of(world).client.get(f"/undertakings/{SHARED}-MEX").text
    assert "No report for 3 periods." in page
    past = world.office.reader(world.office.when(as_of="2024-10-01"))
    words = owed.of_undertaking(past, f"{SHARED}-MEX")["words"]
    assert words == "No report for the last period."


def test_a_waiver_is_no_silence_and_ends_none(world: World) -> None:
    for key in DAYS:
        announce(world, key)
    tick(world, days=250)
    where, said = ("period", SECOND, "waive"), RELIEF | {"concerned": "MEX"}
    world.act(SECRETARY, *where, said, basis=BASIS)
    tick(world, days=400)
    tick(world)
    reader = world.office.reader()
    assert owed.of_undertaking(reader, f"{SHARED}-MEX")["silent_for"] == 2
    assert lists(world, SECOND)["waived"] == [f"{SHARED}-MEX"]
    assert compare(world.office.register) == []


def test_more_time_for_one_leaves_the_others_overdue(world: World) -> None:
    announce(world)
    tick(world, days=31)
    said = RELIEF | {"concerned": "MEX", "until": "2024-10-31"}
    world.act(SECRETARY, "period", FIRST, "extend", said, basis=BASIS)
    assert tick(world, days=70) == 1  # a reminder; nothing closes
    assert lists(world) == {
        "owed": [f"{SHARED}-MEX"], "overdue": [UNDERTAKING, f"{SHARED}-GUY"],
    }  # fmt: skip
    assert compare(world.office.register) == []
    assert tick(world, days=60) == 1


def test_a_page_of_the_past_shows_what_was_so_then(world: World) -> None:
    announce(world)
    tick(world, days=31)
    before = world.position
    tick(world, days=80)
    assert "silent" in lists(world)
    assert set(lists(world, as_of="2024-07-20")) == {"owed"}
    assert set(lists(world, known_at=f"@{before}")) == {"overdue"}


def test_the_registrar_enters_what_was_done_outside(world: World) -> None:
    announce(world)
    world.wait(days=60)
    world.act("minister-CAN", "commitment", SHARED, "endorse")
    late: dict[str, Any] = {"basis": BASIS, "occurred": "2024-07-01"}
    world.act(REGISTRAR, "period", FIRST, "open", **late)
    assert f"{SHARED}-CAN" not in lists(world)["owed"]
    world.wait(days=60)
    late["occurred"] = "2024-09-01"
    world.act(REGISTRAR, "period", FIRST, "close", **late)
    assert world.record("period", FIRST).closed_at[:10] == "2024-09-01"
    assert compare(world.office.register) == []


def test_those_who_report_are_told(world: World) -> None:
    Visitor.of(world).account("focal_point-MEX")
    look(world)
    announce(world)
    tick(world, days=31)
    report(world, UNDERTAKING, FIRST)
    look(world)
    before = len(letters(world, "focal_point-COL"))
    tick(world, days=50)
    look(world)
    assert len(letters(world, "focal_point-COL")) == before
    for capacity in ("focal_point", "validating_authority"):
        kinds = [row["kind"] for row in letters(world, f"{capacity}-MEX")]
        assert kinds.count("told") == 2
    assert not letters(world, "delegate-MEX")


def shown(answer: TestResponse) -> dict[str, Any]:
    """Return what the JSON twin of a page says."""
    found: dict[str, Any] = answer.get_json()
    return found


def test_every_count_opens_the_list_of_what_it_counts(world: World) -> None:
    announce(world)
    tick(world, days=31)
    report(world, UNDERTAKING, FIRST)
    tick(world, days=70)
    client = Visitor.of(world).client
    known = shown(client.get("/periods.json"))["periods"]
    one = next(period for period in known if period["key"] == FIRST)
    whole = shown(client.get(f"/periods/{FIRST}.json"))
    for found in whole["lists"]:
        assert one[found["name"]] == found["count"] == len(found["rows"])
        assert found["rule"]
    page = client.get(f"/periods/{FIRST}").text
    for name in re.findall(rf'href="/periods/{FIRST}#(\w+)"', page):
        assert f'id="{name}"' in page
    told = csv.DictReader(io.StringIO(client.get(f"/periods/{FIRST}.csv").text))
    assert [row["standing"] for row in told] == ["filed", "silent", "silent"]


@pytest.mark.parametrize(
    ("action", "said", "sentence"),
    [
        ("waive", RELIEF | {"concerned": "CAN"}, "Can owes none"),
        ("extend", RELIEF | {"concerned": "CAN", "until": "2030-01-01"}, "owes none"),
        ("extend", RELIEF | {"until": "2024-08-29"}, "a day after 2024-08-29"),
        ("close", {}, "reports may be filed until 2024-08-29"),
        ("open", {}, "needs it to be “announced”"),
    ],
)
def test_what_is_not_so_is_refused(
    world: World, action: str, said: dict[str, Any], sentence: str
) -> None:
    announce(world)
    tick(world, days=31)
    with pytest.raises(Refused, match=sentence):
        world.act(SECRETARY, "period", FIRST, action, said, basis=BASIS)


def test_nobody_is_called_to_report_when_it_is_too_late(world: World) -> None:
    announce(world, due="2024-07-10")
    world.wait(days=60)
    late: dict[str, Any] = {"occurred": "2024-07-20", "basis": BASIS}
    with pytest.raises(Refused, match="another period needs to be announced"):
        world.act(REGISTRAR, "period", FIRST, "open", **late)


def test_a_period_is_announced_once(world: World) -> None:
    announce(world)
    with pytest.raises(Refused, match="the register has it already"):
        announce(world)
    with pytest.raises(Malformed, match="letters, digits and hyphens"):
        world.act(SECRETARY, "period", "", "announce", {"key": "../x"}, basis=BASIS)


def test_a_definition_without_periods_knows_none(world: World) -> None:
    rules = re.sub(
        r"(?ms)^\[machines\.period\].*?\n\]\n.*?^\]\n",
        "",
        toml({"version": 99, "parameters": {"reporting_days": 1, "late_days": 1}}),
    )
    said = {"rules": rules, "impact": "nobody reports"}
    world.act("minister-COL", "process", "LAD", "adopt-definition", said, basis=BASIS)
    with pytest.raises(NotFound, match="version 99 of the definition knows no period"):
        announce(world)
    client = Visitor.of(world).client
    assert client.get("/periods").status_code == 200
    assert client.get("/periods/new/announce").status_code == 404

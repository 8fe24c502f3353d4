"""The clock: what falls due is recorded once, as of its instant, whoever is first."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from application import clock
from application.clock import Clock
from application.office import Act, Malformed, NotAllowed, Outdated, Refused
from application.pages.held import state_of
from application.pauses import SQL, pause, paused, resume
from application.register import Register
from application.views.rebuild import compare, digest, rebuild
from domain.definition import load, read
from domain.guards import GUARDS
from domain.guards.catalogue import Guard
from domain.sentences import say
from domain.words import instant, moment
from tests.engines import fresh
from tests.faults.acting import require_sound
from tests.world import BASIS, SECRETARY, START, World, opened

GUYANA = ("participant", "GUY")
RENAME = (*GUYANA, "record-name", {"language": "fr", "name": "Guyane"})
SIX_HOURS = timedelta(hours=6)


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with opened(tmp_path / "register", engine) as world:
        yield world


def granted(world: World, until: str, code: str = "GUY") -> str:
    """Grant a mandate with a term; return its number."""
    said = {"holder": "envoy", "capacity": "delegate", "until": until}
    world.act(f"minister-{code}", "participant", code, "delegate", said)
    return list(world.record("participant", code).mandates)[-1]


def since(world: World, position: int) -> list[Any]:
    """Return the events recorded after a position."""
    return [e.event for e in world.office.register.ledger.since(position)]


def tick(world: World) -> int:
    """Let a clock look once, one that remembers nothing."""
    return Clock(world.office.register).once()


def after(**span: float) -> str:
    """Return an instant so much later than the world begins."""
    return instant(START + timedelta(**span))


# As of the instant, however late


def test_a_mandate_expires_at_its_instant_and_not_a_second_before(world: World) -> None:
    number = granted(world, after(hours=1))
    world.wait(minutes=59, seconds=59)
    assert tick(world) == 0
    world.wait(seconds=1)
    before = world.position
    assert tick(world) == 1
    [event] = since(world, before)
    assert (event.TOPIC, event.number) == ("participant.mandate-expired", number)
    assert (event.by, event.role, event.participant) == ("clock", "clock", "GUY")
    assert event.occurred_at == event.recorded_at == after(hours=1)


def test_six_hours_late_it_counts_from_when_it_fell_due(world: World) -> None:
    number = granted(world, after(hours=1))
    world.wait(hours=7)
    before = world.position
    assert tick(world) == 1
    [event] = since(world, before)
    assert event.occurred_at == after(hours=1)
    assert moment(event.recorded_at) - moment(event.occurred_at) == SIX_HOURS
    assert (
        event.command
        == f"clock:participant/GUY/let-mandate-expire/GUY/{number}/" + (after(hours=1))
    )
    held = world.record(*GUYANA).mandates[number]
    assert (held.ended, held.cut_short) == (after(hours=1), "")
    assert (held.live(after(minutes=59)), state_of(held, event.recorded_at)) == (
        True,
        "expired",
    )
    assert tick(world) == 0
    require_sound(world.office.register, {})


def test_a_comment_period_and_an_appointment_end_too(world: World) -> None:
    said = {"holder": "second", "capacity": "secretariat", "until": after(days=3)}
    what = ("process", "LAD", "appoint", said)
    world.act("p-registrar", *what, basis=BASIS)
    text = {"package": "AP01", "title": "More", "paragraphs": "One."}
    key = world.act("delegate-CAN", "commitment", "", "draft", text).reference
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", "commitment", key, "concur")
    world.act("delegate-CAN", "commitment", key, "table")
    said = {"language": "es", "paragraphs": "Uno."}
    world.act(SECRETARY, "commitment", key, "add-translation", said)
    world.act("delegate-CAN", "commitment", key, "circulate")
    before = world.position
    world.wait(days=20)
    assert tick(world) == 2
    assert {(event.TOPIC, event.occurred_at) for event in since(world, before)} == {
        ("process.appointment-expired", after(days=3)),
        ("commitment.comment-period-ended", after(days=14)),
    }


def thirty_days(url: str, now: list[datetime]) -> Register:
    """Establish a register under rules with thirty days of notice."""
    folder = Path("domain/processes/la-declaration.toml")
    text = folder.read_text("utf-8")
    altered = text.replace("withdrawal_notice_days = 0", "withdrawal_notice_days = 30")
    register = Register(url, "LAD", lambda: now[0])
    register.establish(read(altered, "altered.toml"), "registrar", "secretary")
    for code in ("CAN", "GUY"):
        said: dict[str, Any] = {"key": code, "name": code.title(), "nature": "state"}
        what = ("participant", "", "register", "secretary", said)
        register.act(Act(*what, basis=BASIS))
        said = {"holder": f"minister-{code}", "office": "Minister"}
        what = ("participant", code, "enter-minister", "secretary", said)
        register.act(Act(*what, basis=BASIS))
        what = ("participant", code, "endorse", f"minister-{code}", {})
        register.act(Act(*what, basis=BASIS))
    return register


def test_what_fell_due_on_a_record_passes_in_the_order_it_fell_due(
    tmp_path: Path, engine: str
) -> None:
    now = [START]
    with fresh(engine, tmp_path) as url, closing(thirty_days(url, now)) as register:
        notice = {"reason": "a new government"}
        for until in (after(days=40), after(days=20)):
            said = {"holder": "envoy", "capacity": "delegate", "until": until}
            register.act(Act(*GUYANA, "delegate", "minister-GUY", said))
        what = (*GUYANA, "notify-withdrawal", "minister-GUY", notice)
        register.act(Act(*what, basis=BASIS))
        before = register.ledger.position()
        now[0] += timedelta(days=60)
        assert Clock(register).lag() == timedelta(days=40).total_seconds()
        assert Clock(register).once() == 3
        told = [
            (e.event.TOPIC.rpartition(".")[2], e.event.occurred_at)
            for e in register.ledger.since(before)
        ]
        assert told == [
            ("mandate-expired", after(days=20)),
            ("withdrawal-took-effect", after(days=30)),
            ("mandate-expired", after(days=40)),
        ]
        assert register.desk().whole(*GUYANA).stage == "withdrawn"  # type: ignore[union-attr]
        assert (Clock(register).lag(), compare(register)) == (0, [])


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine be where the clocks are put back on 1 November 2026."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("new_york")
def test_an_hour_that_comes_twice_is_two_hours(world: World) -> None:
    world.clock = datetime(2026, 10, 30, 12, tzinfo=UTC)
    later = granted(world, "2026-11-01T01:30-05:00")
    sooner = granted(world, "2026-11-01T01:30-04:00")
    before = world.position
    for hours, passed in ((5.49, 0), (0.01, 1), (0.99, 0), (0.01, 1)):
        world.clock = max(world.clock, datetime(2026, 11, 1, tzinfo=UTC))
        world.wait(hours=hours)
        assert tick(world) == passed
    assert [(event.number, event.occurred_at) for event in since(world, before)] == [
        (sooner, "2026-11-01T05:30:00.000000Z"),
        (later, "2026-11-01T06:30:00.000000Z"),
    ]


# Whoever is first


def test_the_next_act_on_a_record_lets_it_pass_first(world: World) -> None:
    granted(world, after(hours=1))
    world.wait(hours=7)
    before = world.position
    receipt = world.act(SECRETARY, *RENAME, basis=BASIS)
    assert [event.TOPIC for event in since(world, before)] == [
        "participant.mandate-expired",
        "participant.name-recorded",
    ]
    assert receipt.position == before + 2
    assert tick(world) == 0
    require_sound(world.office.register, {})


def test_an_act_that_is_refused_leaves_what_passed_before_it(world: World) -> None:
    number = granted(world, after(hours=1))
    world.wait(hours=1)
    before = world.position
    said = {"number": number, "reason": "too late"}
    with pytest.raises(Refused, match="the mandate is “ended”"):
        world.act("minister-GUY", *GUYANA, "revoke", said)
    assert [event.TOPIC for event in since(world, before)] == [
        "participant.mandate-expired"
    ]


def test_of_several_acts_at_once_each_lets_it_pass_first(world: World) -> None:
    granted(world, after(hours=1))
    world.wait(hours=1)
    before = world.position
    acts = [Act(*RENAME[:3], SECRETARY, RENAME[3], basis=BASIS) for _ in "12"]
    assert len(world.office.register.act_all(acts)) == 2
    assert [event.role for event in since(world, before)] == [
        "clock", "secretariat", "secretariat",
    ]  # fmt: skip


def test_an_act_on_another_record_does_not(world: World) -> None:
    granted(world, after(hours=1))
    world.wait(hours=1)
    before = world.position
    what = ("participant", "MEX", *RENAME[2:])
    world.act(SECRETARY, *what, basis=BASIS)
    assert len(since(world, before)) == 1


def test_nobody_takes_the_place_of_the_clock(world: World) -> None:
    number = granted(world, after(hours=1))
    world.wait(hours=1)
    due = f"clock:participant/GUY/let-mandate-expire/GUY/{number}/{after(hours=1)}"
    with pytest.raises(Malformed, match="begins with “clock:” is the clock's"):
        world.act(SECRETARY, *RENAME, basis=BASIS, command=due)
    for person in ("clock", "minister-GUY"):
        with pytest.raises(NotAllowed):
            world.act(person, *GUYANA, "let-mandate-expire", {"number": number})
    assert tick(world) == 1


def test_clocks_and_acts_side_by_side_record_it_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "TOGETHER", 2)
    numbers = [granted(world, after(hours=1)) for _ in range(24)]
    world.wait(hours=1)
    before, register = world.position, world.office.register
    other = Register(register.ledger.url, "LAD", world.time)
    failures: list[BaseException] = []

    def looking(looked: Register) -> None:
        try:
            for _ in range(30):
                Clock(looked).once()
        except BaseException as error:  # noqa: BLE001 (told below)
            failures.append(error)

    threads = [Thread(target=looking, args=(r,)) for r in (register, other, other)]
    for thread in threads:
        thread.start()
    for turn in range(10):
        said = {"language": "fr", "name": f"Guyane {turn}"}
        world.act(SECRETARY, *RENAME[:3], said, basis=BASIS)
    for thread in threads:
        thread.join()
    other.close()
    assert failures == []
    by_the_clock = [event for event in since(world, before) if event.role == "clock"]
    assert sorted(event.number for event in by_the_clock) == sorted(numbers)
    require_sound(register, {})


# What the rules refuse keeps nobody waiting


def test_what_the_rules_refuse_is_told_once_and_keeps_nothing_else_from_passing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stuck, number = (
        granted(world, after(hours=1), "CAN"),
        granted(world, after(hours=2)),
    )
    world.wait(hours=3)
    whole = GUARDS["term_over"].check

    def never(case: Any) -> Any:
        return say("not yet") if case.input("number") == stuck else whole(case)

    monkeypatch.setitem(GUARDS, "term_over", Guard("term_over", "never", never))
    monkeypatch.setattr(clock, "REST", 0)
    it, before = Clock(world.office.register), world.position
    with caplog.at_level(logging.WARNING, "depositary.clock"):
        assert [it.once(), it.once()] == [1, 0]
    assert [event.number for event in since(world, before)] == [number]
    assert [record.message for record in caplog.records] == [
        "what is due on participant/CAN can't be recorded: not yet"
    ]
    assert it.lag() == timedelta(hours=2).total_seconds()
    [foreseen] = it.foreseen()
    assert (foreseen.due.deadline.number, foreseen.refusal) == (stuck, "not yet")
    what = ("participant", "CAN", *RENAME[2:])
    world.act(SECRETARY, *what, basis=BASIS)


def test_what_fails_on_one_record_is_left_and_the_others_pass(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    granted(world, after(hours=1), "CAN")
    granted(world, after(hours=1))
    world.wait(hours=3)
    taken = Register._keep  # noqa: SLF001 (where it is to fail)

    def failing(self: Register, *what: Any) -> Any:
        if what[2].key == "CAN":
            raise TypeError("planted")
        return taken(self, *what)

    monkeypatch.setattr(Register, "_keep", failing)
    it = Clock(world.office.register)
    assert it.once() == 1
    assert "participant/CAN can't be recorded: planted" in caplog.text
    assert it.once() == 0
    monkeypatch.undo()
    assert tick(world) == 1
    require_sound(world.office.register, {})


def test_what_fails_holds_up_nothing_else_on_its_record(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = granted(world, after(hours=1)), granted(world, after(hours=2))
    world.wait(hours=1)
    taken = Register._keep  # noqa: SLF001 (where it is to fail)

    def failing(self: Register, *what: Any) -> Any:
        if first in what[2].said.values():
            raise TypeError("planted")
        return taken(self, *what)

    monkeypatch.setattr(Register, "_keep", failing)
    it = Clock(world.office.register)
    assert it.once() == 0
    monkeypatch.undo()
    world.wait(hours=1)
    before = world.position
    assert it.once() == 2
    told = [event.number for event in since(world, before)]
    assert told == [first, second]


def test_who_acts_after_a_lapse_is_still_stopped_by_what_others_did(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lapse ends one transaction, the act has the next: another may be between."""
    number = granted(world, after(hours=1), "MEX")
    where = ("participant", "MEX")
    record = world.record(*where)
    seen = f"{record.version}.{record.edition}"
    world.wait(hours=2)
    said = {"reason": "New."}
    leave = Act(*where, "notify-withdrawal", "minister-MEX", said, basis=BASIS)
    once, between = Register._one, []  # noqa: SLF001 (between two transactions)

    def then_another(self: Register, cursor: Any, act: Act) -> Any:
        done = once(self, cursor, act)
        if isinstance(done, Act) and not between:
            between.append(done)
        return done

    def writing(self: Register, **how: Any) -> Any:
        if len(between) == 1:
            between.append(None)
            world.office.act(leave)
        return held(self, **how)

    held = Register._writing  # noqa: SLF001 (as above)
    monkeypatch.setattr(Register, "_one", then_another)
    monkeypatch.setattr(Register, "_writing", writing)
    said = {"language": "es", "name": "México"}
    name = Act(*where, "record-name", SECRETARY, said, basis=BASIS, seen=seen)
    with pytest.raises(Outdated):
        world.office.act(name)
    assert number in {getattr(one, "number", "") for one in since(world, 0)}


def test_it_goes_on_after_a_failure_and_stops_when_told(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    granted(world, after(hours=1))
    world.wait(hours=1)
    monkeypatch.setattr(clock, "PERIOD", 0.01)
    stopped, looked = Event(), []
    once = Clock.once

    def unwell(self: Clock, ended: Event | None = None) -> int:
        looked.append(1)
        if len(looked) < 3:
            raise OSError("the disk is away")
        return once(self, ended)

    monkeypatch.setattr(Clock, "once", unwell)
    before = world.position
    thread = Thread(target=Clock(world.office.register).run, args=(stopped,))
    thread.start()
    until = time.monotonic() + 10
    while world.position == before and time.monotonic() < until:
        time.sleep(0.01)
    stopped.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(since(world, before)) == 1
    assert caplog.text.count("the disk is away") == 1


# Paused, rehearsed, found


def test_a_paused_clock_records_nothing_and_makes_up_for_it(world: World) -> None:
    ledger = world.office.register.ledger
    granted(world, after(hours=1))
    world.wait(hours=1)
    told = pause(ledger, instant(world.clock), "  the server moves ")
    assert str(told) == f"the clock is paused since {after(hours=1)}: the server moves"
    assert paused(ledger) == told
    with pytest.raises(Refused, match="is paused since"):
        pause(ledger, instant(world.clock), "again")
    assert tick(world) == 0
    other = Register(ledger.url, "LAD", world.time)  # on another machine
    assert Clock(other).once() == 0
    other.close()
    world.wait(hours=5)
    assert resume(ledger, instant(world.clock)) == told
    assert paused(ledger) is None
    with pytest.raises(Refused, match="the clock is not paused"):
        resume(ledger, instant(world.clock))
    before = world.position
    assert tick(world) == 1
    assert since(world, before)[0].occurred_at == after(hours=1)
    assert pause(ledger, instant(world.clock), "again").number == told.number + 1


def test_an_act_lets_it_pass_even_in_a_pause(world: World) -> None:
    granted(world, after(hours=1))
    world.wait(hours=1)
    pause(world.office.register.ledger, instant(world.clock), "the server moves")
    before = world.position
    world.act(SECRETARY, *RENAME, basis=BASIS)
    assert [event.role for event in since(world, before)] == ["clock", "secretariat"]


def test_what_is_foreseen_is_what_comes_about_and_nothing_is_recorded(
    world: World,
) -> None:
    numbers = [granted(world, after(hours=n)) for n in (2, 1, 9)]
    world.wait(hours=3)
    before, whole = world.position, digest(world.office.register)
    foreseen = list(Clock(world.office.register).foreseen())
    assert [(one.due.deadline.number, one.label) for one in foreseen] == [
        (numbers[1], "Mandate expires"),
        (numbers[0], "Mandate expires"),
    ]
    assert (world.position, digest(world.office.register)) == (before, whole)
    assert tick(world) == 2
    done = [(event.command, event.number) for event in since(world, before)]
    assert done == [(one.due.act.command, one.due.deadline.number) for one in foreseen]


def test_a_rebuild_draws_the_same_deadlines(world: World) -> None:
    for hours in (1, 5):
        granted(world, after(hours=hours))
    world.wait(hours=2)
    tick(world)
    register = world.office.register
    before = digest(register)
    rebuild(register)
    assert (digest(register), compare(register)) == (before, [])
    world.wait(hours=4)
    assert tick(world) == 1


def test_what_is_due_is_found_by_an_index(world: World) -> None:
    asked = {"action": "a", "now": "b", "limit": 5, **clock.FIRST}
    sqlite = world.office.settings.database is not None
    with world.office.register.reading() as cursor:
        if not sqlite:
            cursor.execute("SET LOCAL enable_seqscan = off")
        for name in ("due", "oldest"):
            plan = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
            cursor.execute(f"{plan} {SQL[name]}", asked)
            told = " ".join(str(dict(row)) for row in cursor.fetchall())
            assert "deadlines_3_order" in told
            assert ("action=?" if sqlite else "(action = 'a'::text)") in told
            assert "TEMP B-TREE" not in told
            assert "Sort" not in told


def test_rules_without_a_row_for_the_clock_leave_it_alone(
    tmp_path: Path, engine: str
) -> None:
    text = Path("domain/processes/la-declaration.toml").read_text("utf-8")
    rows = [line for line in text.splitlines() if "let-mandate-expire" not in line]
    now = [START]
    with fresh(engine, tmp_path) as url:
        register = Register(url, "LAD", lambda: now[0])
        register.establish(read("\n".join(rows), "older.toml"), "one", "other")
        said: dict[str, Any] = {"key": "GUY", "name": "Guyana", "nature": "state"}
        register.act(Act("participant", "", "register", "other", said, basis=BASIS))
        said = {"holder": "x", "office": "Minister", "until": after(hours=1)}
        register.act(Act(*GUYANA, "enter-minister", "other", said, basis=BASIS))
        now[0] += timedelta(hours=2)
        assert "let-mandate-expire" not in clock.actions(register)
        assert (Clock(register).once(), Clock(register).lag()) == (0, 0)
        said = RENAME[3]
        receipt = register.act(Act(*RENAME[:3], "other", said, basis=BASIS))
        assert receipt.position == register.ledger.position()
        register.close()


def test_every_action_of_the_clock_is_a_row_of_the_declaration(world: World) -> None:
    rows = {
        move.action for move in load("la-declaration").moves() if "clock" in move.who
    }
    assert clock.actions(world.office.register) == rows == {
        "let-withdrawal-take-effect", "let-mandate-expire", "let-appointment-expire",
        "let-comment-period-end", "let-silence-lapse", "let-ad-referendum-expire",
        "open", "remind", "close", "miss-milestone",
    }  # fmt: skip

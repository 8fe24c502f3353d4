"""Turns are given in order, and acts that are committed together stay apart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from application.office import Receipt
from application.recorders import writer
from application.recorders.turns import Turns
from application.register import Register
from domain.errors import Busy, Refused, Unknown
from tests.faults.acting import ENGINES, furnished, require_sound, revision

ASKED = 0.05
"""How long it takes, generously, until a thread stands in the queue."""


def test_turns_are_given_in_the_order_they_were_asked_for() -> None:
    turns, served = Turns(), list[int]()

    def serve(number: int) -> None:
        assert turns.take(5)
        served.append(number)
        turns.end()

    assert turns.take(0)
    with ThreadPoolExecutor(8) as pool:
        for number in range(8):
            pool.submit(serve, number)
            wait_for(turns, number + 1)
        turns.end()
    assert served == list(range(8))


def wait_for(turns: Turns, count: int) -> None:
    end = monotonic() + 5
    while len(turns._queue) < count:  # noqa: SLF001 (there is no other way to see it)
        assert monotonic() < end
        sleep(0.001)


def test_nobody_waits_longer_than_they_want_to() -> None:
    turns = Turns()
    assert turns.take(0)
    began = monotonic()
    assert not turns.take(0.1)
    assert not turns.take(0)
    assert 0.1 <= monotonic() - began < 2
    turns.end()
    assert turns.take(0)  # who gave up is not given a turn


def test_a_turn_is_handed_over_only_to_one_that_shares() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.hand_over()
    with ThreadPoolExecutor(2) as pool:
        sharing = pool.submit(turns.take, 5, shares=True)
        wait_for(turns, 1)
        alone = pool.submit(turns.take, 5)
        wait_for(turns, 2)
        assert turns.hand_over()
        assert sharing.result(5)
        assert not turns.hand_over()
        turns.end()
        assert alone.result(5)


def test_turns_that_time_out_as_they_come_are_not_lost() -> None:
    """Many waits that end at about the moment their turn comes."""
    turns, taken = Turns(), list[bool]()

    def ask() -> None:
        for number in range(200):
            came = turns.take(0.0001 * (number % 5), shares=bool(number % 2))
            if came:
                sleep(0.0001)
                if not turns.hand_over():
                    turns.end()
            taken.append(came)

    with ThreadPoolExecutor(4) as pool:
        for asking in [pool.submit(ask) for _ in range(4)]:
            asking.result(60)
    assert turns.take(1)
    assert {True, False} == set(taken)


# Acts committed together


class Held:
    """A register whose lock is held until several acts stand in the queue."""

    def __init__(self, register: Register, pool: ThreadPoolExecutor) -> None:
        """Take the register, and what lets acts wait."""
        self.register, self.pool = register, pool
        self.store: Any = register.ledger.recorder.datastore
        self.commits = 0
        commit = self.store._commit  # noqa: SLF001

        def counted(rows: Any) -> None:
            self.commits += 1
            commit(rows)

        self.store._commit = counted  # noqa: SLF001

    def together(self, *texts: str) -> list[Any]:
        """Let revisions with these texts be taken one after the other, at once."""
        asked: list[Future[Receipt]] = []
        with self.register.ledger.writing():
            for text in texts:
                act = revision(text, command=f"c-{len(asked)} {text}")
                asked.append(self.pool.submit(self.register.act, act))
                wait_for(self.store._turns, len(asked))  # noqa: SLF001
            self.commits = -1  # this one's own is not counted
        return [future.exception(30) or future.result() for future in asked]


@pytest.fixture(params=ENGINES)
def held(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Held]:
    monkeypatch.setattr(writer, "LONGEST_TOGETHER", 60)  # however slow the machine is
    with (
        furnished(request.param, tmp_path) as (_, register),
        ThreadPoolExecutor(8) as pool,
    ):
        yield Held(register, pool)


def test_acts_that_wait_are_committed_at_once(held: Held) -> None:
    answers = held.together("one", "two", "three", "four")

    assert held.commits == 1
    positions = [answer.position for answer in answers]
    assert positions == list(range(positions[0], positions[0] + 4))
    require_sound(held.register, {a.command: a.position for a in answers})


def test_a_refusal_undoes_that_act_alone(held: Held) -> None:
    answers = held.together("one", "one", "two", "two", "three")

    assert held.commits == 1
    assert [type(answer) for answer in answers] == [
        Receipt, Refused, Receipt, Refused, Receipt,
    ]  # fmt: skip
    done = [answer for answer in answers if isinstance(answer, Receipt)]
    require_sound(held.register, {a.command: a.position for a in done})


def test_a_breakdown_undoes_that_act_alone(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When its event is stored already and its views are drawn."""
    break_at(monkeypatch, held, 3)
    answers = held.together("one", "two", "three", "four")

    assert [type(answer) for answer in answers] == [
        Receipt, Receipt, ZeroDivisionError, Receipt,
    ]  # fmt: skip
    done = [answer for answer in answers if isinstance(answer, Receipt)]
    require_sound(held.register, {a.command: a.position for a in done})


def break_at(monkeypatch: pytest.MonkeyPatch, held: Held, number: int) -> None:
    memory = held.register._memory  # noqa: SLF001
    keep, calls = memory.keep, list[int]()

    def breaking(entries: Any) -> None:
        keep(entries)
        calls.append(1)
        if len(calls) == number:
            raise ZeroDivisionError

    monkeypatch.setattr(memory, "keep", breaking)


@pytest.mark.parametrize("failure", [Busy, OSError])
def test_when_the_commit_fails_nobody_is_acknowledged(
    held: Held, failure: type[Exception]
) -> None:
    """Not those refused either: what refused them was never stored."""
    before = held.register.ledger.position()
    commit = held.store._commit  # noqa: SLF001

    def failing(_: Any) -> None:
        held.store._roll_back()  # noqa: SLF001
        if held.commits == -1:
            held.commits = 0
            return
        held.store._commit = commit  # noqa: SLF001
        raise failure("nothing was recorded")

    held.store._commit = failing  # noqa: SLF001
    answers = held.together("one", "one", "two")

    assert [type(answer) for answer in answers] == [failure] * 3
    assert held.register.ledger.position() == before
    again = held.together("one", "one", "two")
    assert [type(answer) for answer in again] == [Receipt, Refused, Receipt]
    done = [answer for answer in again if isinstance(answer, Receipt)]
    require_sound(held.register, {a.command: a.position for a in done})


def test_when_the_commit_is_broken_off_the_others_are_told_so(held: Held) -> None:
    commit = held.store._commit  # noqa: SLF001

    def broken_off(rows: Any) -> None:
        if held.commits == -1:
            commit(rows)
            return
        held.store._commit = commit  # noqa: SLF001
        held.store._roll_back()  # noqa: SLF001
        raise KeyboardInterrupt

    held.store._commit = broken_off  # noqa: SLF001
    answers = held.together("one", "two")

    assert [type(answer) for answer in answers] == [Unknown, KeyboardInterrupt]
    assert isinstance(held.register.act(revision("three")), Receipt)
    require_sound(held.register, {})


def test_one_that_needs_a_transaction_of_its_own_gets_it(held: Held) -> None:
    inside, seen = threading.Event(), list[int]()

    def rebuild() -> None:
        with held.register.ledger.writing():
            seen.append(held.register.ledger.position())
            inside.set()

    before = held.register.ledger.position()
    with held.register.ledger.writing():
        first = held.pool.submit(held.register.act, revision("one"))
        wait_for(held.store._turns, 1)  # noqa: SLF001
        alone = held.pool.submit(rebuild)
        wait_for(held.store._turns, 2)  # noqa: SLF001
        second = held.pool.submit(held.register.act, revision("two"))
        wait_for(held.store._turns, 3)  # noqa: SLF001
        held.commits = -1
    _ = (first.result(30), alone.result(30), second.result(30))
    assert held.commits == 3
    assert seen == [before + 1]


def test_a_planted_group_without_savepoints_is_seen(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal would leave what it had done until then."""
    leave: Callable[..., None] = held.store._part  # noqa: SLF001
    monkeypatch.setattr(
        held.store, "_part", lambda group, cursor, **_: leave(group, cursor, undo=False)
    )
    break_at(monkeypatch, held, 3)
    answers = held.together("one", "two", "three", "four")
    done = [answer for answer in answers if isinstance(answer, Receipt)]
    with pytest.raises(AssertionError):
        require_sound(held.register, {a.command: a.position for a in done})

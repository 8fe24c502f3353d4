"""The clock: finds what fell due and records it, again and again.

It may run in any number of processes at once, be killed at any moment and come hours
late: what is due is found by an index, decided anew under the write lock, and counts
from the instant it fell due.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Any

from application.desk import Ready, machine_of
from application.lapsing import Due, Passed
from application.pauses import SQL, paused
from application.register import Register
from application.repeating import again_and_again
from domain.deadlines import Deadline
from domain.definition import pinned
from domain.errors import Busy, DepositaryError, Unknown
from domain.process import Process
from domain.words import CLOCK, moment

LOG = logging.getLogger("depositary.clock")
TOGETHER = 32
"""Deadlines that are let pass in one transaction; other acts wait that long."""
PERIOD = 1.0
"""Seconds between two looks."""
REST = 60.0
"""Seconds that a record is left alone when what is due on it can't be recorded."""
FIRST = {"due": "", "kind": "", "reference": "", "participant": "", "number": ""}


def nobody(passed: Passed) -> None:
    """Tell nobody what became of a deadline."""
    del passed


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the clock would record of a deadline, or why the rules refuse it."""

    due: Due
    label: str = ""
    stage: str = ""
    refusal: str = ""


class Clock:
    """Lets the deadlines of one register pass."""

    def __init__(
        self, register: Register, told: Callable[[Passed], None] = nobody
    ) -> None:
        """Take the register, and whom to tell of each act."""
        self._register, self._told = register, told
        self._left: dict[Due, float] = {}
        self._complained: set[str] = set()

    def run(self, stopped: Event) -> None:
        """Look again and again until *stopped*; what fails is tried anew."""

        def complain(error: Exception) -> None:
            LOG.warning("the clock could not act: %s", error)

        again_and_again(self.once, stopped, PERIOD, complain)

    def once(self, stopped: Event | None = None) -> int:
        """Let pass what is due now; return how many acts were recorded.

        It ends early where another clock is at the same work.
        """
        done, now = 0, monotonic()
        self._left = {due: until for due, until in self._left.items() if until > now}
        for page in self.due():
            if paused(self._register.ledger) or (stopped and stopped.is_set()):
                break
            ours = [due for due in page if due not in self._left]
            found = self._lapse(ours) if ours else []
            recorded = [passed for passed in found if passed.receipt]
            for passed in recorded:
                self._told(passed)
            done += len(recorded)
            if ours and not found:
                break
        return done

    def foreseen(self) -> Iterator[Foreseen]:
        """Say what would be recorded now, each by itself; nothing is."""
        desk, now = self._register.desk(), self._register.now()
        for page in self.due():
            for due in page:
                found = due.tried(desk, now)
                if isinstance(found, Ready):
                    yield Foreseen(due, _label(found), found.decision.stage)
                else:
                    yield Foreseen(due, refusal=str(found))

    def lag(self) -> float:
        """Return since how many seconds the oldest deadline is due; 0 for none."""
        with self._register.reading() as cursor:
            now = self._register.now()
            oldest = min(self._oldest(cursor), default=now)
        return max((moment(now) - moment(oldest)).total_seconds(), 0.0)

    def _oldest(self, cursor: Any) -> Iterator[str]:
        for action in actions(self._register):
            cursor.execute(SQL["oldest"], {"action": action})
            row = cursor.fetchone()
            if row is not None and row["due"]:
                yield row["due"]

    def due(self) -> Iterator[list[Due]]:
        """Go through what is due, action by action, some at a time."""
        now = self._register.now()
        for action in sorted(actions(self._register)):
            last: dict[str, Any] = FIRST
            while rows := self._page(last | {"action": action, "now": now}):
                yield [due_of(action, row) for row in rows]
                last = rows[-1]

    def _page(self, after: dict[str, Any]) -> list[dict[str, Any]]:
        with self._register.reading() as cursor:
            cursor.execute(SQL["due"], after | {"limit": TOGETHER})
            return [dict(row) for row in cursor.fetchall()]

    def _lapse(self, dues: list[Due]) -> list[Passed]:
        """Let several deadlines pass, together if that can be."""
        try:
            found = self._register.lapse(dues)
        except (Busy, Unknown):
            raise
        except Exception as error:  # noqa: BLE001 (one must not keep the others)
            if len(dues) > 1:
                return [passed for due in dues for passed in self._lapse([due])]
            self._leave(dues[0], error)
            return [Passed(dues[0], refusal=DepositaryError(str(error)))]
        for passed in found:
            if passed.refusal is not None:
                self._leave(passed.due, passed.refusal)
        return found

    def _leave(self, due: Due, why: Exception) -> None:
        """Leave a deadline alone for a while, and say once why."""
        self._left[due] = monotonic() + REST
        self._complain(f"what is due on {'/'.join(due.place)} can't be recorded: {why}")

    def _complain(self, sentence: str) -> None:
        if sentence not in self._complained:
            LOG.warning("%s", sentence)
        self._complained.add(sentence)


def actions(register: Register) -> set[str]:
    """Return the actions that any definition the process had leaves to the clock."""
    process = register.folds.shared("process", register.key)
    held = process.definitions if isinstance(process, Process) else []
    return {
        move.action
        for rules in held
        for move in pinned(rules.rules).moves()
        if CLOCK.role in move.who
    }


def due_of(action: str, row: dict[str, Any]) -> Due:
    """Return a row of the view as what is due."""
    deadline = Deadline(row["due"], action, row["participant"], row["number"])
    return Due(row["kind"], row["reference"], deadline)


def _label(ready: Ready) -> str:
    rules, action = ready.case.definition, ready.case.action
    machine = rules.machines[machine_of(rules, ready.kind, action)]
    return machine.rows(action)[0].label

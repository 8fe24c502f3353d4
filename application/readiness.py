"""Whether the register can take an act now, tried under the write lock itself.

The trial writes as an act does and leaves nothing behind.  It runs beside whoever asks,
so that a disk or a server that says nothing keeps nobody waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any
from uuid import UUID

from application.pauses import paused
from application.recorders.form import APPLICATION
from application.recorders.log import SQL as LOG
from application.recorders.sqlite import SQLiteRecorder
from application.register import Register
from application.views.drawing_on import drawn_on
from application.views.every import shown
from domain.errors import DepositaryError

PATIENCE, KEPT = 2.0, 1.0
NOBODY = UUID(int=0).hex


@dataclass(slots=True)
class Trial:
    """One trial: under way, or ended with what is wrong, if anything is."""

    complaint: str = ""
    position: int = 0
    paused: str = ""
    """Since when the clock is paused, which keeps nobody from acting."""
    error: Exception | None = None
    ended_at: float = 0.0
    ended: Event = field(default_factory=Event)

    @property
    def ready(self) -> bool:
        """Whether an act could be taken."""
        return self.ended.is_set() and not self.complaint


class Readiness:
    """Tries whether acts can be taken: one trial at a time, its answer kept a moment.

    Whoever asks while one is under way waits for that one, at most *patience* seconds.
    """

    def __init__(
        self, register: Callable[[], Register], patience: float = PATIENCE
    ) -> None:
        """Try the register that *register* returns."""
        self._register, self._patience = register, patience
        self._last: Trial | None = None
        self._lock = Lock()

    def asked(self) -> Trial:
        """Return the newest trial; one that has not ended says what it waits for."""
        trial = self._current()
        if trial.ended.wait(self._patience):
            return trial
        return Trial(
            f"the log could not be written to within {self._patience:g} seconds"
        )

    def _current(self) -> Trial:
        with self._lock:
            last = self._last
            if last and (not last.ended.is_set() or monotonic() < last.ended_at + KEPT):
                return last
            trial = self._last = Trial()
        Thread(target=self._run, args=(trial,), daemon=True).start()
        return trial

    def _run(self, trial: Trial) -> None:
        try:
            register = self._register()
            trial.position, views = tried(register)
            pause = paused(register.ledger)
            trial.paused = pause.since if pause else ""
            if views != trial.position:
                trial.complaint = (
                    f"the views are at position {views}, the log at {trial.position};"
                    " run depositary view rebuild"
                )
        except DepositaryError as error:
            trial.complaint = str(error)
        except Exception as error:  # noqa: BLE001 (whatever it met, acts will meet)
            trial.error = error
            trial.complaint = "the log can't be written to; the logs say more"
        finally:
            trial.ended_at = monotonic()
            trial.ended.set()


def tried(register: Register) -> tuple[int, int]:
    """Write to the log and take it back; return the positions of log and views."""
    ledger = register.ledger
    with ledger.writing() as cursor:
        drawn_on(ledger, register.key, cursor)
        log, views = _positions(cursor)
        row = {"position": log + 1, "originator_id": NOBODY, "originator_version": 1}
        cursor.execute("SAVEPOINT trial")
        cursor.execute(LOG["insert_event"], row | {"topic": "trial", "state": b"{}"})
        cursor.execute("ROLLBACK TO SAVEPOINT trial")
        cursor.execute("RELEASE SAVEPOINT trial")
        if isinstance(ledger.recorder, SQLiteRecorder):
            # A commit that reaches the disk and says again what the file says already.
            cursor.execute(f"PRAGMA application_id = {APPLICATION}")
    return log, views


def positions(register: Register) -> tuple[int, int]:
    """Return the last position of the log, and the one that the views show."""
    with register.reading() as cursor:
        return _positions(cursor)


def _positions(cursor: Any) -> tuple[int, int]:
    cursor.execute(LOG["last_position"])
    return int(cursor.fetchone()["position"]), shown(cursor)

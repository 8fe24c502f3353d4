"""Pauses of the clock: an operator's decision, kept beside the log for every node.

What falls due meanwhile loses nothing: it counts from its own instant when it is
recorded, and an act on a record lets what fell due on it pass first, pause or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from application.ledger import Ledger
from application.views.tables import statements_on_views
from domain.errors import Refused
from domain.text import clean

SQL = statements_on_views("clock.sql")
CREATE = [SQL["create_pauses"]]
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Pause:
    """Since when the clock stands, and why."""

    number: int
    since: str
    reason: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"the clock is paused since {self.since}: {self.reason}"


def paused(ledger: Ledger) -> Pause | None:
    """Return the pause under way, or ``None`` when the clock may run."""
    with ledger.reading() as cursor:
        row = _last(cursor)
    if row is None or row["resumed_at"]:
        return None
    return Pause(int(row["number"]), row["paused_at"], row["reason"])


def pause(ledger: Ledger, now: str, reason: str) -> Pause:
    """Let every clock of the register stand; raises ``Refused`` when they do."""
    told = clean(reason, field="reason", maximum=LONGEST_REASON, lines=False)
    with ledger.writing() as cursor:
        known, last = paused(ledger), _last(cursor)
        if known is not None:
            raise Refused(str(known))
        number = 1 if last is None else int(last["number"]) + 1
        row = {"number": number, "paused_at": now, "reason": told}
        cursor.execute(SQL["pause"], row)
    return Pause(number, now, told)


def resume(ledger: Ledger, now: str) -> Pause:
    """Let the clocks go on; raises ``Refused`` when they are not paused."""
    with ledger.writing() as cursor:
        known = paused(ledger)
        if known is None:
            raise Refused("the clock is not paused")
        cursor.execute(SQL["resume"], {"number": known.number, "resumed_at": now})
    return known


def _last(cursor: Any) -> Any:
    cursor.execute(SQL["last_pause"])
    return cursor.fetchone()

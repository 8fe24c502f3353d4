"""What fell due on a record, as an act of the clock that takes effect back then."""

from __future__ import annotations

from dataclasses import replace

from application.desk import Desk, Ready, Sitting
from application.folds import KINDS
from domain.deadlines import Deadline
from domain.errors import NotFound, Refused
from domain.record import Record
from domain.words import CLOCK, Occurred


def fallen_due(desk: Desk, kind: str, key: str, now: str) -> Deadline | None:
    """Return the first deadline of a record that has passed, or ``None``."""
    whole = desk.whole(kind, key) if key and kind in KINDS else None
    if whole is None:
        return None
    return min((due for due in whole.deadlines() if due.at <= now), default=None)


def by_the_clock(
    desk: Desk, kind: str, key: str, due: Deadline, now: str
) -> Ready | None:
    """Decide the clock's act on a deadline; ``None`` when the rules know none.

    It takes effect when it fell due, or after what the record says happened since.
    """
    whole = desk.whole(kind, key)
    occurred = Occurred(max(due.at, whole.last_act if whole else ""))
    actor = replace(CLOCK, participant=due.participant)
    sitting = Sitting(desk, now, command_of(whole, due), actor, occurred, ())
    try:
        return sitting.ready(kind, key, due.action, {})
    except (Refused, NotFound):
        return None


def command_of(whole: Record | None, due: Deadline) -> str:
    """Name the act by its deadline and rule: it can't be recorded twice."""
    stream = whole.id.hex if whole else ""
    return f"{due.action} {stream} {due.at} {due.participant}".rstrip()

"""The upkeep of the views: how they stand, drawn anew beside the live ones.

Acts go on while the views are drawn; they wait only while what they added meanwhile is
drawn too and the new tables take the place of the old ones, in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import sleep
from typing import Any

from application.recorders.alone import one_at_a_time
from application.register import Register
from application.views import beside
from application.views.comparing import Difference, compare, digest
from application.views.drawing_on import drawn_on
from application.views.every import VIEWS, behind, shown
from application.views.paper import Paper
from application.views.replay import Progress, Replay
from domain.errors import Busy, Unreadable

CLOSE = 100
"""How many events may be left to draw while acts wait."""
TRIES, PAUSE = 10, 0.5


@dataclass(frozen=True, slots=True)
class Status:
    """How a view stands: up to which position, how many rows, in which form."""

    view: str
    position: int
    rows: int
    version: int


def rebuild(register: Register, progress: Progress | None = None) -> int:
    """Draw every view anew and put all in place at once; return the position.

    Whatever ends it before, *progress* that raises or an interruption, leaves the live
    views as they were.
    """
    ledger = register.ledger
    with ledger.recorder.datastore.unhurried(), Paper(ledger.recorder) as paper:
        replay = Replay(ledger, paper, progress)
        replay.draw()
        while ledger.position() > replay.position + CLOSE:
            replay.follow()
        _put_in_place(register, replay)
    return replay.position


def bring_up(register: Register, progress: Progress | None = None) -> None:
    """Draw views anew that do not show what the log tells: of an older shape, or none.

    A few events that others recorded meanwhile are drawn on.  On PostgreSQL nodes of an
    older version may be serving from their views: the new ones are drawn by command,
    beside them, and ``Unreadable`` is raised until then.
    """
    ledger = register.ledger
    with ledger.reading() as cursor:
        if not behind(ledger.recorder, cursor):
            return
    with ledger.writing() as cursor:
        if drawn_on(ledger, register.key, cursor):
            return
    file = getattr(ledger.recorder.datastore, "file", "")
    if not file:
        raise Unreadable(
            "the views are of another shape or behind the log; draw them anew, beside"
            " what is serving now: depositary view rebuild"
        )
    with one_at_a_time(f"{file}-views"):
        with ledger.reading() as cursor:
            needed = behind(ledger.recorder, cursor)
        if needed:
            rebuild(register, progress)


def _put_in_place(register: Register, replay: Replay) -> None:
    """Draw the last of it while acts wait; try again where a reader is in the way."""
    for tried in range(TRIES):
        before = replay.position
        try:
            with register.ledger.writing() as cursor:
                while replay.follow():
                    pass
                replay.paper.let_go(cursor)
                beside.put_in_place(cursor)
        except Busy:
            replay.go_back(before)
            if tried == TRIES - 1:
                raise
            sleep(PAUSE)
        else:
            return


def status(register: Register) -> list[Status]:
    """Return how each view stands; those of an older shape after the live ones."""
    with register.reading() as cursor:
        position = shown(cursor)
        live = [
            Status(view.name, position, view.count(cursor), view.version)
            for view in VIEWS
        ]
        older = beside.older(register.ledger.recorder.names(cursor))
        return live + [_older(cursor, name, older) for name in older]


def _older(cursor: Any, name: str, there: list[str]) -> Status:
    view, _, version = name.rpartition("_")
    cursor.execute(f"SELECT COUNT(*) AS number FROM {name}")  # noqa: S608 (a view's name)
    rows, position = int(cursor.fetchone()["number"]), 0
    if f"activity_{version}" in there:
        cursor.execute(f"SELECT MAX(position) AS last FROM activity_{version}")  # noqa: S608 (as above)
        position = int(cursor.fetchone()["last"] or 0)
    return Status(view, position, rows, int(version))


def remove_older(register: Register) -> list[str]:
    """Remove the tables of views of an older shape; return their names."""
    with register.ledger.writing() as cursor:
        found = beside.older(register.ledger.recorder.names(cursor))
        for name in found:
            cursor.execute(f"DROP TABLE {name}")
        return found


__all__ = [
    "Difference",
    "Status",
    "bring_up",
    "compare",
    "digest",
    "rebuild",
    "remove_older",
    "status",
]

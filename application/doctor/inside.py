"""What an open register shows: its log read to the end, its views compared with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from application.clock import Clock
from application.definitions import shipped_with
from application.doctor.finding import Finding, error, fine, warning
from application.notices.outbox import GIVEN_UP, Outbox
from application.notices.times import later
from application.pages.reader import Reader
from application.pauses import paused
from application.register import Register
from application.views.rebuild import compare, status

FULL = 2
DIFFERENCES_TOLD = 5
OVERDUE = 60
TOLD_OF = timedelta(days=30)
"""For how long it is told that a letter was given up, before the last act."""
"""Seconds that a clock which runs is never late."""


def safety(register: Register) -> Iterator[Finding]:
    """Look whether an act that was acknowledged is on the disk."""
    with register.reading() as cursor:
        cursor.execute("PRAGMA synchronous")
        (found,) = cursor.fetchone()
    if found == FULL:
        yield fine("synchronous", "an acknowledged act is on the disk (FULL)")
    else:
        yield error("synchronous", "synchronous is needed as FULL, or acts get lost")


def log(register: Register) -> Iterator[Finding]:
    """Read the log to its end: positions and versions dense, time never back."""
    position, recorded_at = 0, ""
    versions: dict[object, int] = {}
    for entry in register.ledger.all():
        event = entry.event
        if entry.position != position + 1:
            yield error("log", f"the log has no position {position + 1}")
        version = versions.get(event.originator_id, 0) + 1
        if event.originator_version != version:
            yield error(
                "log",
                f"position {entry.position} is version {event.originator_version} of"
                f" its stream; {version} is needed",
            )
        if event.recorded_at < recorded_at:
            yield error("log", f"position {entry.position} goes back in time")
        position, recorded_at = entry.position, max(recorded_at, event.recorded_at)
        versions[event.originator_id] = event.originator_version
    yield fine(
        "log", f"{position} events in {len(versions)} streams were read to the end"
    )


def views(register: Register) -> Iterator[Finding]:
    """Look whether the views show what the log tells."""
    last, reached = register.ledger.position(), status(register)[0].position
    if reached != last:
        yield error("views", f"the views are at position {reached}, the log at {last}")
    found = compare(register)
    for difference in found[:DIFFERENCES_TOLD]:
        yield error("views", str(difference))
    if found[DIFFERENCES_TOLD:]:
        more = len(found) - DIFFERENCES_TOLD
        yield error("views", f"and {more} more; run depositary view rebuild")
    if not found:
        yield fine("views", f"every row agrees with the log at position {last}")


def clock(register: Register) -> Iterator[Finding]:
    """Look whether what fell due is recorded, and whether a clock may record it."""
    pause, lag = paused(register.ledger), Clock(register).lag()
    if pause is not None:
        yield warning("clock", f"{pause}")
    if lag > OVERDUE:
        late = timedelta(seconds=int(lag))
        yield warning(
            "clock",
            f"a deadline passed {late} ago and is not recorded; a clock is needed:"
            " depositary serve, or depositary clock",
        )
    elif pause is None:
        yield fine("clock", "no deadline that passed waits to be recorded")


def notices(register: Register) -> Iterator[Finding]:
    """Look whether letters get through, and whether somebody sends them."""
    outbox, troubled = Outbox(register.ledger, ""), False
    last = register.ledger.last_recorded_at() or register.now()
    for row in outbox.troubled(later(last, -TOLD_OF)):
        troubled = True
        letters = f"{row['letters']} letter{'s' * (row['letters'] != 1)}"
        if row["state"] == GIVEN_UP:
            told = (
                f"{letters} did not get through and are given up: {row['why']};"
                " who was written to reads the page /notices, or needs another address"
            )
        else:
            told = f"{letters} wait: {row['why']}; tried next at {row['next_at']}"
        yield warning("notices", told)
    late = outbox.overdue(later(register.now(), -timedelta(seconds=OVERDUE)))
    unread = outbox.known()
    behind = unread is not None and _unread(register, unread)
    if late or behind:
        yield warning(
            "notices",
            "notices are due and nobody sends them; a runner is needed:"
            " depositary serve, or depositary runner",
        )
    elif not troubled:
        yield fine("notices", "no letter that is due waits")


def _unread(register: Register, position: int) -> bool:
    """Whether an act was recorded a while ago that nobody read for notices."""
    before = later(register.now(), -timedelta(seconds=OVERDUE))
    entries = register.ledger.since(position, 1)
    return bool(entries) and entries[0].event.recorded_at < before


def definition(register: Register) -> Iterator[Finding]:
    """Look whether the pinned definition is one that ships."""
    pinned = Reader(register).definition
    told = f"the register runs under {pinned.key}, version {pinned.version}"
    shipped = shipped_with(pinned.digest)
    if shipped:
        yield fine("definition", f"{told}, as it ships with this release")
    else:
        yield warning(
            "definition", f"{told}, which is not the one that ships with this release"
        )

"""What another recorded without showing it here is drawn on to the views, at their end.

A node of an older version writes its own views.  While both serve, each shows what the
other recorded as soon as it has the lock.
"""

from __future__ import annotations

from typing import Any

from application.ledger import Ledger
from application.views.beside import shared
from application.views.every import behind, shown
from application.views.projector import Recalling, refolded
from domain.definition import pinned
from domain.process import Process
from domain.words import stream_id

FEW = 1_000
"""How many events are drawn on at once, while acts wait; more are drawn beside."""


def drawn_on(ledger: Ledger, process: str, cursor: Any) -> bool:
    """Show what is missing at the end; ``False`` where it is too much, or all of it.

    *cursor* writes, and *process* is the register's key.  Where no other version serves
    nothing can be missing but what was lost: that is not drawn over.
    """
    if not behind(ledger.recorder, cursor):
        return True
    reached = shown(cursor)
    few = reached and 0 < ledger.position() - reached <= FEW
    if not few or not shared(ledger.recorder.names(cursor)):
        return False
    cursor.execute("SAVEPOINT drawing")
    try:
        _draw(ledger, process, cursor, reached)
    except ledger.recorder.datastore.conflicts:
        cursor.execute("ROLLBACK TO SAVEPOINT drawing")
    cursor.execute("RELEASE SAVEPOINT drawing")
    return not behind(ledger.recorder, cursor)


def _draw(ledger: Ledger, process: str, cursor: Any, reached: int) -> None:
    projector = Recalling(ledger.before)
    entries = ledger.stream(stream_id("process", process))
    before = [entry.event for entry in entries if entry.position <= reached]
    record = refolded(Process, process, before)
    if isinstance(record, Process):
        projector.ruled_by(pinned(record.definitions[-1].rules))
    for entry in ledger.since(reached, FEW):
        projector.show(cursor, entry)

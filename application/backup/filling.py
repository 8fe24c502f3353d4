"""Filling a register with the rows of a backup, and a database with a whole one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import Any
from uuid import UUID

from application.backup.rows import EVENTS, PAGE, TABLES
from application.backup.source import Source, missing, require_older
from application.backup.taking import Steps
from application.register import Register
from application.views.projector import Projector
from domain.events import Event
from domain.workflow import Definition


def put_in(cursor: Any, backup: Source, steps: Steps) -> None:
    """Put in the rows that are missing."""
    for table in TABLES:
        lacking = missing(cursor, table, backup, "the database")
        while page := [*islice(lacking, PAGE)]:
            cursor.executemany(table.insert, page)
            if table is EVENTS:
                steps.told(page[-1]["position"])
    steps.end()


@contextmanager
def in_database(url: str, backup: Source, steps: Steps) -> Iterator[Register]:
    """Put the backup into a database, in one transaction."""
    with (
        closing(Register(url, backup.manifest.register)) as register,
        register.ledger.recorder.datastore.unhurried(),
        register.ledger.writing() as cursor,
    ):
        before = require_older(cursor, backup, "the database")
        rules = register.desk().definition if before else None
        put_in(cursor, backup, steps)
        _show(register, cursor, before, rules)
        yield register


def _show(
    register: Register, cursor: Any, after: int, rules: Definition | None
) -> None:
    """Write what was put in to the views, entry by entry, as acts do."""
    ledger, position = register.ledger, after

    def earlier(stream: UUID) -> list[Event]:
        entries = ledger.stream(stream)
        return [entry.event for entry in entries if entry.position <= position]

    projector = Projector(earlier)
    if rules is not None:
        projector.ruled_by(rules)
    while batch := ledger.since(position):
        for entry in batch:
            projector.show(cursor, entry)
            position = entry.position
        projector.forget()

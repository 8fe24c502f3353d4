"""The rows of a backup, whichever form it has, and what a register lacks of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from application.backup.manifest import LOG, Manifest
from application.backup.rows import Row, Table, from_file, line
from application.recorders.library import sqlite3
from domain.errors import Refused, Unreadable

AFTER_ALL = object()


@dataclass(frozen=True, slots=True)
class Source:
    """A backup that lies in a folder, and what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def in_a_file(self) -> bool:
        """Whether it holds the database itself, not lines."""
        return LOG in self.manifest.files

    def rows(self, table: Table) -> Iterator[Row]:
        """Go through the rows of a table, in order."""
        if not self.in_a_file:
            yield from from_file(self.folder / table.file)
            return
        address = f"{(self.folder / LOG).absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.row_factory = sqlite3.Row
            yield from table.rows(database.cursor())


def require_older(cursor: Any, backup: Source, where: object) -> int:
    """Return where a register stands; raise ``Refused`` beyond the backup."""
    position, recorded_at = _stands(cursor)
    kept = backup.manifest
    if position > kept.position or recorded_at > kept.recorded_at:
        raise Refused(
            f"the register in {where} is newer than the backup: it stands at position"
            f" {position}, recorded {recorded_at}; the backup at {kept.place}; nothing"
            " was restored (move the register away to go back all the same)"
        )
    return position


def missing(cursor: Any, table: Table, backup: Source, where: object) -> Iterator[Row]:
    """Go through the rows of the backup that a register lacks.

    Raises ``Refused`` as soon as the register holds a row that the backup does not.
    """
    held = table.rows(cursor)
    own: Any = next(held, AFTER_ALL)
    for row in backup.rows(table):
        if own is AFTER_ALL or own[table.key] > row[table.key]:
            yield row
        elif line(own) == line(row):
            own = next(held, AFTER_ALL)
        else:
            break
    if own is not AFTER_ALL:
        position, recorded_at = _stands(cursor)
        raise Refused(
            f"the register in {where} is another one than the backup: it stands at"
            f" position {position}, recorded {recorded_at}, the backup at"
            f" {backup.manifest.place}, and they differ at {table.key}"
            f" {own[table.key]}; nothing was restored"
        )


def _stands(cursor: Any) -> tuple[int, str]:
    """Return where a register stands; (0, "") where it is empty."""
    cursor.execute("SELECT COALESCE(MAX(position), 0) AS last FROM stored_events")
    last = int(cursor.fetchone()["last"])
    cursor.execute(
        "SELECT state FROM stored_events WHERE position = :position", {"position": last}
    )
    row = cursor.fetchone()
    if row is None:
        return last, ""
    try:
        return last, str(orjson.loads(bytes(row["state"]))["recorded_at"])
    except (ValueError, TypeError, LookupError) as error:
        raise Unreadable(
            f"the register there is damaged at position {last}: {error}; move it away"
        ) from error

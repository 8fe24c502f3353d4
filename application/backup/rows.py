"""The three tables that a register cannot draw anew, row by row, on either engine.

A row is one line of JSON, the same bytes wherever it lies, so that tables are copied,
compared and digested by their lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from application.sql import statements
from domain.errors import Unreadable

SQL = statements("backup.sql")
PAGE = 2_000
HEX = {"command", "digest"}
"""The columns that hold bytes which are no text."""
Row = dict[str, Any]
Told = Callable[[int], None]


def nobody(count: int) -> None:
    """Tell nobody how many rows went by."""
    del count


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is kept: what its rows are ordered by, and how it is written."""

    name: str
    key: str
    before_all: Any
    insert: str

    @property
    def file(self) -> str:
        """The name of the file that holds its lines."""
        return f"{self.name}.ndjson"

    def rows(self, cursor: Any) -> Iterator[Row]:
        """Go through its rows in order, a page at a time."""
        after = self.before_all
        while True:
            cursor.execute(SQL[self.name], {"after": after, "limit": PAGE})
            page = [dict(row) for row in cursor.fetchall()]
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1][self.key]


EVENTS = Table(
    "stored_events", "position", 0,
    "INSERT INTO stored_events"
    " (position, originator_id, originator_version, topic, state)"
    " VALUES (:position, :originator_id, :originator_version, :topic, :state)",
)  # fmt: skip
COMMANDS = Table(
    "commands", "command", b"",
    "INSERT INTO commands (command, digest, position, edition)"
    " VALUES (:command, :digest, :position, :edition)",
)  # fmt: skip
LOADED = Table(
    "loaded", "item", "",
    "INSERT INTO loaded (item, content, position) VALUES (:item, :content, :position)",
)  # fmt: skip
TABLES = (EVENTS, COMMANDS, LOADED)


def lines(table: Table, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write each row as a line; raises ``Unreadable`` where the log has a gap."""
    for expected, row in enumerate(rows, start=1):
        if table is EVENTS and row["position"] != expected:
            raise Unreadable(
                f"the log has no position {expected}; depositary doctor says more"
            )
        yield line(row)


def line(row: Mapping[str, Any]) -> bytes:
    """Write a row as a line."""
    told = dict(row)
    if "state" in told:
        try:
            told["state"] = bytes(told["state"]).decode()
        except (UnicodeDecodeError, TypeError) as error:
            raise Unreadable(
                f"position {row['position']} is damaged: {error}"
            ) from None
    for name in HEX & told.keys():
        told[name] = bytes(told[name]).hex()
    return orjson.dumps(told) + b"\n"


def read(written: bytes) -> Row:
    """Read a line back."""
    row: Row = orjson.loads(written)
    if "state" in row:
        row["state"] = row["state"].encode()
    for name in HEX & row.keys():
        row[name] = bytes.fromhex(row[name])
    return row


def digest_of(written: Iterable[bytes], told: Told = nobody) -> str:
    """Return the SHA-256 of lines, telling now and then how many went by."""
    digest, count = hashlib.sha256(), 0
    for one in written:
        digest.update(one)
        count += 1
        if count % PAGE == 0:
            told(count)
    told(count)
    return digest.hexdigest()


def digests(cursor: Any, told: Told = nobody) -> dict[str, str]:
    """Return the digest of each table, from one state of the database."""
    return {
        table.name: digest_of(
            lines(table, table.rows(cursor)), told if table is EVENTS else nobody
        )
        for table in TABLES
    }


def from_file(file: Path) -> Iterator[Row]:
    """Read the rows of a file of lines."""
    with file.open("rb") as written:
        for one in written:
            yield read(one)


def to_file(file: Path, written: Iterable[bytes], told: Told = nobody) -> str:
    """Write lines to a new file; return their digest."""
    with file.open("xb") as target:

        def passed() -> Iterator[bytes]:
            for one in written:
                target.write(one)
                yield one

        return digest_of(passed(), told)

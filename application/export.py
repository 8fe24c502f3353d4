"""What leaves the register whole: the events as lines, the state as tables.

The same position gives the same bytes, whoever asks.  A public export holds a
placeholder for what is not for all; the operator can have everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from application.ledger import Entry
from application.mapper import OUTSIDE, defaults
from application.pages.cells import csv_of
from application.pages.reader import Reader
from application.sql import statements
from application.views.tables import IN_FORCE, TABLES, TODAY, Table
from domain.words import REGISTER

SQL = statements("trail.sql")
SCHEMA = "depositary-register/1"
BATCH = 1_000
KEPT_OF_HIDDEN = {"reference", "form", "stage", "visible", "package", "pillar"}

Rows = list[dict[str, Any]]


def events(reader: Reader, *, everything: bool = False) -> Iterator[bytes]:
    """Give each event known to the reader as a line of JSON, in order."""
    position, last = 0, last_known(reader)
    while position < last:
        with reader.register.reading() as cursor:
            batch = reader.register.ledger.since(position, BATCH)
            values = {"after": position, "last": min(last, batch[-1].position)}
            cursor.execute(SQL["places"], values)
            places = {row["position"]: row for row in cursor.fetchall()}
        for entry in batch:
            if entry.position <= last:
                yield _line(entry, places[entry.position], everything=everything)
        position = batch[-1].position


def _line(entry: Entry, place: Mapping[str, Any], *, everything: bool) -> bytes:
    event = entry.event
    hidden = place["visible"] != "public" and not everything
    told: dict[str, Any] = {
        "position": entry.position,
        "kind": place["kind"],
        "key": place["key"],
        "version": event.originator_version,
        "recorded_at": event.recorded_at,
        "hidden": hidden,
    }
    if not hidden:
        told |= {"topic": event.TOPIC, "event": _said(entry)}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS) + b"\n"


def _said(entry: Entry) -> dict[str, Any]:
    event = entry.event
    said = {k: v for k, v in vars(event).items() if k not in OUTSIDE}
    empty = defaults(type(event))
    return {k: v for k, v in said.items() if k not in empty or v != empty[k]}


@dataclass(frozen=True, slots=True)
class Export:
    """The state of the register at one position, table by table."""

    register: str
    position: int
    recorded_at: str
    as_of: str
    tables: Mapping[str, Rows]

    @property
    def checksum(self) -> str:
        """The SHA-256 of the tables in their canonical form."""
        told = orjson.dumps(self.tables, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(told).hexdigest()

    def card(self) -> dict[str, Any]:
        """Return what the export says of itself."""
        return {
            "schema": SCHEMA,
            "register": self.register,
            "register_id": str(REGISTER),
            "position": self.position,
            "recorded_at": self.recorded_at,
            "as_of": self.as_of,
            "checksum": f"sha256:{self.checksum}",
        }

    def document(self) -> bytes:
        """Return it as one JSON document."""
        whole = self.card() | {"tables": self.tables}
        return orjson.dumps(whole, option=orjson.OPT_INDENT_2) + b"\n"

    def files(self) -> dict[str, bytes]:
        """Return it as CSV files, and a card that names the checksum of each."""
        found = {f"{name}.csv": _csv(name, rows) for name, rows in self.tables.items()}
        sums = {name: hashlib.sha256(b).hexdigest() for name, b in found.items()}
        card = orjson.dumps(self.card() | {"files": sums}, option=orjson.OPT_INDENT_2)
        return found | {"card.json": card + b"\n"}


def register(reader: Reader, *, everything: bool = False) -> Export:
    """Return every table as it stood at the reader's moment."""
    with reader.register.reading():
        position = last_known(reader)
        last = reader.register.ledger.at([position]).get(position)
        return Export(
            reader.register.key,
            position,
            last.event.recorded_at if last else "",
            "" if reader.when.at == TODAY else reader.when.at,
            {
                table.name: _rows(reader, table, everything=everything)
                for table in TABLES.values()
            },
        )


def last_known(reader: Reader) -> int:
    """Return the last position that the reader knows of."""
    return min(reader.register.ledger.position(), reader.when.known)


def _columns(table: Table) -> tuple[str, ...]:
    return (*table.fields, "valid_from", "earliest")


def _rows(reader: Reader, table: Table, *, everything: bool) -> Rows:
    columns = ", ".join(f"a.{name}" for name in _columns(table))
    condition = IN_FORCE.format("a")
    statement = f"SELECT {columns} FROM {table.stored_as} a WHERE {condition}"  # noqa: S608 (our own names)
    with reader.register.reading() as cursor:
        cursor.execute(statement, reader.when.values)
        found = sorted((dict(row) for row in cursor.fetchall()), key=_order)
    return [row if everything else _public(row) for row in found]


def _order(row: Mapping[str, Any]) -> list[tuple[bool, Any]]:
    return [(isinstance(value, str), value) for value in row.values()]


def _public(row: dict[str, Any]) -> dict[str, Any]:
    if row.get("visible", "public") == "public":
        return row
    return {k: v if k in KEPT_OF_HIDDEN else _blank(v) for k, v in row.items()}


def _blank(value: object) -> object:
    return "" if isinstance(value, str) else None


def _csv(name: str, rows: Rows) -> bytes:
    return csv_of(_columns(TABLES[name]), ([*row.values()] for row in rows)).encode()

"""What leaves the register whole: the events as lines, the state as tables.

The same position gives the same bytes, whoever asks.  A public export holds a
placeholder for what is not for all; the operator can have everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from application.ledger import Ledger
from application.mapper import OUTSIDE, allowed, as_uuid, defaults, required
from application.pages.cells import csv_of
from application.pages.reader import Reader
from application.trail import unplaced
from application.views.tables import IN_FORCE, TABLES, TODAY, Table, statements_on_views
from domain.events import CATALOGUE, Event
from domain.words import REGISTER

SQL = statements_on_views("trail.sql")
SCHEMA = "depositary-register/1"
BATCH = 1_000
AS_LINE = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
KEPT_OF_HIDDEN = {"reference", "form", "stage", "visible", "package", "pillar"}

Rows = list[dict[str, Any]]


def events(reader: Reader, *, everything: bool = False) -> Iterator[bytes]:
    """Give each event known to the reader as a line of JSON, in order."""
    ledger, position, last = reader.register.ledger, 0, last_known(reader)
    while position < last:
        values = {"after": position, "last": last, "limit": BATCH}
        with ledger.reading() as cursor:
            cursor.execute(SQL["lines"], values)
            rows = ledger.recorder.tuples(cursor)
        yield from [_line(ledger, row, everything=everything) for row in rows]
        position = rows[-1][0]


def _line(ledger: Ledger, row: tuple[Any, ...], *, everything: bool) -> bytes:
    position, stream, version, topic, state, kind, key, visible = row
    if kind is None:
        raise unplaced(position)
    said = written(topic, state)
    if said is None:
        event = ledger.read(position, topic, bytes(state), as_uuid(stream), version)
        said = _said(event)
    told: dict[str, Any] = {
        "position": position,
        "kind": kind,
        "key": key,
        "version": version,
        "recorded_at": said.pop("recorded_at"),
        "hidden": visible != "public" and not everything,
    }
    if not told["hidden"]:
        told |= {"topic": topic, "event": said}
    return orjson.dumps(told, option=AS_LINE)


def written(topic: str, state: bytes) -> dict[str, Any] | None:
    """Return what is stored of an event, where that is what the event itself says.

    ``None`` where it has to be read as an event: an older form, a stranger, damage.
    """
    try:
        said: dict[str, Any] = orjson.loads(state)
        optional = _optional((topic, *said))
    except (ValueError, TypeError):
        return None
    if optional is None:
        return None
    for name, empty in optional:
        if said[name] == empty:
            del said[name]
    said.setdefault("occurred_at", said["recorded_at"])
    return said


@lru_cache(maxsize=5_000)
def _optional(form: tuple[str, ...]) -> tuple[tuple[str, Any], ...] | None:
    """Return the fields of a written form that may be empty; ``None`` if it is no form.

    They are left out of what the event says when they are.
    """
    topic, *names = form
    cls = CATALOGUE.get(topic)
    if cls is None or cls.class_version > 1:
        return None
    if not required(cls) <= set(names) <= allowed(cls):
        return None
    return tuple((k, v) for k, v in defaults(cls).items() if k in names)


def _said(event: Event) -> dict[str, Any]:
    said = {k: v for k, v in vars(event).items() if k not in OUTSIDE}
    empty = defaults(type(event))
    told = {k: v for k, v in said.items() if k not in empty or v != empty[k]}
    return told | {"recorded_at": event.recorded_at}


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
                if not table.passing
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

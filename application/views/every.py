"""Every view as plain rows, so that all can be copied, counted, compared and digested.

The projector knows what the rows mean; here they are only rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from application.recorders.log import PositionedLog
from application.views.pen import SQL
from application.views.tables import STORED, TABLES, VERSION, Table

MADE_IN = re.compile(r"(?:TABLE IF NOT EXISTS|INDEX IF NOT EXISTS \w+\s+ON) (\w+)")

TIMES = ("since", "until", "valid_from", "valid_to", "earliest")
ACTIVITY = (
    "position", "occurred_at", "topic", "kind", "key", "package",
    "participant", "actor", "role", "visible", "late",
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """One table of the views: its columns, and which of them name a row."""

    name: str
    stored_as: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    version: int = VERSION

    @cached_property
    def statements(self) -> Mapping[str, str]:
        """The statements that read the whole of it."""
        columns = ", ".join(self.columns)
        return {  # the names in these statements are our own
            "read": f"SELECT {columns} FROM {self.stored_as}",  # noqa: S608
            "sorted": f"SELECT {columns} FROM {self.stored_as}"  # noqa: S608
            f" ORDER BY {columns}",
            "count": f"SELECT COUNT(*) AS number FROM {self.stored_as}",  # noqa: S608
        }

    def rows(self, cursor: Any) -> Iterator[tuple[Any, ...]]:
        """Go through its rows, in no order."""
        cursor.execute(self.statements["read"])
        return (tuple(row[name] for name in self.columns) for row in cursor)

    def count(self, cursor: Any) -> int:
        """Return how many rows it has."""
        cursor.execute(self.statements["count"])
        return int(cursor.fetchone()["number"])

    def told(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """Return a row with its columns named."""
        return dict(zip(self.columns, row, strict=True))

    def key_of(self, row: tuple[Any, ...]) -> tuple[str, ...]:
        """Return what names a row."""
        told = self.told(row)
        return tuple(str(told[name]) for name in self.key)


def _temporal(table: Table) -> View:
    columns = (*table.fields, *TIMES)
    return View(
        table.name, table.stored_as, columns, (*table.key, "since", "valid_from")
    )


_TALLY = ("since", "measure", "slot", "valid_from", "change")
_SUMS = ("measure", "period", "block", "slot", "change")
_SPANS = ("measure", "period", "slot", "change")
_TOTALS = ("measure", "slot", "total")
VIEWS = (
    *map(_temporal, TABLES.values()),
    View("activity", STORED["activity"], ACTIVITY, ("position",)),
    View("tally", STORED["tally"], _TALLY, _TALLY[:-1]),
    View("sums", STORED["sums"], _SUMS, _SUMS[:-1]),
    View("spans", STORED["spans"], _SPANS, _SPANS[:-1]),
    View("totals", STORED["totals"], _TOTALS, _TOTALS[:-1]),
)
DRAWING = STORED["drawing"]
"""The table that says whose those beside the live ones are."""


def making() -> list[str]:
    """Return the statements that make every view: each table, then its indexes."""
    made = [sql for name, sql in SQL.items() if name.startswith("create")]
    for table in TABLES.values():
        made += table.create
    return made


def make_missing(
    recorder: PositionedLog, cursor: Any, besides: Iterable[str] = ()
) -> None:
    """Make the views that are not there; one that is there has its indexes.

    *Besides* come tables that are no views, made in the same way.
    """
    there = recorder.names(cursor)
    for sql in (*making(), *besides):
        found = MADE_IN.search(sql)
        if found is not None and found[1] not in there:
            recorder.make(cursor, sql)


def behind(recorder: PositionedLog, cursor: Any) -> bool:
    """Whether the views do not show what the log tells: of another shape, or lost."""
    return shown(cursor) != (recorder.max_notification_id() or 0)


def shown(cursor: Any) -> int:
    """Return how far the views have come: the last position they show."""
    cursor.execute(SQL["progress"])
    return int(cursor.fetchone()["position"])

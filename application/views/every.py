"""Every view as plain rows, so that all can be copied, counted, compared and digested.

The projector knows what the rows mean; here they are only rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from application.views.tables import TABLES, VERSION, Table

TIMES = ("since", "until", "valid_from", "valid_to", "earliest")
ACTIVITY = (
    "position", "recorded_at", "occurred_at", "topic", "kind", "key", "package",
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
        """The statements that read and write the whole of it."""
        columns = ", ".join(self.columns)
        values = ", ".join(f":{name}" for name in self.columns)
        return {  # the names in these statements are our own
            "read": f"SELECT {columns} FROM {self.stored_as}",  # noqa: S608
            "count": f"SELECT COUNT(*) AS number FROM {self.stored_as}",  # noqa: S608
            "empty": f"DELETE FROM {self.stored_as}",  # noqa: S608
            "write": f"INSERT INTO {self.stored_as} ({columns})"  # noqa: S608
            f" VALUES ({values})",
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


_TALLY = ("measure", "slot", "valid_from", "since", "change")
VIEWS = (
    *map(_temporal, TABLES.values()),
    View("activity", "activity_1", ACTIVITY, ("position",)),
    View("tally", "tally_1", _TALLY, _TALLY[:-1]),
    View("totals", "totals_1", ("measure", "slot", "total"), ("measure", "slot")),
    View("progress", "views_progress_1", ("view", "position"), ("view",)),
)

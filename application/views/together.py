"""Many events shown in one transaction; what they begin is written once, at its end.

What was there before is changed row by row, as by any act; both come to the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from application.recorders.log import PositionedLog
from application.views.every import VIEWS
from application.views.pen import SQL, Pen, Row, block_of, period_of
from application.views.sheet import Sheet, Values
from application.views.tables import TABLES, Key

BY_NAME = {view.name: view for view in VIEWS}


class Together(Sheet):
    """Rows of many records that began, held until all of them are drawn."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        super().__init__(0)

    def held(self, kind: str, key: str) -> dict[Key, dict[str, Any]]:
        """Return what a record has in the tables that keep no past."""
        return {
            named: dict(lines[-1][1].row)
            for table in TABLES.values()
            if table.passing
            for named, lines in self._of(table.name, kind, key)
        }

    def _of(self, table: str, kind: str, key: str) -> Iterator[tuple[Key, Any]]:
        for named, lines in self._lines.items():
            if lines and named[0] == table and named[1][:2] == (kind, key):
                yield named, lines

    def write(self, recorder: PositionedLog, cursor: Any) -> None:
        """Write all that was drawn."""
        self.finish()
        for name, rows in self._rows.items():
            view = BY_NAME[name]
            recorder.load(cursor, view.stored_as, view.columns, rows)
        changes = [_change(*counted) for counted in self._tally.items()]
        cursor.executemany(SQL["add_tally"], changes)
        for name, by in (
            ("add_sum", ("measure", "period", "block", "slot")),
            ("add_span", ("measure", "period", "slot")),
            ("add_total", ("measure", "slot")),
        ):
            cursor.executemany(SQL[name], [*_summed(changes, by)])


class Beside(Pen):
    """Writes what goes on in a record that was there; its activity with the others'."""

    def __init__(self, cursor: Any, position: int, sheet: Together) -> None:
        """Take where the rows go, and where the activity does."""
        super().__init__(cursor.execute, position)
        self._sheet = sheet

    def note(self, activity: Row) -> None:
        """Add an event to the activity."""
        self._sheet.note(activity)


def _change(counted: Values, change: int) -> dict[str, Any]:
    position, measure, slot, at = counted
    return {
        "measure": measure,
        "slot": slot,
        "valid_from": at,
        "since": position,
        "period": period_of(at),
        "block": block_of(position),
        "change": change,
    }


def _summed(
    changes: list[dict[str, Any]], by: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    totals: defaultdict[Values, int] = defaultdict(int)
    for told in changes:
        totals[tuple(told[name] for name in by)] += told["change"]
    for key, change in totals.items():
        yield dict(zip(by, key, strict=True)) | {"change": change}

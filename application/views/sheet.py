"""One record's rows drawn in memory, as the pen writes them to the tables.

A whole stream is drawn at once, so nothing is read back and nothing written twice: a
row that was retired has its end before it is written at all.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from operator import itemgetter
from typing import Any

from application.views.every import ACTIVITY
from application.views.pen import Pen, Row, Segment, block_of, period_of
from application.views.tables import ALWAYS, TABLES, Key, Table

Values = tuple[Any, ...]
STATE = {table.name: itemgetter(*table.fields) for table in TABLES.values()}
DID = itemgetter(*ACTIVITY)


FULL = 4_000
"""From how many events on what was drawn is given."""
MOST_PARTS, LEAST_WIDTH = 100, 10_000
"""In how many parts a log is cut, to bring rows into the order of positions."""
PLAIN = 2
"""The form of ``marshal`` that looks for no object written twice: it is faster."""


class Sheet(Pen):
    """Takes what a pen takes, and holds the rows of every view until they are given."""

    def __init__(self, last: int) -> None:
        """Begin with nothing drawn of a log that ends at *last*."""
        super().__init__(_nothing, 0)
        self._width = width_of(last)
        self._rows: defaultdict[str, list[Values]] = defaultdict(list)
        self._lines: dict[Key, list[tuple[int, Segment]]] = {}
        self._tally: defaultdict[Values, int] = defaultdict(int)
        self._sums: defaultdict[Values, int] = defaultdict(int)

    @property
    def full(self) -> bool:
        """Whether enough was drawn to be written."""
        return len(self._rows["activity"]) >= FULL

    def finish(self) -> None:
        """End a record: what is known of it last stays known."""
        for (name, _), lines in self._lines.items():
            for since, segment in lines:
                self._write(name, since, ALWAYS, segment)
        self._lines.clear()

    def given(self) -> tuple[dict[str, list[Values]], dict[str, dict[int, bytes]]]:
        """Give the rows that are done, and begin anew.

        Those that lie in the order of positions are given in parts of the log, written
        as they will be laid aside.
        """
        in_order = {"activity": self._rows.pop("activity", [])}
        in_order["tally"] = _listed(self._tally)
        for since, name, slot, at, change in in_order["tally"]:
            self._sums[name, period_of(at), block_of(since), slot] += change
        done = dict(self._rows), {k: self._parted(v) for k, v in in_order.items()}
        self._rows.clear()
        self._tally.clear()
        return done

    def _parted(self, rows: list[Values]) -> dict[int, bytes]:
        width, parts = self._width, defaultdict[int, list[Values]](list)
        for row in rows:
            parts[row[0] // width].append(row)
        return {part: marshal.dumps(found, PLAIN) for part, found in parts.items()}

    def sums(self) -> dict[str, list[Values]]:
        """Give what is to be added to the sums, and begin anew."""
        totals, spans = defaultdict[Values, int](int), defaultdict[Values, int](int)
        for (name, period, _, slot), change in self._sums.items():
            totals[name, slot] += change
            spans[name, period, slot] += change
        done = {
            "sums": _listed(self._sums),
            "spans": _listed(spans),
            "totals": _listed(totals),
        }
        self._sums.clear()
        return done

    def note(self, activity: Row) -> None:
        """Add an event to the activity."""
        self._rows["activity"].append(DID(activity))

    def _known(self, key: Key, row: Row) -> Segment:
        del row
        known = self._lines[key][-1][1]
        return Segment(known.valid_from, known.valid_to, known.earliest, known.row)

    def _retire(self, key: Key, row: Row, valid_from: str) -> None:
        del row
        lines = self._lines.get(key, [])
        while lines and lines[-1][1].valid_to > valid_from:
            since, segment = lines.pop()
            self._write(key[0], since, self.position, segment)

    def held(self, kind: str, key: str) -> dict[Key, dict[str, Any]]:
        """Return what the record being drawn has in the tables that keep no past."""
        del kind, key
        return {
            named: dict(lines[-1][1].row)
            for named, lines in self._lines.items()
            if lines and TABLES[named[0]].passing
        }

    def _forget(self, key: Key, row: Row) -> None:
        del row
        self._lines.pop(key, None)

    def _insert(self, key: Key, segment: Segment) -> None:
        self._lines.setdefault(key, []).append((self.position, segment))

    def _write(self, name: str, since: int, until: int, segment: Segment) -> None:
        valid = (segment.valid_from, segment.valid_to, segment.earliest)
        self._rows[name].append((*STATE[name](segment.row), since, until, *valid))

    def _count(self, table: Table, slot: str, at: str, change: int) -> None:
        self._tally[self.position, table.name, slot, at] += change


def width_of(last: int) -> int:
    """Return how many positions a part of a log has that ends at *last*."""
    return max(last // MOST_PARTS + 1, LEAST_WIDTH)


def _listed(found: dict[Values, int]) -> list[Values]:
    return [(*key, change) for key, change in found.items()]


def _nothing(*_: object) -> None:
    raise TypeError("a sheet reads from no table")

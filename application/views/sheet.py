"""One record's rows drawn in memory, as the pen writes them to the tables.

A whole stream is drawn at once, so nothing is read back and nothing written twice: a
row that was retired has its end before it is written at all.
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import Any

from application.views.every import ACTIVITY
from application.views.pen import Pen, Row, Segment, block_of, period_of
from application.views.tables import ALWAYS, TABLES, Key, Table

Values = tuple[Any, ...]
STATE = {table.name: itemgetter(*table.fields) for table in TABLES.values()}
DID = itemgetter(*ACTIVITY)


FULL = 2_000


class Sheet(Pen):
    """Takes what a pen takes, and holds the rows of every view until they are given."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        super().__init__(_nothing, 0)
        self._rows: defaultdict[str, list[Values]] = defaultdict(list)
        self._lines: dict[Key, list[tuple[int, Segment]]] = {}
        self._tally: defaultdict[Values, int] = defaultdict(int)
        self._sums: defaultdict[Values, int] = defaultdict(int)
        self._totals: defaultdict[Values, int] = defaultdict(int)

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

    def given(self) -> dict[str, list[Values]]:
        """Give the rows that are done, and begin anew."""
        done = {**self._rows, "tally": _listed(self._tally)}
        self._rows.clear()
        self._tally.clear()
        return done

    def sums(self) -> dict[str, list[Values]]:
        """Give what is to be added to the sums, and begin anew."""
        done = {"sums": _listed(self._sums), "totals": _listed(self._totals)}
        self._sums.clear()
        self._totals.clear()
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

    def _insert(self, key: Key, segment: Segment) -> None:
        self._lines.setdefault(key, []).append((self.position, segment))

    def _write(self, name: str, since: int, until: int, segment: Segment) -> None:
        valid = (segment.valid_from, segment.valid_to, segment.earliest)
        self._rows[name].append((*STATE[name](segment.row), since, until, *valid))

    def _count(self, table: Table, slot: str, at: str, change: int) -> None:
        name, since = table.name, self.position
        self._tally[since, name, slot, at] += change
        self._sums[name, period_of(at), block_of(since), slot] += change
        self._totals[name, slot] += change


def _listed(found: dict[Values, int]) -> list[Values]:
    return [(*key, change) for key, change in found.items()]


def _nothing(*_: object) -> None:
    raise TypeError("a sheet reads from no table")

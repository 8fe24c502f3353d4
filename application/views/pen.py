"""Writes the temporal tables: retires what was so, adds what is, counts both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from application.views.tables import (
    ALWAYS,
    OPEN_END,
    TABLES,
    Key,
    Table,
    statements_on_views,
)
from domain.words import instant, moment

SQL = statements_on_views("views.sql")
Row = Mapping[str, Any]
PASSING = [table for table in TABLES.values() if table.passing]


@dataclass(slots=True)
class Segment:
    """One stretch of valid time in which a row reads so."""

    valid_from: str
    valid_to: str
    earliest: str
    row: Row

    def said(self) -> tuple[Any, ...]:
        """Return what makes two segments the same."""
        return (self.valid_from, self.valid_to, self.earliest, *self.row.values())


class Pen:
    """Writes rows as known since one position, through one cursor's ``execute``."""

    def __init__(
        self,
        run: Callable[..., Any],
        position: int,
        run_many: Callable[..., Any] | None = None,
    ) -> None:
        """Take a cursor's ``execute`` and ``executemany``, and the event's position."""
        self.run, self.position = run, position
        self._run_many = run_many

    def put(self, key: Key, was: Row | None, row: Row | None, at: Segment) -> None:
        """Change a row at the valid time of *at*, after all that is known of it."""
        if TABLES[key[0]].passing:
            self._replace(key, was, [] if row is None else [at])
            return
        if was is not None:
            known = self._known(key, was)
            self._retire(key, was, at.valid_from)
            if known.valid_from < at.valid_from:
                known.valid_to = at.valid_from
                self._insert(key, known)
        if row is not None:
            self._insert(key, at)
        table = TABLES[key[0]]
        if table.counted:
            self._recount(table, was, row, at.valid_from)

    def add(self, rows: Mapping[Key, Row], at: Segment) -> None:
        """Add rows that were not there; many of one table by one statement."""
        stretch, several = self._stretch(at), defaultdict[str, list[Row]](list)
        for key, row in rows.items():
            table = TABLES[key[0]]
            if self._run_many is None or table.counted or table.passing:
                self.put(key, None, row, replace(at, row=row))
            else:
                several[table.name].append({**row, **stretch})
        for name, found in several.items():
            if self._run_many is not None:
                self._run_many(TABLES[name].statements["insert"], found)

    def redraw(self, key: Key, old: list[Segment], new: list[Segment]) -> None:
        """Put *new* stretches in the place of all the *old* ones of a row."""
        if TABLES[key[0]].passing:
            self._replace(key, old[0].row if old else None, new)
            return
        if old:
            self._retire(key, old[0].row, "")
        for segment in new:
            self._insert(key, segment)
        table = TABLES[key[0]]
        for sign, segments in ((-1, old), (1, new)) if table.counted else ():
            for segment in segments:
                slot = table.slot(segment.row)
                self._count(table, slot, segment.valid_from, sign)
                if segment.valid_to != OPEN_END:
                    self._count(table, slot, segment.valid_to, -sign)

    def _replace(self, key: Key, was: Row | None, new: list[Segment]) -> None:
        """Put what is so today in the place of what was; no past is kept."""
        if was is not None:
            self._forget(key, was)
        for segment in new:
            if segment.valid_to == OPEN_END:
                self._insert(key, segment)

    def held(self, kind: str, key: str) -> dict[Key, dict[str, Any]]:
        """Return what a record has in the tables that keep no past."""
        found: dict[Key, dict[str, Any]] = {}
        for table in PASSING:
            values = dict(zip(table.key[:2], (kind, key), strict=True))
            for row in self.run(table.statements["held"], values).fetchall():
                found[table.named(row)] = dict(row)
        return found

    def note(self, activity: Row) -> None:
        """Add an event to the activity; the views have come as far as it."""
        self.run(SQL["add_activity"], activity)

    def _recount(self, table: Table, was: Row | None, row: Row | None, at: str) -> None:
        """Count a row that changed; one that is counted as before is left alone."""
        left = None if was is None else table.slot(was)
        entered = None if row is None else table.slot(row)
        if left == entered:
            return
        for slot, change in ((left, -1), (entered, 1)):
            if slot is not None:
                self._count(table, slot, at, change)

    def _known(self, key: Key, row: Row) -> Segment:
        """Return the last stretch that is known of a row."""
        table = TABLES[key[0]]
        values = {name: row[name] for name in table.key}
        found = self.run(table.statements["known"], values).fetchall()[-1]
        state = {name: found[name] for name in table.fields}
        return Segment(found["valid_from"], found["valid_to"], found["earliest"], state)

    def _retire(self, key: Key, row: Row, valid_from: str) -> None:
        """End what is known of a row beyond *valid_from*: something else is, now."""
        table = TABLES[key[0]]
        values = {name: row[name] for name in table.key}
        values |= {"position": self.position, "valid_from": valid_from}
        self.run(table.statements["retire"], values)

    def _forget(self, key: Key, row: Row) -> None:
        """Take a row away whose past nobody asks."""
        table = TABLES[key[0]]
        values = {name: row[name] for name in table.key}
        self.run(table.statements["forget"], values)

    def _insert(self, key: Key, segment: Segment) -> None:
        """Add what is known from now on."""
        row = {**segment.row, **self._stretch(segment)}
        self.run(TABLES[key[0]].statements["insert"], row)

    def _stretch(self, segment: Segment) -> dict[str, Any]:
        return {
            "since": self.position,
            "until": ALWAYS,
            "valid_from": segment.valid_from,
            "valid_to": segment.valid_to,
            "earliest": segment.earliest,
        }

    def _count(self, table: Table, slot: str, at: str, change: int) -> None:
        """Add to the counts: to today's, and to those of both times."""
        said = {
            "measure": table.name,
            "slot": slot,
            "valid_from": at,
            "since": self.position,
            "period": period_of(at),
            "block": block_of(self.position),
            "change": change,
        }
        for name in ("add_tally", "add_sum", "add_span", "add_total"):
            self.run(SQL[name], said)


def period_of(at: str) -> str:
    """Return the ten days or so that an instant lies in, as the counts are cut."""
    return at[:9]


def cells_until(at: str) -> dict[str, str]:
    """Return before which cell all counts, and from where on single changes do.

    At the end of the last day of a cell that is the whole of it.
    """
    cell, last = period_of(at), moment(at)
    whole = period_of(instant(last + timedelta(microseconds=1))) != cell
    return {"cell": f"{cell}~", "rest": "~"} if whole else {"cell": cell, "rest": cell}


def block_of(position: int) -> int:
    """Return the block of positions that one lies in, as the counts are cut."""
    return position // 4096

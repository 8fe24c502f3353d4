"""Writes the temporal tables: retires what was so, adds what is, counts both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from application.sql import statements
from application.views.tables import ALWAYS, OPEN_END, TABLES, Key, Table

SQL = statements("views.sql")
Row = Mapping[str, Any]


@dataclass(slots=True)
class Segment:
    """One stretch of valid time in which a row reads so."""

    valid_from: str
    valid_to: str
    earliest: str
    row: Mapping[str, Any]

    def said(self) -> tuple[Any, ...]:
        """Return what makes two segments the same."""
        return (self.valid_from, self.valid_to, self.earliest, *self.row.values())


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes rows as known since one position, through one cursor's ``execute``."""

    run: Callable[..., Any]
    position: int

    def put(self, key: Key, was: Row | None, row: Row | None, at: Segment) -> None:
        """Change a row at the valid time of *at*, after all that is known of it."""
        table = TABLES[key[0]]
        if was is not None:
            known = self._known(table, was)
            self._retire(table, was, at.valid_from)
            if known.valid_from < at.valid_from:
                known.valid_to = at.valid_from
                self._insert(table, known)
            self._count(table, was, at.valid_from, -1)
        if row is not None:
            self._insert(table, at)
            self._count(table, row, at.valid_from, 1)

    def redraw(self, key: Key, old: list[Segment], new: list[Segment]) -> None:
        """Put *new* stretches in the place of all the *old* ones of a row."""
        table = TABLES[key[0]]
        if old:
            self._retire(table, old[0].row, "")
        for segment in new:
            self._insert(table, segment)
        for sign, segments in ((-1, old), (1, new)):
            for segment in segments:
                self._count(table, segment.row, segment.valid_from, sign)
                if segment.valid_to != OPEN_END:
                    self._count(table, segment.row, segment.valid_to, -sign)

    def note(self, activity: Mapping[str, Any]) -> None:
        """Add an event to the activity; the views have come as far as it."""
        self.run(SQL["add_activity"], activity)
        self.run(SQL["keep_progress"], {"view": "all", "position": self.position})

    def _known(self, table: Table, row: Row) -> Segment:
        values = {name: row[name] for name in table.key}
        found = self.run(table.statements["known"], values).fetchall()[-1]
        state = {name: found[name] for name in table.fields}
        return Segment(found["valid_from"], found["valid_to"], found["earliest"], state)

    def _retire(self, table: Table, row: Row, valid_from: str) -> None:
        values = {name: row[name] for name in table.key}
        values |= {"position": self.position, "valid_from": valid_from}
        self.run(table.statements["retire"], values)

    def _insert(self, table: Table, segment: Segment) -> None:
        stretch = {
            "since": self.position,
            "until": ALWAYS,
            "valid_from": segment.valid_from,
            "valid_to": segment.valid_to,
            "earliest": segment.earliest,
        }
        self.run(table.statements["insert"], {**segment.row, **stretch})

    def _count(self, table: Table, row: Row, at: str, change: int) -> None:
        if not table.counted:
            return
        said = {
            "measure": table.name,
            "slot": table.slot(row),
            "valid_from": at,
            "since": self.position,
            "change": change,
        }
        self.run(SQL["add_tally"], said)
        self.run(SQL["add_total"], said)

"""What views are drawn on: tables beside the live ones, or in a file of their own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from application.recorders.log import PositionedLog
from application.recorders.scratch import scratch
from application.views import beside
from application.views.beside import BESIDE, Beside
from application.views.every import VIEWS, View
from application.views.pen import SQL
from application.views.sheet import Values
from domain.errors import Busy

BY_NAME = {view.name: view for view in VIEWS}
IN_ORDER = {"activity": "position", "tally": "since, measure, slot, valid_from"}
"""Views whose rows lie in the order of positions, and what that order is."""
AT_ONCE = 10_000
MARK = "beside"
PROGRESS = BY_NAME["progress"].stored_as


class Paper:
    """Empty tables that take rows by the thousand.

    Streams are drawn in no order; what lies in the order of positions is laid aside
    until all is there, or each row would touch another page.
    """

    def __init__(self, recorder: PositionedLog) -> None:
        """Make the tables in the recorder's database."""
        self.recorder = recorder
        self._mark = secrets.randbits(60)
        self._aside = scratch()
        with recorder.datastore.transaction(commit=True) as cursor:
            beside.make(recorder, cursor)
            values = {"view": MARK, "position": self._mark}
            Beside(cursor).execute(SQL["keep_progress"], values)
        with self._aside.datastore.transaction(commit=True) as cursor:
            for name in IN_ORDER:
                columns = ", ".join(BY_NAME[name].columns)
                cursor.execute(f"CREATE TABLE {name} ({columns})")

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Give a cursor, in a transaction; raises ``Busy`` where another draws."""
        with self.recorder.datastore.transaction(commit=True) as cursor:
            there = self.recorder.names(cursor)
            found = None
            if beside.beside(PROGRESS) in there:
                Beside(cursor).execute(SQL["progress"], {"view": MARK})
                found = cursor.fetchone()
            if found is None or found["position"] != self._mark:
                raise Busy("the views are being drawn by another process")
            yield cursor

    def load(self, rows: Mapping[str, Sequence[Values]]) -> None:
        """Write rows of several views."""
        with self._aside.datastore.transaction(commit=True) as cursor:
            for name in IN_ORDER.keys() & rows.keys():
                self._aside.load(cursor, name, BY_NAME[name].columns, rows[name])
        with self.writing() as cursor:
            for name in rows.keys() - IN_ORDER.keys():
                self._load(cursor, BY_NAME[name], rows[name])

    def finish(self) -> None:
        """Write what was laid aside, and make the indexes."""
        for name in IN_ORDER:
            for rows in self._sorted(BY_NAME[name]):
                with self.writing() as cursor:
                    self._load(cursor, BY_NAME[name], rows)
        with self.writing() as cursor:
            making = list(beside.indexes(self.recorder, cursor))
        for sql in making:
            with self.writing() as cursor:
                self.recorder.make(cursor, sql)

    def let_go(self, cursor: Any) -> None:
        """Take the mark away that says whose the tables are."""
        Beside(cursor).execute(SQL["drop_progress"], {"view": MARK})

    def remove(self) -> None:
        """Remove the tables."""
        with self.writing() as cursor:
            beside.remove(self.recorder, cursor)

    def rows(self, cursor: Any, view: View) -> Iterator[Values]:
        """Go through the rows of a view, in the order of its columns."""
        sql = beside.beside(view.statements["sorted"])
        return (tuple(row) for row in self.recorder.each(cursor, sql))

    def _load(self, cursor: Any, view: View, rows: Sequence[Values]) -> None:
        if rows:
            table = f"{view.stored_as}{BESIDE}"
            self.recorder.load(cursor, table, view.columns, rows)

    def _sorted(self, view: View) -> Iterator[list[Values]]:
        columns = ", ".join(view.columns)
        sql = f"SELECT {columns} FROM {view.name} ORDER BY {IN_ORDER[view.name]}"  # noqa: S608 (our own)
        with self._aside.datastore.transaction(commit=False) as cursor:
            cursor.row_factory = None
            cursor.execute(sql)
            while rows := cursor.fetchmany(AT_ONCE):
                yield rows

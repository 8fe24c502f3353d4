"""What views are drawn on: tables beside the live ones, or in a file of their own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

from application.recorders.log import PositionedLog
from application.views import beside
from application.views.aside import Aside
from application.views.beside import BESIDE, Beside
from application.views.drawing import Batch
from application.views.every import DRAWING, VIEWS, View
from application.views.pen import SQL
from application.views.sheet import Values
from domain.errors import Busy

BY_NAME = {view.name: view for view in VIEWS}


class Paper:
    """Empty tables that take rows by the thousand.

    Streams are drawn in no order; what lies in the order of positions is laid aside
    until all is there, or each row would touch another page.
    """

    def __init__(self, recorder: PositionedLog) -> None:
        """Make the tables in the recorder's database."""
        self.recorder = recorder
        self._mark = secrets.randbits(60)
        self._aside = Aside()
        with recorder.datastore.transaction(commit=True) as cursor:
            beside.make(recorder, cursor)
            Beside(cursor).execute(SQL["keep_mark"], {"mark": self._mark})

    def __enter__(self) -> Self:
        """Draw."""
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Remove what was laid aside; after a failure the tables, too."""
        self._aside.remove()
        if failed is not None:
            with suppress(Exception), self.writing() as cursor:
                beside.remove(self.recorder, cursor)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Give a cursor, in a transaction; raises ``Busy`` where another draws."""
        with self.recorder.datastore.transaction(commit=True) as cursor:
            there = self.recorder.names(cursor)
            found = None
            if beside.beside(DRAWING) in there:
                found = Beside(cursor).execute(SQL["mark"]).fetchone()
            if found is None or found["mark"] != self._mark:
                raise Busy("the views are being drawn by another process")
            yield cursor

    def load(self, batch: Batch) -> None:
        """Write what was drawn, or lay it aside."""
        for name, parts in batch.parts.items():
            self._aside.lay(name, parts)
        self.write(batch.rows)

    def write(self, rows: Mapping[str, Sequence[Values]]) -> None:
        """Write rows of several views."""
        with self.writing() as cursor:
            for name, found in rows.items():
                if found:
                    table, view = f"{BY_NAME[name].stored_as}{BESIDE}", BY_NAME[name]
                    self.recorder.load(cursor, table, view.columns, found)

    def finish(self) -> None:
        """Write what was laid aside, and make the indexes."""
        for name in ("activity", "tally"):
            for rows in self._aside.taken(name):
                self.write({name: rows})
        with self.writing() as cursor:
            making = list(beside.indexes(self.recorder, cursor))
        for sql in making:
            with self.writing() as cursor:
                self.recorder.make(cursor, sql)

    def let_go(self, cursor: Any) -> None:
        """Take the mark away that says whose the tables are."""
        Beside(cursor).execute(SQL["drop_mark"])

    def rows(self, cursor: Any, view: View) -> Iterator[Values]:
        """Go through the rows of a view, in the order of its columns."""
        sql = beside.beside(view.statements["sorted"])
        return (tuple(row) for row in self.recorder.each(cursor, sql))

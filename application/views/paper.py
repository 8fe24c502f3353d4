"""What views are drawn on: tables beside the live ones, or in a file of their own."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from application.recorders.log import PositionedLog
from application.views import beside
from application.views.aside import Aside, Part, Place
from application.views.beside import BESIDE, Beside
from application.views.drawing import Batch
from application.views.every import DRAWING, VIEWS, View, making
from application.views.pen import SQL
from application.views.sheet import Values
from domain.errors import Busy

BY_NAME = {view.name: view for view in VIEWS}
IN_ORDER = ("activity", "tally")
LIES_IN_ORDER = re.compile(
    "|".join(rf"\b{BY_NAME[name].stored_as}{BESIDE}\b" for name in IN_ORDER)
)


class Paper:
    """Empty tables that take rows by the thousand.

    Streams are drawn in no order; what lies in the order of positions is laid aside
    until all is there, or each row would touch another page.
    """

    def __init__(self, recorder: PositionedLog) -> None:
        """Make the tables in the recorder's database."""
        self.recorder = recorder
        self._mark = secrets.randbits(60)
        self._folder = TemporaryDirectory(prefix="depositary-")
        tables = {name: _making(BY_NAME[name]) for name in IN_ORDER}
        self.place = Place(Path(self._folder.name), recorder.pack, tables)
        self._aside = Aside(self.place)
        with recorder.datastore.transaction(commit=True) as cursor:
            beside.make(recorder, cursor)
            Beside(cursor).execute(SQL["keep_mark"], {"mark": self._mark})

    def __enter__(self) -> Self:
        """Draw."""
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Remove what was laid aside; after a failure the tables, too."""
        self._aside.close()
        self._folder.cleanup()
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

    def finish(self, pack: Callable[[Sequence[Part]], Iterator[Path]]) -> None:
        """Write what was laid aside, as they *pack* it, and make the indexes."""
        self._aside.flush()
        parts = self.place.parts()
        packed = pack(parts)
        self._index(lambda sql: not LIES_IN_ORDER.search(sql))
        for part, file in zip(parts, packed, strict=True):
            view = BY_NAME[part.view]
            table = f"{view.stored_as}{BESIDE}"
            with self.recorder.at_hand(file), self.writing() as cursor:
                self.recorder.bring(cursor, table, view.columns, file)
            file.unlink()
        self._index(lambda sql: bool(LIES_IN_ORDER.search(sql)))

    def _index(self, wanted: Callable[[str], bool]) -> None:
        with self.writing() as cursor:
            making = list(beside.indexes(self.recorder, cursor))
        for sql in filter(wanted, making):
            with self.writing() as cursor:
                self.recorder.make(cursor, sql)

    def let_go(self, cursor: Any) -> None:
        """Take the mark away that says whose the tables are."""
        Beside(cursor).execute(SQL["drop_mark"])

    def rows(self, cursor: Any, view: View) -> Iterator[Values]:
        """Go through the rows of a view, in the order of its columns."""
        sql = beside.beside(view.statements["sorted"])
        return (tuple(row) for row in self.recorder.each(cursor, sql))


def _making(view: View) -> tuple[str, str]:
    """Return the statement that makes a view's table beside, and the table's name."""
    table = f"{view.stored_as}{BESIDE}"
    made = map(beside.beside, making())
    sql = next(s for s in made if " INDEX " not in s and re.search(rf"\b{table}\b", s))
    return sql, table

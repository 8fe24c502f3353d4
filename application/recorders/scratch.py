"""A database that is gone once it is closed: a replay draws in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from application.recorders.library import sqlite3
from application.recorders.sqlite import SQLiteRecorder
from application.recorders.sqlite_file import SQLiteDatastore


class Scratch:
    """One connection for all; nothing of it outlasts a failure."""

    def __init__(self, connection: Any) -> None:
        """Take the connection."""
        self._connection = connection

    @contextmanager
    def transaction(self, *, commit: bool, **_: Any) -> Iterator[Any]:
        """Give a cursor."""
        begins = commit and not self._connection.in_transaction
        if begins:
            self._connection.execute("BEGIN")
        yield self._connection.cursor()
        if begins:
            self._connection.commit()

    def attach(self, file: Path) -> None:
        """Read another file, too, as ``packed``."""
        self._connection.execute("ATTACH ? AS packed", [str(file)])

    def detach(self) -> None:
        """Let it go again."""
        self._connection.execute("DETACH packed")


@contextmanager
def scratch() -> Iterator[SQLiteRecorder]:
    """Give a recorder of views on an empty database in a folder of its own."""
    with TemporaryDirectory(prefix="depositary-") as folder:
        file = str(Path(folder) / "views.db")
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):
                connection.execute(f"PRAGMA {pragma}")
            yield SQLiteRecorder(cast("SQLiteDatastore", Scratch(connection)))

"""A database that is gone when it is closed: where a replay draws beside the register.

It lies in a file without a name, so that memory holds a part of it only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from application.recorders.library import sqlite3
from application.recorders.sqlite import SQLiteRecorder
from application.recorders.sqlite_file import SQLiteDatastore


class Scratch:
    """One connection for all; what is undone here is not needed any more."""

    def __init__(self) -> None:
        """Open a file without a name."""
        self.connection = sqlite3.connect("", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self.connection.execute(f"PRAGMA {pragma}")

    @contextmanager
    def transaction(self, *, commit: bool, **_: Any) -> Iterator[Any]:
        """Give a cursor."""
        if commit and not self.connection.in_transaction:
            self.connection.execute("BEGIN")
        yield self.connection.cursor()


def scratch() -> SQLiteRecorder:
    """Return a recorder of views on an empty database that ends with it."""
    return SQLiteRecorder(cast("SQLiteDatastore", Scratch()))

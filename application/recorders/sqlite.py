"""The register's log in SQLite: its tables, and that they are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import ApplicationRecorder

from application.recorders.appendonly import missing_in_sqlite
from application.recorders.form import (
    APPLICATION,
    FORM,
    LOG_TABLE,
    form_of,
    require_columns,
    require_known,
    require_ours,
)
from application.recorders.library import sqlite3
from application.recorders.log import OneLog, PositionedLog
from application.recorders.sqlite_file import SQLiteDatastore
from application.sql import statements

CREATE = statements("log.sqlite.sql")


class SQLiteRecorder(PositionedLog, ApplicationRecorder):
    """The log in SQLite."""

    datastore: SQLiteDatastore
    every_name = "SELECT name FROM sqlite_master"

    def __init__(self, datastore: SQLiteDatastore) -> None:
        """Take where the tables lie."""
        self.datastore = datastore

    def create_table(self) -> None:
        """Make the tables and their triggers where they are not as they should be.

        One migration, in one transaction; a file that is no register stays untouched.
        """
        with self.datastore.alone():
            require_ours(Path(self.datastore.file))
            with self.datastore.transaction(commit=True) as cursor:
                if self._is_current(cursor):
                    return
                for name in self.append_only_missing(cursor):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                for sql in CREATE.values():
                    cursor.execute(sql)
                cursor.execute(f"PRAGMA application_id = {APPLICATION}")
                cursor.execute(f"PRAGMA user_version = {FORM}")
            self.datastore.to_main_file()

    def make(self, cursor: Any, sql: str) -> None:
        """Make a table in as few trees as it needs: each one touched costs a page.

        A whole number as key is the row's own number; any other key is the table.
        """
        cursor.execute(_in_few_trees(sql))

    @staticmethod
    def pack(file: Path, making: str, table: str, rows: Sequence[Any]) -> None:
        """Write many rows of a view to a database of their own, nothing else in it."""
        with closing(sqlite3.connect(file, isolation_level=None)) as packing:
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):
                packing.execute(f"PRAGMA {pragma}")
            packing.execute(_in_few_trees(making))
            packing.execute("BEGIN")
            marks = ", ".join("?" * len(rows[0]))
            packing.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (our own)
            packing.execute("COMMIT")

    @contextmanager
    def at_hand(self, file: Path) -> Iterator[None]:
        """Attach a packed file; a table is copied whole from one of the same form."""
        self.datastore.attach(file)
        try:
            yield
        finally:
            self.datastore.detach()

    def bring(
        self, cursor: Any, table: str, columns: Sequence[str], file: Path
    ) -> None:
        """Copy the rows of the file that is at hand, as they lie there."""
        del columns, file
        cursor.execute(f"INSERT INTO main.{table} SELECT * FROM packed.{table}")  # noqa: S608 (our own)

    def tuples(self, cursor: Any) -> list[Any]:
        """Return what *cursor* found, each row as a tuple."""
        rows, cursor.row_factory = cursor.row_factory, None
        found: list[Any] = cursor.fetchall()
        cursor.row_factory = rows
        return found

    def _is_current(self, cursor: Any) -> bool:
        """Whether nothing is to be made; raises ``Unreadable`` for what isn't ours."""
        form = form_of(cursor)
        require_known(form, self.datastore.file)
        found = cursor.execute(f"PRAGMA table_info({LOG_TABLE})").fetchall()
        require_columns({row["name"] for row in found}, self.datastore.file)
        return form == FORM and not self.append_only_missing(cursor)

    def append_only_missing(self, cursor: Any) -> list[str]:
        """Return the names of the triggers that are missing or not as we made them."""
        return missing_in_sqlite(cursor)


def _in_few_trees(sql: str) -> str:
    keyed = sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
    own_tree = "PRIMARY KEY" in keyed and "INTEGER PRIMARY KEY" not in keyed
    return f"{keyed} WITHOUT ROWID" if own_tree else keyed


class Factory(OneLog):
    """Builds our datastore and recorder where the library would build its own."""

    recorder = SQLiteRecorder

    def __init__(self, env: Any) -> None:
        """Take where the log lies from the environment."""
        super().__init__(env)
        self.datastore = SQLiteDatastore(str(self.env.get("SQLITE_FILE")))

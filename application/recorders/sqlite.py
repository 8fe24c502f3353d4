"""The register's log in SQLite: its tables, and that they are ours."""

from __future__ import annotations

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
        keyed = sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
        own_tree = "PRIMARY KEY" in keyed and "INTEGER PRIMARY KEY" not in keyed
        cursor.execute(f"{keyed} WITHOUT ROWID" if own_tree else keyed)

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


class Factory(OneLog):
    """Builds our datastore and recorder where the library would build its own."""

    recorder = SQLiteRecorder

    def __init__(self, env: Any) -> None:
        """Take where the log lies from the environment."""
        super().__init__(env)
        self.datastore = SQLiteDatastore(str(self.env.get("SQLITE_FILE")))

"""The register's log in PostgreSQL: its tables, and that they are ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.utils import strtobool

from application.recorders.appendonly import missing_in_postgres
from application.recorders.form import FORM, require_columns, require_known
from application.recorders.log import OneLog, PositionedLog
from application.recorders.postgres_server import PostgresDatastore
from application.sql import statements
from domain.errors import Defective

CREATE = statements("log.postgres.sql")
FORM_SQL = statements("form.postgres.sql")
MADE = re.compile(r"CREATE (?:UNIQUE )?(?:TABLE|INDEX) IF NOT EXISTS (\w+)")


class PostgresRecorder(PositionedLog, ApplicationRecorder):
    """The log on PostgreSQL."""

    datastore: PostgresDatastore
    every_name = FORM_SQL["every_name"]

    def __init__(self, datastore: PostgresDatastore) -> None:
        """Take where the tables lie."""
        self.datastore = datastore

    def create_table(self) -> None:
        """Make the tables and their triggers where they are not as they should be.

        One migration, under the lock that all nodes share; where all is in place
        nothing is made, so that a node needs no right to make anything.
        """
        with self.datastore.transaction(commit=True) as cursor:
            self._require_safe(cursor)
            if self._is_current(cursor):
                return
            for sql in CREATE.values():
                cursor.execute(sql)
            cursor.execute(FORM_SQL["keep_form"], {"form": FORM})

    def _require_safe(self, cursor: Any) -> None:
        """Raise ``Defective`` for a server that acknowledges what is on no disk."""
        cursor.execute(FORM_SQL["acknowledged"])
        if cursor.fetchone()["synchronous"] == "off":
            raise Defective(
                "synchronous_commit is off on this server; it needs to be on, or acts"
                " that were acknowledged get lost"
            )

    def _is_current(self, cursor: Any) -> bool:
        """Whether nothing is to be made; raises ``Unreadable`` for what isn't ours."""
        cursor.execute(FORM_SQL["columns"])
        columns = {(row["held"], row["name"]) for row in cursor.fetchall()}
        require_columns({c for t, c in columns if t == "stored_events"}, "the database")
        if ("register_form", "form") not in columns:
            return False
        cursor.execute(FORM_SQL["form"])
        form = int(cursor.fetchone()["form"])
        require_known(form, "the register")
        return form == FORM and not self.append_only_missing(cursor)

    def append_only_missing(self, cursor: Any) -> list[str]:
        """Return the names of the triggers that are missing or not as we made them."""
        return missing_in_postgres(cursor)

    def make(self, cursor: Any, sql: str) -> None:
        """Make a table whose texts sort by code point, as they do in SQLite.

        What is there is not made again: that takes a right which a serving role lacks.
        """
        found = MADE.search(sql)
        if found is not None:
            cursor.execute(FORM_SQL["is_there"], {"name": found[1]})
            if cursor.fetchone() is not None:
                return
        cursor.execute(re.sub(r" TEXT\b", ' TEXT COLLATE "C"', sql))

    def load(
        self, cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Any]
    ) -> None:
        """Copy many rows into a view."""
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN", rows)

    def tuples(self, cursor: Any) -> list[Any]:
        """Return what *cursor* found, each row as a tuple."""
        return [tuple(row.values()) for row in cursor.fetchall()]

    def each(self, cursor: Any, sql: str) -> Iterable[Any]:
        """Give the rows of a statement as the server sends them."""
        rows: Iterable[Any] = cursor.stream(sql)
        return rows


class Factory(OneLog):
    """Builds our datastore and recorder where the library would build its own."""

    recorder = PostgresRecorder

    def __init__(self, env: Any) -> None:
        """Take where the log lies from the environment; refuse what would lose acts."""
        super().__init__(env)
        if strtobool(self.env.get("POSTGRES_ENABLE_DB_FUNCTIONS") or "no"):
            raise Defective(
                "POSTGRES_ENABLE_DB_FUNCTIONS needs to be off: with it events are"
                " written without the lock, and readers miss some"
            )
        self.datastore = PostgresDatastore(str(self.env.get("POSTGRES_URL")))

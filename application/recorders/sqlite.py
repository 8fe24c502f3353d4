"""The register's log in SQLite: one writer, many readers, positions of its own.

``synchronous`` is FULL, so that an acknowledged act survives power loss; a write
transaction begins IMMEDIATE, so that the lock is taken before anything is read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from eventsourcing.persistence import ApplicationRecorder

from application.recorders.library import sqlite3
from application.recorders.log import OneLog, PositionedLog, nothing
from application.sql import statements
from domain.errors import Busy

CREATE = statements("log.sqlite.sql")
BUSY_SECONDS = 10.0


class SQLiteDatastore:
    """A file with one writing connection, and as many reading ones as read at once."""

    conflicts: ClassVar[tuple[type[Exception], ...]] = (sqlite3.IntegrityError,)

    def __init__(self, file: str) -> None:
        """Open nothing yet: connections are made when they are needed."""
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self._lock = threading.Lock()
        self._writer: Any = None
        self._local = threading.local()
        self._idle: list[Any] = []
        self._closed = False

    @property
    def writing(self) -> Any:
        """The cursor of this thread's writing transaction, or ``None``."""
        return getattr(self._local, "writing", None)

    @contextmanager
    def transaction(
        self, *, commit: bool, then: Callable[[], None] = nothing
    ) -> Iterator[Any]:
        """Give a cursor: of the writing transaction (*commit*), or for reading.

        Within a writing transaction its thread reads through it, too.
        """
        if self.writing is not None:
            yield self.writing
        elif commit:
            with self._write(then) as cursor:
                yield cursor
        else:
            with self._read() as cursor:
                yield cursor

    @contextmanager
    def _write(self, then: Callable[[], None]) -> Iterator[Any]:
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise Busy("the register is busy; please repeat the act in a moment")
        try:
            with self._written() as cursor:
                yield cursor
            then()
        finally:
            self._lock.release()

    @contextmanager
    def _written(self) -> Iterator[Any]:
        if self._writer is None:
            self._writer = self._connect()
        cursor = self._writer.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise _said(error) from error
        self._local.writing = cursor
        try:
            yield cursor
            self._writer.commit()
        except sqlite3.OperationalError as error:
            self._writer.rollback()
            raise _said(error) from error
        except BaseException:
            self._writer.rollback()
            raise
        finally:
            self._local.writing = None
            cursor.close()

    @contextmanager
    def _read(self) -> Iterator[Any]:
        outer = getattr(self._local, "reading", None)
        if outer is not None:
            yield outer.cursor()
            return
        connection = self._idle.pop() if self._idle else self._connect()
        self._local.reading = connection
        connection.execute("BEGIN")
        try:
            yield connection.cursor()
        finally:
            connection.rollback()
            self._local.reading = None
            self._keep(connection)

    def _keep(self, connection: Any) -> None:
        """Keep a reading connection for the next reader, unless all is closed."""
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _connect(self) -> Any:
        try:
            connection = sqlite3.connect(
                self.file,
                isolation_level=None,
                check_same_thread=False,
                timeout=BUSY_SECONDS,
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.DatabaseError as error:
            raise _said(error) from error
        return connection

    def close(self) -> None:
        """Close every connection; one that reads is closed when it has read."""
        self._closed = True
        for connection in (*self._idle, self._writer):
            if connection is not None:
                connection.close()
        self._idle, self._writer = [], None


def _said(error: Exception) -> Busy:
    """Return what a person is told when the file can't be used."""
    reason = str(error)
    if "locked" in reason or "busy" in reason:
        return Busy("the register is busy; please repeat the act in a moment")
    return Busy(f"the register's file can't be used now: {reason}")


class SQLiteRecorder(PositionedLog, ApplicationRecorder):
    """The log in SQLite."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        """Take where the tables lie."""
        self.datastore = datastore

    def create_table(self) -> None:
        """Make the tables and their triggers, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            for sql in CREATE.values():
                cursor.execute(sql)


class Factory(OneLog):
    """Builds our datastore and recorder where the library would build its own."""

    recorder = SQLiteRecorder

    def __init__(self, env: Any) -> None:
        """Take where the log lies from the environment."""
        super().__init__(env)
        self.datastore = SQLiteDatastore(str(self.env.get("SQLITE_FILE")))

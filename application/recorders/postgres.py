"""The register's log in PostgreSQL: several nodes, one writer at a time.

A writing transaction first takes an advisory lock, so that what it reads stays true
until it commits.  Every wait has an end: connecting, the lock, a statement, and the
server's silence.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar, Self

import psycopg
from eventsourcing.persistence import ApplicationRecorder
from psycopg.rows import dict_row

from application.recorders.log import OneLog, PositionedLog, nothing
from application.sql import statements
from domain.errors import Busy, Unknown

CREATE = statements("log.postgres.sql")
LOCK = 0x4465706F  # "Depo": one register, one lock
CONNECT_SECONDS = 2
LOCK_SECONDS = 10
ANSWER_SECONDS = 5.0
OPTIONS = (
    f"-c lock_timeout={LOCK_SECONDS * 1000}"
    " -c idle_in_transaction_session_timeout=60000"
    " -c timezone=UTC"
)
SILENT = "the database is away; please ask again in a moment"
AWAY = "the database is away; nothing was recorded, please repeat the act in a moment"


class Patient(psycopg.Connection[Any]):
    """A connection that doesn't wait for ever for a server that says nothing."""

    seconds: float = ANSWER_SECONDS + LOCK_SECONDS

    def wait(
        self, gen: Any, interval: float = 0.1, timeout: float | None = None
    ) -> Any:
        """Wait for an answer, up to ``seconds``."""
        return super().wait(gen, interval=interval, timeout=timeout or self.seconds)


class Cursor:
    """A cursor that takes ``:named`` values and gives rows as mappings."""

    def __init__(self, cursor: Any) -> None:
        """Wrap a cursor of the driver."""
        self._cursor = cursor

    def execute(self, sql: str, values: Mapping[str, Any] | None = None) -> Self:
        """Run one statement."""
        self._cursor.execute(translated(sql), values or {})
        return self

    def executemany(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> Self:
        """Run one statement for each row."""
        if rows:
            self._cursor.executemany(translated(sql), rows)
        return self

    def fetchone(self) -> Any:
        """Return the next row, or ``None``."""
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """Return every row."""
        found: list[Any] = self._cursor.fetchall()
        return found

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows the last statement touched."""
        return int(self._cursor.rowcount)


@cache
def translated(sql: str) -> str:
    """Return a statement with ``:named`` values as the driver writes them."""
    return re.sub(r"(?<![:\w]):([a-z_]+)", r"%(\1)s", sql.replace("%", "%%"))


class PostgresDatastore:
    """One writing connection, and as many reading ones as read at once."""

    conflicts: ClassVar[tuple[type[Exception], ...]] = (
        psycopg.errors.UniqueViolation,
        psycopg.errors.RaiseException,
    )

    def __init__(self, url: str) -> None:
        """Connect to nothing yet: connections are made when they are needed."""
        self.url = url
        self._lock = threading.Lock()
        self._writer: Patient | None = None
        self._local = threading.local()
        self._idle: list[Patient] = []
        self._closed = False

    @property
    def writing(self) -> Cursor | None:
        """The cursor of this thread's writing transaction, if it has one."""
        cursor: Cursor | None = getattr(self._local, "writing", None)
        return cursor

    @contextmanager
    def transaction(
        self, *, commit: bool, then: Callable[[], None] = nothing
    ) -> Iterator[Cursor]:
        """Give a cursor: of the writing transaction (*commit*), or for reading."""
        if self.writing is not None:
            yield self.writing
        elif commit:
            with self._write(then) as cursor:
                yield cursor
        else:
            with self._read() as cursor:
                yield cursor

    @contextmanager
    def _write(self, then: Callable[[], None]) -> Iterator[Cursor]:
        if not self._lock.acquire(timeout=LOCK_SECONDS):
            raise Busy("the register is busy; please repeat the act in a moment")
        try:
            with self._written() as cursor:
                yield cursor
            then()
        finally:
            self._lock.release()

    @contextmanager
    def _written(self) -> Iterator[Cursor]:
        connection = self._begin()
        cursor = self._local.writing = Cursor(connection.cursor())
        try:
            yield cursor
        except psycopg.OperationalError as error:
            self._drop_writer()
            raise Busy(AWAY) from error
        except BaseException:
            self._roll_back(connection)
            raise
        finally:
            self._local.writing = None
        self._commit(connection)

    def _begin(self) -> Patient:
        """Begin on the kept connection, or on a new one when that was lost."""
        for attempt in (1, 2):
            try:
                connection = self._writer = self._writer or self._connect()
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            except psycopg.errors.LockNotAvailable as error:
                self._roll_back(self._writer)
                raise Busy("the register is busy; please repeat the act") from error
            except psycopg.OperationalError as error:
                self._drop_writer()
                if attempt == 2:  # noqa: PLR2004
                    raise Busy(AWAY) from error
            else:
                return connection
        raise Busy(AWAY)

    def _commit(self, connection: Patient) -> None:
        try:
            connection.commit()
        except psycopg.OperationalError as error:
            self._drop_writer()
            raise Unknown(
                "whether this was recorded can't be known; ask again with the same key"
            ) from error

    def _roll_back(self, connection: Patient | None) -> None:
        try:
            if connection is not None:
                connection.rollback()
        except psycopg.OperationalError:
            self._drop_writer()

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.pgconn.finish()
        self._writer = None

    @contextmanager
    def _read(self) -> Iterator[Cursor]:
        outer: Patient | None = getattr(self._local, "reading", None)
        if outer is not None:
            yield Cursor(outer.cursor())
            return
        connection = self._local.reading = self._begin_reading()
        try:
            yield Cursor(connection.cursor())
        except psycopg.OperationalError as error:
            connection.pgconn.finish()
            raise Busy(SILENT) from error
        finally:
            self._local.reading = None
            self._end_reading(connection)

    def _begin_reading(self) -> Patient:
        """Begin on an idle connection, or on a new one when that was lost."""
        while True:
            kept = bool(self._idle)
            try:
                connection = self._idle.pop() if kept else self._connect()
                connection.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
            except psycopg.OperationalError as error:
                if not kept:
                    raise Busy(SILENT) from error
            else:
                return connection

    def _end_reading(self, connection: Patient) -> None:
        try:
            if not connection.closed:
                connection.rollback()
                self._keep(connection)
        except psycopg.OperationalError:
            connection.pgconn.finish()

    def _keep(self, connection: Patient) -> None:
        """Keep a reading connection for the next reader, unless all is closed."""
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _connect(self) -> Patient:
        return Patient.connect(
            self.url,
            connect_timeout=CONNECT_SECONDS,
            options=OPTIONS,
            keepalives=1,
            keepalives_idle=5,
            tcp_user_timeout=int(ANSWER_SECONDS * 1000),
            row_factory=dict_row,
        )

    def close(self) -> None:
        """Close every connection; one that reads is closed when it has read."""
        self._closed = True
        for connection in (*self._idle, self._writer):
            if connection is not None:
                connection.close()
        self._idle, self._writer = [], None


class PostgresRecorder(PositionedLog, ApplicationRecorder):
    """The log on PostgreSQL."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        """Take where the tables lie."""
        self.datastore = datastore

    def create_table(self) -> None:
        """Make the tables and their triggers: one migration, under the lock."""
        with self.datastore.transaction(commit=True) as cursor:
            for sql in CREATE.values():
                cursor.execute(sql)

    def make(self, cursor: Any, sql: str) -> None:
        """Make a table whose texts sort by code point, as they do in SQLite."""
        cursor.execute(re.sub(r" TEXT\b", ' TEXT COLLATE "C"', sql))


class Factory(OneLog):
    """Builds our datastore and recorder where the library would build its own."""

    recorder = PostgresRecorder

    def __init__(self, env: Any) -> None:
        """Take where the log lies from the environment."""
        super().__init__(env)
        self.datastore = PostgresDatastore(str(self.env.get("POSTGRES_URL")))

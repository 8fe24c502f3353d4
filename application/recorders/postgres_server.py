"""A PostgreSQL database: one writer among all nodes, readers apart, nobody for ever.

A writing transaction first takes an advisory lock, so that what it reads stays true
until it commits.  Every wait has an end: connecting, the lock, an answer, the server's
silence.  When the answer to a commit is lost, the lock tells: once it is had again the
old transaction has ended, and the log either holds its events or never will.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Any, ClassVar

import psycopg
from psycopg.pq import TransactionStatus

from application.recorders.datastore import Datastore
from application.recorders.patient import CONNECT_SECONDS, Cursor, Patient, connect
from application.recorders.writer import BUSY, PATIENCE, UNSURE, Rows
from application.sql import statements
from domain.errors import Busy, Unknown

SQL = statements("log.sql")
LOCK = 0x4465706F  # "Depo": one register, one lock
UNHURRIED = 600.0
IDLE_WRITER, IDLE_READER = 15, 60
PAUSE = 0.1
AWAY = "the database is away; nothing was recorded, please repeat the act in a moment"
FULL = "the database's disk is full; nothing was recorded, please repeat the act later"
NOT_RECORDED = "the database was away; nothing was recorded, please repeat the act"
LEFT_BEHIND = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid = %s AND state LIKE 'idle in transaction%%'"
)
Failed = psycopg.OperationalError
AWAY_ERRORS = (Failed, psycopg.errors.ReadOnlySqlTransaction)


class PostgresDatastore(Datastore):
    """One writing connection, and as many reading ones as read at once."""

    conflicts: ClassVar[tuple[type[Exception], ...]] = (
        psycopg.errors.UniqueViolation,
        psycopg.errors.RaiseException,
    )

    def __init__(self, url: str) -> None:
        """Connect to nothing yet: connections are made when they are needed."""
        super().__init__()
        self.url = url
        self._writer: Patient | None = None

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Let this thread's statements take their time: upkeep, not acts."""
        self._local.seconds = UNHURRIED
        try:
            yield
        finally:
            self._local.seconds = PATIENCE

    # Writing

    def _begin(self, deadline: float) -> Callable[[], Any]:
        """Begin on the kept connection, or on a new one when that was lost."""
        kept = self._writer is not None
        try:
            return self._locked(self._writer or self._connected(deadline), deadline)
        except psycopg.errors.LockNotAvailable as error:
            self._roll_back()
            raise Busy(BUSY) from error
        except AWAY_ERRORS as error:
            self._close_writer()
            if kept and monotonic() < deadline:
                return self._begin(deadline)
            raise Busy(AWAY) from error

    def _locked(self, connection: Patient, deadline: float) -> Callable[[], Any]:
        self._writer = connection
        connection.deadline = deadline
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        connection.deadline = None
        connection.seconds = getattr(self._local, "seconds", PATIENCE)
        return lambda: Cursor(connection.cursor())

    def _connected(self, deadline: float, idle: int = IDLE_WRITER) -> Patient:
        """Connect, trying again for a moment: a server that restarts comes back."""
        end = min(deadline, monotonic() + CONNECT_SECONDS)
        while True:
            try:
                return connect(self.url, idle)
            except Failed:
                if monotonic() + PAUSE > end:
                    raise
                sleep(PAUSE)

    def _commit(self, rows: Rows) -> None:
        connection = self._writer
        if connection is None:
            raise Busy(AWAY)
        if connection.info.transaction_status == TransactionStatus.INERROR:
            self._roll_back()
            raise psycopg.errors.InFailedSqlTransaction("a statement failed before")
        process = connection.info.backend_pid
        try:
            connection.commit()
        except Failed as error:
            self._close_writer()
            self._settle(rows, process, error)

    def _settle(self, rows: Rows, process: int, lost: Exception) -> None:
        """Find out what became of a commit whose answer was lost."""
        deadline = monotonic() + PATIENCE
        try:
            connection = self._connected(deadline)
            connection.deadline = deadline
            with suppress(psycopg.Error):
                connection.execute(LEFT_BEHIND, (process,))
                connection.commit()
            cursor = self._locked(connection, deadline)()
            stored = bool(rows) and all(_is_stored(cursor, row) for row in rows)
            self._roll_back()
        except psycopg.Error as error:
            self._close_writer()
            raise Unknown(UNSURE) from error
        if not rows:
            raise Unknown(UNSURE) from lost
        if not stored:
            raise Busy(NOT_RECORDED) from lost

    def _roll_back(self) -> None:
        try:
            if self._writer is not None:
                self._writer.rollback()
        except psycopg.Error:
            self._close_writer()

    def _ends(self, error: BaseException) -> bool:
        return isinstance(error, AWAY_ERRORS)

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.lose()

    # Reading

    def _cursor_of(self, connection: Any) -> Cursor:
        return Cursor(connection.cursor())

    def _begin_reading(self) -> Patient:
        """Begin on an idle connection, or on a new one when that was lost."""
        deadline = monotonic() + PATIENCE
        while True:
            kept: Patient | None = self._kept()
            try:
                connection = kept or self._connected(deadline, IDLE_READER)
            except Failed as error:
                raise Busy(AWAY) from error
            try:
                connection.deadline = deadline
                connection.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
            except BaseException as error:
                self._lose_idle(connection)
                if not isinstance(error, Failed):
                    raise
                if kept is None or monotonic() > deadline:
                    raise Busy(AWAY) from error
            else:
                connection.deadline = None
                connection.seconds = getattr(self._local, "seconds", PATIENCE)
                return connection

    def _lose_idle(self, lost: Patient | None) -> None:
        """One connection was lost, so the others were: a restart, a cut line."""
        while lost is not None:
            lost.lose()
            lost = self._kept()

    def _end_reading(self, connection: Patient) -> None:
        try:
            if connection.closed:
                return
            connection.rollback()
        except psycopg.Error:
            connection.lose()
        else:
            self._keep(connection)

    def told(self, error: BaseException) -> BaseException:
        """Return what a person is told when the database can't be used."""
        if isinstance(error, psycopg.errors.DiskFull):
            return Busy(FULL)
        if isinstance(error, psycopg.errors.LockNotAvailable):
            return Busy(BUSY)
        return Busy(AWAY) if isinstance(error, AWAY_ERRORS) else error


def _is_stored(cursor: Any, row: Mapping[str, Any]) -> bool:
    """Whether the log holds this very row, byte for byte."""
    cursor.execute(SQL["at_positions"], {"position": row["position"]})
    held = cursor.fetchone()
    return held is not None and all(
        bytes(held[name]) == value if name == "state" else held[name] == value
        for name, value in row.items()
    )

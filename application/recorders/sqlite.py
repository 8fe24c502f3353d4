"""The register's log in SQLite: one writer, many readers, positions of its own.

``synchronous`` is FULL, so that an acknowledged act survives power loss; a write
transaction begins IMMEDIATE, so that the lock is taken before anything is read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from eventsourcing.sqlite import SQLiteFactory as LibraryFactory

from application.sql import statements
from domain.errors import DepositaryError

SQL = statements("log.sql")
BUSY_SECONDS = 10.0
Insert = Callable[[Any, Sequence[int]], None]


class Busy(DepositaryError):
    """The register is busy; nothing was recorded and the act can be repeated."""


class Datastore(SQLiteDatastore):
    """A file with one writing connection, and a reading one for each thread."""

    originator_id_type = "uuid"
    single_row_tracking = True

    def __init__(self, db_name: str) -> None:
        """Open nothing yet: connections are made when they are needed."""
        self.db_name = db_name
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[Any]:
        """Give a cursor: of the writing transaction (*commit*), or for reading.

        Within a writing transaction its thread reads through it, too.
        """
        if self.writing is not None:
            yield self.writing
        elif commit:
            with self._write() as cursor:
                yield cursor
        else:
            with self._read() as cursor:
                yield cursor

    @property
    def writing(self) -> sqlite3.Cursor | None:
        """The cursor of this thread's writing transaction, if it has one."""
        cursor: sqlite3.Cursor | None = getattr(self._local, "writing", None)
        return cursor

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Cursor]:
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise Busy("the register is busy; please repeat the act in a moment")
        try:
            yield from self._written()
        finally:
            self._lock.release()

    def _written(self) -> Iterator[sqlite3.Cursor]:
        if self._writer is None:
            self._writer = self._connect()
        cursor = self._writer.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise Busy("the register is busy; please repeat the act") from error
        self._local.writing = cursor
        try:
            yield cursor
            self._writer.commit()
        except BaseException:
            self._writer.rollback()
            raise
        finally:
            self._local.writing = None
            cursor.close()

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Cursor]:
        outer = getattr(self._local, "reading", None)
        if outer is not None:
            yield outer.cursor()
            return
        connection = self._reader()
        self._local.reading = connection
        connection.execute("BEGIN")
        try:
            yield connection.cursor()
        finally:
            connection.rollback()
            self._local.reading = None

    def _reader(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "reader", None)
        if found is None:
            found = self._local.reader = self._connect()
            self._readers.append(found)
        return found

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.db_name,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def close(self) -> None:
        """Close every connection."""
        for connection in (
            *getattr(self, "_readers", ()),
            getattr(self, "_writer", None),
        ):
            if connection is not None:
                connection.close()
        self._readers, self._writer = [], None


class Recorder(SQLiteApplicationRecorder):
    """Stores events under explicit, dense positions, with what goes with them."""

    datastore: Datastore

    def construct_create_table_statements(self) -> list[str]:
        """Return the log's tables and the triggers that keep it append-only."""
        return [sql for name, sql in SQL.items() if name.startswith("create")]

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int]:
        """Store events; ``alongside(cursor, positions)`` joins the transaction."""
        alongside: Insert | None = kwargs.get("alongside")
        with self.datastore.transaction(commit=True) as cursor:
            positions = self._insert(cursor, stored_events)
            if alongside is not None:
                alongside(cursor, positions)
            return positions

    def _insert(self, cursor: Any, stored_events: Sequence[StoredEvent]) -> list[int]:
        cursor.execute(SQL["last_position"])
        last = int(cursor.fetchone()["position"])
        positions = list(range(last + 1, last + 1 + len(stored_events)))
        rows = [
            {
                "position": position,
                "originator_id": hex_of(event.originator_id),
                "originator_version": event.originator_version,
                "topic": event.topic,
                "state": event.state,
            }
            for position, event in zip(positions, stored_events, strict=True)
        ]
        try:
            cursor.executemany(SQL["insert_event"], rows)
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error
        return positions

    def stream(self, originator_id: UUID, after: int = 0) -> list[Notification]:
        """Return the rows of one stream after a version, each with its position."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(
                SQL["stream"], {"originator_id": originator_id.hex, "after": after}
            )
            return [notification(row) for row in cursor.fetchall()]

    def rows(self, cursor: Any) -> list[Notification]:
        """Return what *cursor* found."""
        return [notification(row) for row in cursor.fetchall()]

    def page(self, after: int, limit: int) -> list[Notification]:
        """Return the next rows of the log after a position."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(SQL["page"], {"after": after, "limit": limit})
            return [notification(row) for row in cursor.fetchall()]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return rows by position, as the library asks for them."""
        sql = "SELECT * FROM stored_events WHERE position >= ? AND position <= ?"
        first = (start or 0) + (0 if inclusive_of_start or start is None else 1)
        values: list[Any] = [first, stop if stop is not None else (1 << 63) - 1]
        if topics:
            sql += f" AND topic IN ({','.join('?' * len(topics))})"
            values += topics
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(f"{sql} ORDER BY position LIMIT ?", [*values, limit])
            return [notification(row) for row in cursor.fetchall()]

    def max_notification_id(self) -> int | None:  # type: ignore[override]
        """Return the last position, ``None`` in an empty log."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(SQL["last_position"])
            return int(cursor.fetchone()["position"]) or None


def hex_of(originator_id: UUID | str) -> str:
    """Return a stream's id as the table holds it."""
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


def notification(row: Any) -> Notification:
    """Return a row of the log as the library's value."""
    return Notification(
        originator_id=UUID(row["originator_id"]),
        originator_version=row["originator_version"],
        topic=row["topic"],
        state=row["state"],
        id=row["position"],
    )


class Factory(LibraryFactory):
    """Builds our datastore and recorder where the library would build its own."""

    def __init__(self, env: Any) -> None:
        """Take the file's name from the environment."""
        super(LibraryFactory, self).__init__(env)
        self.datastore = Datastore(str(env.get("SQLITE_DBNAME")))

    def application_recorder(self) -> Recorder:
        """Return the log's recorder, its tables made."""
        recorder = Recorder(self.datastore)
        recorder.create_table()
        return recorder

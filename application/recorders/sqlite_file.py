"""A SQLite file: one connection that writes, as many others as read at once.

``synchronous`` is FULL, so that an acknowledged act survives power loss; a write
transaction begins IMMEDIATE, so that the lock is taken before anything is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar, cast

from application.recorders.datastore import Datastore
from application.recorders.door import Door, tried
from application.recorders.library import sqlite3
from application.recorders.writer import BUSY, PATIENCE, Rows
from domain.errors import Busy, Unknown, Unreadable

FULL_SYNC, PRIMARY = 2, 0xFF
LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
UNUSABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
}
IOERR_FSYNC = sqlite3.SQLITE_IOERR | (4 << 8)
DISK_FULL = "the disk is full; nothing was recorded, please repeat the act later"


class SQLiteDatastore(Datastore):
    """A file with one writing connection, and as many reading ones as read at once."""

    conflicts: ClassVar[tuple[type[Exception], ...]] = (sqlite3.IntegrityError,)

    def __init__(self, file: str) -> None:
        """Make the folder; the file is opened when it is needed."""
        super().__init__()
        self.file = file
        self._door = Door(f"{file}-door")
        self._writer: Any = None
        try:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise Busy(f"the register's folder can't be made: {reason}") from reason

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes out while it is looked at what the file is."""
        with self._door.passed(monotonic() + PATIENCE) as came:
            if not came:
                raise Busy(BUSY)
            yield

    def to_main_file(self) -> None:
        """Bring what was written from the journal to the file itself."""
        self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")

    # Writing

    def _begin(self, deadline: float) -> Callable[[], Any]:
        if self._writer is None or not self._door.free or not self._began():
            self._begin_in_turn(deadline)
        cursors: Callable[[], Any] = self._writer.cursor
        return cursors

    def _begin_in_turn(self, deadline: float) -> None:
        with self._door.passed(deadline) as came:
            if not came:
                raise Busy(BUSY)
            self._opened()
            if not tried(self._began, deadline):
                raise Busy(BUSY)

    def _began(self) -> bool:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if _code(error) & PRIMARY in LOCKED:
                return False
            self._close_writer()
            raise self.told(error) from error
        return True

    def _commit(self, rows: Rows) -> None:
        del rows
        try:
            self._writer.commit()
        except sqlite3.Error as error:
            self._close_writer()
            if _code(error) == IOERR_FSYNC:
                raise Unknown(
                    "the disk did not say whether this was recorded;"
                    " ask again with the same key"
                ) from error
            raise self.told(error) from error

    def _roll_back(self) -> None:
        try:
            if self._writer is not None:
                self._writer.rollback()
        except sqlite3.Error:
            self._close_writer()

    def _ends(self, error: BaseException) -> bool:
        del error
        return self._writer is None or not self._writer.in_transaction

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(sqlite3.Error):
                writer.close()

    def close(self) -> None:
        """Close every connection; one that reads is closed when it has read."""
        super().close()
        self._door.close()

    # A file beside it

    def attach(self, file: Path) -> None:
        """Have the writing connection read another file, too, as ``packed``."""
        self._aside("ATTACH :file AS packed", {"file": str(file)})

    def detach(self) -> None:
        """Let it go again; a connection that was lost has done so."""
        with suppress(Busy):
            self._aside("DETACH packed", {})

    def _aside(self, sql: str, values: dict[str, str]) -> None:
        """Run a statement of the writing connection while nobody writes."""
        if not self._turns.take(PATIENCE):
            raise Busy(BUSY)
        try:
            self._opened().execute(sql, values)
        except sqlite3.Error as error:
            raise Busy(f"{BUSY} ({error})") from error
        finally:
            self._turns.end()

    def _opened(self) -> Any:
        if self._writer is None:
            self._writer = self._connect()
            self._writer.execute("PRAGMA busy_timeout = 0")
        return self._writer

    # Reading

    def _cursor_of(self, connection: Any) -> Any:
        return connection.cursor()

    def _begin_reading(self) -> Any:
        connection = self._kept()
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        try:
            connection.execute("BEGIN")
        except sqlite3.Error as error:
            connection.close()
            raise self.told(error) from error
        return connection

    def _end_reading(self, connection: Any) -> None:
        try:
            connection.rollback()
        except sqlite3.Error:
            connection.close()
        else:
            self._keep(connection)

    # Both

    def _connect(self) -> Any:
        try:
            connection = sqlite3.connect(
                self.file,
                isolation_level=None,
                check_same_thread=False,
                timeout=PATIENCE,
            )
            connection.row_factory = sqlite3.Row
            _make_durable(connection)
        except sqlite3.Error as error:
            raise self.told(error) from error
        return connection

    def told(self, error: BaseException) -> BaseException:
        """Return what a person is told when the file can't be used."""
        if not isinstance(error, sqlite3.Error):
            return error
        code = _code(error) & PRIMARY
        if code in LOCKED:
            return Busy(BUSY)
        if code == sqlite3.SQLITE_FULL:
            return Busy(DISK_FULL)
        if code in UNUSABLE:
            return Busy(
                f"the register's file can't be used now ({error});"
                " nothing was recorded, please repeat the act later"
            )
        if code in DAMAGED:
            return Unreadable(f"the register's file is damaged: {error}")
        return cast("BaseException", error)


def _make_durable(connection: Any) -> None:
    """Have each commit reach the disk; raise ``Unreadable`` where it can't."""
    (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    (sync,) = connection.execute("PRAGMA synchronous").fetchone()
    if (journal, sync) != ("wal", FULL_SYNC):
        connection.close()
        raise Unreadable(
            f"the register needs a disk that can keep a journal (WAL) with full sync;"
            f" here the journal is “{journal}” and synchronous {sync}"
        )


def _code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0)

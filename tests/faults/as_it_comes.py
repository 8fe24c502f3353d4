"""What a log must promise, asked of the library's recorders as they come, and of ours.

Each promise is one remedy of ours.  It raises ``Broken`` where it is not kept, so that
the same lines show the trap in the library and that it is gone here.
"""

from __future__ import annotations

import os
import sqlite3 as system
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict

from application.ledger import Ledger
from application.recorders.library import sqlite3
from domain.errors import Defective, DepositaryError
from tests.engines import fresh

A_MOMENT = 0.3


class Broken(AssertionError):
    """A promise that was not kept."""


def require(kept: object, promise: str) -> None:
    """Raise ``Broken`` unless it was kept."""
    if not kept:
        raise Broken(promise)


@dataclass(frozen=True)
class Log:
    """A log on one engine: its address, and how a recorder of it is opened."""

    url: str
    opened: Callable[[str], Any]
    stack: ExitStack

    def recorder(self, url: str = "") -> Any:
        """Open it once more, or what lies at another address."""
        recorder = self.opened(url or self.url)
        self.stack.callback(recorder.datastore.close)
        return recorder

    @property
    def file(self) -> Path:
        """The file it lies in."""
        return Path(self.url.removeprefix("sqlite:///"))

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements behind its back; return what the last one found."""
        with closing(self.connected()) as connection:
            for sql in statements:
                cursor = connection.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    def connected(self) -> Any:
        """Connect as somebody else would, by the SQLite that its recorder uses."""
        if not self.url.startswith("sqlite"):
            return psycopg.connect(self.url, autocommit=True)
        engine = system if self.opened is library else sqlite3
        return engine.connect(self.file, isolation_level=None)


def library(url: str) -> Any:
    """Open the library's recorder, with its own settings."""
    if url.startswith("sqlite"):
        from eventsourcing.sqlite import Factory  # noqa: PLC0415

        told = {"SQLITE_DBNAME": url.removeprefix("sqlite:///")}
        return Factory(with_all_that_is_said(told)).application_recorder()
    from eventsourcing.postgres import Factory as OnServer  # noqa: PLC0415

    said = conninfo_to_dict(url)
    told = {
        f"POSTGRES_{name}": str(said.get(key) or usual)
        for name, key, usual in (
            ("DBNAME", "dbname", ""),
            ("HOST", "host", ""),
            ("PORT", "port", 5432),
            ("USER", "user", ""),
            ("PASSWORD", "password", "none"),
        )
    }
    return OnServer(with_all_that_is_said(told)).application_recorder()


def with_all_that_is_said(told: dict[str, str]) -> Environment:
    """Return what the library goes by: what the machine says, too."""
    return Environment("", {**os.environ, **told})


def ours(url: str) -> Any:
    """Open our recorder, as the register does."""
    return Ledger(url).recorder


@contextmanager
def log(engine: str, folder: Path, opened: Callable[[str], Any]) -> Iterator[Log]:
    """Give an empty log; what it opened is closed."""
    with ExitStack() as stack:
        url = stack.enter_context(fresh(engine, folder))

        yield Log(url, opened, stack)


def event(stream: UUID | None = None, version: int = 1) -> StoredEvent:
    """Return a row to store."""
    return StoredEvent(stream or uuid4(), version, "topic", b"{}")


# --- promises -----------------------------------------------------------------------


def who_reads_first_can_write(log: Log) -> None:
    """A transaction that writes has the lock before it reads (BEGIN IMMEDIATE)."""
    one, other, done = log.recorder(), log.recorder(), Event()
    one.insert_events([event()])

    def write() -> None:
        with suppress(PersistenceError, DepositaryError):
            other.insert_events([event()])
        done.set()

    writing = Thread(target=write)
    try:
        with one.datastore.transaction(commit=True) as cursor:
            cursor.execute("SELECT COUNT(*) FROM stored_events")
            cursor.fetchone()
            writing.start()
            done.wait(A_MOMENT)
            cursor.execute("CREATE TABLE of_one (a)")
    except (PersistenceError, DepositaryError, sqlite3.Error, OSError) as error:
        raise Broken("who had begun to write was told: locked") from error
    except Exception as error:
        require("locked" not in str(error), "who had begun to write was told: locked")
        raise
    finally:
        writing.join(10)
    require(log.run("SELECT name FROM sqlite_master WHERE name = 'of_one'"), "written")


def a_position_stays(log: Log) -> None:
    """A position belongs to its event for ever, dumped and restored too."""
    recorder = log.recorder()
    recorder.insert_events([event() for _ in "123"])
    before = {n.originator_id: n.id for n in recorder.select_notifications(1, 10)}
    for (name,) in log.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        log.run(f"DROP TRIGGER {name}")
    first = min(before, key=lambda one: before[one])
    log.run(f"DELETE FROM stored_events WHERE originator_id = '{first.hex}'")  # noqa: S608 (a test's own)
    restored = Log(f"{log.url}-restored", log.opened, log.stack)
    with closing(log.connected()) as old, closing(restored.connected()) as new:
        for sql in dumped(old):
            new.execute(sql)
    found = restored.recorder().select_notifications(1, 10)
    after = {n.originator_id: n.id for n in found}
    require(after == {k: v for k, v in before.items() if k != first}, "renumbered")


def dumped(database: Any) -> Iterator[str]:
    """Give the statements that make the tables anew, as SQLite's shell dumps them."""
    found = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    for name, sql in found.fetchall():
        yield sql
        for row in database.execute(f"SELECT * FROM {name}"):  # noqa: S608 (as above)
            yield f"INSERT INTO {name} VALUES ({', '.join(map(_said, row))})"  # noqa: S608


def a_position_is_used_once(log: Log) -> None:
    """What was the last event's is not given to another."""
    recorder = log.recorder()
    *_, last = recorder.insert_events([event() for _ in "123"])
    with suppress(sqlite3.Error, psycopg.Error):
        log.run("DELETE FROM stored_events")
    (again,) = recorder.insert_events([event()])
    require(again == last + 1, "a position was used twice")


def positions_have_no_gap(log: Log) -> None:
    """What was refused takes no position away."""
    recorder, stream = log.recorder(), uuid4()
    (first,) = recorder.insert_events([event(stream)])
    for _ in "123":
        with suppress(IntegrityError):
            recorder.insert_events([event(stream)])
    (second,) = recorder.insert_events([event(stream, 2)])
    require(second == first + 1, "positions have a gap")


def an_event_is_never_changed(log: Log) -> None:
    """The database itself refuses to change, remove or replace it."""
    recorder, stream = log.recorder(), uuid4()
    recorder.insert_events([event(stream)])
    statements = [
        "UPDATE stored_events SET topic = 'other'",
        "DELETE FROM stored_events WHERE topic = 'topic'",
    ]
    if log.url.startswith("sqlite"):
        row = ", ".join(map(_said, log.run("SELECT * FROM stored_events")[0]))
        statements.append(f"REPLACE INTO stored_events VALUES ({row})")  # noqa: S608
    else:
        statements.append("TRUNCATE stored_events")
    for sql in statements:
        refused = False
        try:
            log.run(sql)
        except (sqlite3.DatabaseError, psycopg.Error):
            refused = True
        require(refused, sql)
    require([e.topic for e in recorder.select_events(stream)] == ["topic"], "changed")


def _said(value: Any) -> str:
    return f"X'{value.hex()}'" if isinstance(value, bytes) else repr(value)


def functions_that_skip_the_lock_are_refused(log: Log) -> None:
    """A setting with which readers miss events is not taken."""
    try:
        log.recorder()
    except Defective:
        return
    raise Broken("taken without a word")

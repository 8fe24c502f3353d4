"""What the log does on either engine: dense positions, streams, pages.

A subclass brings a datastore (``transaction(commit=)`` giving a cursor that takes
``:named`` values) and the statements that make its tables.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.persistence import (
    InfrastructureFactory,
    IntegrityError,
    Notification,
    StoredEvent,
)

from application.recorders.datastore import Datastore
from application.sql import statements

SQL = statements("log.sql")
LAST = (1 << 63) - 1
Stored = tuple[int, str, int, str, bytes]
"""A row of the log: position, stream, version, topic, state."""
Insert = Callable[[Any, Sequence[int]], None]


class PositionedLog:
    """Stores events under explicit, dense positions, with what goes with them."""

    datastore: Datastore
    every_name: ClassVar[str]
    """The statement that names every table and index."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int]:
        """Store events; ``alongside(cursor, positions)`` joins the transaction.

        Who knows the last position under the lock says so: ``after``.
        """
        alongside: Insert | None = kwargs.get("alongside")
        after: int | None = kwargs.get("after")
        with self.datastore.transaction(commit=True) as cursor:
            positions = self._insert(cursor, stored_events, after)
            if alongside is not None:
                alongside(cursor, positions)
            return positions

    def _insert(
        self, cursor: Any, stored_events: Sequence[StoredEvent], after: int | None
    ) -> list[int]:
        last = self._last(cursor) if after is None else after
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
        except self.datastore.conflicts as error:
            raise IntegrityError(error) from error
        self.datastore.note(rows)
        return positions

    def make(self, cursor: Any, sql: str) -> None:
        """Make a table or an index of the views, as the engine wants it written."""
        cursor.execute(sql)

    def load(
        self, cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Any]
    ) -> None:
        """Write many rows of a view, as fast as the engine takes them."""
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 (our own)
        cursor.executemany(sql, rows)

    @staticmethod
    def pack(file: Path, making: str, table: str, rows: Sequence[Any]) -> None:
        """Write many rows of a view to a file, for :meth:`bring`; any process may."""
        del making, table
        file.write_bytes(marshal.dumps(list(rows)))

    @contextmanager
    def at_hand(self, file: Path) -> Iterator[None]:
        """Have a packed file ready while its rows are brought."""
        del file
        yield

    def bring(
        self, cursor: Any, table: str, columns: Sequence[str], file: Path
    ) -> None:
        """Write the rows of a packed file that is at hand."""
        rows = marshal.loads(file.read_bytes())  # noqa: S302 (written by ourselves)
        self.load(cursor, table, columns, rows)

    def each(self, cursor: Any, sql: str) -> Iterable[Any]:
        """Give the rows of a statement one by one, however many they are."""
        cursor.execute(sql)
        rows: Iterable[Any] = cursor
        return rows

    def names(self, cursor: Any) -> set[str]:
        """Return the names of all tables and indexes."""
        cursor.execute(self.every_name)
        return {row["name"] for row in cursor.fetchall()}

    def by_stream(self, **values: Any) -> list[Stored]:
        """Return the next rows of the log as they are stored, stream after stream."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(SQL["by_stream"], values)
            return self.tuples(cursor)

    def count(self, last: int) -> int:
        """Return how many events there are up to a position."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(SQL["count"], {"last": last})
            return int(cursor.fetchone()["number"])

    def touched(self, after: int, upto: int) -> set[UUID]:
        """Return the streams that have rows between two positions."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(SQL["touched"], {"after": after, "upto": upto})
            return {UUID(row["originator_id"]) for row in cursor.fetchall()}

    def tuples(self, cursor: Any) -> list[Any]:
        """Return what *cursor* found, each row as a tuple."""
        return [tuple(row) for row in cursor.fetchall()]

    def stream(self, originator_id: UUID, after: int = 0) -> list[Notification]:
        """Return the rows of one stream after a version, each with its position."""
        values = {"originator_id": originator_id.hex, "after": after}
        return self._found(SQL["stream"], values)

    def page(self, after: int, limit: int) -> list[Notification]:
        """Return the next rows of the log after a position."""
        return self._found(SQL["page"], {"after": after, "limit": limit})

    def _found(self, sql: str, values: Mapping[str, Any]) -> list[Notification]:
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(sql, values)
            return self.rows(cursor)

    def rows(self, cursor: Any) -> list[Notification]:
        """Return what *cursor* found."""
        return [notification(row) for row in cursor.fetchall()]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return rows of one stream, as the library asks for them."""
        values = {
            "originator_id": hex_of(originator_id),
            "after": gt or 0,
            "upto": LAST if lte is None else lte,
            "limit": LAST if limit is None else limit,
        }
        name = "stream_descending" if desc else "stream_ascending"
        return [
            StoredEvent(n.originator_id, n.originator_version, n.topic, n.state)
            for n in self._found(SQL[name], values)
        ]

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
        after = (start or 0) - (1 if start and inclusive_of_start else 0)
        last = LAST if stop is None else stop
        if not topics:
            values = {"after": after, "upto": last, "limit": limit}
            return self._found(SQL["page_upto"], values)
        return list(self._of_topics(after, last, limit, frozenset(topics)))

    def _of_topics(
        self, after: int, last: int, limit: int, topics: frozenset[str]
    ) -> Iterator[Notification]:
        found = 0
        while rows := self.page(after, 500):
            for row in rows:
                if row.id > last or found >= limit:
                    return
                if row.topic in topics:
                    found += 1
                    yield row
            after = rows[-1].id

    def subscribe(self, *_: Any, **__: Any) -> Any:
        """Not offered: what leaves the register goes by the runner."""
        raise TypeError(
            "subscriptions are the runner's; ask for pages after a position"
        )

    def max_notification_id(self) -> int | None:
        """Return the last position, ``None`` in an empty log."""
        with self.datastore.transaction(commit=False) as cursor:
            return self._last(cursor) or None

    def _last(self, cursor: Any) -> int:
        cursor.execute(SQL["last_position"])
        return int(cursor.fetchone()["position"])


def hex_of(originator_id: UUID | str) -> str:
    """Return a stream's id as the table holds it."""
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


def notification(row: Any) -> Notification:
    """Return a row of the log as the library's value."""
    return Notification(
        originator_id=UUID(row["originator_id"]),
        originator_version=row["originator_version"],
        topic=row["topic"],
        state=bytes(row["state"]),
        id=row["position"],
    )


class OneLog(InfrastructureFactory[Any]):
    """Builds the one log the register has, and nothing the library keeps beside it."""

    datastore: Datastore
    recorder: ClassVar[type[Any]]

    def application_recorder(self) -> Any:
        """Return the log's recorder, its tables made."""
        recorder = self.recorder(self.datastore)
        recorder.create_table()
        return recorder

    def aggregate_recorder(self, purpose: str = "events") -> Any:
        """Not offered: the log is one."""
        raise TypeError(f"the register keeps one log and no {purpose} apart from it")

    def tracking_recorder(self, *_: Any) -> Any:
        """Not offered: views are written in the events' own transaction."""
        raise TypeError("views are written with the events and track nothing")

    def process_recorder(self) -> Any:
        """Not offered: views are written in the events' own transaction."""
        raise TypeError("views are written with the events and track nothing")

    def close(self) -> None:
        """Close every connection."""
        self.datastore.close()

"""The ledger: every act is kept here as events, and only as events."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from application.mapper import PlainJSON, PlainMapper, as_uuid
from application.recorders.log import LAST, SQL, PositionedLog
from application.recorders.writer import nothing
from domain.errors import Unreadable
from domain.events import Event

MOST_KEPT, LONGEST_KEPT = 20_000, 500
"""How many entries are kept at most, and of how long a stream."""
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place in the log; the position is its public number."""

    position: int
    event: Event


Alongside = Callable[[Any, list[Entry]], None]


class Ledger(Application[UUID]):
    """Reads and writes events; knows no rule about them."""

    name = "ledger"
    recorder: PositionedLog  # type: ignore[assignment]

    def __init__(self, url: str) -> None:
        """Open the log at *url* (``sqlite:///file``, ``postgresql://…``)."""
        self.url = url
        super().__init__(environment(url))
        self._kept: dict[UUID, list[Entry]] = {}
        self._weight = 0
        self._keeping = threading.Lock()

    def construct_mapper(self) -> Mapper[UUID]:
        """Use our own written form."""
        self._plain = PlainMapper(PlainJSON())
        return self._plain

    def writing(
        self, then: Callable[[], None] = nothing, *, shares: bool = False
    ) -> AbstractContextManager[Any]:
        """Hold the write lock: nothing changes between reading and recording.

        *then* is called once all is recorded, before anybody else may write; one that
        *shares* may be committed together with others.
        """
        datastore = self.recorder.datastore
        return datastore.transaction(commit=True, then=then, shares=shares)

    def reading(self) -> AbstractContextManager[Any]:
        """Hold one state of the register while several things are read."""
        return self.recorder.datastore.transaction(commit=False)

    @property
    def writes(self) -> bool:
        """Whether this thread is writing: what it reads may never be recorded."""
        return self.recorder.datastore.writing is not None

    def after(self, stream: UUID, version: int) -> list[Entry]:
        """Return the entries of one stream after a version, oldest first."""
        return [self._entry(n) for n in self.recorder.stream(stream, version)]

    def next_of(self, stream: UUID, version: int, limit: int) -> list[Entry]:
        """Return the next entries of one stream after a version."""
        rows = self.recorder.by_stream(
            stream=stream.hex,
            version=version,
            end=f"{stream.hex}~",
            last=LAST,
            limit=limit,
        )
        return [
            Entry(position, self.read(position, topic, state, stream, number))
            for position, _, number, topic, state in rows
        ]

    def touched(self, after: int, upto: int) -> set[UUID]:
        """Return the streams that have entries between two positions."""
        return self.recorder.touched(after, upto)

    def before(self, event: Event) -> list[Event]:
        """Return the events of a stream that were recorded before one of it."""
        found = (entry.event for entry in self.stream(event.originator_id))
        return [e for e in found if e.originator_version < event.originator_version]

    def stream(self, stream: UUID) -> list[Entry]:
        """Return the entries of one stream, oldest first.

        Entries read before are kept: an event never changes.  What another reader kept
        since this one's state began is left out, so that a page shows one state.
        """
        with self.reading():
            last = self.position()
            kept = self._kept.get(stream, [])
            new = self.after(stream, kept[-1].event.originator_version if kept else 0)
        if new:
            kept = [*kept, *new]
            if not self.writes:
                self._keep(stream, kept)
        elif kept and kept[-1].position > last:
            kept = [entry for entry in kept if entry.position <= last]
        return kept

    def _keep(self, stream: UUID, entries: list[Entry]) -> None:
        if len(entries) > LONGEST_KEPT:
            return
        with self._keeping:
            self._weight += len(entries) - len(self._kept.pop(stream, ()))
            self._kept[stream] = entries
            while self._weight > MOST_KEPT:
                self._weight -= len(self._kept.pop(next(iter(self._kept))))

    def since(self, position: int, limit: int = BATCH) -> list[Entry]:
        """Return the entries recorded after *position*."""
        return [self._entry(n) for n in self.recorder.page(position, limit)]

    def all(self) -> Iterator[Entry]:
        """Go through the whole log in order, in batches."""
        position = 0
        while batch := self.since(position):
            yield from batch
            position = batch[-1].position

    def at(self, positions: Sequence[int]) -> dict[int, Entry]:
        """Return the entries at these positions."""
        with self.reading() as cursor:
            found = []
            for position in positions:
                cursor.execute(SQL["at_positions"], {"position": position})
                found += self.recorder.rows(cursor)
        return {n.id: self._entry(n) for n in found}

    def begun_as(self, otherwise: str) -> tuple[str, bool]:
        """Return the key of the record the log begins with, and whether it tells one.

        A first event that can't be read is ``doctor``'s to tell.
        """
        with suppress(Unreadable):
            for entry in self.at([1]).values():
                return str(getattr(entry.event, "key", otherwise)), True
        return otherwise, False

    def position(self) -> int:
        """Return the last position, 0 in an empty log."""
        return self.recorder.max_notification_id() or 0

    def last_recorded_at(self) -> str:
        """Return when the last event was recorded, empty in an empty log."""
        last = self.position()
        return self.at([last])[last].event.recorded_at if last else ""

    def recorded_by(self, instant: str) -> int:
        """Return the last position recorded by *instant*, 0 when none was."""
        with self.reading():
            last = self.position()
            if not last or instant >= self.last_recorded_at():
                return last
            return bisect_right(range(1, last), instant, key=self._recorded_at)

    def recorded_before(self, instant: str) -> int:
        """Return the last position recorded before *instant*, 0 when none was."""
        with self.reading():
            positions = range(1, self.position() + 1)
            return bisect_left(positions, instant, key=self._recorded_at)

    def _recorded_at(self, position: int) -> str:
        return self.at([position])[position].event.recorded_at

    def record(
        self, events: Sequence[Event], alongside: Alongside, *, after: int
    ) -> list[Entry]:
        """Record *events* *after* the last position, and what goes with them."""
        entries: list[Entry] = []

        def joined(cursor: Any, positions: Sequence[int]) -> None:
            entries.extend(map(Entry, positions, events))
            alongside(cursor, entries)

        rows = [self.mapper.to_stored_event(event) for event in events]
        self.recorder.insert_events(rows, alongside=joined, after=after)
        return entries

    def stored(self, event: Event) -> StoredEvent:
        """Return the row an event is stored as."""
        return self.mapper.to_stored_event(event)

    def _entry(self, row: Notification) -> Entry:
        stream = as_uuid(row.originator_id)
        version = row.originator_version
        event = self.read(row.id, row.topic, row.state, stream, version)
        return Entry(row.id, event)

    def read(
        self, position: int, topic: str, state: bytes, stream: UUID, version: int
    ) -> Event:
        """Read an event from what the log holds; raises ``Unreadable``."""
        try:
            return self._plain.read(topic, state, stream, version)
        except Unreadable as error:
            raise Unreadable(f"position {position}: {error}") from error
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise Unreadable(f"position {position} is damaged: {error}") from error


def environment(url: str) -> dict[str, str]:
    """Return what tells the library which of our recorders to build."""
    if url.startswith(("postgresql://", "postgres://")):
        return {
            "PERSISTENCE_MODULE": "application.recorders.postgres:Factory",
            "POSTGRES_URL": url,
        }
    return {
        "PERSISTENCE_MODULE": "application.recorders.sqlite:Factory",
        "SQLITE_FILE": url.removeprefix("sqlite:///"),
    }

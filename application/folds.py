"""Records folded up to their last event: once for all who read, a copy for who writes.

A record is folded anew only when something fell between its events; what was added at
its end is told to a copy, and whoever reads the old one goes on reading it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.ledger import Ledger
from domain.commitment import Commitment
from domain.events import Event
from domain.meeting import Meeting
from domain.package import ActionPackage
from domain.participant import Participant
from domain.period import ReportingPeriod
from domain.process import Process
from domain.record import Record, fold
from domain.undertaking import Undertaking
from domain.words import stream_id

KINDS: dict[str, type[Record]] = {
    cls.KIND: cls
    for cls in (
        Process,
        Participant,
        ActionPackage,
        Meeting,
        Commitment,
        Undertaking,
        ReportingPeriod,
    )
}
MOST_EVENTS, LONG = 20_000, 200
"""How many events are kept with the records; from where on a record keeps none."""
PAGE = 1_000
"""How many events are read at once to fold a record."""
FAR = 1_000
"""From how many new events on it is not asked which streams they are in."""


class Recalled(Sequence[Event]):
    """The events of a long record: read when they are asked for, not kept."""

    def __init__(self, ledger: Ledger, stream: UUID, version: int) -> None:
        """Take where the events are, up to a *version*."""
        self._ledger, self._stream, self._version = ledger, stream, version
        self._later: list[Event] = []

    def append(self, event: Event) -> None:
        """Add what was recorded later."""
        self._later.append(event)

    def forked(self) -> Recalled:
        """Return a copy that goes its own way."""
        copy = Recalled(self._ledger, self._stream, self._version)
        copy._later = list(self._later)
        return copy

    def __len__(self) -> int:
        """Return how many there are."""
        return self._version + len(self._later)

    def __getitem__(self, place: Any) -> Any:
        """Return one of them, or several."""
        return self._whole()[place]

    def __iter__(self) -> Iterator[Event]:
        """Go through them."""
        return iter(self._whole())

    def _whole(self) -> list[Event]:
        found = self._ledger.after(self._stream, 0)
        return [entry.event for entry in found[: self._version]] + self._later


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that was folded, and where its last event is."""

    record: Record
    position: int

    @property
    def weight(self) -> int:
        """How many events it keeps."""
        events: Any = self.record.events
        return 1 if isinstance(events, Recalled) else len(events) + 1


class Folds:
    """The records that were asked for last, as they stand."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep nothing yet."""
        self.ledger = ledger
        self._kept: dict[UUID, Kept] = {}
        self._weight = 0
        self._seen = 0
        self._stale: set[UUID] = set()
        """Streams that were added to since their records were kept."""
        self._lock = threading.Lock()

    def shared(self, kind: str, key: str) -> Record | None:
        """Return a record as it stands in the state that is read; not to be changed."""
        stream = stream_id(kind, key)
        with self.ledger.reading():
            position = self.ledger.position()
            kept, fresh = self._found(stream, position)
            if kept is not None and fresh:
                return kept.record
            if kept is not None and kept.position > position:
                return self._folded(kind, key)[0]
            record, last = self._renewed(kind, key, kept)
        if record is not None:
            self._keep(stream, Kept(record, last), position)
        return record

    def own(self, kind: str, key: str) -> Record | None:
        """Return a copy of a record, to be changed by who asked."""
        record = self.shared(kind, key)
        return None if record is None else forked(record)

    def _renewed(
        self, kind: str, key: str, kept: Kept | None
    ) -> tuple[Record | None, int]:
        """Return a record with all that was added to it, and its last position."""
        if kept is None:
            return self._folded(kind, key)
        new = self.ledger.after(kept.record.id, kept.record.version)
        if not new:
            return kept.record, kept.position
        copy = forked(kept.record)
        if all(copy.follow(entry.event) for entry in new):
            return copy, new[-1].position
        return self._folded(kind, key)

    def _folded(self, kind: str, key: str) -> tuple[Record | None, int]:
        """Fold a record; of a long one only a part is in memory at any time."""
        record, last = KINDS[kind].blank(key), 0
        while page := self.ledger.next_of(record.id, record.version, PAGE):
            for entry in page:
                if not record.follow(entry.event):
                    return self._refolded(kind, key)
                last = entry.position
            if record.version > LONG:
                self._recall(record)
        return (record, last) if last else (None, 0)

    def _refolded(self, kind: str, key: str) -> tuple[Record | None, int]:
        entries = self.ledger.after(stream_id(kind, key), 0)
        record = fold(KINDS[kind], key, [entry.event for entry in entries])
        if record is not None and len(entries) > LONG:
            self._recall(record)
        return record, entries[-1].position

    def _recall(self, record: Record) -> None:
        """Let go of a record's events; they are read again when they are wanted."""
        recalled = Recalled(self.ledger, record.id, record.version)
        record.__dict__["events"] = recalled

    def _found(self, stream: UUID, position: int) -> tuple[Kept | None, bool]:
        """Return what is kept of a stream, and whether it is all as far as *position*.

        Which streams were added to is asked once for all of them.
        """
        with self._lock:
            kept = self._kept.get(stream)
            if kept is None or kept.position > position or self.ledger.writes:
                return kept, False
            if position > self._seen:
                self._stale |= self._touched(position)
                self._seen = position
            self._kept[stream] = self._kept.pop(stream)
            return kept, stream not in self._stale

    def _touched(self, position: int) -> set[UUID]:
        if position - self._seen > FAR:
            return set(self._kept)
        return self.ledger.touched(self._seen, position)

    def _keep(self, stream: UUID, kept: Kept, position: int) -> None:
        """Keep a record that is all as far as *position*."""
        if self.ledger.writes:
            return
        with self._lock:
            known = self._kept.get(stream)
            if known is not None and known.position > kept.position:
                return
            if position < self._seen:
                self._stale.add(stream)
            else:
                self._stale.discard(stream)
            self._weight += kept.weight - (known.weight if known else 0)
            self._kept.pop(stream, None)
            self._kept[stream] = kept
            while self._weight > MOST_EVENTS and len(self._kept) > 1:
                gone = next(iter(self._kept))
                self._stale.discard(gone)
                self._weight -= self._kept.pop(gone).weight


def forked(record: Record) -> Record:
    """Return a copy of a record that goes its own way."""
    copy = type(record).__new__(type(record))
    for name, value in vars(record).items():
        copy.__dict__[name] = dict(value) if name == "last_acts" else _forked(value)
    return copy


def _forked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _forked(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_forked(held) for held in value]
    return value.forked() if isinstance(value, Recalled) else value

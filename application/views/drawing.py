"""Draws the views stream by stream: each record is folded once, its rows written once.

A record's rows hang on its own events and on the rules in force at each, and on nothing
else; so streams can be drawn in any order, and by several processes at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.ledger import Ledger
from application.recorders.log import Stored
from application.views.projector import Recalling
from application.views.sheet import Sheet, Values
from domain.definition import pinned
from domain.errors import Unreadable
from domain.events import Event
from domain.events.process import ReferenceAllotted
from domain.record import Record

PAGE = 2_000
Rules = list[tuple[int, Mapping[str, Any]]]
"""Which definition was in force, from which position on."""


@dataclass(frozen=True, slots=True)
class Range:
    """The streams after a place in the log and before another, in order of ids."""

    stream: str = ""
    version: int = 0
    end: str = "g"  # ids are written in hexadecimal


@dataclass(slots=True)
class Batch:
    """What was drawn of some events: rows by view, and changes of what is summed up."""

    events: int
    rows: dict[str, list[Values]]
    parts: dict[str, dict[int, bytes]]
    """Rows that lie in the order of positions, by the part of the log they are in."""
    sums: dict[str, list[Values]] | None = None
    """Given with the last batch of a range."""


class Forgetting(Recalling):
    """A projector that keeps only what rows are made of, however long a stream is."""

    def _keep(self, record: Record, event: Event) -> None:
        del event
        record.last_acts.clear()  # for rules, of which none is asked here


class Drawing:
    """Draws streams of a log as it was at one position."""

    def __init__(self, ledger: Ledger, last: int, rules: Rules) -> None:
        """Take the log up to *last*, and the *rules* in force along it."""
        self._ledger, self._last = ledger, last
        self._since = [position for position, _ in rules]
        self._ruled = [pinned(source) for _, source in rules]
        self._projector = Forgetting(self._before)
        self._sheet = Sheet(last)

    def rules_in(self, process: Range) -> Rules:
        """Return the rules that the stream of the process tells.

        It has an event for each commitment, too, and those tell none.
        """
        found: Rules = []
        for position, stream, version, topic, state in self._rows(process):
            if topic == ReferenceAllotted.TOPIC:
                continue
            self._draw((position, stream, version, topic, state), UUID(stream))
            source = self._projector.definition.source
            if not found or found[-1][1] is not source:
                found.append((position, source))
        return found

    def batches(self, asked: Range) -> Iterator[Batch]:
        """Draw the streams of a range."""
        drawn, stream, read = 0, "", UUID(int=0)
        for rows in self._pages(asked):
            for row in rows:
                if row[1] != stream:
                    self._finish(read)
                    stream = row[1]
                    read = UUID(stream)
                self._draw(row, read)
            drawn += len(rows)
            if self._sheet.full:
                yield Batch(drawn, *self._sheet.given())
                drawn = 0
        self._finish(read)
        yield Batch(drawn, *self._sheet.given(), self._sheet.sums())

    def _rows(self, asked: Range) -> Iterator[Stored]:
        return (row for rows in self._pages(asked) for row in rows)

    def _pages(self, asked: Range) -> Iterator[list[Stored]]:
        values = {"end": asked.end, "last": self._last, "limit": PAGE}
        stream, version = asked.stream, asked.version
        by_stream = self._ledger.recorder.by_stream
        while rows := by_stream(stream=stream, version=version, **values):
            yield rows
            _, stream, version, _, _ = rows[-1]

    def _draw(self, row: Stored, stream: UUID) -> None:
        position, _, version, topic, state = row
        event = self._ledger.read(position, topic, state, stream, version)
        projector, self._sheet.position = self._projector, position
        if place := bisect_left(self._since, position):
            projector.ruled_by(self._ruled[place - 1])
        try:
            projector.draw(self._sheet, event)
        except Exception as error:
            raise Unreadable(stopped(position, topic, error)) from error

    def _before(self, event: Event) -> list[Event]:
        """Return the events of a stream before one of it; what was read is not kept."""
        earlier = event.originator_version - 1
        return [e.event for e in self._ledger.next_of(event.originator_id, 0, earlier)]

    def _finish(self, stream: UUID) -> None:
        self._sheet.finish()
        self._projector.drop(stream)


def stopped(position: int, topic: str, error: Exception) -> str:
    """Say which event a view can't show."""
    return f"the views stop at position {position} ({topic}): {error}"

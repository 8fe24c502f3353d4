"""The log as the operator reads it: listed, shown, followed, traced to its cause.

Nothing is hidden here: who can run this can read the database itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.lapsing import CAUSE
from application.ledger import Entry, Ledger
from application.mapper import OUTSIDE
from application.pages.reader import Reader
from application.recorders.log import LAST
from application.views.tables import statements_on_views
from domain.errors import Malformed, NotFound
from domain.events import Event
from domain.words import instant_of

SQL = statements_on_views("trail.sql")
AN_ACT = re.compile(r"(?P<topic>[a-z.-]+) (?P<stream>[0-9a-f]{32})/(?P<version>\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are asked for; what is empty asks for any.

    ``topic`` may be the noun alone (``commitment``); ``start`` and ``stop`` are days
    or instants of recording.
    """

    stream: str = ""
    topic: str = ""
    actor: str = ""
    participant: str = ""
    start: str = ""
    stop: str = ""

    def values(self) -> dict[str, Any]:
        """Return the values of the statement; raises ``Malformed``."""
        kind, slash, key = self.stream.partition("/")
        if self.stream and not (kind and slash and key):
            raise Malformed("a stream is needed as commitment/LAD-001", "stream")
        return {
            "kind": kind,
            "key": key,
            "topic": self.topic,
            "actor": self.actor,
            "participant": self.participant,
        }

    def between(self, ledger: Ledger) -> tuple[int, int]:
        """Return after which position, and up to which, they lie."""
        first, last = 0, LAST
        if self.start:
            start = instant_of(self.start, latest=False)
            first = ledger.recorded_before(start)
        if self.stop:
            last = ledger.recorded_by(instant_of(self.stop))
        return first, last


def listed(
    reader: Reader, asked: Asked, *, after: int = 0, limit: int = 50
) -> list[dict[str, Any]]:
    """Return events in order, each in one sentence."""
    with reader.register.reading() as cursor:
        first, last = asked.between(reader.register.ledger)
        values = asked.values() | {"after": max(after, first), "last": last}
        values["limit"] = limit
        cursor.execute(SQL["listed"], values)
        positions = [row["position"] for row in cursor.fetchall()]
        entries = reader.register.ledger.at(positions)
        return [_told(reader, cursor, entries[position]) for position in positions]


def shown(reader: Reader, position: int) -> dict[str, Any]:
    """Return one event whole: the envelope and all that it says."""
    with reader.register.reading() as cursor:
        entry = _entry(reader, position)
        event = entry.event
        said = {k: v for k, v in vars(event).items() if k not in OUTSIDE}
        return _told(reader, cursor, entry) | {
            "stream_id": event.originator_id.hex,
            "said": said,
        }


def traced(reader: Reader, position: int) -> list[dict[str, Any]]:
    """Return what caused an event and all that followed from the same act.

    The first is the act itself; ``depth`` tells how far each stands from it.
    """
    with reader.register.reading() as cursor:
        root = _entry(reader, position)
        while root.event.cause and not root.event.cause.startswith(CAUSE):
            root = _cause(reader, root.event)
        depths: dict[str, int] = {}
        found = []
        for entry in _act(reader, root):
            event = entry.event
            depth = depths.get(event.cause, -1) + 1
            depths[_named(event)] = depth
            found.append(_told(reader, cursor, entry) | {"depth": depth})
        return found


def _act(reader: Reader, root: Entry) -> Iterator[Entry]:
    """Go through the events that one act recorded: they stand side by side."""
    yield root
    position = root.position
    while batch := reader.register.ledger.since(position, 100):
        for entry in batch:
            if entry.event.command != root.event.command:
                return
            yield entry
        position = batch[-1].position


def _cause(reader: Reader, event: Event) -> Entry:
    named = AN_ACT.fullmatch(event.cause)
    if named is None:
        raise NotFound(f"the cause “{event.cause[:80]}” names no event")
    for entry in reader.register.ledger.stream(UUID(named["stream"])):
        if entry.event.originator_version == int(named["version"]):
            return entry
    raise NotFound(f"the log has no {event.cause}")


def _named(event: Event) -> str:
    return f"{event.TOPIC} {event.originator_id.hex}/{event.originator_version}"


def _entry(reader: Reader, position: int) -> Entry:
    found = reader.register.ledger.at([position]).get(position)
    if found is None:
        last = reader.register.ledger.position()
        raise NotFound(f"the log has no position {position}; the last one is {last}")
    return found


def _told(reader: Reader, cursor: Any, entry: Entry) -> dict[str, Any]:
    event, place = entry.event, _place(cursor, entry.position)
    return {
        "position": entry.position,
        "recorded_at": event.recorded_at,
        "occurred_at": event.occurred_at,
        "occurred": event.occurred,
        "topic": event.TOPIC,
        "stream": f"{place['kind']}/{place['key']}",
        "version": event.originator_version,
        "stage": event.stage,
        "participant": event.participant,
        "actor": event.by,
        "role": event.role,
        "mandate": event.mandate,
        "visible": place["visible"],
        "late": event.late,
        "cause": event.cause,
        "command": event.command,
        "sentence": event.tell(reader.name, reader.translate),
    }


def _place(cursor: Any, position: int) -> Mapping[str, Any]:
    cursor.execute(SQL["shown"], {"position": position})
    row = cursor.fetchone()
    if row is None:
        raise unplaced(position)
    found: Mapping[str, Any] = row
    return found


def unplaced(position: int) -> NotFound:
    """Return the refusal of an event of which the views don't know where it belongs."""
    return NotFound(
        f"the views know no position {position}: run depositary view rebuild"
    )


def following(reader: Reader, after: int) -> int:
    """Return the position to follow from; the last one when *after* is negative."""
    return reader.register.ledger.position() if after < 0 else after

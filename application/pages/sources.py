"""The sources: what records rest on, what is claimed, and where sources disagree.

Notes beside the record: no count uses them.
"""

from __future__ import annotations

from typing import Any

from application.pages.history import cited
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader
from domain.errors import NotFound
from domain.events.process import ClaimNoted, ConflictNoted, SourceNoted
from domain.process import Process
from domain.record import fold


def page(reader: Reader) -> dict[str, Any]:
    """Return the sources, the claims and the conflicts as noted by then.

    A note is asked about in recorded time only: a page as of 2022 still rests on the
    sources that were noted later.
    """
    events = [entry.event for entry in reader.entries("process", reader.register.key)]
    it = fold(Process, reader.register.key, events)
    if it is None:
        raise NotFound("the register was not established at this time")
    return {
        "sources": [_source(event) for event in it.sources.values()],
        "claims": [_claim(reader, event) for event in it.claims.values()],
        "conflicts": [_conflict(reader, event) for event in it.conflicts.values()],
        "actions": [],
    }


def _source(event: SourceNoted) -> dict[str, str]:
    return {
        "key": event.source,
        "title": event.title,
        "url": event.url,
        "publisher": event.publisher,
        "seen": event.seen,
        "noted": day_or_instant(event.occurred_at),
    }


def _claim(reader: Reader, event: ClaimNoted) -> dict[str, Any]:
    return {
        "key": event.claim,
        "about": event.about,
        "statement": event.statement,
        "status": event.status,
        "candidate": event.candidate,
        "basis": cited(reader, event.basis),
    }


def _conflict(reader: Reader, event: ConflictNoted) -> dict[str, Any]:
    return {
        "about": event.about,
        "note": event.note,
        "readings": [
            {
                "value": reading.get("value"),
                "sources": cited(reader, _named(reading)),
            }
            for reading in event.readings
        ],
    }


def _named(reading: dict[str, Any]) -> list[str]:
    named = reading.get("sources") or reading.get("source") or []
    return [named] if isinstance(named, str) else list(named)

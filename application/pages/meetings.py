"""The meetings: when and where they were held, and one meeting whole."""

from __future__ import annotations

from typing import Any

from application.pages.acts import available
from application.pages.history import cited, timeline
from application.pages.pieces import commitment_row, day_or_instant
from application.pages.reader import Reader
from application.pages.texts import at_hand
from domain.events import Event
from domain.events.meeting import QuorumEstablished
from domain.meeting import Meeting


def listing(reader: Reader) -> dict[str, Any]:
    """Return the meetings in the order of their days."""
    return {
        "meetings": [
            row | {"hosts": reader.named(row["hosts"].split(","))}
            for row in reader.rows("meetings")
        ],
        "actions": [] if reader.when.past else available(reader, "meeting", ""),
    }


def page(reader: Reader, key: str) -> dict[str, Any]:
    """Return one meeting as it stood; raises ``NotFound``."""
    it: Meeting = reader.record("meeting", key)
    return {
        "key": key,
        "title": it.title,
        "nature": it.nature,
        "number": it.number,
        "planned": it.planned,
        "earlier": _earlier(reader, it),
        "held": _held(it.held),
        "place": it.place,
        "hosts": reader.named(it.hosts),
        "level": it.level,
        "packages": _packages(reader, it),
        "stage": it.stage,
        "present": [
            {"code": code, "name": reader.name(code), "under": under}
            for code, under in it.present.items()
        ],
        "quorum": _quorum(it),
        "statements": [
            {"participant": reader.one(said["by"]), "text": said["text"]}
            for said in it.statements
        ],
        "decisions": it.decisions,
        "commitments": [
            commitment_row(reader, row)
            for row in reader.rows("commitments_at_meeting", meeting=key)
        ],
        "outcome": it.outcome,
        "document": it.document,
        "agenda": [
            {
                "number": one.number,
                "title": one.title,
                "commitment": one.commitment,
                "withdrawn": one.withdrawn,
                "text": _text_of(reader, one.commitment),
            }
            for one in it.agenda.values()
        ],
        "paragraphs": it.paragraphs or it.record_told(reader.name, reader.translate),
        "sha256": it.sha256,
        "basis": cited(reader, it.events[0].basis),
        "version": it.version,
        "edition": it.edition,
        "history": timeline(reader, "meeting", key),
        "actions": [] if reader.when.past else available(reader, "meeting", key),
    }


def _earlier(reader: Reader, it: Meeting) -> dict[str, str] | None:
    """Return the meeting of the same kind that was planned for a day before."""
    rows = [row for row in reader.rows("meetings") if row["planned"] < it.planned]
    alike = [row for row in rows if row["nature"] == it.nature]
    return {name: alike[-1][name] for name in ("key", "title")} if alike else None


def _text_of(reader: Reader, reference: str) -> dict[str, Any] | None:
    """Return the exact text an item is about, where the viewer may read it."""
    return at_hand(reader, reference) if reference else None


def _held(event: Event | None) -> dict[str, str] | None:
    if event is None:
        return None
    return {
        "said": event.occurred or day_or_instant(event.occurred_at),
        "occurred_at": event.occurred_at,
        "earliest": event.earliest,
    }


def _packages(reader: Reader, it: Meeting) -> list[dict[str, str]]:
    titles = {row["key"]: row["title"] for row in reader.rows("packages")}
    return [{"key": key, "title": titles.get(key, "")} for key in it.packages]


def _quorum(it: Meeting) -> dict[str, int] | None:
    """Return how many of how many were present when quorum was established."""
    for event in reversed(it.events):
        if it.quorum and isinstance(event, QuorumEstablished):
            return {"present": event.present, "electorate": event.electorate}
    return None

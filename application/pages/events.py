"""One event by its position: everything it says, and how it stands today."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from application.ledger import Entry
from application.pages.held import state_of
from application.pages.history import issued, told
from application.pages.pieces import People, about_of, names_for, nobody
from application.pages.reader import Reader
from domain.errors import NotFound
from domain.events import Event, RecordCorrected
from domain.participant import Participant
from domain.process import Appointment
from domain.sentences import say

ENVELOPE = {f.name for f in fields(Event)} | {"originator_topic", "key"}


def page(reader: Reader, position: int, people: People = nobody) -> dict[str, Any]:
    """Return the event at *position*; raises ``NotFound``."""
    rows = reader.rows("activity_at", position=position)
    if not rows:
        raise NotFound(
            say("the log has no position @{position} at this time", position=position)
        )
    row = rows[0]
    entry = reader.register.ledger.at([position])[position]
    stream = reader.entries(row["kind"], row["key"])
    corrigenda = issued(stream)
    said = told(
        reader, entry, row["visible"], row["package"], row["participant"], corrigenda
    )
    thing = about_of(reader, row["kind"], row["key"])
    common = said | {"thing": thing} | neighbours(entry, stream)
    return common if said["hidden"] else common | _whole(reader, entry, stream, people)


def neighbours(entry: Entry, stream: list[Entry]) -> dict[str, Any]:
    """Return the entry's number in its record, and the ones before and after it."""
    positions = [other.position for other in stream]
    place = positions.index(entry.position)
    return {
        "version": entry.event.originator_version,
        "of": len(positions),
        "previous": positions[place - 1] if place else 0,
        "following": positions[place + 1] if place + 1 < len(positions) else 0,
    }


def _whole(
    reader: Reader, entry: Entry, stream: list[Entry], people: People
) -> dict[str, Any]:
    event = entry.event
    return {
        "said": _said(event),
        "stage": event.stage,
        "occurred_at": event.occurred_at,
        "mandate_state": mandate_state(reader, event),
        "entered_as": event.entered_as,
        "person": _person(reader, event.by, event, people),
        "officer": _person(reader, event.entered_by, event, people),
        "definition": event.definition,
        "cause": event.cause,
        "command": event.command,
        "corrigenda": [
            _corrigendum(other.position, other.event)
            for other in stream
            if isinstance(other.event, RecordCorrected)
            and other.event.version == event.originator_version
        ],
    }


def _said(event: Event) -> list[dict[str, Any]]:
    """Return what the event itself says, beyond its envelope."""
    return [
        {"name": f.name, "value": getattr(event, f.name)}
        for f in fields(event)
        if f.name not in ENVELOPE and f.name != "rules"
    ]


def _person(reader: Reader, person: str, event: Event, people: People) -> str:
    """Name a person to who may know; empty to everybody else."""
    if not person:
        return ""
    return names_for(reader, people, {person: event.participant}).get(person, "")


def mandate_state(reader: Reader, event: Event) -> dict[str, str] | None:
    """Say how the mandate relied on stood at that moment, and what became of it."""
    held = _held(reader, event.mandate)
    if held is None:
        return None
    at = event.occurred_at
    if isinstance(held, Appointment):
        then = "live" if held.live(event.recorded_at) else "not live"
    else:
        then = "ended" if held.ended and held.ended <= at else _then(held, at)
    return {"number": held.number, "then": then, "ended": held.ended}


def _then(held: Any, at: str) -> str:
    """The stage it reached later does not count: what was accepted then was live."""
    return "live" if held.live(at) or held.stage == "challenged" else state_of(held, at)


def _held(reader: Reader, number: str) -> Any:
    appointment = reader.desk.process.appointments.get(number)
    if appointment is not None:
        return appointment
    holder = reader.desk.whole("participant", number.rsplit("-M", 1)[0])
    return holder.mandates.get(number) if isinstance(holder, Participant) else None


def _corrigendum(position: int, event: RecordCorrected) -> dict[str, Any]:
    return {
        "position": position,
        "number": event.number,
        "field": event.field,
        "old": event.old,
        "new": event.new,
        "reason": event.reason,
        "recorded": event.recorded_at,
    }

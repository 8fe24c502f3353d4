"""The timeline: each event in one sentence, a placeholder where it is not for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from application.ledger import Entry
from application.pages.reader import Reader
from domain.events import Event, RecordCorrected
from domain.participant import Participant
from domain.words import stream_id


def timeline(reader: Reader, kind: str, key: str) -> list[dict[str, Any]]:
    """Return a record's events, oldest first, as far as the viewer may read them."""
    record = reader.find(kind, key)
    package = str(getattr(record, "package", ""))
    owner = str(getattr(record, "participant", ""))
    entries = reader.entries(kind, key)
    corrigenda = issued(entries)
    shown = {
        row["position"]: row["visible"]
        for row in reader.rows("activity_by_record", stream=stream_id(kind, key).hex)
    }
    return [
        told(reader, entry, shown[entry.position], package, owner, corrigenda)
        for entry in entries
        if entry.event.occurred_at <= reader.when.at
    ]


def issued(entries: Iterable[Entry]) -> dict[int, list[int]]:
    """Return the numbers of the corrigenda issued to each entry of a record."""
    found: dict[int, list[int]] = {}
    for entry in entries:
        if isinstance(entry.event, RecordCorrected):
            found.setdefault(entry.event.version, []).append(entry.event.number)
    return found


def issued_in(reader: Reader, kind: str, key: str) -> dict[int, list[int]]:
    """Return those of a record; that it has none is known without its events."""
    record = reader.desk.whole(kind, key)
    corrections = record.corrections.values() if record else ()
    if not any(correction.issued for correction in corrections):
        return {}
    return issued(reader.entries(kind, key))


def told(  # noqa: PLR0913, PLR0917
    reader: Reader,
    entry: Entry,
    visible: str,
    package: str,
    owner: str,
    corrigenda: dict[int, list[int]],
) -> dict[str, Any]:
    """Tell one event, or say only that there is one."""
    event = entry.event
    common = {
        "position": entry.position,
        "recorded": event.recorded_at,
        "kind": event.TOPIC.partition(".")[0],
        "link": f"/events/{entry.position}",
    }
    if not reader.may_see(visible, package, filter(None, (event.participant, owner))):
        return common | {"hidden": True}
    return common | {
        "when": {
            "said": event.occurred,
            "occurred_at": event.occurred_at,
            "earliest": event.earliest,
        },
        "late": event.late,
        "sentence": event.tell(reader.name, reader.translate),
        "basis": cited(reader, event.basis),
        "role": event.role,
        "role_label": role_label(reader, event.role),
        "official": event.official,
        "participant": reader.one(event.participant),
        "topic": event.TOPIC,
        "mandate": event.mandate,
        "flags": flags(reader, event, corrigenda),
        "hidden": False,
    }


def flags(reader: Reader, event: Event, corrigenda: dict[int, list[int]]) -> list[str]:
    """Say what a reader must know beside the sentence; nothing is ever hidden."""
    numbers = corrigenda.get(event.originator_version, [])
    found = [f"Corr.{number}" for number in numbers]
    ended = mandate_ended(reader, event.mandate)
    if ended and ended > event.occurred_at:
        found.append("mandate ended since")
    return found


def mandate_ended(reader: Reader, number: str) -> str:
    """Return when a mandate was ended before its term, empty while it was not."""
    holder = reader.desk.whole("participant", number.rsplit("-M", 1)[0])
    known = holder.mandates.get(number) if isinstance(holder, Participant) else None
    return known.cut_short if known else ""


def cited(reader: Reader, basis: Iterable[str]) -> list[str | dict[str, str]]:
    """Return what an act rests on; a noted source with its title and address."""
    sources = reader.desk.process.sources
    return [
        {
            "key": part,
            "title": sources[part].title,
            "href": sources[part].url,
            "publisher": sources[part].publisher,
        }
        if part in sources
        else part
        for part in basis
    ]


def role_label(reader: Reader, role: str) -> str:
    """Return what a role is called in the definition."""
    known = reader.definition.roles.get(role)
    return known.label if known else role

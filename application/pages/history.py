"""The timeline: each event in one sentence, a placeholder where it is not for all."""

from __future__ import annotations

from typing import Any

from application.ledger import Entry
from application.pages.reader import Reader
from domain.record import Record


def timeline(reader: Reader, kind: str, key: str) -> list[dict[str, Any]]:
    """Return a record's events, oldest first, as far as the viewer may read them."""
    record = reader.find(kind, key)
    shown = {
        row["position"]: row
        for row in reader.rows("activity_by_record", kind=kind, key=key)
    }
    return [
        told(reader, entry, shown[entry.position]["visible"], record)
        for entry in reader.entries(kind, key)
        if entry.event.occurred_at <= reader.when.at
    ]


def told(
    reader: Reader, entry: Entry, visible: str, record: Record | None
) -> dict[str, Any]:
    """Tell one event, or say only that there is one."""
    event = entry.event
    package = str(getattr(record, "package", ""))
    people = [event.participant, str(getattr(record, "participant", ""))]
    common = {
        "position": entry.position,
        "recorded": event.recorded_at,
        "link": f"/events/{entry.position}",
    }
    if not reader.may_see(visible, package, [p for p in people if p]):
        return common | {"hidden": True}
    return common | {
        "when": {
            "said": event.occurred,
            "occurred_at": event.occurred_at,
            "earliest": event.earliest,
        },
        "late": event.late,
        "sentence": event.tell(reader.name),
        "basis": list(event.basis),
        "role": event.role,
        "participant": {
            "code": event.participant,
            "name": reader.name(event.participant),
        }
        if event.participant
        else None,
        "topic": event.TOPIC,
        "mandate": event.mandate,
        "hidden": False,
    }

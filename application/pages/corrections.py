"""What a correction can name: an entry, a field of it, a proposal that waits."""

from __future__ import annotations

from collections.abc import Callable

from application.pages.reader import Reader
from domain.events import Ask, CorrectionProposed, RecordCorrected
from domain.events.base import FIELDS
from domain.record import Record

Option = dict[str, str]
SHOWN = 140
Offer = Callable[[Reader, Record], list[Option]]


def entries(reader: Reader, record: Record) -> list[Option]:
    """Return the entries of a record that have something to correct."""
    return [
        _option(event.originator_version, event.tell(reader.name, reader.translate))
        for event in record.events
        if event.CORRECTABLE
    ]


def fields(reader: Reader, record: Record) -> list[Option]:
    """Return the fields that can be corrected in some entry."""
    names = dict.fromkeys(name for event in record.events for name in event.CORRECTABLE)
    return [{"value": name, "label": _shown(reader, name)} for name in names]


def proposed(reader: Reader, record: Record) -> list[Option]:
    """Return the corrections that wait for a second person."""
    return [
        _option(one.number, f"{_shown(reader, one.field)}: “{one.old}” → “{one.new}”")
        for one in record.corrections.values()
        if not one.issued
    ]


def _option(number: int, told: str) -> Option:
    return {"value": str(number), "label": f"{number} · {told}"[:SHOWN]}


def _shown(reader: Reader, name: str) -> str:
    return reader.translate(FIELDS.get(name, name.replace("_", " ")))


OFFERS: dict[Ask, Offer] = dict(
    zip(
        (*CorrectionProposed.ASKS[:2], *RecordCorrected.ASKS),
        (entries, fields, proposed),
        strict=True,
    )
)

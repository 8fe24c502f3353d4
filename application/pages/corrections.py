"""What a correction can name: an entry, a field of it, a proposal that waits."""

from __future__ import annotations

from collections.abc import Callable

from application.pages.reader import Reader
from domain.events import Ask, CorrectionProposed, RecordCorrected
from domain.record import Record

Option = dict[str, str]
Offer = Callable[[Reader, Record], list[Option]]


def entries(reader: Reader, record: Record) -> list[Option]:
    """Return the entries of a record that have something to correct."""
    return [
        {
            "value": str(event.originator_version),
            "label": f"{event.originator_version} · {event.tell(reader.name)}"[:120],
        }
        for event in record.events
        if event.CORRECTABLE
    ]


def fields(reader: Reader, record: Record) -> list[Option]:
    """Return the fields that can be corrected in some entry."""
    del reader
    names = dict.fromkeys(name for event in record.events for name in event.CORRECTABLE)
    return [{"value": name, "label": name.replace("_", " ")} for name in names]


def proposed(reader: Reader, record: Record) -> list[Option]:
    """Return the corrections that wait for a second person."""
    del reader
    return [
        {
            "value": str(one.number),
            "label": f"{one.number} · {one.field}: “{one.old}” → “{one.new}”"[:160],
        }
        for one in record.corrections.values()
        if not one.issued
    ]


OFFERS: dict[Ask, Offer] = dict(
    zip(
        (*CorrectionProposed.ASKS[:2], *RecordCorrected.ASKS),
        (entries, fields, proposed),
        strict=True,
    )
)

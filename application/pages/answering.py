"""What an answer can name: an amendment or objection that waits, an item, a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from application.pages.reader import Reader
from domain.commitment import Commitment
from domain.events import Ask, deciding, meeting
from domain.meeting import Meeting
from domain.record import Record

Option = dict[str, str]
SHOWN = 140


def amendments(reader: Reader, record: Record) -> list[Option]:
    """Return the amendments to the text that wait for the leads."""
    return [
        _option(
            one.number,
            f"{reader.name(one.participant)}: {reader.translate(one.change)}"
            f" {one.paragraph}: {one.wording}",
        )
        for one in _commitment(record).amendments.values()
        if one.revision == _commitment(record).text.number and not one.answer
    ]


def objections(reader: Reader, record: Record) -> list[Option]:
    """Return the viewer's own objections that stand."""
    return [
        _option(one.number, one.reason)
        for one in _commitment(record).objections.values()
        if one.participant in reader.viewer.participants and not one.withdrawn
    ]


def slips(reader: Reader, record: Record) -> list[Option]:
    """Return the corrections of the text that wait for a second person."""
    del reader
    return [
        _option(one.number, f"“{one.old}” → “{one.new}”")
        for one in _commitment(record).slips.values()
        if not one.symbol
    ]


def items(reader: Reader, record: Record) -> list[Option]:
    """Return the items on a meeting's agenda."""
    del reader
    return [*_items(record)]


def _items(record: Record) -> Iterator[Option]:
    if isinstance(record, Meeting):
        for one in record.agenda.values():
            if not one.withdrawn:
                yield _option(one.number, one.title)


def _commitment(record: Record) -> Commitment:
    if not isinstance(record, Commitment):
        raise TypeError(f"{record.KIND} is no commitment")
    return record


def _option(number: int, told: str) -> Option:
    return {"value": str(number), "label": f"{number} · {told}"[:SHOWN]}


WAITING: dict[Ask, Callable[[Reader, Record], list[Option]]] = {
    deciding.AMENDMENT: amendments,
    deciding.OBJECTION: objections,
    deciding.CORRIGENDUM: slips,
    meeting.ITEM: items,
    meeting.UNDER_ITEM: items,
}

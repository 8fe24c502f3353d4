"""What stands beside the paragraphs of a text: objections, amendments, corrections.

Each note belongs to the revision it was made on.  What was said in the committee is
for those who may read the committee's acts; what goes with a decision is for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from application.pages.reader import Reader
from domain.commitment import Commitment
from domain.deciding import Amendment, Objection, Text
from domain.sentences import say


@dataclass(frozen=True, slots=True)
class Note:
    """One note, beside which paragraphs (none: the text as a whole), and what next.

    ``leads`` names the act it calls for: another revision, or an answer.
    """

    text: str
    paragraphs: Sequence[int] = ()
    leads: str = ""
    number: int = 0


def noted(reader: Reader, it: Commitment, text: Text) -> list[dict[str, Any]]:
    """Return the paragraphs of a revision, each with what stands beside it."""
    notes = list(_notes(reader, it, text))
    return [
        {"number": number, "text": paragraph, "notes": _beside(notes, number)}
        for number, paragraph in enumerate(text.paragraphs, start=1)
    ]


def on_the_whole(reader: Reader, it: Commitment, text: Text) -> list[dict[str, Any]]:
    """Return what was said of a revision as a whole."""
    return [_told(one) for one in _notes(reader, it, text) if not one.paragraphs]


def amended(it: Commitment) -> list[str]:
    """Return the text with the accepted amendments in it: how a revision begins."""
    parts = [[paragraph] for paragraph in it.text.paragraphs]
    for one in it.amendments.values():
        if one.revision != it.text.number or one.answer != "accepted":
            continue
        match one.change:
            case "replace":
                parts[one.paragraph - 1][:1] = [one.wording]
            case "add after":
                parts[one.paragraph - 1].append(one.wording)
            case _:
                parts[one.paragraph - 1][:1] = []
    return [paragraph for part in parts for paragraph in part]


def _beside(notes: list[Note], number: int) -> list[dict[str, Any]]:
    return [_told(one) for one in notes if number in one.paragraphs]


def _told(note: Note) -> dict[str, Any]:
    return {"text": note.text, "leads": note.leads, "number": note.number}


def _notes(reader: Reader, it: Commitment, text: Text) -> Iterator[Note]:
    people = [*it.announcers, it.drafter]
    if reader.may_see("committee", it.package, people):
        for objection in it.objections.values():
            if objection.revision == text.number:
                yield _objection(reader, objection)
        for amendment in it.amendments.values():
            if amendment.revision == text.number:
                yield _amendment(reader, amendment, current=text is it.text)
    yield from _with_the_decision(reader, it, text)
    yield from _corrections(reader, it, text)


def _objection(reader: Reader, one: Objection) -> Note:
    country = reader.name(one.participant)
    if one.late:
        said = say(
            "{country} objected too late, without effect: {reason}",
            country=country,
            reason=one.reason,
        )
    elif one.withdrawn:
        said = say(
            "{country} objected: {reason} (withdrawn)",
            country=country,
            reason=one.reason,
        )
    else:
        said = say("{country} objects: {reason}", country=country, reason=one.reason)
    leads = "" if one.late or one.withdrawn else "revise"
    return Note(said.told(reader.translate), _places(one.paragraph_numbers), leads)


def _amendment(reader: Reader, one: Amendment, *, current: bool) -> Note:
    because = one.why or ("" if one.answer else one.reason)
    told = say(
        "{country}, amendment {number}, {change}",
        country=reader.name(one.participant),
        number=one.number,
        change=one.change,
    ).told(reader.translate)
    answer = reader.translate(one.answer) if one.answer else ""
    told = ": ".join(filter(None, (told, one.wording, answer)))
    told += f" ({because})" if because else ""
    waits = {"": "answer", "accepted": "revise"}.get(one.answer, "")
    return Note(told, (one.paragraph,), waits if current else "", one.number)


def _with_the_decision(reader: Reader, it: Commitment, text: Text) -> Iterator[Note]:
    for one in it.statements:
        if one.revision == text.number:
            said = say(
                "{country}, {nature}: {text}",
                country=reader.name(one.participant),
                nature=one.nature,
                text=one.text,
            )
            yield Note(said.told(reader.translate), _places(one.paragraph_numbers))
    for gone in it.dissociations:
        if text is it.text:
            said = say(
                "{country} is dissociated from it: {text}",
                country=reader.name(gone.participant),
                text=gone.reason,
            )
            yield Note(said.told(reader.translate), _places(gone.paragraph_numbers))


def _corrections(reader: Reader, it: Commitment, text: Text) -> Iterator[Note]:
    for one in it.slips.values():
        if one.symbol and one.revision == text.number:
            said = say(
                "{symbol}: for “{old}” read “{new}”",
                symbol=one.symbol,
                old=one.old,
                new=one.new,
            )
            yield Note(said.told(reader.translate), (one.paragraph,))


def _places(said: Sequence[str]) -> tuple[int, ...]:
    return tuple(int(part) for part in said if part.isascii() and part.isdigit())

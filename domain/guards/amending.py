"""Guards about amendments, corrections of a text, and the agenda of a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.case import Case, Sentence, say
from domain.deciding import Text
from domain.errors import Kind
from domain.guards.catalogue import guard
from domain.guards.said import number_said


def paragraphs_in(text: Text, language: str) -> tuple[str, ...]:
    """Return the paragraphs of a text in one language, none where it is not there."""
    if language == text.language:
        return text.paragraphs
    told = {key: paragraphs for key, paragraphs, _ in text.translations}
    return told.get(language, ())


def _waits(case: Case, name: str, waiting: Iterable[int]) -> bool:
    """Whether what is named waits; a button asks whether anything does."""
    number, found = number_said(case, name), set(waiting)
    return bool(found) if case.said is None and not number else number in found


def _place(case: Case, count: int) -> int:
    """Return the number of the paragraph that is named, 0 for none of the text."""
    number = number_said(case, "paragraph")
    return number if 1 <= number <= count else 0


@guard("a paragraph of the text, and the wording it is to have", about="input")
def amendment_written(case: Case) -> Sentence | None:
    """An amendment is in writing and changes something."""
    paragraphs = case.it.text.paragraphs
    place = _place(case, len(paragraphs))
    if not place:
        return say("the text has paragraphs 1 to {count}", count=len(paragraphs))
    change = case.input("change")
    wording = " ".join(str(case.input("wording")).split())
    if change == "take out" and len(paragraphs) == 1:
        return say("a text needs a paragraph at least")
    if change != "take out" and not wording:
        return say("this needs the wording the paragraph is to have")
    if change == "replace" and wording == paragraphs[place - 1]:
        return say("an amendment needs a wording that differs from the text")
    return None


@guard("an amendment to this revision that waits for an answer")
def amendment_waits(case: Case) -> Sentence | None:
    """The leads answer once, and on the text that counts."""
    current = case.it.text.number
    waiting = (
        one.number
        for one in case.it.amendments.values()
        if one.revision == current and not one.answer
    )
    if _waits(case, "amendment", waiting):
        return None
    return say(
        "this needs the number of an amendment to Rev.{revision} that waits",
        revision=current,
    )


@guard("words that stand in the paragraph, and others", about="input")
def slip_is_there(case: Case) -> Sentence | None:
    """A correction says what it corrects; what is not there can't be corrected."""
    language = str(case.input("language"))
    paragraphs = paragraphs_in(case.it.text, language)
    if not paragraphs:
        return say("the text is not on record in “{language}”", language=language)
    place = _place(case, len(paragraphs))
    if not place:
        return say("the text has paragraphs 1 to {count}", count=len(paragraphs))
    old, new = str(case.input("old")), str(case.input("new"))
    if not old or old not in paragraphs[place - 1]:
        return say("paragraph {number} does not read “{old}”", number=place, old=old)
    return say("a correction needs another wording") if old == new else None


@guard("a proposed correction of the text that is not issued yet")
def slip_waits(case: Case) -> Sentence | None:
    """What is issued was proposed first."""
    waiting = (one.number for one in case.it.slips.values() if not one.symbol)
    if _waits(case, "corrigendum", waiting):
        return None
    return say("this needs the number of a proposed correction of the text")


@guard("another person than who proposed it", kind=Kind.AUTHORITY, about="input")
def slip_by_another(case: Case) -> Sentence | None:
    """A corrigendum needs two persons."""
    known = case.it.slips.get(number_said(case, "corrigendum"))
    if known is None or known.by != case.actor.person:
        return None
    return say("a corrigendum needs a second person: you proposed it")


@guard("an item on the agenda")
def on_the_agenda(case: Case) -> Sentence | None:
    """What is decided on or taken off was put on before."""
    waiting = (one.number for one in case.it.agenda.values() if not one.withdrawn)
    if _waits(case, "item", waiting):
        return None
    return say("this needs the number of an item on the agenda")


@guard("an item on the agenda, where one is named", about="input")
def item_known(case: Case) -> Sentence | None:
    """A decision may be taken under an item."""
    return on_the_agenda(case) if case.input("item") else None


@guard("an objection of one's own that stands", kind=Kind.AUTHORITY)
def own_objection(case: Case) -> Sentence | None:
    """Who objected may take the objection back; nobody else."""
    own = (
        one.number
        for one in case.it.objections.values()
        if one.participant == case.actor.participant and not one.withdrawn
    )
    if _waits(case, "objection", own):
        return None
    return say("this needs the number of an objection of your own that stands")


@guard("a version after the one in force, of the same definition", about="input")
def newer_version(case: Case) -> Sentence | None:
    """Rules change by a new version, and never back."""
    said, known = case.input("rules"), case.definition
    rules = said if isinstance(said, Mapping) else {}
    if rules.get("key") == known.key and rules.get("version", 0) > known.version:
        return None
    return say(
        "this needs a version of “{key}” after {version}",
        key=known.key,
        version=known.version,
    )

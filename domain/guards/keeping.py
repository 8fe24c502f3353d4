"""Guards about undertakings, reports and corrections: two hands."""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards.catalogue import guard
from domain.guards.said import meeting_known, planned_readable, references_known

WEB = ("http://", "https://")


@guard("an owner: institution and focal point")
def has_owner(case: Case) -> Sentence | None:
    """Somebody is responsible, and somebody drafts."""
    if case.it.institution:
        return None
    return say("this needs an owner: a responsible institution and a focal point")


@guard("a focal point whose mandate is live", about="input")
def focal_point_live(case: Case) -> Sentence | None:
    """The focal point named holds a live mandate of the same participant."""
    participant = case.facts.participant(case.it.participant)
    number = case.input("focal_point")
    mandate = participant.mandates.get(number) if participant else None
    if mandate and mandate.capacity == "focal_point" and mandate.live(case.at):
        return None
    return say("this needs a focal point of the participant with a live mandate")


@guard("an entry, a field that may be corrected, and another reading", about="input")
def correction_only(case: Case) -> Sentence | None:
    """A correction never changes meaning: only the named fields can be corrected."""
    unfit: Sentence | None = case.whole.correction_unfit(case.said or {}, case.now)
    return unfit or _reading_unfit(case)


def _reading_unfit(case: Case) -> Sentence | None:
    """A corrected field is held to what the field itself is held to."""
    entry = case.whole.entry(case.said or {})
    field, new = case.input("field"), str(case.input("new"))
    ask = next((ask for ask in entry.ASKS if ask.name == field), None)
    if ask is not None and len(new) > ask.maximum:
        return say(
            "“{field}” may have at most {maximum} characters",
            field=ask.label,
            maximum=ask.maximum,
        )
    if ask is not None and ask.kind == "url" and not new.startswith(WEB):
        return say("an address begins with https://")
    read = replace(case, said={field: new})
    planned = planned_readable(read) if field == "planned" else None
    return planned or references_known(read) or meeting_known(read)


@guard("the record reads as it did when the correction was proposed", about="input")
def correction_still_fits(case: Case) -> Sentence | None:
    """What was recorded or corrected since may have left no room for it."""
    proposed = case.whole.correction_named(case.said or {})
    if proposed is None:
        return say("this needs a proposed correction that is not issued yet")
    entry = case.whole.entry({"version": proposed.version})
    if str(getattr(entry, proposed.field)) != proposed.old:
        return say("entry {version} was corrected since", version=proposed.version)
    told = {
        "version": proposed.version, "field": proposed.field, "new": proposed.new,
    }  # fmt: skip
    unfit: Sentence | None = case.whole.correction_unfit(told, case.now)
    return unfit


@guard("a proposed correction that is not issued yet")
def correction_open(case: Case) -> Sentence | None:
    """What is issued was proposed first."""
    known = case.whole.corrections if case.whole is not None else {}
    if any(not correction.issued for correction in known.values()):
        return None
    return say("this needs a proposed correction that is not issued yet")


@guard("another person than who proposed it", kind=Kind.AUTHORITY, about="input")
def corrected_by_another(case: Case) -> Sentence | None:
    """A corrigendum needs two persons."""
    proposed = case.whole.correction_named(case.said or {})
    if proposed is None:
        return say("this needs a proposed correction that is not issued yet")
    if proposed.by != case.actor.person:
        return None
    return say("a corrigendum needs a second person: you proposed it")

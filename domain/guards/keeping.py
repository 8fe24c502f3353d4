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


@guard("a second person of the same participant, not the drafter", kind=Kind.AUTHORITY)
def second_person(case: Case) -> Sentence | None:
    """Who drafted a report does not clear it (two hands)."""
    report = case.it.report_named(case.said or {})
    if report is None:
        return None
    if case.actor.person not in {report.drafted_by, report.correction_by}:
        return None
    return say(
        "this needs a second person of {country}: you drafted it",
        country=case.facts.name(case.it.participant),
    )


@guard("at least one report received on the record")
def report_received(case: Case) -> Sentence | None:
    """Work that began is work somebody reported."""
    if any(r.stage == "received" for r in case.it.reports.values()):
        return None
    return say("this needs a progress report received on the record")


@guard("a submitted report drafted by another person", kind=Kind.AUTHORITY)
def claim_has_second_person(case: Case) -> Sentence | None:
    """A claim of fulfilment rests on a report that somebody else drafted."""
    last = case.it.last_report
    if last is None or last.stage not in {"submitted", "received"}:
        return say("this needs the last report to be submitted first")
    if last.drafted_by != case.actor.person:
        return None
    return say(
        "this needs a second person of {country}: you drafted the report",
        country=case.facts.name(case.it.participant),
    )


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


@guard("no report that waits to be submitted")
def no_report_pending(case: Case) -> Sentence | None:
    """One report at a time is on its way."""
    last = case.it.last_report
    if last is None or last.stage != "handed over":
        return None
    return say("report {number} waits to be submitted first", number=last.number)


@guard("another participant's report", kind=Kind.AUTHORITY)
def not_own_report(case: Case) -> Sentence | None:
    """A lead puts no report of its own country on the record."""
    if case.actor.participant != case.it.participant:
        return None
    return say("a country does not receive its own report; the secretariat may")


@guard("a correction that was drafted")
def correction_drafted(case: Case) -> Sentence | None:
    """What is issued was drafted by somebody first."""
    report = case.it.report_named(case.said or {})
    if report is not None and report.correction:
        return None
    return say("this needs a correction drafted by the focal point")

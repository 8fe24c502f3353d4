"""Guards about progress reports: two hands, and figures that can be compared."""

from __future__ import annotations

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards.catalogue import guard
from domain.guards.periods import open_period
from domain.reporting import CORRECTABLE


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


@guard("a reporting period in which this undertaking owes a report")
def report_owed(case: Case) -> Sentence | None:
    """Nothing to report is said about a period, and clears it."""
    if case.input("period") or open_period(case) is not None:
        return None
    return say("this needs a reporting period that is open, with a report owed")


@guard("milestones that the undertaking has", about="input")
def milestones_known(case: Case) -> Sentence | None:
    """A report is about milestones that were set."""
    known = [str(number) for number in case.it.milestones]
    wrong = [part for part in case.input("milestones") or () if part not in known]
    if not wrong:
        return None
    return say(
        "the undertaking has these milestones: {known}; not {wrong}",
        known=known or "none",
        wrong=wrong,
    )


@guard("a quantity in the unit of the target", about="input")
def quantity_as_promised(case: Case) -> Sentence | None:
    """What was reached can be held against the target: both count the same.

    Where no unit is named it is that of the target.
    """
    unit, wanted = str(case.input("unit")), str(case.it.target.get("unit", ""))
    if not case.input("quantity") or (unit or wanted) == (wanted or unit) != "":
        return None
    if not (unit or wanted):
        return say("a quantity needs its unit: the target names none")
    return say(
        "this needs a quantity in {wanted}, the unit of the target; not in {unit}",
        wanted=wanted,
        unit=unit,
    )


@guard("another reading than the one on record", about="input")
def correction_differs(case: Case) -> Sentence | None:
    """A corrigendum to a report changes what was reported, and says how."""
    report = case.it.report_named(case.said or {})
    said = {name: case.input(name) for name in CORRECTABLE if case.input(name)}
    if report is not None and any(
        value != getattr(report, name) for name, value in said.items()
    ):
        return None
    return say(
        "a correction needs another reading of the narrative, of the own assessment"
        " or of the quantity"
    )


@guard("a question that is not answered yet")
def clarification_open(case: Case) -> Sentence | None:
    """What is answered was asked."""
    report = case.it.report_named(case.said or case.named)
    if report is not None and report.question is not None:
        return None
    return say("this needs a question about the report that is not answered yet")


@guard("a question about another participant's report", kind=Kind.AUTHORITY)
def asks_another(case: Case) -> Sentence | None:
    """A lead asks about other countries' reports, not about its own."""
    if case.actor.participant != case.it.participant:
        return None
    return say("a country asks for no clarification of its own report")

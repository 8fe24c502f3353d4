"""Guards about reporting periods: their days, who owes, and what may be granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.case import Case, Sentence, say
from domain.guards.catalogue import guard
from domain.period import OPEN, ReportingPeriod
from domain.words import shown_day as day

if TYPE_CHECKING:
    from domain.workflow import Definition


@guard("a period that ends after it begins, with reports due after that", about="input")
def period_in_order(case: Case) -> Sentence | None:
    """A period can't end before it begins, nor be due before it ends."""
    begins, ends, due = (str(case.input(name)) for name in ("begins", "ends", "due"))
    if ends < begins:
        return say(
            "a reporting period needs to end after it begins; this one runs from"
            " {begins} to {ends}",
            begins=day(begins),
            ends=day(ends),
        )
    if due and due < ends:
        return say(
            "reports need to be due after the period ends, {ends}; not {due}",
            ends=day(ends),
            due=day(due),
        )
    return None


@guard("the period has begun, and reports may still come in time")
def period_begun(case: Case) -> Sentence | None:
    """Who owes is fixed once the period runs; nobody is made silent at once."""
    if case.at < case.it.begins:
        return say("the reporting period begins {begins}", begins=day(case.it.begins))
    if case.at < case.it.closes:
        return None
    return say(
        "reports were accepted until {closes}; another period needs to be announced",
        closes=day(case.it.closes),
    )


@guard("the time for reports is over")
def period_over(case: Case) -> Sentence | None:
    """While reports may still be filed in time nobody is silent."""
    if case.at >= case.it.closes:
        return None
    return say(
        "reports may be filed until {closes}; the period needs that to be over",
        closes=day(case.it.closes),
    )


@guard("somebody who still owes a report")
def somebody_owes(case: Case) -> Sentence | None:
    """A reminder reminds somebody."""
    if any(still_owing(case)):
        return None
    return say("this needs somebody who still owes a report; nobody does")


@guard("a participant that owes a report for this period", about="input")
def concerned_owes(case: Case) -> Sentence | None:
    """Nothing is waived, and no time given, for who owes nothing."""
    code = str(case.input("concerned"))
    if not code or (code in case.it.owing and code not in case.it.waivers):
        return None
    return say(
        "this needs a participant that owes a report for this period; {country}"
        " owes none",
        country=case.facts.name(code),
    )


@guard("a day after that on which reports are due", about="input")
def extension_forward(case: Case) -> Sentence | None:
    """An extension gives time and takes none."""
    due = case.it.due_of(str(case.input("concerned")))
    if str(case.input("until")) > due:
        return None
    return say("an extension needs a day after {due}", due=day(due))


@guard("a reporting period that is open and in which a report is owed", about="input")
def period_named(case: Case) -> Sentence | None:
    """A report names a period of the register that has begun, or names none.

    One that is closed may be named: the report is late then, and changes no list.
    """
    named = str(case.input("period"))
    if not named:
        return None
    found = case.facts.period(named)
    if found is None or not found.owing:
        return say(
            "the register has no reporting period “{key}” that is open", key=named
        )
    if case.it.key in found.owing.get(case.it.participant, ()):
        return None
    return say(
        "{undertaking} owes no report for the reporting period “{key}”",
        undertaking=case.it.key,
        key=named,
    )


def open_period(case: Case) -> ReportingPeriod | None:
    """Return the period a report of this undertaking counts for by itself, if any.

    Of several that are open it is the one that is due first.
    """
    owner = case.it.participant
    open_now = [
        one
        for one in case.facts.periods()
        if one.stage == OPEN and case.it.key in one.owing.get(owner, ())
    ]
    return min(open_now, key=lambda one: (one.due_of(owner), one.key), default=None)


def still_owing(case: Case) -> Iterator[tuple[str, str]]:
    """Give who owes, with the undertaking, and has filed nothing by now."""
    filed = case.facts.filed(case.it, case.at)
    for code, ours in case.it.owing.items():
        if code not in case.it.waivers:
            yield from ((code, one) for one in ours if one not in filed)


def reporting_stages(definition: Definition) -> set[str]:
    """Return the stages in which an undertaking is live: reports are drafted there."""
    rows = definition.machines["undertaking"].moves
    drafting = (row for row in rows if row.event == "undertaking.report-handed-over")
    return {stage for row in drafting for stage in row.start}

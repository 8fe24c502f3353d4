"""Guards about a decision: silence, agreement ad referendum, and objections."""

from __future__ import annotations

from contextlib import suppress

from domain.case import Case, Sentence, say
from domain.errors import Malformed
from domain.guards.catalogue import guard
from domain.guards.said import number_said
from domain.guards.who import acting_leads, electors
from domain.words import hours_after, instant_of

MOST_HOURS = 366 * 24
OBJECTING = ("break-silence", "propose-amendment")
"""The acts that stop a silence and, after its end, come too late."""


def expiry_of(case: Case, since: str) -> str:
    """Return when silence ends, as said: after so many hours, or at an instant."""
    until, hours = str(case.input("until")), number_said(case, "hours")
    if until:
        with suppress(Malformed):
            return instant_of(until)
    return hours_after(since, hours) if 0 < hours <= MOST_HOURS else ""


def _unreadable(case: Case, since: str) -> Sentence | None:
    """Say what is wrong with the end of a silence, whatever the rules say of it."""
    until, hours = case.input("until"), number_said(case, "hours")
    if bool(until) == bool(hours):
        return say(
            "this needs how long silence runs: a number of hours, or the instant it"
            " ends with its zone, and not both"
        )
    if hours > MOST_HOURS or expiry_of(case, since) > hours_after(since, MOST_HOURS):
        return say("silence runs for at most {hours} hours", hours=MOST_HOURS)
    return None


@guard(
    "an end at least as far ahead as the process says",
    about="input",
    parameters=("silence_hours",),
)
def silence_long_enough(case: Case) -> Sentence | None:
    """A capital has time to answer: 72 hours at least (OSCE, UNGA 74/544)."""
    unreadable = _unreadable(case, case.now)
    if unreadable is not None:
        return unreadable
    hours = case.definition.parameters["silence_hours"]
    least, until = hours_after(case.now, hours), expiry_of(case, case.now)
    if until >= least:
        return None
    return say(
        "silence needs {hours} hours at least, so until {least}; you said {until}",
        hours=hours,
        least=least,
        until=until,
    )


@guard("an end after the one that was set", about="input")
def silence_longer(case: Case) -> Sentence | None:
    """An extension gives more time, never less."""
    since = case.it.silence_until or case.now
    unreadable = _unreadable(case, since)
    if unreadable is not None or expiry_of(case, since) > since:
        return unreadable
    return say("an extension needs an end after {until}", until=since)


@guard("silence that still runs, where it runs")
def silence_still_runs(case: Case) -> Sentence | None:
    """What counts is when it is received: strictly before the end (DOMAIN 6)."""
    until = case.it.silence_until
    if not until or case.now < until:
        return None
    if case.action not in OBJECTING:
        return say("silence ended at {until}; this needs it to run", until=until)
    return say(
        "silence ended at {until}; what comes now is a late objection, on the record"
        " without effect",
        until=until,
    )


@guard("silence that has run out")
def silence_over(case: Case) -> Sentence | None:
    """The clock says nothing before the end."""
    until = case.it.silence_until
    if until and case.now >= until:
        return None
    return say("silence runs until {until}", until=until or "an end that is set")


@guard("nobody objected to deciding this revision by silence")
def silence_not_refused(case: Case) -> Sentence | None:
    """One objection to the procedure itself stops it, for this text."""
    procedure = case.input("procedure") or case.it.procedure
    against = case.it.silence_refused.get(case.it.text.sha256)
    if procedure != "silence" or against is None:
        return None
    return say(
        "{country} objected to deciding Rev.{revision} by silence; it needs consensus"
        " in a meeting",
        country=case.facts.name(against),
        revision=case.it.text.number,
    )


@guard("a word that is due ad referendum")
def ad_referendum_pending(case: Case) -> Sentence | None:
    """Decides whether a text is adopted or agreed ad referendum."""
    if set(case.it.pending) & {*electors(case)}:
        return None
    return say("nobody agreed ad referendum")


@guard("a word of others that is due ad referendum")
def others_pending(case: Case) -> Sentence | None:
    """Decides whether the last one has cleared."""
    others = set(case.it.pending) & {*electors(case)} - {case.actor.participant}
    return None if others else say("nobody else agreed ad referendum")


@guard("nobody of the electorate left")
def nobody_left(case: Case) -> Sentence | None:
    """There is no decision without its electorate."""
    return None if not electors(case) else say("the electorate is there")


@guard("nobody of the electorate left but the tabler")
def nobody_but_the_tabler_left(case: Case) -> Sentence | None:
    """Nobody adopts alone what it tabled (DOMAIN 10)."""
    others = set(electors(case)) - {case.it.tabler}
    return None if not others else say("others of the electorate are left")


@guard("somebody of the electorate left besides the tabler")
def others_than_the_tabler(case: Case) -> Sentence | None:
    """Nobody adopts alone what it tabled (DOMAIN 10)."""
    if set(electors(case)) - {case.it.tabler}:
        return None
    return say(
        "a decision needs a participant of the electorate other than {tabler}, which"
        " tabled it",
        tabler=case.facts.name(case.it.tabler),
    )


@guard("nobody else of the electorate left")
def nobody_else_left(case: Case) -> Sentence | None:
    """When all drop out, nobody adopts."""
    others = set(electors(case)) - {case.actor.participant}
    return None if not others else say("others of the electorate are left")


@guard("not agreed ad referendum yet")
def not_yet_ad_referendum(case: Case) -> Sentence | None:
    """A participant reserves the word of its capital once."""
    code = case.actor.participant
    if code not in case.it.pending and code not in case.it.confirmed:
        return None
    return say("{country} agreed ad referendum already", country=case.facts.name(code))


@guard("an agreement ad referendum whose time has not run out")
def agreed_ad_referendum(case: Case) -> Sentence | None:
    """Who agreed subject to its capital confirms or declines, in time."""
    code = case.actor.participant
    due_at = case.it.pending.get(code)
    if due_at is None:
        return say(
            "{country} has agreed nothing ad referendum that waits for its word",
            country=case.facts.name(code),
        )
    if case.now < due_at:
        return None
    return say(
        "{country} could confirm until {until}",
        country=case.facts.name(code),
        until=due_at,
    )


@guard("an agreement ad referendum whose time has run out")
def ad_referendum_over(case: Case) -> Sentence | None:
    """The clock says nothing before the end."""
    due_at = case.it.pending.get(case.actor.participant, "")
    if due_at and case.now >= due_at:
        return None
    if not due_at:
        return say("no word is due ad referendum")
    return say("the word is due by {until}", until=due_at)


@guard(
    "reservations are allowed, where it is one",
    about="input",
    parameters=("reservations",),
)
def statement_allowed(case: Case) -> Sentence | None:
    """The definition says whether a text takes reservations (VCLT art. 19)."""
    allowed = case.definition.parameters["reservations"] == "allowed"
    if allowed or case.input("nature") != "reservation":
        return None
    return say("this text takes no reservations")


@guard("all other leads and co-leads agreed to withdraw it")
def leads_agree_to_withdraw(case: Case) -> Sentence | None:
    """The leads take a proposal back together; concurrence in the text is not that."""
    missing = _leads_missing(case)
    if not missing:
        return None
    return say(
        "withdrawing needs the agreement of {missing}",
        missing=[case.facts.name(code) for code in missing],
    )


def _leads_missing(case: Case) -> list[str]:
    agreed = {*case.it.withdrawing, case.actor.participant}
    return [code for code in acting_leads(case) if code not in agreed]


@guard("not agreed to withdraw it yet")
def not_yet_withdrawing(case: Case) -> Sentence | None:
    """A lead agrees once."""
    code = case.actor.participant
    if code not in case.it.withdrawing:
        return None
    return say("{country} agreed to withdraw it already", country=case.facts.name(code))

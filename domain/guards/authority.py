"""Whether the actor may act at all: a mandate or appointment, live and wide enough.

A mandate is checked when the act takes effect; an officer's appointment when it is
recorded (DOMAIN section 6).  Asked before any row of the table.
"""

from __future__ import annotations

from domain.case import Case, Sentence, say
from domain.guards.who import package_of


def authority_missing(case: Case) -> Sentence | None:
    """Say what is missing, or ``None``; engines and readers are not asked."""
    role = case.definition.roles.get(case.actor.role)
    if role is None or role.kind == "engine":
        return None
    if case.actor.entered_by:
        missing = _appointment_missing(
            case, case.actor.entered_under, case.actor.entered_by, case.actor.entered_as
        )
        if missing is not None:
            return missing
    if role.kind == "appointment":
        return _appointment_missing(
            case, case.actor.mandate, case.actor.person, case.actor.role
        )
    return _mandate_missing(case) or _beyond_scope(case)


def _appointment_missing(
    case: Case, number: str, person: str, role: str
) -> Sentence | None:
    held = case.facts.appointment(number)
    if held is None or held.holder != person or held.capacity != role:
        return say("this needs an appointment as {role}", role=role)
    if not held.live(case.now):
        return say("appointment {number} is not live any more", number=number)
    return None


def _mandate_missing(case: Case) -> Sentence | None:
    actor = case.actor
    participant = case.facts.participant(actor.participant)
    held = participant.mandates.get(actor.mandate) if participant else None
    if held is None or held.holder != actor.person or held.capacity != actor.role:
        return say(
            "this needs a mandate of {country} that is live at {at}",
            country=case.facts.name(actor.participant),
            at=case.at,
        )
    if held.live(case.at):
        return None
    if held.stage != "accepted":
        return say("mandate {number} is {stage}", number=held.number, stage=held.stage)
    return say(
        "mandate {number} is not live at {at}: it runs from {since} to {until}",
        number=held.number,
        at=case.at,
        since=held.since,
        until=held.ended or held.until,
    )


def _beyond_scope(case: Case) -> Sentence | None:
    participant = case.facts.participant(case.actor.participant)
    held = participant.mandates[case.actor.mandate] if participant else None
    if held is None or not held.scope:
        return None
    package = package_of(case)
    things = (
        package.key if package else "",
        case.it.key if case.it is not None else "",
        str(case.input("meeting")),
        str(getattr(case.it, "commitment", "")),
    )
    if held.covers(*things):
        return None
    return say(
        "mandate {number} covers {scope} only", number=held.number, scope=held.scope
    )

"""Who a person may act as: every live mandate and appointment, as an actor each."""

from __future__ import annotations

from collections.abc import Iterator

from application.commands.act import Act
from application.desk import Desk
from domain.errors import Malformed, NotAllowed
from domain.participant import Participant
from domain.words import Actor

READER = "reader"


def actors(desk: Desk, person: str, at: str, now: str = "") -> list[Actor]:
    """Return every actor the person can be at the instant *at*, officers first.

    An officer's appointment counts *now*, when the act is recorded.
    """
    found = [
        Actor(person, a.capacity, a.number)
        for a in desk.process.officers(person, now or at)
    ]
    for key in desk.directory.participants:
        participant = desk.as_of("participant", key, at)
        if isinstance(participant, Participant):
            found += [
                Actor(person, m.capacity, m.number, key)
                for m in participant.mandates_of(person, at)
            ]
    return found


def actor_for(desk: Desk, act: Act, at: str, now: str) -> list[Actor]:
    """Return the actors under whom *act* may be tried, as the person chose.

    The rules decide whether the mandate serves; here it is only found.
    """
    officer = _officer(desk, act, now)
    if act.for_mandate:
        return [_entered(desk, act, officer)]
    if act.participant and officer is not None and officer.role == "registrar":
        return [_with(officer, act.participant)]
    if act.mandate:
        return [_named(desk, act)]
    return actors(desk, act.person, at, now) or [Actor(act.person, READER)]


def _officer(desk: Desk, act: Act, now: str) -> Actor | None:
    for held in desk.process.officers(act.person, now):
        if held.number == act.mandate or not act.mandate:
            return Actor(act.person, held.capacity, held.number)
    return None


def _with(officer: Actor, participant: str) -> Actor:
    return Actor(officer.person, officer.role, officer.mandate, participant)


def _entered(desk: Desk, act: Act, officer: Actor | None) -> Actor:
    if officer is None:
        raise NotAllowed(
            "an act after the fact needs the secretariat or the registrar to enter it"
        )
    acting = _of_number(desk, act.for_mandate)
    return Actor(
        acting.person,
        acting.role,
        acting.mandate,
        acting.participant,
        officer.person,
        officer.role,
        officer.mandate,
    )


def _named(desk: Desk, act: Act) -> Actor:
    found = _of_number(desk, act.mandate)
    if found.person != act.person:
        raise NotAllowed(f"mandate {act.mandate} is held by somebody else")
    return found


def _of_number(desk: Desk, number: str) -> Actor:
    """Return the holder of a mandate or appointment, live or not."""
    for known in _all(desk, number):
        return known
    raise Malformed(f"there is no mandate “{number[:40]}”", "mandate")


def _all(desk: Desk, number: str) -> Iterator[Actor]:
    held = desk.process.appointments.get(number)
    if held is not None:
        yield Actor(held.holder, held.capacity, number)
    key = number.rsplit("-M", 1)[0]
    participant = desk.whole("participant", key)
    if isinstance(participant, Participant) and number in participant.mandates:
        mandate = participant.mandates[number]
        yield Actor(mandate.holder, mandate.capacity, number, key)

"""Who a person may act as: every live mandate and appointment, as an actor each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from application.commands.act import Act
from application.desk import Desk
from domain.acts import LATE_ROLES
from domain.errors import Malformed, NotAllowed, NotFound, quoted
from domain.participant import Participant
from domain.sentences import say
from domain.words import Actor

READER = "reader"


def actors(
    desk: Desk, person: str, at: str, now: str = "", among: Iterable[str] | None = None
) -> list[Actor]:
    """Return every actor the person can be at the instant *at*, officers first.

    An officer's appointment counts *now*, when the act is recorded.  *among* names the
    participants that can have granted a mandate, where that is known.
    """
    found = [
        Actor(person, a.capacity, a.number)
        for a in desk.process.officers(person, now or at)
    ]
    for key in desk.directory.participants if among is None else among:
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
        return [_with(desk, act, officer)]
    if act.mandate:
        return _for_participant(desk, act, [_named(desk, act)])
    found = actors(desk, act.person, at, now) or [Actor(act.person, READER)]
    return _for_participant(desk, act, found)


def _officer(desk: Desk, act: Act, now: str) -> Actor | None:
    """Return the officer who enters: one who may enter late acts before another."""
    held = [
        Actor(act.person, held.capacity, held.number)
        for held in desk.process.officers(act.person, now)
        if held.number == act.mandate or not act.mandate
    ]
    return next((a for a in held if a.role in LATE_ROLES), held[0] if held else None)


def _with(desk: Desk, act: Act, officer: Actor) -> Actor:
    """Return the registrar as the one who enters the participant's own act."""
    code = act.participant
    if desk.whole("participant", code) is None:
        raise NotFound(say("the register has no participant “{key}”", key=quoted(code)))
    it = desk.whole(act.kind, act.key) if act.key else None
    owner = str(getattr(it, "participant", "")) if it else code
    if act.kind in {"participant", "undertaking"} and owner != code:
        raise NotAllowed(
            say(
                "an act of {owner} is entered here, not one of {other}",
                owner=_name(desk, owner),
                other=_name(desk, code),
            )
        )
    return Actor(officer.person, officer.role, officer.mandate, code)


def _name(desk: Desk, code: str) -> str:
    found = desk.whole("participant", code)
    return found.name if isinstance(found, Participant) else code[:40]


def _for_participant(desk: Desk, act: Act, found: list[Actor]) -> list[Actor]:
    """Keep the actors of the participant that was named, if one was."""
    if not act.participant:
        return found
    kept = [actor for actor in found if actor.participant == act.participant]
    if not kept:
        raise NotAllowed(
            say("this needs a mandate of {owner}", owner=_name(desk, act.participant))
        )
    return kept


def _entered(desk: Desk, act: Act, officer: Actor | None) -> Actor:
    if officer is None:
        raise NotAllowed(
            "an act after the fact needs the secretariat or the registrar to enter it"
        )
    acting = _of_number(desk, act.for_mandate)
    if not acting.participant:
        raise NotAllowed(
            "an act after the fact is one of a participant; an officer's own act is"
            " entered by that officer"
        )
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
        raise NotAllowed(
            say("mandate {number} is held by somebody else", number=act.mandate)
        )
    return found


def _of_number(desk: Desk, number: str) -> Actor:
    """Return the holder of a mandate or appointment, live or not."""
    for known in _all(desk, number):
        return known
    raise Malformed(
        say("there is no mandate “{number}”", number=quoted(number)), "mandate"
    )


def _all(desk: Desk, number: str) -> Iterator[Actor]:
    held = desk.process.appointments.get(number)
    if held is not None:
        yield Actor(held.holder, held.capacity, number)
    key = number.rsplit("-M", 1)[0]
    participant = desk.whole("participant", key)
    if isinstance(participant, Participant) and number in participant.mandates:
        mandate = participant.mandates[number]
        yield Actor(mandate.holder, mandate.capacity, number, key)

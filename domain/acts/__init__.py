"""Decides an act: whether it may happen, and which event it is then.

The rules are asked here, before anything is recorded, and nowhere on replay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.acts import deciding as deciding
from domain.acts import reporting as reporting
from domain.acts import reviewing as reviewing
from domain.acts.compose import payload
from domain.acts.said import read_said, require
from domain.case import Case, Sentence, say
from domain.errors import Kind, Malformed, NotAllowed, NotFound, Refused
from domain.events import CATALOGUE, Ask
from domain.workflow import Machine, Refusal, choose

ENGINES = {"register", "clock"}
LATE_ROLES = {"secretariat", "registrar"}
REGISTRARS_OWN = {
    "commitment.announced": (
        Ask("target", "Target, as a source gives it", "mapping", "optional"),
        Ask("note", "Note", "long", "optional", maximum=4000),
        Ask("theme", "Theme, as a source has it", "text", "optional"),
        Ask("starts", "Start, as a source writes it", "text", "optional"),
        Ask("ends", "End, as a source writes it", "text", "optional"),
    ),
    "package.identified": (Ask("pillar", "Pillar", "pillar", "optional"),),
    "undertaking.owner-assigned": (
        Ask("institution", "Responsible institution", maximum=2000),
        Ask("focal_point", "Focal point's mandate", "mandate", "optional"),
    ),
}
"""What a source may tell, or leave open, that a participant says otherwise."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be recorded: the event's topic, its own fields and its stage."""

    topic: str
    said: dict[str, Any]
    stage: str
    role: str


def asks_of(machine: Machine, action: str) -> tuple[Ask, ...]:
    """Return what the action asks for; raises ``NotFound`` for no such action."""
    rows = machine.rows(action)
    if not rows:
        raise NotFound(
            say(
                "the definition has no action “{action}” for a {kind}",
                action=action,
                kind=machine.key,
            )
        )
    return CATALOGUE[rows[0].event].ASKS


def decide(case: Case, machine: Machine) -> Decision:
    """Weigh the case and say what is recorded; raises ``Refused`` or ``Malformed``."""
    asks = _asked(case, machine)
    if case.actor.role not in ENGINES:
        case.said = read_said(asks, case.said or {})
    _refuse(_out_of_time(case))
    found = choose(case, machine, case.action)
    if isinstance(found, Refusal):
        raise _no(found)
    if case.actor.role not in ENGINES:
        require(asks, case.said or {})
    _require_participant(case, found.event)
    said = payload(case, found.event)
    stage = "" if machine.within else found.destination(case)
    _refuse(_out_of_order(case, found.event, said, stage))
    return Decision(found.event, said, stage, case.played)


def _require_participant(case: Case, event: str) -> None:
    if "participant" in CATALOGUE[event].SUBJECT and not case.actor.participant:
        raise Malformed("this needs the participant whose act it is", "participant")


def _asked(case: Case, machine: Machine) -> tuple[Ask, ...]:
    """Return what the actor is asked; the registrar tells what a source does."""
    asks = asks_of(machine, case.action)
    if case.actor.role != "registrar":
        return asks
    return _registrars(machine.rows(case.action)[0].event)


@cache
def _registrars(event: str) -> tuple[Ask, ...]:
    own = REGISTRARS_OWN.get(event, ())
    replaced = {ask.name for ask in own}
    asks = CATALOGUE[event].ASKS
    return (*(ask for ask in asks if ask.name not in replaced), *own)


def _refuse(found: Refusal | None) -> None:
    if found is not None:
        raise _no(found)


def _no(found: Refusal) -> Refused:
    return (NotAllowed if found.kind is Kind.AUTHORITY else Refused)(found.sentence)


def _out_of_time(case: Case) -> Refusal | None:
    """The rules for late entries (DOMAIN section 6) that need no event."""
    if case.at > case.now:
        return _rule(
            say("an act can't take effect in the future; it is {now}", now=case.now)
        )
    if not case.late or case.actor.role in ENGINES:
        return None
    if not LATE_ROLES & {case.actor.role, case.actor.entered_as}:
        return Refusal(
            Kind.AUTHORITY,
            say("an act after the fact is entered by the secretariat or the registrar"),
        )
    if not any(part.strip() for part in case.basis):
        return _rule(
            say("a late entry needs a basis: the document or source it rests on")
        )
    return None


def _out_of_order(
    case: Case, topic: str, said: dict[str, Any], stage: str
) -> Refusal | None:
    if case.whole is None or case.at >= case.whole.last_act:
        return None
    if stage:
        return _rule(
            say(
                "a change of stage can't precede the last act of the record, {last}",
                last=case.whole.last_act,
            )
        )
    told = {"participant": case.actor.participant, **said}
    last = case.whole.last_acts.get(CATALOGUE[topic].subject_in(told), "")
    if case.at < last:
        return _rule(
            say("this can't precede the same subject's last act, {last}", last=last)
        )
    return None


def _rule(sentence: Sentence) -> Refusal:
    return Refusal(Kind.RULE, sentence)

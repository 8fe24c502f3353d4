"""What an act brings with it in other records, in the same transaction.

An endorsement opens an undertaking; a withdrawal stands leads down; a draft gets a
reference.  Each consequence is an act of the register itself, by a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from domain.case import Case
from domain.events import Event, commitment, participant


@dataclass(frozen=True, slots=True)
class Consequence:
    """An act the register takes because of another one."""

    kind: str
    key: str
    action: str
    said: dict[str, Any] = field(default_factory=dict)
    participant: str = ""
    begins: bool = False
    """Whether it opens a record that can't be there: its commitment is new."""


def consequences(case: Case, event: Event) -> Iterator[Consequence]:
    """Name what follows from *event*."""
    match event:
        case commitment.CommitmentDrafted():
            yield _allot(event.key)
        case commitment.CommitmentAnnounced():
            yield _allot(event.key)
            confirmed = (
                event.announcers if event.role == "registrar" else [event.participant]
            )
            for code in confirmed:
                key = f"{event.key}-{code}"
                yield replace(_open(event.key, key, code, event.target), begins=True)
        case commitment.AnnouncementConfirmed():
            key = f"{case.it.key}-{event.participant}"
            yield _open(case.it.key, key, event.participant, case.it.target)
        case commitment.CommitmentEndorsed():
            yield _open(
                case.it.key, event.undertaking, event.participant, case.it.target
            )
        case commitment.EndorsementWithdrawn():
            yield from _end_undertaking(case, event.participant)
        case commitment.ProposalTabled():
            yield Consequence(
                "package",
                case.it.package,
                "allot-symbol",
                {"symbol": event.symbol.split("/Rev.")[0], "commitment": case.it.key},
            )
        case commitment.ConsensusDeclared():
            yield from _enter_decision(case, event)
        case participant.WithdrawalNotified() | participant.WithdrawalTookEffect():
            yield from _leave(case, event)


def _allot(reference: str) -> Consequence:
    process, _, _ = reference.rpartition("-")
    return Consequence("process", process, "allot-reference", {"reference": reference})


def _open(reference: str, key: str, code: str, target: dict[str, Any]) -> Consequence:
    said = {"commitment": reference, "target": target}
    return Consequence("undertaking", key, "open", said, code)


def _enter_decision(
    case: Case, event: commitment.ConsensusDeclared
) -> Iterator[Consequence]:
    """Let the meeting's own record say what was decided there."""
    rows = case.definition.machines["meeting"].rows("decide")
    if not any("register" in row.who for row in rows):
        return  # a definition of before
    meeting = case.facts.meeting(event.meeting)
    agenda = meeting.agenda.values() if meeting else ()
    taken_up = (i for i in agenda if i.commitment == case.it.key and not i.withdrawn)
    item = next(taken_up, None)
    document = case.it.text.symbol or f"Rev.{event.revision}"
    said = {
        "decision": f"{case.it.title} ({document}): consensus",
        "commitment": case.it.key,
        "item": item.number if item else 0,
    }
    yield Consequence("meeting", event.meeting, "decide", said)


def _end_undertaking(case: Case, code: str) -> Iterator[Consequence]:
    live = [e for e in case.whole.endorsements if e.participant == code]
    for endorsement in live[-1:]:
        undertaking = case.facts.undertaking(endorsement.undertaking)
        if undertaking is None or undertaking.stage in {"withdrawn", "superseded"}:
            continue
        yield Consequence(
            "undertaking",
            endorsement.undertaking,
            "withdraw",
            {"reason": f"the endorsement of {case.it.key} was withdrawn"},
            code,
        )


def _leave(
    case: Case,
    event: participant.WithdrawalNotified | participant.WithdrawalTookEffect,
) -> Iterator[Consequence]:
    if isinstance(event, participant.WithdrawalTookEffect):
        yield from _leave_undertakings(case)
        return
    yield from _leave_committees(case)
    if case.now >= event.effective_at:
        key = case.it.key
        yield Consequence(
            "participant", key, "let-withdrawal-take-effect", participant=key
        )


def _leave_undertakings(case: Case) -> Iterator[Consequence]:
    """End what a participant that left had undertaken, where the definition says so.

    What is at an end already stays as it is, and what was acted on since it left (the
    act is entered late) goes on.
    """
    code, rule = case.it.key, case.definition.parameters.get("undertakings_on_leaving")
    for it in case.facts.undertakings_of(code) if rule == "withdrawn" else ():
        ended = case.definition.stage("undertaking", it.stage).end
        if not ended and it.last_act <= case.at:
            reason = f"{case.facts.name(code)} left the instrument"
            said = {"reason": reason}
            yield Consequence("undertaking", it.key, "withdraw", said, code)


def _leave_committees(case: Case) -> Iterator[Consequence]:
    code = case.it.key
    for package in case.facts.packages():
        if package.stage in {"concluded", "merged"}:
            continue
        if code in package.leads:
            yield Consequence("package", package.key, "stand-down", participant=code)
        if code in package.members:
            yield Consequence("package", package.key, "leave", participant=code)

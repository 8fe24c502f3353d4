"""Guards about milestones: what makes an undertaking verifiable, and what counts."""

from __future__ import annotations

from domain.case import Case, Sentence, say
from domain.guards.catalogue import guard
from domain.milestones import Milestone


@guard("an undertaking that is neither withdrawn nor superseded")
def undertaking_lives(case: Case) -> Sentence | None:
    """Nothing more is recorded of a promise that ended."""
    if case.it.live:
        return None
    return say("the undertaking is “{stage}”", stage=case.it.stage)


@guard("a milestone with a criterion and a day: this makes it verifiable")
def verifiable(case: Case) -> Sentence | None:
    """What is planned can be verified (DOMAIN section 5)."""
    if case.it.verifiable:
        return None
    return say("this needs a milestone with a criterion and a day")


@guard("work that had started")
def work_had_started(case: Case) -> Sentence | None:
    """What was suspended goes on where it was: planning is no way around a report."""
    return None if case.it.started else say("work had not started")


@guard("a reason, where another target is set already", about="input")
def new_target_explained(case: Case) -> Sentence | None:
    """A target may move, never silently."""
    if not case.it.target or str(case.input("reason")).strip():
        return None
    return say("this needs a reason in writing: there is a target already")


@guard("all milestones met")
def milestones_met(case: Case) -> Sentence | None:
    """Who claims to have done all of it has taken each step that stands."""
    still = [str(m.number) for m in case.it.milestones.values() if m.open]
    if not still:
        return None
    return say("this needs all milestones met; still open: {numbers}", numbers=still)


@guard("a day that lies ahead", about="input")
def due_lies_ahead(case: Case) -> Sentence | None:
    """Nothing is promised for a day that has passed."""
    due = case.input("due") or _reopened_for(case)
    if not due or due > case.at:
        return None
    return say("a milestone needs a day that lies ahead; {due} has passed", due=due)


def _reopened_for(case: Case) -> str:
    known = _named(case) if case.input("milestone") else None
    return known.due if known else ""


@guard("another day than the one it is due on", about="input")
def another_day(case: Case) -> Sentence | None:
    """To move a milestone to where it is moves nothing."""
    known = _named(case)
    if known is None or case.input("due") != known.due:
        return None
    return say(
        "this needs another day: milestone {number} is due by {due} already",
        number=known.number,
        due=known.due,
    )


@guard("a quantity with its unit, that of the target", about="input")
def quantity_in_unit(case: Case) -> Sentence | None:
    """A quantity can be held against the target when both count the same."""
    quantity, unit = case.input("quantity"), case.input("unit")
    if bool(quantity) != bool(unit):
        return say("a quantity needs its unit, and a unit its quantity")
    wanted = case.it.target.get("unit")
    if not unit or not wanted or unit == wanted:
        return None
    return say("the target counts {wanted}; not {unit}", wanted=wanted, unit=unit)


@guard("its day has passed")
def milestone_overdue(case: Case) -> Sentence | None:
    """A milestone is missed when its day is over, and not before."""
    known = _named(case)
    if known is not None and known.overdue(case.now):
        return None
    return say("the milestone's day has not passed")


def _named(case: Case) -> Milestone | None:
    found: Milestone | None = case.it.milestone_named(case.said or case.named)
    return found

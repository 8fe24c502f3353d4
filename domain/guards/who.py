"""Who acts: positions of a participant, and guards about authority."""

from __future__ import annotations

from typing import Any

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards.catalogue import POSITIONS, guard, position


def fills(case: Case, key: str) -> bool:
    """Whether the actor fills the role *key* in this case."""
    role, actor = case.definition.roles.get(key), case.actor
    if role is None:
        return False
    match role.kind:
        case "engine":
            return actor.role == key
        case "appointment":
            return actor.role == key
        case "mandate":
            return actor.role == key and bool(actor.participant)
        case "office":
            holder = case.facts.process.holder(key)
            return bool(holder) and _fills_for(case, role.filled_by, holder)
        case _:
            return actor.role in role.filled_by and POSITIONS[key](case)


def _fills_for(case: Case, roles: tuple[str, ...], participant: str) -> bool:
    return case.actor.role in roles and case.actor.participant == participant


def package_of(case: Case) -> Any:
    """Return the action package the case is about, or ``None``."""
    it = case.it
    if it is not None and it.KIND == "package":
        return it
    if it is not None and it.KIND == "undertaking":
        it = case.facts.commitment(it.commitment)
    key = case.input("package") if it is None else getattr(it, "package", "")
    return case.facts.package(key) if key else None


def stands(case: Case, code: str, *among: str) -> bool:
    """Whether a participant's standing is one of *among* (endorsing, when none)."""
    found = case.facts.participant(code)
    return found is not None and found.standing in (among or ("endorsing",))


def acting_leads(case: Case) -> list[str]:
    """Return the leads that may act: a suspended one leads in name only."""
    package = package_of(case)
    leads = package.leads if package else ()
    return [code for code in leads if stands(case, code)]


def electors(case: Case) -> list[str]:
    """Return who of the frozen electorate is still in it.

    Who left the process is not, nor who agreed ad referendum and dropped out.
    """
    frozen = getattr(case.it, "electorate", ())
    dropped = getattr(case.it, "dropped", ())
    return [code for code in frozen if code not in dropped and stands(case, code)]


@position
def lead(case: Case) -> bool:
    """The participant is lead or co-lead of the package, and endorsing."""
    return case.actor.participant in acting_leads(case)


@position
def member(case: Case) -> bool:
    """The participant takes part in the package, and is not suspended or gone."""
    package, code = package_of(case), case.actor.participant
    taking_part = bool(package) and code in package.everybody
    return taking_part and stands(case, code, "endorsing", "observer")


@position
def elector(case: Case) -> bool:
    """The participant is of the electorate frozen when a decision was sought."""
    return case.actor.participant in electors(case)


@position
def announcer(case: Case) -> bool:
    """The participant announced the commitment in its own name."""
    return case.actor.participant in getattr(case.it, "announcers", ())


@position
def partner_named(case: Case) -> bool:
    """The participant is named in a joint announcement and has not confirmed it."""
    return case.actor.participant in getattr(case.it, "unconfirmed", ())


@position
def endorser(case: Case) -> bool:
    """The participant has a live endorsement of the commitment."""
    return case.actor.participant in getattr(case.it, "endorsers", ())


@guard("the actor speaks for this very participant", kind=Kind.AUTHORITY)
def own_participant(case: Case) -> Sentence | None:
    """A mandate of one state gives no power over another."""
    owner = case.it.key if case.it.KIND == "participant" else case.it.participant
    if case.actor.participant == owner:
        return None
    return say(
        "this needs a mandate of {owner}; yours is of {other}",
        owner=case.facts.name(owner),
        other=case.facts.name(case.actor.participant),
    )


@guard("the announcing participant itself", kind=Kind.AUTHORITY)
def own_announcement(case: Case) -> Sentence | None:
    """Who announced decides; a shared commitment has no such owner."""
    if case.actor.participant in case.it.announcers:
        return None
    if not case.it.announcers:
        return say("this is a shared commitment; it needs the chair")
    return say(
        "this needs a mandate of {owners}, who announced it",
        owners=[case.facts.name(code) for code in case.it.announcers],
    )


@guard("the commitment is a shared one", kind=Kind.AUTHORITY)
def shared_form(case: Case) -> Sentence | None:
    """The chair disposes of shared commitments only."""
    if case.it.form == "shared":
        return None
    return say(
        "this is a {form} commitment; it needs the minister of who announced it",
        form=case.it.form,
    )


@guard("nobody grants a mandate to himself", kind=Kind.AUTHORITY)
def not_to_oneself(case: Case) -> Sentence | None:
    """Who grants is not who receives."""
    holder = case.input("holder")
    if not holder or holder not in {case.actor.person, case.actor.entered_by}:
        return None
    return say("nobody grants a mandate to himself; another person must do it")

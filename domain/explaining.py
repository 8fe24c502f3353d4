"""Explains how: for a move that is blocked, each unmet need with the acts that meet it.

It asks what :func:`domain.workflow.choose` asks, and goes on where that stops at the
first refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards import GUARDS, fills
from domain.guards.authority import authority_missing
from domain.guards.who import acting_leads, package_of
from domain.workflow import SAME, Machine, Move, Need, not_now, only, plays, starts

MET_BY: Mapping[str, tuple[str, ...]] = {
    "leads_concur": ("commitment concur",),
    "languages_complete": ("commitment add-translation",),
    "amendment_waits": ("commitment propose-amendment",),
    "slip_waits": ("commitment propose-text-correction",),
    "silence_not_refused": ("commitment revise",),
    "agreed_ad_referendum": ("commitment enter-ad-referendum",),
    "leads_agree_to_withdraw": ("commitment agree-to-withdraw",),
    "on_the_agenda": ("meeting add-agenda-item",),
    "electorate_of_two": ("package join", "participant endorse"),
    "others_than_the_tabler": ("participant endorse",),
    "meeting_has_quorum": ("meeting convene", "meeting record-presence"),
    "quorum_present": ("meeting record-presence",),
    "present_here": ("meeting record-presence",),
    "represented": ("participant delegate", "participant designate"),
    "has_owner": ("undertaking assign-owner",),
    "verifiable": ("undertaking set-milestone",),
    "milestones_met": ("milestone meet-milestone", "milestone drop-milestone"),
    "focal_point_live": ("participant delegate",),
    "report_received": ("report receive-report", "undertaking draft-report"),
    "claim_has_second_person": ("report submit-report",),
    "no_report_pending": ("report submit-report",),
    "correction_drafted": ("report draft-report-correction",),
    "clarification_open": ("report seek-clarification",),
    "no_draft_shared": ("undertaking publish-rating",),
    "reply_open": ("undertaking share-review-draft",),
    "reply_heard": ("undertaking share-review-draft", "undertaking give-reply"),
    "rating_stands": ("undertaking publish-rating",),
    "rerating_heard": ("undertaking contest-rating", "undertaking share-review-draft"),
    "report_owed": ("period announce", "period open"),
    "correction_open": ("* propose-correction",),
    "standing_is": ("participant endorse",),
    "is_lead": ("package volunteer-co-lead",),
    "plain_member": ("package stand-down",),
    "no_lead_left": ("package stand-down",),
    "is_in": ("commitment endorse",),
    "meeting_known": ("meeting schedule",),
}
"""The acts that meet a need, as ``machine action``; ``*`` is the machine itself."""
IN_TIME = {
    "comment_period_over": "comment_until",
    "period_begun": "begins",
    "period_over": "closes",
}
"""The needs that time alone meets, and the field that says when."""
GRANTED = {
    "minister": "participant enter-minister",
    "special_coordinator": "participant designate",
}
"""Where a mandate comes from; any other is delegated."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act that would meet a need: which action, on which thing."""

    machine: str
    action: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """One need that is not met; ``opens`` is when time alone meets it."""

    sentence: Sentence
    steps: tuple[Step, ...] = ()
    opens: str = ""
    authority: bool = False
    said: bool = False
    """Whether the form itself will ask for it."""


def explain(case: Case, machine: Machine, action: str) -> list[Unmet]:
    """Return every need that stands between the actor and the act, in order."""
    rows = [row for row in machine.rows(action) if not _engine(case, row)]
    mine = [row for row in rows if plays(case, row)]
    missing = authority_missing(case)
    found = []
    if missing is not None:
        found.append(Unmet(missing, _granting(case), authority=True))
    elif not mine:
        steps = (Step(machine.key, action, *_thing(case, machine.key)),)
        found.append(Unmet(only(case, rows), steps, authority=True))
    found += _beyond(case, machine, mine or rows)
    return found


def _beyond(case: Case, machine: Machine, rows: list[Move]) -> list[Unmet]:
    """Return what is not met apart from authority: the stage, or needs of a row."""
    stage = case.stage(machine.key)
    standing = [row for row in rows if starts(row, stage)]
    if not rows or not standing:
        where = _thing(case, machine.key)
        steps = [
            Step(machine.key, action, *where)
            for action in _towards(machine, stage, rows)
        ]
        return [Unmet(not_now(machine, rows, stage), tuple(steps))] if rows else []
    needs = [[*_needs(case, machine, row)] for row in standing]
    return min(needs, key=len)


def _needs(case: Case, machine: Machine, row: Move) -> Iterator[Unmet]:
    case.played = plays(case, row)
    for need in row.needs:
        guard = GUARDS[need.guard]
        if guard.kind is Kind.AUTHORITY and not case.played:
            continue
        steps = tuple(_meeting(case, machine, need))
        if case.said is None and guard.about_input:
            if steps:
                yield Unmet(say(guard.sentence, **need.arguments), steps, said=True)
            continue
        missing = need.unmet(case)
        if missing is not None:
            opens = str(getattr(case.it, IN_TIME.get(need.guard, ""), ""))
            authority = guard.kind is Kind.AUTHORITY
            yield Unmet(missing, steps, opens, authority=authority)


def _meeting(case: Case, machine: Machine, need: Need) -> Iterator[Step]:
    for named in MET_BY.get(need.guard, ()):
        where, action = named.replace("*", machine.key).split()
        if case.definition.machines[where].rows(action):
            yield Step(where, action, *_thing(case, where))


def _granting(case: Case) -> tuple[Step, ...]:
    role = case.definition.roles[case.actor.role]
    if role.kind != "mandate":
        return (Step("process", "appoint", "process", case.facts.process.key),)
    named = GRANTED.get(case.actor.role, "participant delegate")
    where, action = named.split()
    return (Step(where, action, *_thing(case, where)),)


def _thing(case: Case, machine: str) -> tuple[str, str]:
    """Return the thing an act is taken on: this one, its package, the own country."""
    kind = case.definition.machines[machine].within or machine
    if case.it is not None and kind == case.it.KIND:
        return kind, str(case.it.key)
    if kind == "package" and (package := package_of(case)) is not None:
        return kind, str(package.key)
    if kind == "participant":
        return kind, case.actor.participant
    return kind, ""


def _towards(machine: Machine, stage: str, rows: list[Move]) -> list[str]:
    """Return the acts that are a first step from *stage* to where a row starts."""
    wanted = {start for row in rows for start in row.start}
    ways: dict[str, list[str]] = {stage: []}
    reached, firsts = [stage], list[str]()
    while reached and not firsts:
        onward: dict[str, list[str]] = {}
        for here in reached:
            for row in machine.moves:
                for way in row.ways if here in row.start else ():
                    if way.stage not in {SAME, *ways}:
                        first = ways[here] or [row.action]
                        onward.setdefault(way.stage, []).extend(first)
        firsts = [a for key in onward if key in wanted for a in onward[key]]
        ways |= onward
        reached = [*onward]
    return [*dict.fromkeys(firsts)]


def _engine(case: Case, row: Move) -> bool:
    kinds = {case.definition.roles[key].kind for key in row.who}
    return kinds <= {"engine"}


# Who may


def players(case: Case, row: Move) -> Iterator[tuple[str, list[str]]]:
    """Give the roles of a row, each with the participants that could act in it now.

    No participants are named where any may, where the process appoints, or where
    something else is in the way of all of them.
    """
    for key in row.who:
        role = case.definition.roles[key]
        if role.kind == "appointment":
            yield key, []
        elif role.kind == "office":
            holder = case.facts.process.holder(key)
            yield from [(key, [holder])] if holder else []
        elif role.kind == "mandate":
            yield key, _own(case)
        elif role.kind == "position":
            yield key, [c for c in _pool(case) if _able(case, row, key, c)]


def _own(case: Case) -> list[str]:
    if case.it is None or case.it.KIND not in {"participant", "undertaking"}:
        return []
    return [case.it.key if case.it.KIND == "participant" else case.it.participant]


def _pool(case: Case) -> list[str]:
    package = package_of(case)
    found = [*acting_leads(case), *(package.everybody if package else ())]
    for name in ("electorate", "announcers", "unconfirmed", "endorsers"):
        found += getattr(case.it, name, ())
    return [*dict.fromkeys(found)]


def _able(case: Case, row: Move, key: str, code: str) -> bool:
    """Whether a participant plays a role, and what the row needs of it is met."""
    capacity = case.definition.roles[key].filled_by[0]
    asked = replace(case, actor=replace(case.actor, role=capacity, participant=code))
    asked.played = key
    stage = asked.stage(row.machine)
    return (
        fills(asked, key)
        and (starts(row, stage) or not stage)
        and not any(
            need.unmet(asked)
            for need in row.needs
            if not GUARDS[need.guard].about_input
        )
    )

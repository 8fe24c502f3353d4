"""What an event holds beyond what was filled in: ordinals, hashes, symbols, lists.

One function a topic; an event that needs nothing more takes its fields as said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any

from domain.case import Case
from domain.commitment import hash_of
from domain.events import CATALOGUE, Event
from domain.guards.periods import reporting_stages, still_owing
from domain.guards.texts import comment_until, electorate
from domain.guards.who import package_of
from domain.period import FILED, NIL, SILENT, WAIVED
from domain.words import days_after

Compose = Callable[[Case], dict[str, Any]]
COMPOSE: dict[str, Compose] = {}
ENVELOPE = frozenset(f.name for f in fields(Event)) | {"originator_topic", "key"}
EMPTY = {"str": "", "int": 0, "list[str]": [], "dict[str, Any]": {}}


def composes(topic: str) -> Callable[[Compose], Compose]:
    """Enter a function under the topic whose fields it works out."""

    def enter(function: Compose) -> Compose:
        COMPOSE[topic] = function
        return function

    return enter


def payload(case: Case, topic: str) -> dict[str, Any]:
    """Return the event's own fields, as filled in and as worked out."""
    worked_out = COMPOSE[topic](case) if topic in COMPOSE else {}
    said, found = case.said or {}, dict[str, Any]()
    for f in _own(topic):
        if f.name in worked_out:
            found[f.name] = worked_out[f.name]
        elif said.get(f.name) is not None:
            found[f.name] = said[f.name]
        elif f.default is MISSING:
            found[f.name] = EMPTY.get(str(f.type), "")
    return found


@cache
def _own(topic: str) -> tuple[Field[Any], ...]:
    """Return the fields an event has besides the envelope's."""
    return tuple(f for f in fields(CATALOGUE[topic]) if f.name not in ENVELOPE)


@composes("participant.withdrawal-notified")
def _(case: Case) -> dict[str, Any]:
    days = case.definition.parameters["withdrawal_notice_days"]
    return {"effective_at": days_after(case.at, days)}


@composes("participant.invited")
@composes("participant.observer-admitted")
@composes("participant.suspended")
@composes("participant.reinstated")
def _(case: Case) -> dict[str, Any]:
    return {"concerned": case.whole.key}


@composes("participant.declaration-attached")
def _(case: Case) -> dict[str, Any]:
    return {"number": len(case.whole.declarations) + 1}


@composes("participant.reservation-entered")
def _(case: Case) -> dict[str, Any]:
    return {"number": len(case.whole.reservations) + 1}


@composes("participant.minister-entered")
@composes("participant.special-coordinator-designated")
@composes("participant.mandate-delegated")
@composes("participant.credentials-submitted")
def _(case: Case) -> dict[str, Any]:
    return {"number": case.whole.next_mandate()}


@composes("process.officer-appointed")
def _(case: Case) -> dict[str, Any]:
    return {"number": case.whole.next_appointment()}


@composes("package.leadership-confirmed")
def _(case: Case) -> dict[str, Any]:
    return {"leads": list(case.it.leads)}


@composes("period.announced")
def _(case: Case) -> dict[str, Any]:
    rhythm = case.definition.parameters
    ends, late = case.input("ends"), rhythm.get("late_days", 0)
    due = case.input("due") or days_after(ends, rhythm["reporting_days"])
    remind = rhythm.get("reminder_days")
    return {
        "begins": f"{case.input('begins')[:10]}T00:00:00.000000Z",
        "due": due,
        "remind_at": days_after(due, -remind) if remind else "",
        "closes_at": days_after(due, late),
    }


@composes("period.opened")
def _(case: Case) -> dict[str, Any]:
    owing = dict(case.facts.performed(reporting_stages(case.definition)))
    return {"owing": owing, "reports": sum(map(len, owing.values()))}


@composes("period.reminder-issued")
def _(case: Case) -> dict[str, Any]:
    owed = list(still_owing(case))
    concerned = list(dict.fromkeys(code for code, _ in owed))
    return {"concerned": concerned, "reports": len(owed)}


@composes("period.closed")
def _(case: Case) -> dict[str, Any]:
    filed = case.facts.filed(case.it, case.at)
    found: dict[str, list[str]] = {name: [] for name in (FILED, NIL, SILENT, WAIVED)}
    for code, ours in case.it.owing.items():
        if code in case.it.waivers:
            found[WAIVED] += ours
            continue
        for one in ours:
            told = filed.get(one)
            found[SILENT if told is None else FILED if told else NIL].append(one)
    return found


@composes("meeting.quorum-established")
def _(case: Case) -> dict[str, Any]:
    present, of = case.it.quorum_of(case.facts)
    return {"present": present, "electorate": of}


@composes("meeting.statement-made")
def _(case: Case) -> dict[str, Any]:
    return {"number": len(case.whole.statements) + 1}


@composes("meeting.decision-taken")
def _(case: Case) -> dict[str, Any]:
    named = case.facts.commitment(case.input("commitment"))
    digest = named.text.sha256 if named else ""
    return {"number": len(case.whole.decisions) + 1, "sha256": digest}


@composes("commitment.drafted")
def _(case: Case) -> dict[str, Any]:
    return {
        "form": "shared",
        "language": case.definition.parameters["authentic_language"],
        "sha256": hash_of(case.input("paragraphs")),
    }


@composes("commitment.announced")
def _(case: Case) -> dict[str, Any]:
    partners = case.input("partners") or []
    said = case.said or {}
    own = [case.actor.participant] if case.actor.participant else []
    target = {k: said[k] for k in ("quantity", "unit", "by") if said.get(k)}
    return {
        "announcers": list(dict.fromkeys([*own, *partners])),
        "target": said.get("target") or target,
        "sha256": hash_of([case.input("title")]),
    }


@composes("commitment.concurred")
@composes("commitment.comment-period-ended")
def _(case: Case) -> dict[str, Any]:
    return of_text(case)


@composes("commitment.tabled")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {"symbol": _symbol(case)}


@composes("commitment.circulated")
def _(case: Case) -> dict[str, Any]:
    return {"revision": case.it.text.number, "comment_until": comment_until(case)}


@composes("commitment.decision-sought")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {"electorate": electorate(case)}


@composes("commitment.consensus-declared")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {"present": _present(case)}


@composes("commitment.endorsed")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {
        "ordinal": case.whole.next_ordinal(),
        "undertaking": case.whole.undertaking_key(case.actor.participant),
    }


def of_text(case: Case) -> dict[str, Any]:
    """Return what binds an act to the exact text it is about."""
    return {"revision": case.it.text.number, "sha256": case.it.text.sha256}


def _present(case: Case) -> list[str]:
    meeting = case.facts.meeting(case.input("meeting"))
    there = meeting.present if meeting else ()
    return [code for code in case.it.electorate if code in there]


def _symbol(case: Case) -> str:
    package, number = package_of(case), case.it.text.number
    given = case.facts.symbols(package.key)
    base: str = package.symbol_after(given, case.facts.process.key)
    return base if number == 1 else f"{base}/Rev.{number}"


@composes("commitment.revised")
def _(case: Case) -> dict[str, Any]:
    number = case.whole.text.number + 1
    symbol = case.it.symbol.split("/Rev.")[0]
    consulting = case.it.stage in {
        "in consultation", "decision sought", "silence running"
    }  # fmt: skip
    return {
        "revision": number,
        "language": case.it.text.language,
        "sha256": hash_of(case.input("paragraphs")),
        "symbol": f"{symbol}/Rev.{number}" if symbol else "",
        "comment_until": comment_until(case) if consulting else "",
    }


@composes("commitment.translation-added")
def _(case: Case) -> dict[str, Any]:
    return {
        "revision": case.it.text.number,
        "sha256": hash_of(case.input("paragraphs")),
    }


@composes("undertaking.statement-recorded")
def _(case: Case) -> dict[str, Any]:
    return {"number": len(case.whole.statements) + 1}


@composes("undertaking.milestone-set")
def _(case: Case) -> dict[str, Any]:
    return {"milestone": len(case.whole.milestones) + 1}


@composes("undertaking.milestone-rescheduled")
@composes("undertaking.milestone-met")
@composes("undertaking.milestone-missed")
@composes("undertaking.milestone-dropped")
@composes("undertaking.milestone-reopened")
def _(case: Case) -> dict[str, Any]:
    known = case.it.milestone_named(case.said or {})
    due = case.input("due") or known.due
    return {"milestone": known.number, "due": due, "was": known.due}


@composes("undertaking.fulfilment-reported")
def _(case: Case) -> dict[str, Any]:
    return {"report": case.it.last_report.number}


@composes("record.correction-proposed")
def _(case: Case) -> dict[str, Any]:
    entry = case.whole.entry(case.said or {})
    return {
        "number": case.whole.next_correction(),
        "old": str(getattr(entry, case.input("field"))),
    }


@composes("record.corrected")
def _(case: Case) -> dict[str, Any]:
    proposed = case.whole.correction_named(case.said or {})
    entry = next(
        event
        for event in case.whole.events
        if getattr(event, "TOPIC", "") == "record.correction-proposed"
        and event.number == proposed.number
    )
    return {
        "version": entry.version,
        "field": entry.field,
        "old": entry.old,
        "new": entry.new,
        "reason": entry.reason,
        "proposed_by": entry.by,
    }


@composes("record.advanced")
def _(case: Case) -> dict[str, Any]:
    rows = case.definition.machines[case.it.MACHINE].rows(case.action)
    return {"label": rows[0].label}

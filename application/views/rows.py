"""What each record shows in the views: its rows now, as a mapping.

A record is folded, its rows are taken before and after an event, and the difference is
what changes.  So no event can be forgotten here: a record that doesn't know an event
raises, and a changed record changes its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import singledispatch
from typing import Any

from application.views.asking import asks_of
from application.views.reviews import reviews_of
from application.views.tables import TABLES, Key
from domain.commitment import Commitment
from domain.deadlines import Deadline
from domain.evidence import File
from domain.meeting import Meeting
from domain.package import ActionPackage
from domain.participant import Participant
from domain.period import FILED, NIL, OWED, SILENT, WAIVED, ReportingPeriod
from domain.process import Process
from domain.record import Record
from domain.reporting import REPORTED
from domain.sentences import Translate
from domain.text import fold
from domain.undertaking import Undertaking
from domain.workflow import Definition

MANY = 10_000
CITATIONS, DEADLINES = TABLES["citations"], TABLES["deadlines"]
ASKS = TABLES["asks"]
MILESTONE = (
    "number", "title", "criterion", "stage", "due", "first_due", "met_at",
    "missed_at", "unit", "quantity",
)  # fmt: skip
Rows = dict[Key, dict[str, Any]]
MadeOf = dict[str, tuple[Any, ...]]
"""What the rows of a record are made of, by table."""
Found = Iterator[tuple[str, dict[str, Any]]]


def rows_of(
    record: Record, definition: Definition, of: Collection[str] = TABLES
) -> Rows:
    """Return the rows of *record*: (table, key) → the state's columns.

    Those of other tables than *of* may be left out.
    """
    found = (SHOWN.get(type(record)) or show)(record, definition, of)
    rows = {TABLES[table].named(row): row for table, row in found}
    for deadline in record.deadlines() if DEADLINES.name in of else ():
        row = _deadline(record, deadline)
        rows[DEADLINES.named(row)] = row
    for version, file in record.cited if CITATIONS.name in of else ():
        row = _citation(record, version, file)
        rows[CITATIONS.named(row)] = row
    for row in asks_of(record, definition) if ASKS.name in of else ():
        rows[ASKS.named(row)] = row
    return rows


def _deadline(record: Record, deadline: Deadline) -> dict[str, Any]:
    return {
        "kind": record.KIND,
        "reference": record.key,
        "action": deadline.action,
        "participant": deadline.participant,
        "number": deadline.number,
        "due": deadline.at,
    }


def _citation(record: Record, version: int, file: File) -> dict[str, Any]:
    return {
        "digest": file.sha256,
        "kind": record.KIND,
        "reference": record.key,
        "version": version,
        "type": file.type,
        "name": file.name,
        "size": file.size,
    }


@singledispatch
def show(record: Record, definition: Definition, of: Collection[str] = TABLES) -> Found:
    """Give the rows of a record; a kind nobody thought of is an error."""
    del definition, of
    raise TypeError(f"no view shows a {type(record).__name__}")


@show.register
def _(record: Process, *_: object) -> Found:
    for office, terms in record.offices.items():
        if terms and not terms[-1]["until"]:
            yield (
                "offices",
                {
                    "office": office,
                    "holder": terms[-1]["holder"],
                    "holder_text": terms[-1]["holder_text"],
                    "occurred": terms[-1]["occurred"],
                },
            )
    for appointment in record.appointments.values():
        if not appointment.ended:
            yield "mandates", _mandate(appointment, "")


def _mandate(held: Any, participant: str) -> dict[str, Any]:
    return {
        "number": held.number,
        "participant": participant,
        "holder": held.holder,
        "capacity": held.capacity,
        "stage": getattr(held, "stage", "accepted"),
        "scope": ",".join(getattr(held, "scope", ())),
        "until_at": held.until,
        "level": getattr(held, "level", ""),
        "granted_by": getattr(held, "granted_by", ""),
    }


@show.register
def _(record: Participant, *_: object) -> Found:
    names = record.names.get("en", [{"name": record.key, "formal_name": ""}])
    spell = record.spells[-1] if record.spells else None
    yield (
        "standings",
        {
            "participant": record.key,
            "standing": record.standing,
            "name": names[-1]["name"],
            "formal_name": names[-1]["formal_name"],
            "nature": record.nature,
            "occurred": (spell.occurred or spell.since) if spell else "",
            "sort": fold(names[-1]["name"]),
        },
    )
    for language, known in record.names.items():
        yield (
            "names",
            {
                "participant": record.key,
                "language": language,
                "name": known[-1]["name"],
                "formal_name": known[-1]["formal_name"],
            },
        )
        for name in known:
            yield _alias("participant", name["name"], record.key)
    for mandate in record.mandates.values():
        if not mandate.ended:
            yield "mandates", _mandate(mandate, record.key)


@show.register
def _(record: ActionPackage, *_: object) -> Found:
    yield (
        "packages",
        {
            "package": record.key,
            "number": record.number,
            "title": record.title,
            "pillar": record.pillar,
            "stage": record.stage,
            "completeness": record.completeness,
        },
    )
    for place, code in enumerate(record.everybody):
        position = "member"
        if code in record.leads:
            position = "lead" if place == 0 else "co-lead"
        yield (
            "memberships",
            {
                "package": record.key,
                "participant": code,
                "position": position,
                "occurred": "",
            },
        )
    for title in record.titles:
        yield _alias("package", title, record.key)


@show.register
def _(record: Meeting, *_: object) -> Found:
    yield (
        "meetings",
        {
            "meeting": record.key,
            "title": record.title,
            "nature": record.nature,
            "number": record.number,
            "planned": record.planned,
            "place": record.place,
            "hosts": ",".join(record.hosts),
            "stage": record.stage,
            "outcome": record.outcome,
        },
    )


@show.register
def _(
    record: Commitment, definition: Definition, of: Collection[str] = TABLES
) -> Found:
    if "commitments" in of:
        yield "commitments", _commitment(record, definition)
    for e in record.endorsements if "endorsements" in of else ():
        yield (
            "endorsements",
            {
                "commitment": record.key,
                "ordinal": e.ordinal,
                "participant": e.participant,
                "undertaking": e.undertaking,
                "standing": "out" if e.until else "in",
                "occurred": e.occurred,
            },
        )
    for symbol, revision in record.documents() if "symbols" in of else ():
        yield (
            "symbols",
            {"symbol": symbol, "reference": record.key, "revision": revision},
        )


def _commitment(record: Commitment, definition: Definition) -> dict[str, Any]:
    return {
        "reference": record.key,
        "form": record.form,
        "stage": record.stage,
        "visible": definition.stage("commitment", record.stage).visible,
        "title": record.title,
        "package": record.package,
        "pillar": record.pillar,
        "announcers": ",".join(bound_by(record) or [record.drafter]),
        "meeting": record.meeting,
        "target": target_words(record.target),
        "verifiable": int(record.verifiable),
        "occurred": record.occurred.occurred if record.occurred else "",
        "successor": record.successor,
    }


@show.register
def _(record: Undertaking, *_: object) -> Found:
    yield (
        "undertakings",
        {
            "reference": record.key,
            "commitment": record.commitment,
            "participant": record.participant,
            "stage": record.stage,
            "institution": record.institution,
            "rating": record.last_rating.rating if record.last_rating else "",
            "reports": sum(r.stage in REPORTED for r in record.reports.values()),
            "focal_point": record.focal_point,
            "received": sum(r.stage == "received" for r in record.reports.values()),
            "statements": len(record.statements),
            "verifiable": int(record.verifiable),
        },
    )
    yield from _reports(record)
    yield from reviews_of(record)
    for milestone in record.milestones.values():
        yield (
            "milestones",
            {
                "undertaking": record.key,
                "participant": record.participant,
                **{name: getattr(milestone, name) for name in MILESTONE},
            },
        )


def _reports(record: Undertaking) -> Found:
    for report in record.reports.values():
        yield (
            "reports",
            {
                "undertaking": record.key,
                "number": report.number,
                "stage": report.stage,
                "self_status": report.self_status,
                "period": report.period,
                "unit": report.unit,
                "symbol": report.symbol,
                "submitted_at": report.submitted_at,
                "received_at": report.received_at,
                "quantity": report.quantity,
                "late": int(report.late),
                "nil": int(report.nil),
                "corrigenda": len(report.corrigenda),
            },
        )


@show.register
def _(record: ReportingPeriod, _: Definition, of: Collection[str] = TABLES) -> Found:
    if "periods" in of:
        yield "periods", _period(record)
    for code, ours in record.owing.items() if "owed" in of else ():
        yield from _owed(record, code, ours)


def _owed(record: ReportingPeriod, code: str, ours: list[str]) -> Found:
    """Give that a participant's reports are owed, and what became of each.

    That one was owed stays so for ever; what came of it is a row of its own.  So
    nothing is rewritten when a period closes, however many are owed.
    """
    key, due = record.key, record.due_of(code)
    for one in ours:
        row = {
            "period": key, "undertaking": one, "standing": OWED, "participant": code,
            "due": due,
        }  # fmt: skip
        yield "owed", row
        standing = record.standing(one, code)
        if standing != OWED:
            yield "owed", row | {"standing": standing}


def _period(record: ReportingPeriod) -> dict[str, Any]:
    counts = Counter(record.outcome.values())
    return {
        "period": record.key,
        "title": record.title,
        "stage": record.stage,
        "begins": record.begins,
        "ends": record.ends,
        "due": record.due,
        "closes": record.closes,
        "opened": record.opened_at,
        "closed": record.closed_at,
        "owed": sum(map(len, record.owing.values())),
        **{name: counts[name] for name in (FILED, NIL, SILENT, WAIVED)},
    }


SHOWN = {kind: show.dispatch(kind) for kind in Record.__subclasses__()}


def made_of(record: Record) -> MadeOf | None:
    """Return what the rows of *record* are made of, by table.

    While that is equal, so are the table's rows; ``None`` where it is not known.  Most
    acts touch nothing that a row shows.
    """
    found = _own_parts(record)
    return None if found is None else found | {CITATIONS.name: tuple(record.cited)}


def _own_parts(record: Record) -> MadeOf | None:
    match record:
        case Commitment():
            own = (
                record.form, record.stage, record.title, record.package, record.pillar,
                record.drafter, record.meeting, record.occurred, record.successor,
                *record.announcers, None, *record.unconfirmed, None,
                *record.target.items(),
            )  # fmt: skip
            waits = (
                *record.concurrences.items(), None, *record.electorate,
                record.procedure, record.comment_until, *record.pending.items(), None,
                *record.confirmed, None, *record.dropped, *record.amendments.values(),
                *record.corrections.values(),
            )  # fmt: skip
            return _with_asks(waits, {
                "commitments": own,
                "endorsements": tuple(record.endorsements),
                "symbols": tuple(record.documents()),
                "deadlines": tuple(record.deadlines()),
            })  # fmt: skip
        case ActionPackage():
            shown = (
                record.number, record.title, record.pillar, record.stage,
                record.completeness,
            )  # fmt: skip
            members = (*record.everybody, None, *record.leads)
            titles = tuple(record.titles)
            found = {"packages": shown, "memberships": members, "aliases": titles}
            return _with_asks(tuple(record.corrections.values()), found)
        case Process():
            terms = [(office, *held[-1].items()) for office, held in _offices(record)]
            appointments = tuple(record.appointments.values())
            due = tuple(record.deadlines())
            waits = record.stage, *record.corrections.values()
            return _with_asks(waits, {
                "offices": tuple(terms), "mandates": appointments, "deadlines": due,
            })  # fmt: skip
        case ReportingPeriod():
            days = (record.begins, record.ends, record.due, record.closes)
            passed = (record.stage, record.opened_at, record.closed_at)
            became = (record.owing, record.outcome, *record.waivers)
            granted = (record.due, *(e["until"] for e in record.extensions))
            return _with_asks(tuple(record.corrections.values()), {
                "periods": (record.title, *days, *passed, *became),
                "owed": (record.stage, *granted, None, *became),
                "deadlines": tuple(record.deadlines()),
            })  # fmt: skip
        case _:
            return None


def _with_asks(waits: tuple[Any, ...], shown: MadeOf) -> MadeOf:
    """Add what a record asks for: made of all it shows, and of what it *waits* for."""
    return shown | {"asks": (waits, *shown.values())}


def _offices(record: Process) -> list[tuple[str, list[dict[str, str]]]]:
    return [(office, terms) for office, terms in record.offices.items() if terms]


def _alias(kind: str, name: str, leads_to: str) -> tuple[str, dict[str, Any]]:
    row = {"kind": kind, "alias": fold(name), "leads_to": leads_to, "shown": name}
    return "aliases", row


def target_words(target: dict[str, Any], translate: Translate = str) -> str:
    """Return a target as people read it: *4000 refugees by 2028*."""
    if not target:
        return ""
    parts = [_figure(target[k]) for k in ("quantity", "unit") if target.get(k)]
    for key, word in (
        ("per", "per"),
        ("over", "over"),
        ("by", "by"),
        ("start", "from"),
    ):
        if target.get(key):
            parts.append(f"{translate(word)} {target[key]}")
    return " ".join(parts)


def _figure(value: Any) -> str:
    """Write a figure in threes, so that it can be read."""
    return f"{value:,}" if isinstance(value, int) and value >= MANY else str(value)


def bound_by(record: Commitment) -> list[str]:
    """Return who announced it and is bound: a partner from its own word on."""
    return [code for code in record.announcers if code not in record.unconfirmed]

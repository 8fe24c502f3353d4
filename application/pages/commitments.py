"""The commitments: the list with its filters, and one commitment whole."""

from __future__ import annotations

from typing import Any

from application.pages.acts import available
from application.pages.history import timeline
from application.pages.noted import noted, on_the_whole
from application.pages.pieces import commitment_row, when_of
from application.pages.plans import plan
from application.pages.reader import Reader
from application.pages.rules import rule_of
from application.pages.texts import text_of, texts_for
from application.pages.timelines import of_commitment
from application.pages.voices import voices
from application.views.rows import target_words
from domain.commitment import Commitment
from domain.divergence import last_received
from domain.undertaking import Undertaking
from domain.workflow import Machine, Stage

PAGE = 50
PILE = {
    "negotiated": "in committee",
    "adopted": "adopted",
    "open": "open for endorsement",
    "announced": "announced",
    "done": "closed or concluded",
    "over": "ended otherwise",
}
"""The parts of a bar; a stage of a definition's own falls into one of them too."""
NAMED = {
    "adopted": "adopted",
    "open": "open",
    "announced": "announced",
    "closed": "done",
    "concluded": "done",
}
RULED = {"yes": "reported", "no": "no report"}
FILTERS = (
    "package", "pillar", "stage", "form", "participant", "visible", "reported", "pile",
    "meeting",
)  # fmt: skip


def listing(
    reader: Reader, *, after: str = "", limit: int = PAGE, **wanted: str
) -> dict[str, Any]:
    """Return a page of the list; *wanted* filters by :data:`FILTERS`."""
    asked = {name: wanted.get(name, "") for name in FILTERS}
    values = asked | {"stages": ",".join(stages_in(reader, asked["pile"]))}
    rows = reader.rows("commitments", **values, after=after, limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    return {
        "commitments": [_row(reader, row) for row in rows],
        "perhaps": [
            row
            for row in reader.rows("commitments_perhaps")
            if reader.may_see(row["visible"], "")
        ],
        "filters": asked,
        "rule": rule_of(reader, RULED.get(asked["reported"], "")),
        "next": rows[-1]["reference"] if more else "",
    }


def stages_in(reader: Reader, pile: str) -> list[str]:
    """Return the stages that a part of a bar stands for, by the definition."""
    machine = reader.definition.machines["commitment"]
    found = [key for key in machine.stages if pile_of(machine, key) == pile]
    return found or ([pile] if pile else [])


def pile_of(machine: Machine, key: str) -> str:
    """Return the part of a bar that a stage is counted in."""
    if key in NAMED:
        return NAMED[key]
    return "over" if machine.stages.get(key, Stage(key)).end else "negotiated"


def _row(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    shown = commitment_row(reader, row) | {"when": when_of(row)}
    return shown | {"target": ""} if shown["hidden"] else shown


def page(reader: Reader, reference: str) -> dict[str, Any]:
    """Return one commitment; a hidden one keeps only reference, stage and package."""
    it: Commitment = reader.record("commitment", reference)
    visible = reader.definition.stage("commitment", it.stage).visible
    seen = reader.may_see(visible, it.package, [*it.announcers, it.drafter])
    found: dict[str, Any] = {
        "reference": reference,
        "form": it.form,
        "stage": it.stage,
        "package": it.package,
        "pillar": it.pillar,
        "version": it.version,
        "edition": it.edition,
        "hidden": not seen,
        "history": timeline(reader, "commitment", reference),
        "actions": []
        if reader.when.past
        else available(reader, "commitment", reference),
    }
    found["may"] = [one["action"] for one in found["actions"] if one["allowed"]]
    if not seen:
        return found | {"title": "", "stated": {}}
    over_time = of_commitment(reader, reference, found["history"])
    drawn = {"timeline": over_time, "plan": plan(reader, commitment=reference)}
    return found | _content(reader, it) | drawn


def _content(reader: Reader, it: Commitment) -> dict[str, Any]:
    leads = reader.find("package", it.package) if it.package else None
    return {
        "title": it.title,
        "note": it.note,
        "theme": it.theme,
        "stated": it.stated,
        "meeting": it.meeting,
        "meeting_title": _title(reader, "meeting", it.meeting),
        "package_title": _title(reader, "package", it.package),
        "pillar_title": _pillar(reader, it.pillar),
        "target": it.target,
        "target_words": target_words(it.target, reader.translate),
        "verifiable": it.verifiable,
        "missing": missing(it),
        "announcers": reader.named(it.announcers),
        "unconfirmed": reader.named(it.unconfirmed),
        "drafter": it.drafter,
        "sponsors": reader.named(it.sponsors),
        "symbol": it.symbol,
        "texts": [text_of(text) for text in texts_for(reader, it)],
        "noted": noted(reader, it, it.text) if it.texts else [],
        "on_the_whole": on_the_whole(reader, it, it.text) if it.texts else [],
        "concurrences": [
            {
                "code": code,
                "name": reader.name(code),
                "concurs": bool(it.texts)
                and it.concurrences.get(code) == it.text.sha256,
            }
            for code in getattr(leads, "leads", ())
        ],
        "electorate": reader.named(it.electorate),
        "procedure": it.procedure,
        "comment_until": it.comment_until,
        "silence_until": it.silence_until,
        "silence_said": it.silence_said,
        "pending": [
            {"code": code, "name": reader.name(code), "until": until}
            for code, until in it.pending.items()
        ],
        "without": reader.named(it.decision.get("without", it.dropped)),
        "withdrawing": reader.named(it.withdrawing),
        "decision": it.decision,
        "endorsements": [
            {
                "code": e.participant,
                "name": reader.name(e.participant),
                "ordinal": e.ordinal,
                "revision": e.revision,
                "sha256": e.sha256,
                "when": {
                    "said": e.occurred,
                    "occurred_at": e.since,
                    "earliest": e.earliest,
                },
                "until": e.until,
                "reservation": e.reservation,
                "declaration": e.declaration,
                "paragraph_numbers": list(e.paragraph_numbers),
                "undertaking": e.undertaking,
            }
            for e in it.endorsements
        ],
        "undertakings": [
            _undertaking(reader, row)
            for row in reader.rows("undertakings_of_commitment", commitment=it.key)
        ],
        "dissociations": [
            {
                "name": reader.name(d.participant),
                "paragraphs": d.paragraph_numbers,
                "text": d.reason,
            }
            for d in it.dissociations
        ],
        "deposits": it.deposits,
        "matches": it.matches,
        "successor": it.successor,
        "predecessors": _predecessors(reader, it.key),
        "reason": it.reason,
    }


def _title(reader: Reader, kind: str, key: str) -> str:
    """Return the title a thing had then, empty for none."""
    return str(getattr(reader.find(kind, key), "title", "")) if key else ""


def _pillar(reader: Reader, code: str) -> str:
    return str(reader.desk.process.pillars.get(code, {}).get("title", ""))


def _undertaking(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    """Return one participant's performance with the last word of each voice."""
    it = reader.find("undertaking", row["reference"])
    report = last_received(it) if isinstance(it, Undertaking) else None
    return row | {
        "participant": reader.one(row["participant"]),
        "narrative": report.narrative if report else "",
        "voices": voices(reader, it) if isinstance(it, Undertaking) else {},
    }


def missing(it: Commitment) -> str:
    """Say what an announcement lacks to be verifiable; a shared text is no target."""
    if it.form == "shared" or it.verifiable:
        return ""
    measure, date = it.target.get("quantity"), it.target.get("by")
    if not measure and not date:
        return "no measure and no date"
    return "no date" if measure else "no measure"


def _predecessors(reader: Reader, reference: str) -> list[dict[str, Any]]:
    """Return what this commitment superseded, and who endorsed that."""
    return [
        {
            "reference": row["reference"],
            "title": row["title"],
            "endorsers": reader.named(
                r["participant"]
                for r in reader.rows("endorsers_of", reference=row["reference"])
            ),
        }
        for row in reader.rows("predecessors", reference=reference)
    ]


__all__ = ["FILTERS", "PAGE", "listing", "page"]

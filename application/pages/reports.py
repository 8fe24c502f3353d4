"""The reports of an undertaking, each with what was asked about it and corrected in it.

Until one is received its own people and the committee's officers alone read it; that
there is one, and at which stage, is no secret.
"""

from __future__ import annotations

from typing import Any

from application.pages.acts import available
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader
from domain.period import ReportingPeriod
from domain.reporting import Clarification, Report
from domain.undertaking import Undertaking

MACHINE = "report"
WITHDRAWN = "withdrawn"


def told(reader: Reader, it: Undertaking) -> list[dict[str, Any]]:
    """Return the reports as they stood, each with what the viewer may do."""
    return [_report(reader, it, report) for report in it.reports.values()]


def _report(reader: Reader, it: Undertaking, report: Report) -> dict[str, Any]:
    visible = reader.definition.stage(MACHINE, report.stage).visible
    shown: dict[str, Any] = {
        "number": report.number,
        "stage": report.stage,
        "submitted_at": day_or_instant(report.submitted_at),
        "received_at": day_or_instant(report.received_at),
        "symbol": report.symbol,
        "period": _period(reader, report.period),
        "late": report.late,
        "due": day_or_instant(report.due),
        "actions": _on(reader, it, report),
    }
    if not reader.may_see(visible, "", [it.participant]):
        return shown | {"hidden": True, "nil": False}
    return shown | _content(reader, it, report) | {"hidden": False}


def _content(reader: Reader, it: Undertaking, report: Report) -> dict[str, Any]:
    return {
        "nil": report.nil,
        "self_status": report.self_status,
        "narrative": report.narrative,
        "evidence": list(report.evidence),
        "quantity": report.quantity,
        "unit": report.unit,
        "milestones": [
            {"number": one.number, "title": one.title}
            for one in it.milestones.values()
            if str(one.number) in report.milestones
        ],
        "clarifications": [_question(reader, one) for one in report.clarifications],
        "withdrawn": report.withdrawn,
        "corrigenda": [
            told | {"at": day_or_instant(told["at"]), "readings": readings(told)}
            for told in report.corrigenda
        ],
        "correction_drafted": bool(report.correction),
    }


def readings(corrigendum: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a corrigendum changed: each field as it read, and as it reads."""
    fields = dict.fromkeys(("narrative", *corrigendum["are"]))
    were = {"narrative": corrigendum["old"], **corrigendum["were"]}
    are = {"narrative": corrigendum["new"], **corrigendum["are"]}
    return [
        {"field": name, "old": were.get(name, ""), "new": are[name]}
        for name in fields
        if are[name]
    ]


def _question(reader: Reader, one: Clarification) -> dict[str, Any]:
    return {
        "question": one.question,
        "by": reader.name(one.by),
        "at": day_or_instant(one.at),
        "answer": one.answer,
        "answered_at": day_or_instant(one.answered_at),
    }


def _period(reader: Reader, key: str) -> dict[str, str] | None:
    found = reader.find("period", key) if key else None
    return (
        {"key": key, "title": found.title}
        if isinstance(found, ReportingPeriod)
        else None
    )


def _on(reader: Reader, it: Undertaking, report: Report) -> list[dict[str, Any]]:
    """Return what the viewer may do with one report that is not the last."""
    if reader.when.past or not reader.viewer.person or report is it.last_report:
        return []
    found = available(reader, "undertaking", it.key, {"report": str(report.number)})
    return [one for one in found if one["machine"] == MACHINE and one["allowed"]]

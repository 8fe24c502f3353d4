"""One undertaking: what a participant does about what it promised, in four voices.

Self-report, receipt, rating and contestation stay apart and never become one status;
the last two are empty under a definition without an independent reviewer.
"""

from __future__ import annotations

from typing import Any

from application.pages.acts import available
from application.pages.history import cited, timeline
from application.pages.pieces import day_or_instant, meeting_of
from application.pages.reader import Reader
from application.views.rows import target_words
from domain.commitment import Commitment
from domain.undertaking import Report, Undertaking

RECEIVED = "received"


def page(reader: Reader, reference: str) -> dict[str, Any]:
    """Return one undertaking as it stood; raises ``NotFound``."""
    it: Undertaking = reader.record("undertaking", reference)
    promise = reader.find("commitment", it.commitment)
    title = promise.title if isinstance(promise, Commitment) else ""
    reports = [_report(reader, it, report) for report in it.reports.values()]
    return {
        "reference": reference,
        "commitment": {"reference": it.commitment, "title": title},
        "participant": reader.one(it.participant),
        "stage": it.stage,
        "target": it.target,
        "target_words": target_words(it.target, reader.translate),
        "institution": it.institution,
        "focal_point": it.focal_point,
        "evidence": it.evidence,
        "reports": reports,
        "statements": [
            said
            | {
                "basis": cited(reader, said["basis"]),
                "meeting": meeting_of(reader, said["meeting"]),
            }
            for said in it.statements
        ],
        "voices": _voices(reports),
        "version": it.version,
        "edition": it.edition,
        "history": timeline(reader, "undertaking", reference),
        "actions": []
        if reader.when.past
        else available(reader, "undertaking", reference),
    }


def _report(reader: Reader, it: Undertaking, report: Report) -> dict[str, Any]:
    """Return one report; until it is received its own people alone read it."""
    visible = reader.definition.stage("report", report.stage).visible
    shown: dict[str, Any] = {
        "number": report.number,
        "stage": report.stage,
        "submitted_at": day_or_instant(report.submitted_at),
        "received_at": day_or_instant(report.received_at),
        "symbol": report.symbol,
    }
    if not reader.may_see(visible, "", [it.participant]):
        return shown | {"hidden": True}
    return shown | {
        "hidden": False,
        "self_status": report.self_status,
        "narrative": report.narrative,
        "evidence": list(report.evidence),
        "corrigenda": [
            told | {"at": day_or_instant(told["at"])} for told in report.corrigenda
        ],
        "correction_drafted": bool(report.correction),
    }


def _voices(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the four voices, each by itself: the last word of each, or nothing."""
    read = [report for report in reports if not report["hidden"]]
    received = [report for report in reports if report["stage"] == RECEIVED]
    return {
        "self_report": read[-1]["self_status"] if read else "",
        "receipt": received[-1]["symbol"] if received else "",
        "rating": "",
        "contestation": "",
    }

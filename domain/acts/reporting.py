"""What the events of a progress report hold beyond what was filled in."""

from __future__ import annotations

from typing import Any

from domain.acts.compose import composes
from domain.case import Case
from domain.guards.periods import open_period
from domain.reporting import Report


@composes("undertaking.report-handed-over")
@composes("undertaking.nil-report-handed-over")
def _(case: Case) -> dict[str, Any]:
    return _begun(case) | {"unit": _unit(case)}


def _begun(case: Case) -> dict[str, Any]:
    found = None if case.input("period") else open_period(case)
    return {
        "report": len(case.whole.reports) + 1,
        "period": found.key if found else str(case.input("period")),
    }


@composes("undertaking.report-submitted")
def _(case: Case) -> dict[str, Any]:
    report = _named(case)
    period = case.facts.period(report.period) if report.period else None
    return _about(case) | {
        "self_status": report.self_status,
        "period": report.period,
        "due": period.due_of(case.it.participant) if period else "",
    }


@composes("undertaking.report-correction-drafted")
def _(case: Case) -> dict[str, Any]:
    return _about(case) | {"unit": _unit(case)}


@composes("undertaking.report-received")
@composes("undertaking.report-withdrawn")
def _(case: Case) -> dict[str, Any]:
    return _about(case)


@composes("undertaking.clarification-sought")
def _(case: Case) -> dict[str, Any]:
    return _about(case) | {"clarification": len(_named(case).clarifications) + 1}


@composes("undertaking.clarification-given")
def _(case: Case) -> dict[str, Any]:
    waits = _named(case).question
    return _about(case) | {"clarification": waits.number if waits else 0}


@composes("undertaking.report-corrected")
def _(case: Case) -> dict[str, Any]:
    report = _named(case)
    changed = {k: v for k, v in report.correction.items() if v != getattr(report, k)}
    others = [name for name in changed if name != "narrative"]
    return {
        "report": report.number,
        "corrigendum": len(report.corrigenda) + 1,
        "old": report.narrative if "narrative" in changed else "",
        "new": changed.get("narrative", ""),
        "reason": report.correction_reason,
        "drafted_by": report.correction_by,
        "were": {name: getattr(report, name) for name in others},
        "are": {name: changed[name] for name in others},
    }


def _unit(case: Case) -> str:
    """Return what a quantity counts; of no quantity there is none."""
    said = case.input("unit") or case.it.target.get("unit", "")
    return str(said) if case.input("quantity") else ""


def _named(case: Case) -> Report:
    found: Report = case.it.report_named(case.said or {})
    return found


def _about(case: Case) -> dict[str, Any]:
    """Return what an event about a report repeats of it, for who reads the log."""
    report = _named(case)
    symbol = f"{case.it.key}/Rep.{report.number}"
    return {
        "report": report.number,
        "drafted_by": report.drafted_by,
        "symbol": symbol,
    }

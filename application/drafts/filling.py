"""What the form of a report begins with: the draft, or else the last report."""

from __future__ import annotations

from typing import Any

from application.drafts.store import Draft, Drafts
from application.pages.acts import best
from application.pages.reader import Reader
from domain.errors import Kind, NotAllowed
from domain.period import CLOSED, OPEN, SILENT
from domain.undertaking import Undertaking

DRAFTING = "draft-report"
HANDING_OVER = (DRAFTING, "draft-nil-report")
"""The acts that hand a report over, and leave no draft behind."""


def require_drafter(reader: Reader, undertaking: str) -> None:
    """Let nobody keep a draft who may not draft; raises ``NotAllowed``.

    A rule that stands in the way now, such as a report that waits, keeps none away.
    """
    machine = reader.desk.rules_for("undertaking", undertaking).machines["undertaking"]
    refused = best(reader, machine, "undertaking", undertaking, DRAFTING)
    if refused is not None and refused.kind is Kind.AUTHORITY:
        raise NotAllowed(refused.sentence)


def drafted(reader: Reader, undertaking: str) -> Draft | None:
    """Return the viewer's own draft, or ``None``."""
    return Drafts(reader.register.ledger).of(undertaking, reader.viewer.person)


def begins(reader: Reader, it: Undertaking) -> dict[str, Any]:
    """Return what the form begins with; a draft stands as it was saved."""
    draft = drafted(reader, it.key)
    if draft is not None:
        return dict(draft.said)
    return period_due(reader, it) | _last(it)


def period_due(reader: Reader, it: Undertaking) -> dict[str, Any]:
    """Return the period to report for: the one that is due first."""
    due = [row for row in owing(reader, it.key) if row["stage"] == OPEN]
    first = min(due, key=lambda row: str(row["due"]), default=None)
    return {"period": first["period"]} if first else {}


def owing(reader: Reader, undertaking: str) -> list[dict[str, Any]]:
    """Return the periods in which a report is owed, or was and never came."""
    rows = reader.rows("owed_for_undertaking", undertaking=undertaking)
    came_of_it = {OPEN: "", CLOSED: SILENT}
    return [row for row in rows if row["outcome"] == came_of_it.get(row["stage"])]


def _last(it: Undertaking) -> dict[str, Any]:
    """Return what the last report said that still holds; its evidence was its own."""
    unit = str(it.target.get("unit", ""))
    told = [one for one in it.reports.values() if not (one.nil or one.withdrawn)]
    if not told:
        return {"unit": unit} if unit else {}
    last = max(told, key=lambda one: one.number)
    return {
        "self_status": last.self_status,
        "narrative": last.narrative,
        "milestones": list(last.milestones),
        "quantity": str(last.quantity or ""),
        "unit": last.unit or unit,
    }

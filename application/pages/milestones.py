"""The milestones of an undertaking: one line each, with all the days it was due on."""

from __future__ import annotations

from typing import Any

from application.pages.acts import best
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader
from application.views.tables import NOW
from domain.milestones import MACHINE, Milestone
from domain.undertaking import Undertaking


def table(reader: Reader, it: Undertaking) -> list[dict[str, Any]]:
    """Return the milestones as they stood, each with what the viewer may do."""
    return [_line(reader, it, one) for one in it.milestones.values()]


def moment(reader: Reader) -> str:
    """Return the instant a page is of."""
    return reader.now if reader.when.at == NOW.at else reader.when.at


def _line(reader: Reader, it: Undertaking, one: Milestone) -> dict[str, Any]:
    overdue = one.stage == "set" and one.overdue(moment(reader))
    return {
        "number": one.number,
        "title": one.title,
        "criterion": one.criterion,
        "stage": one.stage,
        "due": day_or_instant(one.due),
        "earlier": [day_or_instant(due) for due in one.dues[:-1]],
        "quantity": one.quantity,
        "unit": one.unit,
        "verifiable": one.verifiable,
        "overdue": overdue and it.live,
        "met_at": day_or_instant(one.met_at),
        "late": bool(one.met_at and one.due and one.met_at > one.due),
        "missed_at": day_or_instant(one.missed_at),
        "evidence": list(one.evidence),
        "reason": one.reason,
        "actions": _on(reader, it, one),
    }


def _on(reader: Reader, it: Undertaking, one: Milestone) -> list[dict[str, str]]:
    """Return what the viewer may do with one milestone."""
    machine = reader.desk.rules_for("undertaking", it.key).machines.get(MACHINE)
    if machine is None or reader.when.past or not reader.viewer.person:
        return []
    named = {"milestone": str(one.number)}
    return [
        {"action": action, "label": reader.translate(machine.rows(action)[0].label)}
        for action in machine.actions
        if not machine.rows(action)[0].creates
        and best(reader, machine, "undertaking", it.key, action, named) is None
    ]

"""What is owed by who looks: a report for each undertaking and period that is open.

One list for the focal point, who drafts, and the validating authority, who sees what
is not drafted yet; what waits to be submitted stands in the inbox itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.drafts.filling import DRAFTING
from application.drafts.store import Drafts
from application.pages.left import time_left
from application.pages.reader import Reader
from domain.participant import Participant
from domain.workflow import Definition

SUBMITTING = "submit-report"
LIMIT = 50


def owing(reader: Reader) -> list[dict[str, Any]]:
    """Return what the viewer's participants owe, where the viewer has a hand in it."""
    saved = Drafts(reader.register.ledger).saved(reader.viewer.person)
    found = [one for code in _countries(reader) for one in _of(reader, code, saved)]
    return sorted(found, key=lambda one: (str(one["due"]), str(one["key"])))[:LIMIT]


def _countries(reader: Reader) -> list[str]:
    roles = _roles(reader.definition, DRAFTING) | _roles(reader.definition, SUBMITTING)
    actors = reader.viewer.actors
    return sorted({one.participant for one in actors if one.role in roles})


def _of(reader: Reader, code: str, saved: dict[str, str]) -> Iterator[dict[str, Any]]:
    for row in reader.rows("owing", participant=code, limit=LIMIT):
        drafts = _covered(reader, code, row, DRAFTING)
        if not (drafts or _covered(reader, code, row, SUBMITTING)):
            continue
        yield {
            **{name: row[name] for name in ("key", "period", "due", "period_title")},
            "title": row["title"] or "",
            "stage": row["stage"],
            "of": code,
            "left": time_left(reader, row["due"]),
            "overdue": row["due"] < reader.now,
            "handed_over": row["handed_over"],
            "drafts": drafts and not row["handed_over"],
            "draft": saved.get(row["key"], ""),
        }


def _covered(reader: Reader, code: str, row: dict[str, Any], action: str) -> bool:
    """Whether a mandate of the viewer is of a role that may, and wide enough."""
    holder, roles = (
        reader.desk.whole("participant", code),
        _roles(reader.definition, action),
    )
    return isinstance(holder, Participant) and any(
        holder.mandates[actor.mandate].covers(row["package"], row["key"])
        for actor in reader.viewer.actors
        if actor.participant == code and actor.role in roles
    )


def _roles(definition: Definition, action: str) -> set[str]:
    moves = (move for move in definition.moves() if move.action == action)
    return {role for move in moves for role in move.who}

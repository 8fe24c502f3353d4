"""Milestones along time: from being set to being due, both days of a moved one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from application.pages.geometry.scale import WIDE, Scale

THIN = 0.8


def plan(rows: Sequence[Mapping[str, Any]], now: str) -> dict[str, Any]:
    """Work out a chart of milestones.

    A row is ``{title, stage, set, first, due, met}``: days, empty where there is none;
    *first* is the day it was due before it was moved.
    """
    scale = Scale.over([now, *_days(rows)])
    return {
        "ticks": scale.written(),
        "now": scale.place(now),
        "rows": [{**row, **_row(scale, row)} for row in rows],
    }


def _days(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [row[name] for row in rows for name in ("set", "first", "due", "met")]


def _row(scale: Scale, row: Mapping[str, Any]) -> dict[str, Any]:
    due = scale.place(row["due"])
    moved = bool(row["first"]) and row["first"] != row["due"]
    first = scale.place(row["first"]) if moved else due
    x = min(scale.place(row["set"]), WIDE - THIN)
    end = max(min(first, due), x)
    return {
        "x": x,
        "width": round(min(max(end - x, THIN), WIDE - x), 3),
        "moved": moved,
        "first_x": first,
        "due_x": due,
        "move_x": min(first, due),
        "move_width": round(abs(due - first), 3),
        "met_x": scale.place(row["met"]) if row["met"] else None,
    }

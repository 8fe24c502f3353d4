"""Milestones along time: what was planned by when, what was moved, met and missed."""

from __future__ import annotations

from typing import Any

from application.pages.owed import moment
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader


def plan(
    reader: Reader,
    *,
    undertaking: str = "",
    participant: str = "",
    commitment: str = "",
) -> dict[str, Any]:
    """Return the milestones of an undertaking, a participant or a commitment."""
    rows = reader.rows(
        "milestones_over_time",
        undertaking=undertaking,
        participant=participant,
        commitment=commitment,
    )
    return {
        "now": moment(reader),
        "rows": [
            {
                "title": row["title"],
                "label": "" if undertaking else row["undertaking"],
                "path": f"/undertakings/{row['undertaking']}",
                "stage": row["stage"],
                "set": day_or_instant(row["begun"]),
                "first": day_or_instant(row["first_due"]),
                "due": day_or_instant(row["due"]),
                "met": day_or_instant(row["met_at"]),
            }
            for row in rows
        ],
    }

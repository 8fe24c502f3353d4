"""The scorecard: each participant's undertakings by stage and by rating."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages import scorecard
from web.site import reader, show

site = Blueprint("scorecard", __name__)


@site.get("/scorecard")
def page() -> Response:
    """Show one line a participant."""
    found = scorecard.page(reader())
    stages, ratings = found["stages"], found["ratings"]
    headers = (
        "participant",
        "undertakings",
        *stages,
        *(r or "not rated" for r in ratings),
    )
    rows = [
        [
            one["code"],
            one["undertakings"],
            *(one["stages"].get(stage, 0) for stage in stages),
            *(one["ratings"].get(word, 0) for word in ratings),
        ]
        for one in found["participants"]
    ]
    return show("scorecard.html", found, listing=(headers, rows), here="participants")

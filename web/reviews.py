"""The pages of independent review: the ratings, and where the voices disagree."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from application.pages import reviews
from application.pages.choices import Choices
from application.pages.pieces import time_words
from web.site import reader, show

site = Blueprint("reviews", __name__)
RATINGS = (
    "undertaking", "number", "participant", "commitment", "title", "scale", "rating",
    "rank", "previous", "previous_rank", "change", "report_kind", "when", "contested",
)  # fmt: skip
DIVERGENCES = (
    "undertaking", "rule", "number", "participant", "commitment", "title",
    "self_report", "rating", "when",
)  # fmt: skip


@site.get("/ratings")
def ratings() -> Response:
    """List the ratings: which rose, which fell, which stayed."""
    asked = _asked("ratings")
    found = reviews.ratings(reader(), **asked)
    return _show("ratings.html", found, RATINGS, found["ratings"])


@site.get("/divergence")
def divergence() -> Response:
    """List where the voices disagree, with each rule in words."""
    asked = _asked("divergences")
    found = reviews.divergences(reader(), **asked)
    return _show("divergence.html", found, DIVERGENCES, found["divergences"])


def _asked(name: str) -> dict[str, str]:
    wanted = (*reviews.FILTERS[name], "after")
    return {key: request.args.get(key, "") for key in wanted}


def _show(
    template: str,
    found: dict[str, Any],
    columns: tuple[str, ...],
    rows: list[dict[str, Any]],
) -> Response:
    said = {k: v for k, v in request.args.items() if k not in {"after", "lang"} and v}
    onward = urlencode(said | {"after": found["next"]}) if found["next"] else ""
    return show(
        template,
        found,
        listing=(columns, [_row(one, columns) for one in rows]),
        here="commitments",
        onward=onward,
        participants=[*Choices(reader(), "undertaking", "").things("participant")],
    )


def _row(one: dict[str, Any], columns: tuple[str, ...]) -> list[Any]:
    who = one["participant"]["code"] if one["participant"] else ""
    flat = one | {"participant": who, "when": time_words(one["when"])}
    return [flat[name] for name in columns]

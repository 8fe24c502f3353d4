"""The rows of an undertaking's review: its ratings, and where the voices disagree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.divergence import divergences
from domain.reviewing import Rating, change
from domain.undertaking import Undertaking

Found = Iterator[tuple[str, dict[str, Any]]]


def reviews_of(record: Undertaking) -> Found:
    """Give a row for each rating, and one for each disagreement."""
    whose = {
        "undertaking": record.key,
        "participant": record.participant,
        "commitment": record.commitment,
    }
    for rating in record.ratings.values():
        yield "ratings", whose | _rating(rating, record.before(rating))
    for one in divergences(record):
        said = {
            "rule": one.rule,
            "number": one.rating,
            "self_report": one.self_report,
            "rating": one.rated,
        }
        yield "divergences", whose | said


def _rating(rating: Rating, before: Rating | None) -> dict[str, Any]:
    return {
        "number": rating.number,
        "scale": rating.scale,
        "rating": rating.rating,
        "rank": rating.rank,
        "previous": before.rating if before else "",
        "previous_rank": before.rank if before else 0,
        "change": change(rating, before),
        "report_kind": rating.report_kind,
        "occurred": rating.occurred,
        "contested": rating.contested_at,
    }

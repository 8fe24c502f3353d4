"""What the events of a review hold beyond what was filled in."""

from __future__ import annotations

from typing import Any

from domain.acts.compose import composes
from domain.case import Case
from domain.scales import Step, steps
from domain.words import days_after


@composes("undertaking.review-draft-shared")
def _(case: Case) -> dict[str, Any]:
    days = case.definition.parameters["reply_days"]
    return {
        "review": len(case.whole.reviews) + 1,
        "concerned": case.whole.participant,
        "reply_until": days_after(case.now, days),
    }


@composes("undertaking.reply-given")
def _(case: Case) -> dict[str, Any]:
    return {"review": case.it.open_review.number}


@composes("undertaking.rated")
def _(case: Case) -> dict[str, Any]:
    sourced = case.actor.role == "registrar"
    return _rated(case, str(case.input("scale")), reviewed=not sourced)


@composes("undertaking.re-rated")
def _(case: Case) -> dict[str, Any]:
    rating = case.it.rating_named(case.said or {}, "follows")
    return _rated(case, rating.scale, reviewed=not rating.contested) | {
        "follows": rating.number,
        "was": rating.rating,
        "scale": rating.scale,
    }


@composes("undertaking.rating-contested")
def _(case: Case) -> dict[str, Any]:
    rating = case.it.rating_named(case.said or {}, "rating_number")
    return {"rating_number": rating.number, "rating": rating.rating}


@composes("undertaking.fulfilment-confirmed")
@composes("undertaking.found-unfulfilled")
def _(case: Case) -> dict[str, Any]:
    return {"concerned": case.whole.participant}


def _rated(case: Case, scale: str, *, reviewed: bool) -> dict[str, Any]:
    """Freeze where the word stands on its scale; an unknown word stands nowhere."""
    word, draft = str(case.input("rating")), case.it.open_review
    known = steps(case.definition.parameters, scale).get(word, Step(word, 0, ()))
    return {
        "rating_number": len(case.whole.ratings) + 1,
        "concerned": case.whole.participant,
        "rank": known.rank,
        "agrees_with": list(known.agrees_with),
        "review": draft.number if reviewed and draft else 0,
    }

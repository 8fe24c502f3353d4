"""What independent review says: the ratings, which rose and fell, and divergences.

Every list here is of the ratings on record; nothing is shown under a definition that
has no reviewer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from application.pages.history import cited, role_label
from application.pages.pieces import day_or_instant, when_of
from application.pages.reader import Reader
from domain.divergence import RULES
from domain.errors import NotFound
from domain.reviewing import Rating, Review, reviewed
from domain.sentences import say
from domain.undertaking import Undertaking

PAGE = 50
DIGITS = 10
CHANGES = ("rose", "fell", "same")
FILTERS = {"ratings": ("change", "participant"), "divergences": ("rule", "participant")}


def rates(reader: Reader) -> bool:
    """Whether the definition in force has an independent reviewer's ratings."""
    return reviewed(reader.definition)


def review_of(reader: Reader, it: Undertaking) -> dict[str, Any]:
    """Return what an undertaking's page tells of its review, nothing without one."""
    if not rates(reader):
        return {}
    draft = it.open_review
    own = reader.may_see("committee", "", [it.participant])
    return {
        "ratings": [_rating(reader, it, one) for one in it.ratings.values()],
        "draft": _draft(draft) if draft and own else None,
    }


def _rating(reader: Reader, it: Undertaking, rating: Rating) -> dict[str, Any]:
    review = it.reviews.get(rating.review)
    return {
        "number": rating.number,
        "scale": rating.scale,
        "rating": rating.rating,
        "rank": rating.rank,
        "report_kind": rating.report_kind,
        "criteria": dict(rating.criteria),
        "findings": rating.findings,
        "basis": cited(reader, rating.basis),
        "who": reader.translate(role_label(reader, rating.role)),
        "when": day_or_instant(rating.occurred),
        "follows": rating.follows,
        "reply": review.reply if review else "",
        "replied_at": day_or_instant(review.replied_at) if review else "",
        "contested": rating.contested,
        "contested_at": day_or_instant(rating.contested_at),
    }


def _draft(draft: Review) -> dict[str, Any]:
    """Return the draft that waits, for the participant and the officers alone."""
    return {
        "number": draft.number,
        "scale": draft.scale,
        "rating": draft.rating,
        "report_kind": draft.report_kind,
        "criteria": dict(draft.criteria),
        "findings": draft.findings,
        "reply_until": draft.reply_until,
        "reply": draft.reply,
    }


def ratings(reader: Reader, *, after: str = "", **wanted: str) -> dict[str, Any]:
    """Return a page of the ratings; filtered by what changed and by participant."""
    _require_review(reader)
    asked = {name: wanted.get(name, "") for name in FILTERS["ratings"]}
    place = _place(after, "after")
    rows = reader.rows("ratings", **asked, **place, limit=PAGE + 1)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    counted = {row["change"]: row["total"] for row in reader.rows("ratings_changed")}
    return {
        "ratings": _told(reader, rows),
        "filters": asked,
        "counts": {change: counted.get(change, 0) for change in CHANGES},
        "next": _next(rows[-1], "undertaking", "number") if more else "",
    }


def divergences(reader: Reader, *, after: str = "", **wanted: str) -> dict[str, Any]:
    """Return a page of where the voices disagree, with the rules in words."""
    _require_review(reader)
    asked = {name: wanted.get(name, "") for name in FILTERS["divergences"]}
    place = _place(after, "after", "after_rule")
    rows = reader.rows("divergences", **asked, **place, limit=PAGE + 1)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    counted = {row["rule"]: row["total"] for row in reader.rows("divergences_by_rule")}
    return {
        "divergences": _told(reader, rows),
        "filters": asked,
        "rules": [
            {
                "rule": key,
                "words": words.told(reader.translate),
                "count": counted.get(key, 0),
            }
            for key, words in RULES.items()
        ],
        "next": _next(rows[-1], "undertaking", "rule", "number") if more else "",
    }


def _told(reader: Reader, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as a page shows them; of what is not public no title is told."""
    found = []
    for row in rows:
        shown = {k: v for k, v in row.items() if k not in {"valid_from", "earliest"}}
        seen = reader.may_see(row["visible"], row["package"], [row["participant"]])
        found.append(
            shown
            | {
                "title": row["title"] if seen else "",
                "hidden": not seen,
                "participant": reader.one(row["participant"]),
                "when": when_of(row),
            }
        )
    return found


def _next(row: dict[str, Any], *names: str) -> str:
    return "/".join(str(row[name]) for name in names)


def _place(after: str, *names: str) -> dict[str, str | int]:
    """Return where a list goes on from: “LAD-001-GUY/2”, nowhere for anything else."""
    *parts, number = after.split("/")
    plain = number.isascii() and number.isdigit() and len(number) < DIGITS
    if plain and len(parts) == len(names):
        return dict(zip(names, parts, strict=True)) | {"number": int(number)}
    return dict.fromkeys(names, "") | {"number": 0}


def _require_review(reader: Reader) -> None:
    if not rates(reader):
        raise NotFound(say("this process has no independent reviewer"))

"""What can be recorded about an independent review of an undertaking.

A rating is an event of its own, beside the participant's report: it can fall, it can
be contested and given anew, and every rating stays (DOMAIN section 5).  ``rank`` and
``agrees_with`` are frozen as the scale of the definition had them on the day: the place
of the word on its scale, and the words of a self-report that say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from domain.events.base import REASON, Ask, Event

SCALE = Ask("scale", "Scale", "scale")
RATING = Ask("rating", "Rating", "rating")
CRITERIA = Ask(
    "criteria",
    "What each criterion came to",
    "criteria",
    "optional",
    "One a line: the criterion, a colon, what it came to.",
    maximum=4000,
)
REPORT_KIND = Ask("report_kind", "Kind of report", "report_kind")
FINDINGS = Ask("findings", "What the review found", "long", maximum=10_000)
MAY_FIND = Ask("findings", "What the review found", "long", "optional", maximum=10_000)
WHICH = Ask("rating_number", "Rating concerned", "rated")
FOLLOWS = Ask("follows", "Rating concerned", "rated")


@dataclass(frozen=True)
class ReviewDraftShared(Event):
    """The reviewer showed the participant what the review is to say.

    The participant may reply until ``reply_until``; the draft is no rating yet.
    """

    TOPIC = "undertaking.review-draft-shared"
    SENTENCE = (
        "A draft of review {review} was shared with {concerned}; replies until"
        " {reply_until}"
    )
    SUBJECT = ("review",)
    ASKS = (SCALE, RATING, CRITERIA, REPORT_KIND, FINDINGS)
    review: int
    concerned: str
    scale: str
    rating: str
    criteria: dict[str, Any]
    report_kind: str
    findings: str
    reply_until: str


@dataclass(frozen=True)
class ReplyGiven(Event):
    """The participant used its right of reply."""

    TOPIC = "undertaking.reply-given"
    SENTENCE = "{participant} replied to the draft of review {review}: “{reply}”"
    SUBJECT = ("review",)
    ASKS = (Ask("reply", "Reply", "long", maximum=10_000),)
    review: int
    reply: str


@dataclass(frozen=True)
class Rated(Event):
    """An independent rating was published, or entered from a source (``review`` 0)."""

    TOPIC = "undertaking.rated"
    SENTENCE = "{concerned} was rated “{rating}” ({report_kind})"
    SUBJECT = ("rating_number",)
    CORRECTABLE = ("occurred_at",)
    ASKS = (SCALE, RATING, CRITERIA, REPORT_KIND, MAY_FIND)
    rating_number: int
    concerned: str
    scale: str
    rating: str
    criteria: dict[str, Any]
    report_kind: str
    findings: str = ""
    review: int = 0
    rank: int = 0
    agrees_with: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RatingContested(Event):
    """The Special Coordinator contested a rating; both stand side by side."""

    TOPIC = "undertaking.rating-contested"
    SENTENCE = "{participant} contested the rating “{rating}” ({reason})"
    SUBJECT = ("rating_number",)
    ASKS = (WHICH, REASON)
    rating_number: int
    rating: str
    reason: str


@dataclass(frozen=True)
class ReRated(Event):
    """The reviewer rated anew, up or down; the rating it follows stays on record."""

    TOPIC = "undertaking.re-rated"
    SENTENCE = "{concerned} was re-rated from “{was}” to “{rating}” ({reason})"
    SUBJECT = ("rating_number",)
    CORRECTABLE = ("occurred_at",)
    ASKS = (FOLLOWS, RATING, CRITERIA, REPORT_KIND, REASON)
    rating_number: int
    concerned: str
    follows: int
    was: str
    scale: str
    rating: str
    criteria: dict[str, Any]
    report_kind: str
    reason: str
    review: int = 0
    rank: int = 0
    agrees_with: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FulfilmentConfirmed(Event):
    """The reviewer found that the participant did what it reported as done."""

    TOPIC = "undertaking.fulfilment-confirmed"
    SENTENCE = "The review confirmed the fulfilment of {concerned} ({findings})"
    ASKS = (FINDINGS,)
    concerned: str
    findings: str


@dataclass(frozen=True)
class FoundUnfulfilled(Event):
    """The reviewer found that what was reported as done is not."""

    TOPIC = "undertaking.found-unfulfilled"
    SENTENCE = "The review found the undertaking of {concerned} unfulfilled ({reason})"
    ASKS = (REASON,)
    concerned: str
    reason: str

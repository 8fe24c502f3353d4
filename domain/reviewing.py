"""The independent review of an undertaking: drafts, replies, ratings, contestations.

A rating is no stage: a later one may be lower than the one before, and each stays on
the record with its contestation beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from domain.events import Event, reviewing

if TYPE_CHECKING:
    from domain.workflow import Definition

Given = reviewing.Rated | reviewing.ReRated


@dataclass(frozen=True, slots=True)
class Review:
    """A draft that was shared with the participant, its reply, and what came of it."""

    number: int
    scale: str
    rating: str
    criteria: tuple[tuple[str, str], ...]
    report_kind: str
    findings: str
    shared_by: str
    shared_at: str
    reply_until: str
    reply: str = ""
    replied_by: str = ""
    replied_at: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One published rating, with who contested it and why.

    ``rank`` is the place of the word on its scale, 1 the lowest, and 0 for a word that
    is no step of it; ``follows`` the rating that was given anew.
    """

    number: int
    scale: str
    rating: str
    rank: int
    agrees_with: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    report_kind: str
    findings: str
    basis: tuple[str, ...]
    by: str
    role: str
    at: str
    occurred: str
    review: int = 0
    follows: int = 0
    contested: str = ""
    contested_by: str = ""
    contested_at: str = ""


class Reviewed:
    """The part of an undertaking that an independent reviewer rates."""

    def begin_reviews(self) -> None:
        """Set what is empty before anybody reviewed it."""
        self.reviews: dict[int, Review] = {}
        self.ratings: dict[int, Rating] = {}

    @property
    def open_review(self) -> Review | None:
        """The draft shared last, while it is no rating yet."""
        published = {rating.review for rating in self.ratings.values()}
        last = self.reviews[max(self.reviews)] if self.reviews else None
        return last if last is not None and last.number not in published else None

    @property
    def last_rating(self) -> Rating | None:
        """The rating that took effect last."""
        return [*self.ratings.values()][-1] if self.ratings else None

    def before(self, rating: Rating) -> Rating | None:
        """Return the rating on the same scale that took effect before this one."""
        found = None
        for known in self.ratings.values():
            if known.number == rating.number:
                return found
            if known.scale == rating.scale:
                found = known
        return None

    def rating_named(self, said: Mapping[str, Any], name: str) -> Rating | None:
        """Return the rating that *said* names under *name*, or ``None``."""
        named = str(said.get(name) or "")
        number = int(named) if named.isascii() and named.isdigit() else 0
        return self.ratings.get(number)

    def evolve_reviews(self, event: Event) -> bool:
        """Become what *event* says happened to the review; whether it was of that."""
        match event:
            case reviewing.ReviewDraftShared():
                self.reviews[event.review] = Review(
                    event.review, event.scale, event.rating,
                    tuple(event.criteria.items()), event.report_kind, event.findings,
                    event.by, event.occurred_at, event.reply_until,
                )  # fmt: skip
            case reviewing.ReplyGiven():
                self.reviews[event.review] = replace(
                    self.reviews[event.review],
                    reply=event.reply,
                    replied_by=event.by,
                    replied_at=event.occurred_at,
                )
            case reviewing.Rated():
                self._rate(event, event.findings)
            case reviewing.ReRated():
                self._rate(event, event.reason, event.follows)
            case reviewing.RatingContested():
                self.ratings[event.rating_number] = replace(
                    self.ratings[event.rating_number],
                    contested=event.reason,
                    contested_by=event.by,
                    contested_at=event.occurred_at,
                )
            case reviewing.FulfilmentConfirmed() | reviewing.FoundUnfulfilled():
                pass  # the stage says it all
            case _:
                return False
        return True

    def _rate(
        self,
        event: reviewing.Rated | reviewing.ReRated,
        findings: str,
        follows: int = 0,
    ) -> None:
        self.ratings[event.rating_number] = Rating(
            event.rating_number, event.scale, event.rating, event.rank,
            tuple(event.agrees_with), tuple(event.criteria.items()), event.report_kind,
            findings, tuple(event.basis), event.by, event.role, event.occurred_at,
            event.occurred or event.occurred_at, event.review, follows,
        )  # fmt: skip


def reviewed(definition: Definition) -> bool:
    """Whether a definition has ratings at all; most registers have none."""
    return bool(definition.machines["undertaking"].rows_of("undertaking.rated"))


def change(rating: Rating, before: Rating | None) -> str:
    """Say whether a rating *rose*, *fell* or stayed the *same*; empty where unknown.

    A word that stands on no height, and a first rating, did neither.
    """
    if before is None or not rating.rank or not before.rank:
        return ""
    if rating.rank == before.rank:
        return "same"
    return "rose" if rating.rank > before.rank else "fell"

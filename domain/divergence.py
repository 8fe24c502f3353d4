"""Where the voices on an undertaking disagree: derived, never stored as a fact.

The one place that says so.  The views ask here at every event, the pages show what the
views hold, and :data:`RULES` tells a reader by which rule a line is on the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.events.reporting import STATUSES
from domain.reporting import Report
from domain.reviewing import Rating
from domain.sentences import Sentence, say
from domain.undertaking import Undertaking

RULES: Mapping[str, Sentence] = {
    "higher": say(
        "The last report on the record says more than the last rating on a scale"
        " agrees with."
    ),
    "lower": say(
        "The last report on the record says less than the last rating on a scale"
        " agrees with."
    ),
    "contested": say("A rating is contested and was not given anew since."),
    "unrated": say("A report was received on the record, and no rating came since."),
}
"""Each rule by its key, in words."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """One disagreement: by which rule, over which rating (0: none), between whom."""

    rule: str
    rating: int
    self_report: str = ""
    rated: str = ""


def divergences(it: Undertaking) -> Iterator[Divergence]:
    """Name every disagreement on an undertaking, by :data:`RULES`.

    Where the definition has no reviewer nobody is shown any: no page asks.
    """
    report = last_received(it)
    said = report.self_status if report else ""
    for rating in last_of_each(it):
        rule = _apart(said, rating.agrees_with)
        if rule:
            yield Divergence(rule, rating.number, said, rating.rating)
    followed = {rating.follows for rating in it.ratings.values()}
    for rating in it.ratings.values():
        if rating.contested and rating.number not in followed:
            yield Divergence("contested", rating.number, said, rating.rating)
    last = it.last_rating
    if report and (last is None or last.at < report.received_at):
        yield Divergence("unrated", 0, said, last.rating if last else "")


def _apart(said: str, agreed: tuple[str, ...]) -> str:
    """Return the rule by which a self-report and a rating are apart, empty for none."""
    if said not in STATUSES or not agreed or said in agreed:
        return ""
    place = STATUSES.index(said)
    return "higher" if place > max(map(STATUSES.index, agreed)) else "lower"


def last_received(it: Undertaking) -> Report | None:
    """Return the report received last: what the participant says in public.

    A nil report says nothing of how far things are.
    """
    known = it.reports.values()
    found = [one for one in known if one.stage == "received" and not one.nil]
    return max(found, key=lambda one: (one.received_at, one.number), default=None)


def last_of_each(it: Undertaking) -> list[Rating]:
    """Return the rating that counts on each scale: the one that took effect last."""
    return [*{rating.scale: rating for rating in it.ratings.values()}.values()]

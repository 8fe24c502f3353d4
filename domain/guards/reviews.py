"""Guards about independent review: who may, on what words, and after which reply.

A reviewer is nobody of the participant's and wrote nothing of what is reviewed; the
participant is heard before a rating is published (DOMAIN section 5).
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards.catalogue import guard
from domain.scales import steps

WRITES = {
    "commitment.drafted", "commitment.revised", "commitment.tabled",
    "commitment.announced", "commitment.announcement-confirmed",
}  # fmt: skip
"""The acts on a commitment by which a person becomes an author of it."""


@guard(
    "a reviewer who is nobody of the participant's and no author of what is reviewed",
    kind=Kind.AUTHORITY,
)
def not_an_author(case: Case) -> Sentence | None:
    """Nobody rates the work of an own country, or an own text."""
    person, country = case.actor.person, case.facts.name(case.it.participant)
    participant = case.facts.participant(case.it.participant)
    held = participant.mandates.values() if participant else ()
    if any(one.holder == person and not one.ended for one in held):
        return say(
            "this needs an independent reviewer: you hold a mandate of {country}",
            country=country,
        )
    if _wrote(case, person):
        return say(
            "this needs an independent reviewer: you are an author of what is reviewed"
        )
    return None


def _wrote(case: Case, person: str) -> bool:
    """Whether a person acted for the participant here, or wrote the commitment."""
    of, told = case.it.participant, case.whole.events
    if any(e.by == person and e.participant == of and not e.official for e in told):
        return True
    promise = case.facts.commitment(case.it.commitment)
    return promise is not None and any(
        e.by == person and e.TOPIC in WRITES and not e.official for e in promise.events
    )


@guard("a rating on a scale of the definition", about="input", parameters=("scales",))
def rating_on_scale(case: Case) -> Sentence | None:
    """A reviewer rates in the words of the definition and no others."""
    scales = case.definition.parameters["scales"]
    scale = str(case.input("scale"))
    follows = case.it.rating_named(case.said or {}, "follows")
    if not scale and follows is not None:
        scale = follows.scale
    if scale not in scales:
        return say("a rating needs a scale: {scales}", scales=list(scales))
    words = list(steps(case.definition.parameters, scale))
    if case.input("rating") in words:
        return None
    return say(
        "a rating on the scale “{scale}” is one of {words}", scale=scale, words=words
    )


@guard("what each criterion came to", about="input", parameters=("review_criteria",))
def criteria_answered(case: Case) -> Sentence | None:
    """A rating says by which criteria it was reached: each of them, and no other."""
    wanted = case.definition.parameters["review_criteria"]
    told = case.input("criteria")
    said = told if isinstance(told, Mapping) else {}
    missing = [one for one in wanted if not said.get(one)]
    if missing:
        return say("a rating needs what each criterion came to: {missing}",
                   missing=missing)  # fmt: skip
    others = [one for one in said if one not in wanted]
    if not others:
        return None
    return say("the criteria are {wanted}; not {others}", wanted=wanted, others=others)


@guard("a kind of report the definition knows", about="input",
       parameters=("report_kinds",))  # fmt: skip
def report_kind_known(case: Case) -> Sentence | None:
    """A rating says for which report of the cycle it was given."""
    kinds = case.definition.parameters["report_kinds"]
    if case.input("report_kind") in kinds:
        return None
    return say("a rating needs the kind of report: {kinds}", kinds=kinds)


@guard("no draft of a review that waits to be published")
def no_draft_shared(case: Case) -> Sentence | None:
    """One review at a time is on its way."""
    draft = case.it.open_review
    if draft is None:
        return None
    return say("review {number} waits to be published first", number=draft.number)


@guard("a draft of a review, within the time to reply", parameters=("reply_days",))
def reply_open(case: Case) -> Sentence | None:
    """The right of reply runs on recorded time, as every gate does (section 6)."""
    draft = case.it.open_review
    if draft is None:
        return say("this needs a draft of a review shared with the participant")
    if draft.reply:
        return say("the reply to review {number} is given", number=draft.number)
    if case.now < draft.reply_until:
        return None
    return say("the time to reply ended at {until}", until=draft.reply_until)


@guard("a draft shared, and the reply given or its time over",
       parameters=("reply_days",))  # fmt: skip
def reply_heard(case: Case) -> Sentence | None:
    """Who is rated is heard first."""
    draft = case.it.open_review
    if draft is None:
        return say("this needs a draft of the review shared with the participant first")
    if draft.reply or case.now >= draft.reply_until:
        return None
    return say(
        "{country} may reply until {until}",
        country=case.facts.name(case.it.participant),
        until=draft.reply_until,
    )


@guard("the number of a rating that is not contested yet")
def rating_stands(case: Case) -> Sentence | None:
    """A rating is contested once; who contests names it."""
    known = case.it.ratings.values()
    if case.said is None and any(not one.contested for one in known):
        return None
    rating = case.it.rating_named(case.said or {}, "rating_number")
    if rating is None:
        return say("this needs the number of a rating of this undertaking")
    if not rating.contested:
        return None
    return say("rating {number} is contested already", number=rating.number)


@guard("a rating that was contested, or a draft whose reply is heard")
def rerating_heard(case: Case) -> Sentence | None:
    """Who is re-rated is heard first: by its contestation, or by a reply."""
    known = case.it.ratings.values()
    if case.said is None and known and any(one.contested for one in known):
        return None
    rating = case.it.rating_named(case.said or {}, "follows")
    if rating is None and (case.said is not None or not known):
        return say("this needs the number of a rating of this undertaking")
    if rating is not None and any(one.follows == rating.number for one in known):
        return say("rating {number} was given anew already", number=rating.number)
    if rating is not None and rating.contested:
        return None
    if case.it.open_review is None:
        return say(
            "this needs a contestation of the rating, or a draft of the review shared"
            " with the participant first"
        )
    return reply_heard(case)

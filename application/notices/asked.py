"""Which acts tell whom: what a committee hears of, and what is asked of somebody.

What is asked is named here by the act that asks for it; of whom, the rows of the
definition decide, by the same question that opens a button.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.desk import machine_of
from application.pages.acts import weighed
from application.pages.reader import Reader
from domain.events import Event
from domain.sentences import Sentence, say
from domain.words import Actor

TOLD: Mapping[str, Sentence] = {
    "commitment.silence-opened": say("silence runs"),
    "commitment.silence-refused": say("deciding by silence was objected to"),
    "commitment.silence-extended": say("the silence was extended"),
    "commitment.silence-broken": say("the silence was broken"),
    "commitment.silence-called-off": say("the silence was called off"),
    "commitment.silence-lapsed": say("the silence lapsed"),
    "period.opened": say("reports are called for"),
    "period.reminder-issued": say("a report is owed"),
    "period.extended": say("there is more time to report"),
    "period.waived": say("a report is waived"),
    "period.closed": say("the reporting period was closed"),
}
"""What the committee and the electorate hear of, and of a period who owes a report."""

ASKED: Mapping[str, tuple[str, ...]] = {
    "commitment.drafted": ("concur",),
    "commitment.revised": ("concur",),
    "commitment.concurred": ("table", "seek-decision"),
    "commitment.translation-added": ("circulate", "seek-decision"),
    "commitment.tabled": ("circulate",),
    "commitment.comment-period-ended": ("seek-decision",),
    "commitment.decision-sought": ("open-silence", "declare-consensus"),
    "commitment.silence-opened": ("break-silence", "enter-ad-referendum"),
    "commitment.ad-referendum-entered": (
        "confirm-ad-referendum",
        "decline-ad-referendum",
    ),
    "commitment.amendment-proposed": ("accept-amendment", "decline-amendment"),
    "commitment.text-correction-proposed": ("issue-text-correction",),
    "commitment.consensus-declared": ("open",),
    "commitment.silence-lapsed": ("open",),
    "commitment.announced": ("confirm-announcement",),
    "participant.credentials-submitted": ("accept-credentials",),
    "participant.credentials-challenged": ("uphold-credentials",),
    "undertaking.opened": ("assign-owner",),
    "undertaking.report-handed-over": ("submit-report",),
    "undertaking.nil-report-handed-over": ("submit-report",),
    "undertaking.clarification-sought": ("give-clarification",),
    "undertaking.report-submitted": ("receive-report",),
    "undertaking.review-draft-shared": ("give-reply",),
    "undertaking.reply-given": ("publish-rating",),
    "undertaking.rated": ("contest-rating",),
    "undertaking.rating-contested": ("re-rate",),
    "record.correction-proposed": ("correct",),
}
"""What is asked for by an act, in the order that it may be answered."""

ITEMS = ("number", "amendment", "corrigendum", "report")
"""The fields that name an item of a record, which an answer has to name, too."""


def acts_asked(
    reader: Reader, kind: str, key: str, event: Event, actor: Actor
) -> Iterator[str]:
    """Give the labels of what *event* asks of *actor* that can be done now."""
    rules = reader.desk.rules_for(kind, key)
    named = _named(event)
    for action in ASKED.get(event.TOPIC, ()):
        known = [one for one in rules.machines.values() if one.rows(action)]
        if not known:
            continue
        machine = rules.machines[machine_of(rules, kind, action)]
        if weighed(reader, machine, kind, key, action, actor, named) is None:
            yield reader.translate(machine.rows(action)[0].label)


def _named(event: Event) -> dict[str, Any]:
    """Return the item of the record that the event is about."""
    said = vars(event)
    return {name: str(said[name]) for name in ITEMS if name in said}

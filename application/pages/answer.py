"""The answer of an electorate: what a delegate may say to a text, on one small page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from application.pages.acts import form
from application.pages.left import time_left
from application.pages.reader import Reader
from application.pages.texts import readable, revision
from application.pages.zones import capitals
from domain.commitment import Commitment
from domain.errors import NotFound, Refused
from domain.sentences import Sentence, say

NO_OBJECTION = "no-objection"
SILENT = "silence running"
ANSWERS = (
    "break-silence",
    "enter-ad-referendum",
    "confirm-ad-referendum",
    "decline-ad-referendum",
    "block-consensus",
    "refuse-silence",
)
"""What may be answered, in the order in which it is offered."""


def page(reader: Reader, reference: str, language: str = "") -> dict[str, Any]:
    """Return the question, the answers open to the viewer, and the text."""
    it = readable(reader, reference)
    forms = [form(reader, "commitment", reference, action) for action in ANSWERS]
    answers = [one for one in forms if one["refusal"] is None]
    due, acting = _due(it, reader), sorted(reader.viewer.participants)
    return {
        "reference": reference,
        "title": it.title,
        "stage": it.stage,
        "due": due,
        "left": time_left(reader, due),
        "local": capitals(reader, due, acting),
        "capitals": capitals(reader, due, it.electorate),
        "answers": [
            {"action": one["action"], "label": one["label"]} for one in answers
        ],
        "silent": it.stage == SILENT and bool(answers),
        "mandates": _mandates(answers),
        "seen": f"{it.version}.{it.edition}",
        "text": _text(reader, it, language),
    }


def may_answer(actions: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of the *actions* open to the viewer is an answer."""
    return any(one["allowed"] and one["action"] in ANSWERS for one in actions)


def silence_counts(reader: Reader, reference: str) -> Sentence:
    """Say what it means to have no objection; raises ``Refused`` when none runs."""
    it = readable(reader, reference)
    if it.stage != SILENT:
        raise Refused(say("no silence runs on {key}", key=reference))
    return say(
        "Nothing needs to be sent: silence is agreement. {key} is adopted {until},"
        " unless somebody objects before.",
        key=reference,
        until=it.silence_until,
    )


def _due(it: Commitment, reader: Reader) -> str:
    """Return when the answer has to be in: the own deadline, or that of all."""
    found = [
        one.at
        for one in it.deadlines()
        if one.participant in {"", *reader.viewer.participants}
    ]
    return min(found, default="")


def _mandates(answers: list[dict[str, Any]]) -> list[dict[str, str]]:
    found = {one["number"]: one for form_ in answers for one in form_["mandates"]}
    return [*found.values()]


def _text(reader: Reader, it: Commitment, language: str) -> dict[str, Any] | None:
    """Return the text in the language asked for, the reader's own, or the authentic."""
    if not it.texts:
        return None
    for asked in filter(None, (language, reader.language)):
        try:
            return revision(reader, it.key, it.text.number, asked)
        except NotFound:
            continue
    return revision(reader, it.key, it.text.number)

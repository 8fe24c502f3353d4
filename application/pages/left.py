"""How much time is left: in hours while hours count, in days before."""

from __future__ import annotations

from application.pages.reader import Reader
from domain.sentences import Sentence, say
from domain.words import FOREVER, moment

HOUR = 3600
IN_HOURS = 72


def time_left(reader: Reader, due: str, since: str = "") -> str:
    """Say in the reader's language how much is left, from now or *since* an instant."""
    told = left(since or reader.now, due)
    return told.told(reader.translate) if told else ""


def left(now: str, due: str) -> Sentence | None:
    """Say how much is left until *due*; nothing for what is never due."""
    if due in {"", FOREVER}:
        return None
    seconds = (moment(due) - moment(now)).total_seconds()
    if seconds <= 0:
        return say("over")
    hours = int(seconds // HOUR)
    if not hours:
        return say("less than an hour left")
    if hours == 1:
        return say("one hour left")
    if hours <= IN_HOURS:
        return say("{hours} hours left", hours=hours)
    return say("{days} days left", days=hours // 24)

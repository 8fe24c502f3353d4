"""Value words: who acts, on what basis, and when something took effect.

An instant is text in one fixed form, ``2022-10-06T15:00:00.000000Z``: it sorts as
text, so a database of any make orders it as Python does.
"""

from __future__ import annotations

import re
import uuid
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Self

from domain.errors import Malformed, quoted
from domain.sentences import say

REGISTER = uuid.UUID("6f2b8a0e-8f6b-5d0e-9d0c-2f0f3f6f7a11")
FOREVER = "9999-12-31T23:59:59.999999Z"
FROM_UNKNOWN = "0000-00-00"
OFFSET = len("+00:00")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


def stream_id(kind: str, key: str) -> uuid.UUID:
    """Name the stream of one aggregate: ``uuid5(register, kind/key)``."""
    plain = key.encode("utf-8", "backslashreplace").decode()
    return uuid.uuid5(REGISTER, f"{kind}/{plain}")


def instant(moment: datetime) -> str:
    """Write *moment* (with its zone) in the one form used throughout, in UTC."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{utc.isoformat(timespec='microseconds')[:-OFFSET]}Z"


def moment(text: str) -> datetime:
    """Read an instant written by :func:`instant`."""
    return datetime.fromisoformat(text)


def end_of(day: date) -> str:
    """Return the last instant of *day* in UTC: what a bare day means in a fold."""
    return f"{day.isoformat()}T23:59:59.999999Z"


def start_of(day: date) -> str:
    """Return the first instant of *day* in UTC."""
    return f"{day.isoformat()}T00:00:00.000000Z"


def shown_day(text: str) -> str:
    """Return the day an instant stands for, or the instant where it stands for none."""
    return text[:10] if text[11:] in {"00:00:00.000000Z", "23:59:59.999999Z"} else text


def days_after(text: str, days: int) -> str:
    """Return the instant *days* after the instant *text*."""
    return instant(moment(text) + timedelta(days=days))


def hours_after(text: str, hours: int) -> str:
    """Return the instant *hours* after the instant *text*."""
    return instant(moment(text) + timedelta(hours=hours))


def instant_of(text: str, *, latest: bool = True) -> str:
    """Read a day or an instant as people type it; a day means its end in UTC.

    Raises :class:`Malformed` for anything else, an instant without a zone included.
    """
    said = text.strip()
    try:
        if _DAY.fullmatch(said):
            day = date.fromisoformat(said)
            return end_of(day) if latest else start_of(day)
        read = datetime.fromisoformat(said)
        if read.tzinfo is not None:
            return instant(read)
    except (ValueError, OverflowError):
        pass
    raise Malformed(
        say(
            "“{said}” is needed as a day (2022-10-06)"
            " or as an instant with its zone (2022-10-06T15:00Z)",
            said=quoted(text),
        )
    )


@dataclass(frozen=True, slots=True)
class Occurred:
    """When something took effect, as exactly as it is known (DOMAIN section 6).

    ``at`` is the latest it can have been: folds use it.  ``earliest`` is the start of
    a bracket, ``0000-00-00`` when nothing is known, and empty when ``at`` is exact.
    ``said`` is what a reader sees: a day, a bracket, an instant, or ``unknown``.
    """

    at: str
    earliest: str = ""
    said: str = ""

    @classmethod
    def on(cls, text: str) -> Self:
        """Read a day, a month or an instant."""
        said = text.strip()
        if _MONTH.fullmatch(said):
            return cls._month(said)
        return cls(instant_of(said), "", said)

    @classmethod
    def _month(cls, said: str) -> Self:
        year, month = map(int, said.split("-"))
        try:
            last = date(year, month, monthrange(year, month)[1])
        except ValueError as error:
            raise Malformed(
                say("“{said}” is no month; it is needed as 2024-09", said=said)
            ) from error
        return cls(end_of(last), start_of(last.replace(day=1)), said)

    @classmethod
    def between(cls, first: str, last: str) -> Self:
        """Read a bracket of two days: some time from *first* to *last*."""
        earliest, at = instant_of(first, latest=False), instant_of(last)
        if earliest > at:
            raise Malformed(
                say(
                    "the bracket {first} to {last} ends before it begins",
                    first=first,
                    last=last,
                )
            )
        return cls(at, earliest, f"{first}..{last}")

    @classmethod
    def unknown(cls, now: str) -> Self:
        """Say that no date is known, only that it was before *now*."""
        return cls(now, FROM_UNKNOWN, "unknown")

    def not_after(self, now: str) -> Self:
        """Cut the end of today, or of this month, down to *now*."""
        _, _, last = self.said.rpartition("..")
        this_day = len(last) == len("2022-10-06") and self.at[:10] == now[:10]
        this_month = len(last) == len("2022-10") and self.at[:7] == now[:7]
        if (this_day or this_month) and self.earliest <= now < self.at:
            return replace(self, at=now)
        return self


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, under which mandate; ``role`` is the mandate's own role.

    A late entry has ``entered_by``: the officer who enters another person's act, and
    under which appointment.
    """

    person: str
    role: str
    mandate: str = ""
    participant: str = ""
    entered_by: str = ""
    entered_as: str = ""
    entered_under: str = ""

    @property
    def late(self) -> bool:
        """Whether somebody else enters the act after the fact."""
        return bool(self.entered_by)


CLOCK = Actor("clock", "clock")
ENGINE = Actor("register", "register")

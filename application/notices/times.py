"""When a letter leaves, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

from domain.words import instant, moment

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
DAILY_HOUR = 6
"""The hour, in UTC, at which what came in a day is sent together."""


def later(now: str, pause: timedelta) -> str:
    """Return the instant a *pause* after *now*."""
    return instant(moment(now) + pause)


def pause_after(now: str, tries: int) -> str:
    """Return when to try again after so many tries."""
    doubled = FIRST_PAUSE * 2 ** min(max(tries - 1, 0), 10)
    return later(now, min(doubled, LONGEST_PAUSE))


def next_daily(now: str) -> str:
    """Return when the next daily letters leave."""
    today = moment(now).replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    return instant(today if instant(today) > now else today + timedelta(days=1))

"""A stretch of time laid along a line: where a day is, and which days are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

WIDE = 100.0
LEAST = timedelta(days=92)
APART = 22.0
"""How far two written days are apart, so that they can be read at 320 pixels."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000, 30000)
"""Months from one written day to the next."""
YEAR = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """From a first day to a last one, in hundredths."""

    first: date
    last: date

    @classmethod
    def over(cls, days: Iterable[str]) -> Scale:
        """Return the scale on which all of *days* have a place; whole months."""
        known = sorted(filter(None, map(day_of, days)))
        first = (known[0] if known else date(2022, 6, 10)).replace(day=1)
        last = max(known[-1] if known else first, _after(first, LEAST))
        return cls(first, last)

    def place(self, said: str) -> float:
        """Return where a day is; what lies outside is put at the edge."""
        day = day_of(said)
        if day is None:
            return WIDE
        share = (day - self.first) / (self.last - self.first)
        return round(WIDE * min(max(share, 0.0), 1.0), 3)

    def written(self) -> list[dict[str, Any]]:
        """Return the days to write beneath: few enough that none meets another."""
        for step in STEPS:
            ticks = [*self._every(step)]
            near = (b["x"] - a["x"] < APART for a, b in pairwise(ticks))
            if len(ticks) <= WIDE / APART and not any(near):
                return ticks
        return []

    def _every(self, step: int) -> Iterator[dict[str, Any]]:
        months = self.first.year * YEAR + self.first.month - 1
        months += -months % step
        while (day := _month(months)) is not None and day <= self.last:
            x = self.place(day.isoformat())
            if x <= WIDE - APART:
                said = day.isoformat()[:4] if step % YEAR == 0 else day.isoformat()[:7]
                yield {"x": x, "said": said}
            months += step


def day_of(said: str) -> date | None:
    """Return the day of an instant or a day; ``None`` for no end, or no day."""
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _month(months: int) -> date | None:
    year, month = divmod(months, YEAR)
    return date(year, month + 1, 1) if date.min.year <= year <= date.max.year else None


def _after(day: date, time: timedelta) -> date:
    return day + time if day <= date.max - time else date.max

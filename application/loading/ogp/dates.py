"""Dates as action plans write them, and what can be read of each.

The same plans write *07/01/2012*, *31/12/2014*, *28/5/2014*, *Quarter 1 2014* and
*Not Specified*.  A date that two readings fit is kept as the bracket between them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
YEAR = re.compile(r"[12]\d{3}", re.ASCII)
YEARS = re.compile(r"([12]\d{3})\s*-\s*([12]\d{3})", re.ASCII)
NAMED = re.compile(r"(?:End of )?([A-Za-z/]+(?: [1-4])?) (\d{4})", re.ASCII)
SPANS = {
    "quarter 1": (1, 3), "quarter 2": (4, 6),
    "quarter 3": (7, 9), "quarter 4": (10, 12),
}  # fmt: skip
MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}


def read_date(text: str) -> str:
    """Return what can be read: a day, a bracket, or empty text for nothing.

    A season is none: it lies elsewhere in the year on the other half of the earth.
    """
    said = text.strip()
    if found := SLASHED.fullmatch(said):
        return _slashed(*map(int, found.groups()))
    if YEAR.fullmatch(said):
        return f"{said}-01-01..{said}-12-31"
    if found := YEARS.fullmatch(said):
        return f"{found[1]}-01-01..{found[2]}-12-31" if found[1] <= found[2] else ""
    if found := NAMED.fullmatch(said):
        return _named(found[1].lower(), int(found[2]))
    return ""


def _slashed(one: int, other: int, year: int) -> str:
    days = sorted(set(_days(one, other, year)))
    return "..".join(day.isoformat() for day in days)


def _days(one: int, other: int, year: int) -> Iterator[date]:
    for month, day in ((one, other), (other, one)):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _named(word: str, year: int) -> str:
    first, last = SPANS.get(word, (MONTHS.get(word, 0),) * 2)
    if not first or not year:
        return ""
    end = monthrange(year, last)[1]
    return f"{year}-{first:02}-01..{year}-{last:02}-{end}"

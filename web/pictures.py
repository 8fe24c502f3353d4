"""Where things go in a picture, worked out before any template draws it.

Everything here is a pure function of what it is given: squares of the tile map, widths
of the bars, and how exactly a time is known.  Templates draw what comes back; none of
them computes.  A picture never stands alone: its macro writes the table beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_skeleton, format_time

if TYPE_CHECKING:
    from jinja2 import Environment

TILE = 40
GAP = 4

# One square per state of the Americas, (column, row): neighbours stay neighbours as far
# as a grid lets them, and an island is as large as a continent.
AMERICAS: Mapping[str, tuple[int, int]] = {
    "CAN": (2, 0),
    "USA": (2, 1),
    "MEX": (1, 2),
    "BHS": (5, 2),
    "GTM": (1, 3),
    "BLZ": (2, 3),
    "CUB": (4, 3),
    "HTI": (5, 3),
    "DOM": (6, 3),
    "KNA": (7, 3),
    "ATG": (8, 3),
    "SLV": (1, 4),
    "HND": (2, 4),
    "JAM": (4, 4),
    "DMA": (8, 4),
    "NIC": (2, 5),
    "VCT": (7, 5),
    "LCA": (8, 5),
    "BRB": (9, 5),
    "CRI": (2, 6),
    "GRD": (7, 6),
    "TTO": (8, 6),
    "PAN": (3, 7),
    "COL": (4, 7),
    "VEN": (5, 7),
    "GUY": (6, 7),
    "SUR": (7, 7),
    "ECU": (3, 8),
    "PER": (4, 8),
    "BOL": (5, 8),
    "BRA": (6, 8),
    "PRY": (5, 9),
    "CHL": (4, 10),
    "ARG": (5, 10),
    "URY": (6, 10),
}
COLUMNS = 10
ROWS = 11

#: How a standing is drawn; whatever is not listed is drawn as "other".
TILE_STATES = {
    "endorsing": "endorsing",
    "may have": "may",
    "may have endorsed": "may",
    "candidate": "candidate",
    "invited": "candidate",
    "observer": "candidate",
    "partner": "candidate",
    "declined": "ended",
    "suspended": "ended",
    "withdrawn": "ended",
    "withdrawal notified": "ended",
}

#: The fills of a stacked bar, in order: neighbours differ without colour.
PATTERNS = ("solid", "diagonal", "dots", "lines", "cross", "empty")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")


def tiles(states: Mapping[str, str]) -> dict[str, Any]:
    """Place one square per state of the Americas, and any other code in a row below.

    *states* maps an ISO 3166 alpha-3 code to a standing in words.  A state that is not
    named there is drawn faintly, as ``absent``, so that the map stays a map.
    """
    abroad = sorted(code for code in states if code not in AMERICAS)
    places = dict(AMERICAS)
    places.update(
        (code, (n % COLUMNS, ROWS + n // COLUMNS)) for n, code in enumerate(abroad)
    )
    step = TILE + GAP
    apart = step // 2
    squares: list[dict[str, Any]] = [
        {
            "code": code,
            "x": column * step,
            "y": row * step + (apart if row >= ROWS else 0),
            "state": _tile_state(states.get(code)),
            "words": states.get(code, ""),
        }
        for code, (column, row) in places.items()
    ]
    return {
        "width": COLUMNS * step - GAP,
        "height": max(square["y"] for square in squares) + TILE,
        "tile": TILE,
        "squares": squares,
    }


def _tile_state(words: str | None) -> str:
    if words is None:
        return "absent"
    return TILE_STATES.get(words.replace("_", " ").lower(), "other")


def bars(
    rows: Sequence[Mapping[str, Any]], series: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Work out stacked bars in hundredths of the longest one.

    Each row is ``{label, counts: {key: number}}``, each of *series* ``{key, label}``.
    Parts of nothing are left out; a part is never so thin that it can't be seen.
    """
    fills = {one["key"]: PATTERNS[n % len(PATTERNS)] for n, one in enumerate(series)}
    longest = max((_total(row, series) for row in rows), default=0) or 1
    return {
        "legend": [
            {**one, "pattern": fills[one["key"]]}
            for one in series
            if not rows or any(row["counts"].get(one["key"]) for row in rows)
        ],
        "rows": [
            {
                **row,
                "total": _total(row, series),
                "parts": _parts(row, series, fills, longest),
            }
            for row in rows
        ],
    }


def _total(row: Mapping[str, Any], series: Sequence[Mapping[str, str]]) -> int:
    return sum(row["counts"].get(one["key"], 0) for one in series)


def _parts(
    row: Mapping[str, Any],
    series: Sequence[Mapping[str, str]],
    fills: Mapping[str, str],
    longest: int,
) -> list[dict[str, Any]]:
    parts, before = [], 0
    for one in series:
        count = row["counts"].get(one["key"], 0)
        if count:
            parts.append(
                {
                    "key": one["key"],
                    "label": one["label"],
                    "count": count,
                    "pattern": fills[one["key"]],
                    "x": round(100 * before / longest, 3),
                    "width": round(100 * count / longest, 3),
                }
            )
            before += count
    return parts


def moment(value: object, locale: str = "en") -> dict[str, Any]:
    """Read how exactly a time is known, and put its parts into words.

    Takes what the register says of a time: a day, a month, an instant,
    ``first..last``, ``unknown`` or nothing, or anything that carries one of them as
    ``said``, ``occurred_at``, ``at`` or ``day`` (with ``earliest``), or as
    ``not_before`` and ``not_after``.  Text that is none of these comes back as it is.
    """
    said = _said(value)
    if not said or said == "unknown":
        return {"kind": "unknown"}
    first, dots, last = said.partition("..")
    if dots:
        return _bracket(first, last, locale)
    if _DAY.fullmatch(said):
        return {"kind": "day", "iso": said, "words": day_words(said, locale)}
    if _MONTH.fullmatch(said):
        month = format_skeleton(
            "yMMMM", date.fromisoformat(f"{said}-01"), locale=_locale(locale)
        )
        return {"kind": "month", "iso": said, "words": month}
    return _instant(said, locale)


def _said(value: object) -> str:
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, date | datetime):
        return value.isoformat()
    read: Callable[[str], Any] = (
        value.get
        if isinstance(value, Mapping)
        else lambda name: getattr(value, name, None)
    )
    if read("not_after"):
        return f"{read('not_before') or '0000-00-00'}..{read('not_after')}"
    latest = read("said") or read("occurred_at") or read("at") or read("day")
    if isinstance(latest, str) and read("earliest") and not read("said"):
        return f"{str(read('earliest'))[:10]}..{latest[:10]}"
    return _said(latest)


def _bracket(first: str, last: str, locale: str) -> dict[str, Any]:
    last_words = day_words(last[:10], locale)
    if first.startswith("0000"):
        return {"kind": "before", "last": last[:10], "last_words": last_words}
    same_year = first[:4] == last[:4]
    return {
        "kind": "bracket",
        "first": first[:10],
        "last": last[:10],
        "first_words": day_words(first[:10], locale, with_year=not same_year),
        "last_words": last_words,
    }


@lru_cache(maxsize=4096)
def _instant(said: str, locale: str) -> dict[str, Any]:
    try:
        read = datetime.fromisoformat(said)
    except ValueError:
        return {"kind": "text", "words": said}
    at = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    return {
        "kind": "instant",
        "iso": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "day": day_words(at.date().isoformat(), locale),
        "time": format_time(at, "HH:mm", locale=_locale(locale)),
        "exact": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


@lru_cache(maxsize=4096)
def day_words(iso: str, locale: str = "en", *, with_year: bool = True) -> str:
    """Write a day as *locale* does: ``11 June 2022``, ``11 de junio de 2022``."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if with_year:
        return format_date(day, "long", locale=_locale(locale))
    return format_skeleton("MMMMd", day, locale=_locale(locale))


def _locale(code: str) -> str:
    written = code.replace("-", "_")
    return "en_GB" if written in ("", "en") else written


def install(environment: Environment, locale: Callable[[], str] = lambda: "en") -> None:
    """Give the macros what they draw with; *locale* is asked on every page."""
    environment.globals["pictures"] = {
        "tiles": tiles,
        "bars": bars,
        "moment": lambda value: moment(value, locale()),
        "states": _states,
    }


def _states(participants: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {one["code"]: str(one.get("state", "other")) for one in participants}

"""What the macros draw with: where things go, and how exactly a time is known.

Places are worked out in ``application.pages.geometry``, words of a time here, in the
language of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_skeleton, format_time

from application.pages.geometry.bars import bars
from application.pages.geometry.lanes import lanes
from application.pages.geometry.plan import plan
from application.pages.geometry.squares import squares
from application.pages.geometry.tiles import tiles

if TYPE_CHECKING:
    from jinja2 import Environment

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")


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


def tick_words(said: str, locale: str = "en") -> str:
    """Write a year, or a month in short: ``2024``, ``Jun 2024``."""
    if not _MONTH.fullmatch(said):
        return said
    day = date.fromisoformat(f"{said}-01")
    return format_skeleton("yMMM", day, locale=_locale(locale))


def _locale(code: str) -> str:
    written = code.replace("-", "_")
    return "en_GB" if written in ("", "en") else written


def install(environment: Environment, locale: Callable[[], str] = lambda: "en") -> None:
    """Give the macros what they draw with; *locale* is asked on every page."""
    environment.globals["pictures"] = {
        "tiles": tiles,
        "bars": bars,
        "lanes": lanes,
        "squares": squares,
        "plan": plan,
        "tick": lambda said: tick_words(said, locale()),
        "moment": lambda value: moment(value, locale()),
        "states": _states,
    }


def _states(participants: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {one["code"]: str(one.get("state", "other")) for one in participants}

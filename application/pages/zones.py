"""Local times beside UTC: an instant as the clock of a capital shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.core import get_global

from application.pages.reader import Reader
from domain.words import moment

CAPITALS = {
    "ARG": "America/Argentina/Buenos_Aires",
    "BRA": "America/Sao_Paulo",
    "CAN": "America/Toronto",
    "CHL": "America/Santiago",
    "ECU": "America/Guayaquil",
    "ESP": "Europe/Madrid",
    "MEX": "America/Mexico_City",
    "USA": "America/New_York",
}
"""The zone of the capital, where a country has several."""
HOUR = 60


@cache
def zone_of(code: str) -> ZoneInfo | None:
    """Return the zone of a country's capital, ``None`` where it is not known."""
    if code in CAPITALS:
        return ZoneInfo(CAPITALS[code])
    letters = get_global("territory_aliases").get(code, [])
    named = [*map(get_global("territory_zones").get, letters)]
    return ZoneInfo(named[0][0]) if len(named) == 1 and named[0] else None


def capitals(reader: Reader, at: str, codes: Iterable[str]) -> list[dict[str, str]]:
    """Return an instant in the capitals of participants whose zone is known."""
    times = ((code, local(at, code)) for code in codes) if at else ()
    return [{"name": reader.name(code), "time": time} for code, time in times if time]


def local(at: str, code: str) -> str:
    """Return an instant in the capital, ``2026-12-08 07:12 (UTC-5)``, or nothing."""
    zone = zone_of(code)
    if zone is None:
        return ""
    there = moment(at).astimezone(zone)
    apart = there.utcoffset() or timedelta()
    return f"{there:%Y-%m-%d %H:%M} ({_offset(apart)})"


def _offset(apart: timedelta) -> str:
    minutes = int(apart.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), HOUR)
    if not minutes:
        return "UTC"
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")

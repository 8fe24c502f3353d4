"""Countries by name, for a partner that the file names in words only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

ALPHA_3 = 3


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its ISO 3166 alpha-3 code and its name in English."""

    code: str
    name: str


def partner_of(record: Mapping[str, Any]) -> Country | None:
    """Return the country that announced a partner commitment, ``None`` if unknown."""
    name = str(record.get("participant_text") or "").partition(" (")[0].strip()
    return countries().get(name)


def name_of(code: str) -> str:
    """Return the English name of the country with this code, or the code."""
    return next((c.name for c in countries().values() if c.code == code), code)


@cache
def countries() -> dict[str, Country]:
    """Return every country by its English name."""
    names = Locale("en").territories
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    return {
        names[two[0]]: Country(code, names[two[0]])
        for code, two in aliases.items()
        if len(code) == ALPHA_3 and code.isalpha() and len(two) == 1 and two[0] in names
    }

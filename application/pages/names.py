"""The usual names of countries, for a language in which the register has none.

A name on record comes first. One is translated only while it is the usual English one:
a country that was renamed is told as the record has it.
"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global


@lru_cache(maxsize=1024)
def usual(code: str, name: str, language: str) -> str:
    """Return how *language* calls the country that English calls *name*."""
    if language == "en":
        return name
    codes = get_global("territory_aliases").get(code) or [code]
    try:
        told = Locale.parse(language).territories.get(codes[0], name)
    except (UnknownLocaleError, ValueError):
        return name
    return str(told) if Locale("en").territories.get(codes[0]) == name else name

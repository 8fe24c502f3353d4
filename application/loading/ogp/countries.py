"""Countries as the Partnership names them, by their ISO 3166 codes."""

from __future__ import annotations

from functools import cache

from application.loading.countries import Country, countries

OTHERWISE = {
    "Czech Republic": "CZE",
    "Macedonia": "MKD",
    "Turkey": "TUR",
    "Trinidad and Tobago": "TTO",
    "UK": "GBR",
    "USA": "USA",
}
"""Names in the source that are not the English ones of today."""


@cache
def country_named(name: str) -> Country | None:
    """Return the country with this name, as the source has it; ``None`` if unknown."""
    said = name.strip()
    if said in OTHERWISE:
        return Country(OTHERWISE[said], said)
    return countries().get(said)

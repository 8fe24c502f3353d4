"""The map of the Americas: one square per state, wherever it may be placed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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

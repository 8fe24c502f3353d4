"""The search: things whose reference, title or name holds the words."""

from __future__ import annotations

from typing import Any

from application.pages.pieces import commitment_row
from application.pages.reader import Reader
from domain.text import fold

LONGEST = 100


def page(reader: Reader, asked: str) -> dict[str, Any]:
    """Return what is found; too little to go by finds nothing.

    What a committee keeps to itself is found by its reference alone.
    """
    words = " ".join(asked.split())[:LONGEST]
    if not words:
        return {"q": "", "commitments": [], "things": [], "meetings": []}
    folded = f"%{fold(words)}%"
    rows = reader.rows("found_commitments", pattern=f"%{words.lower()}%")
    found = [commitment_row(reader, row) for row in rows]
    return {
        "q": words,
        "commitments": [
            one
            for one in found
            if not one["hidden"] or words.lower() in one["reference"].lower()
        ],
        "things": reader.rows("found_aliases", pattern=folded),
        "meetings": reader.rows("found_meetings", pattern=f"%{words.lower()}%"),
    }

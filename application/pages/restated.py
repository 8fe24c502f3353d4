"""Figures that a correction changed: what a reader saw before it, and until when.

A corrigendum changes what was so on a day of the past; who noted the figure of that day
must find out here why it reads otherwise now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from application.pages.reader import Reader

LATEST = 5
"""How many of the last corrigenda are looked into."""
Figures = Mapping[str, str | int]


def restated(
    reader: Reader, figures: Callable[[Reader, str], Figures]
) -> dict[str, dict[str, Any]]:
    """Return by figure what it stood at until it was corrected, and by which entry.

    *figures* is asked for those that a correction of a kind of thing can change.
    """
    found: dict[str, dict[str, Any]] = {}
    for row in reader.rows("corrections", limit=LATEST):
        position = row["position"]
        after, before = (
            figures(by_then(reader, known), row["kind"])
            for known in (position, position - 1)
        )
        for name, figure in before.items():
            if figure != after[name] and name not in found:
                found[name] = {
                    "stood": figure,
                    "until": _recorded(reader, position),
                    "position": position,
                }
    return found


def by_then(reader: Reader, known: int) -> Reader:
    """Return a reader of the same moment that knows only what was known by then."""
    when = replace(reader.when, known=known)
    said = reader.person, reader.language, reader.translate
    return Reader(reader.register, when, *said)


def _recorded(reader: Reader, position: int) -> str:
    entry = reader.register.ledger.at([position])[position]
    return str(entry.event.recorded_at)

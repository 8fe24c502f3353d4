"""The scorecard: how many undertakings of each participant stand at which stage.

Where the definition has a reviewer it counts the last rating of each, too.  The counts
are those the views keep, so a day of the past costs what today does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from application.pages.reader import Reader
from domain.reviewing import reviewed
from domain.text import fold


def page(reader: Reader) -> dict[str, Any]:
    """Return a line for each participant that has promised something."""
    stages: dict[str, Counter[str]] = defaultdict(Counter)
    ratings: dict[str, Counter[str]] = defaultdict(Counter)
    for slot, count in reader.totals("undertakings").items():
        stage, _owner, code, rating = slot.split("/", 3)
        stages[code][stage] += count
        ratings[code][rating] += count
    people = sorted(reader.named(stages), key=lambda one: fold(one["name"]))
    rates = reviewed(reader.definition)
    return {
        "stages": _used(reader.definition.machines["undertaking"].stages, stages),
        "ratings": _used([*_words(reader), ""], ratings) if rates else [],
        "participants": [
            one
            | {
                "undertakings": stages[one["code"]].total(),
                "stages": dict(stages[one["code"]]),
                "ratings": dict(ratings[one["code"]]) if rates else {},
            }
            for one in people
        ],
        "undertakings": sum(counted.total() for counted in stages.values()),
    }


def _words(reader: Reader) -> Iterable[str]:
    """Give every word a rating can have, the scales in their order."""
    for scale in reader.definition.parameters.get("scales", {}).values():
        yield from (step["rating"] for step in scale)


def _used(known: Iterable[str], counted: dict[str, Counter[str]]) -> list[str]:
    """Return what is counted at all: in the definition's order, then what it lacks."""
    found = {word for counts in counted.values() for word, n in counts.items() if n}
    order = [word for word in dict.fromkeys(known) if word in found]
    return [*order, *sorted(found - {*order})]

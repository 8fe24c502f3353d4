"""The scales of a definition: the words a reviewer rates in, the lowest first.

A scale is a list of steps.  ``agrees_with`` names the words of a self-report that say
the same; a step that is ``unranked`` (*withdrawn*, *unclear*) stands on no height.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.events.reporting import STATUSES
from domain.shapes import LIST, TEXT, TEXTS, TRUTH, Flaw, fits

STEP = {"rating": TEXT, "agrees_with": TEXTS, "unranked": TRUTH}
NEEDED = ("rating", "agrees_with")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a scale; ``rank`` 1 is the lowest, 0 stands on no height."""

    rating: str
    rank: int
    agrees_with: tuple[str, ...]


def steps(parameters: Mapping[str, Any], scale: str) -> dict[str, Step]:
    """Return the steps of a scale by their words; none of an unknown scale."""
    found: dict[str, Step] = {}
    rank = 0
    for said in parameters.get("scales", {}).get(scale, ()):
        ranked = not said.get("unranked", False)
        rank += ranked
        found[said["rating"]] = Step(
            said["rating"], rank if ranked else 0, tuple(said["agrees_with"])
        )
    return found


def flaws(scales: Mapping[str, Any]) -> Iterator[Flaw]:
    """Name what is wrong with the scales of a definition, the first first."""
    if not scales:
        yield Flaw("parameter “scales” needs a scale at least")
    for key, said in scales.items():
        if not fits(said, LIST) or not said:
            yield Flaw(f"scale “{key}” is needed as a list of steps")
            continue
        yield from _steps(key, said)


def _steps(scale: str, said: list[Any]) -> Iterator[Flaw]:
    seen = set()
    for place, step in enumerate(said, start=1):
        where = f"step {place} of scale “{scale}”"
        if not isinstance(step, dict):
            yield Flaw(f"{where} is needed as a table")
            return
        yield from _step(where, step)
        word = str(step.get("rating"))
        if word in seen:
            yield Flaw(f"{where}: “{word}” is a step already")
        seen.add(word)


def _step(where: str, step: Mapping[str, Any]) -> Iterator[Flaw]:
    for key in NEEDED:
        if key not in step:
            yield Flaw(f"{where}: “{key}” is missing")
    for key, value in step.items():
        if key not in STEP:
            yield Flaw(f"{where}: “{key}” is unknown")
        elif not fits(value, STEP[key]):
            yield Flaw(f"{where}: “{key}” is needed as {STEP[key]}")
        elif key == "agrees_with":
            for word in value:
                if word not in STATUSES:
                    yield Flaw(f"{where}: “{word}” is no word of a self-report")

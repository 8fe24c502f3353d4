"""Whether every stage of a machine is reached, and leads to an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.workflow import SAME, Machine


def dead_ends(machine: Machine) -> Iterator[str]:
    """Name the stages nothing leads to, and those from which no end can be reached."""
    onward: dict[str, set[str]] = {key: set() for key in machine.stages}
    reached: set[str] = set()
    for move in machine.moves:
        targets = {way.stage for way in move.ways if way.stage != SAME}
        reached |= targets if move.creates else set()
        for start in move.start:
            onward[start] |= targets
    reachable = _closure(reached, onward)
    for key in machine.stages:
        if key not in reachable:
            yield f"stage “{key}” of {machine.key}: no move leads to it"
    ends = {key for key, stage in machine.stages.items() if stage.end}
    for key in machine.stages:
        if not _closure({key}, onward) & ends:
            yield f"stage “{key}” of {machine.key}: no end can be reached from it"


def _closure(start: set[str], onward: Mapping[str, set[str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for stage in onward[waiting.pop()] - found:
            found.add(stage)
            waiting.append(stage)
    return found

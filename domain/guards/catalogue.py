"""The closed catalogue of guards and positions that a definition may name.

A guard never changes its meaning: a changed one gets a new name, so that old acts can
be decided again.  Each has the sentence for the table (*needs …*) and says, when it is
not met, exactly what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.case import Case, Sentence
from domain.errors import Kind

Check = Callable[..., Sentence | None]


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition with the sentence a person reads; ``takes`` types its arguments."""

    name: str
    sentence: str
    check: Check
    takes: Mapping[str, type] = field(default_factory=dict)
    kind: Kind = Kind.RULE
    about_input: bool = False
    parameters: tuple[str, ...] = ()


GUARDS: dict[str, Guard] = {}
POSITIONS: dict[str, Callable[[Case], bool]] = {}


def guard(
    sentence: str,
    *,
    kind: Kind = Kind.RULE,
    about: str = "case",
    parameters: tuple[str, ...] = (),
    **takes: type,
) -> Callable[[Check], Check]:
    """Enter a guard in the catalogue under the function's name."""

    def enter(check: Check) -> Check:
        name = check.__name__
        GUARDS[name] = Guard(
            name, sentence, check, takes, kind, about == "input", parameters
        )
        return check

    return enter


def position(check: Callable[[Case], bool]) -> Callable[[Case], bool]:
    """Enter a position of a participant in the catalogue."""
    POSITIONS[check.__name__] = check
    return check

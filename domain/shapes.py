"""The form of a definition: which keys each part has, and what they hold.

Asked before anything is made of a file, so that a slip of the pen is told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from domain.errors import Malformed
from domain.text import clean

LARGEST = 2**53 - 1  # what every reader of JSON holds exactly
LONGEST = 10_000

TEXT, NUMBER, TRUTH = "text", "a whole number", "true or false"
TABLE, LIST, TEXTS = "a table", "a list", "a list of texts"
PLACE = "text or a list of cases"
GUARD = "the name of a guard or a table"

WHOLE = {
    "schema": TEXT, "key": TEXT, "version": NUMBER, "title": TEXT, "roles": TABLE,
    "machines": TABLE, "parameters": TABLE, "forms?": TABLE, "terms?": TABLE,
    "instrument?": TEXT,
}  # fmt: skip
ROLE = {"label": TEXT, "kind": TEXT, "filled_by?": TEXTS}
FORM = {"label": TEXT, "creates": TEXT, "announced_by?": TEXT}
MACHINE = {"title": TEXT, "stages": LIST, "moves": LIST, "within?": TEXT}
STAGE = {"key": TEXT, "visible?": TEXT, "end?": TRUTH, "awaits?": TEXTS}
ROW = {
    "do": TEXT, "label": TEXT, "who": TEXTS, "from": TEXTS, "to": PLACE, "event": TEXT,
    "needs?": LIST,
}  # fmt: skip
CASE = {"stage": TEXT, "when?": GUARD}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a definition, in which row (0: in none)."""

    reason: str
    row: int = 0


def fits(value: Any, wanted: str) -> bool:
    """Whether *value* is what a key of this form holds."""
    return _FITS[wanted](value)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


_FITS: Mapping[str, Callable[[Any], bool]] = {
    TEXT: _text,
    NUMBER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    TRUTH: lambda value: isinstance(value, bool),
    TABLE: lambda value: isinstance(value, dict),
    LIST: lambda value: isinstance(value, list),
    TEXTS: lambda value: isinstance(value, list) and all(map(_text, value)),
    PLACE: lambda value: _text(value) or (isinstance(value, list) and value != []),
    GUARD: lambda value: _text(value) or isinstance(value, dict),
}


def misshapen(source: Any) -> Iterator[Flaw]:
    """Name what has not the form of a definition."""
    yield from _unwritable(source, "the definition")
    yield from _form(source, WHOLE, "")
    for name, form in (("roles", ROLE), ("forms", FORM), ("machines", MACHINE)):
        for key, said in source.get(name, {}).items():
            yield from _form(said, form, f"{name.removesuffix('s')} “{key}”")
    for key, said in source.get("terms", {}).items():
        if not fits(said, TEXT):
            yield Flaw(f"term “{key}” is needed as text")
    machines = source["machines"]
    for key, machine in machines.items():
        for place, stage in enumerate(machine["stages"], start=1):
            yield from _form(stage, STAGE, f"stage {place} of {key}")
        yield from _twice(key, machine["stages"])
    moves = chain.from_iterable(machine["moves"] for machine in machines.values())
    for row, move in enumerate(moves, start=1):
        yield from _row(move, row)


def _twice(machine: str, stages: list[dict[str, str]]) -> Iterator[Flaw]:
    names = [stage["key"] for stage in stages]
    for name in names:
        if names.count(name) > 1:
            yield Flaw(f"stage “{name}” of {machine} is named twice")


def _row(move: Any, row: int) -> Iterator[Flaw]:
    yield from _form(move, ROW, "", row)
    needs = list(move.get("needs", ()))
    for case in move["to"] if isinstance(move["to"], list) else ():
        yield from _form(case, CASE, "a case of “to”", row)
        needs += [case["when"]] if "when" in case else []
    for need in needs:
        named = need.get("guard") if isinstance(need, dict) else need
        if not fits(named, TEXT):
            yield Flaw("a need is the name of a guard or a table with “guard”", row)


def _form(
    said: Any, form: Mapping[str, str], what: str, row: int = 0
) -> Iterator[Flaw]:
    if not isinstance(said, dict):
        yield Flaw(f"{what or 'this'} is needed as a table", row)
        return
    of = f" of {what}" if what else ""
    wanted = {key.removesuffix("?"): kind for key, kind in form.items()}
    for key, kind in wanted.items():
        if key in said and not fits(said[key], kind):
            yield Flaw(f"“{key}”{of} is needed as {kind}", row)
        elif key not in said and key in form:
            yield Flaw(f"“{key}”{of} is missing", row)
    for key in said:
        if key not in wanted:
            yield Flaw(f"“{key}”{of} is unknown", row)


def _unwritable(value: Any, what: str) -> Iterator[Flaw]:
    """Name what the log could not hold as plain JSON, or a reader could not read."""
    match value:
        case str():
            try:
                clean(value, field=what, maximum=LONGEST)
            except Malformed as error:
                yield Flaw(str(error))
        case int():
            if abs(value) > LARGEST:
                yield Flaw(f"{what} holds a number too large")
        case list():
            for part in value:
                yield from _unwritable(part, what)
        case dict():
            for key, part in value.items():
                yield from _unwritable(key, what)
                yield from _unwritable(part, f"“{key}”")
        case _:
            yield Flaw(f"{what} is needed as text, a whole number, a list or a table")

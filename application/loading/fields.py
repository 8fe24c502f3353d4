"""What one field of a record may hold: the kinds, and what is wrong with a value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.errors import Malformed
from domain.text import clean
from domain.words import Occurred, instant_of

SHOWN = 60
TARGET = ("quantity", "unit", "by", "per", "over", "start")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: in words, whether a value fits, and how long a text may be."""

    words: str
    fits: Callable[[Any], bool]
    maximum: int = 300
    lines: bool = False

    def unfit(self, value: Any) -> str:
        """Say what is wrong with *value*, empty when nothing is."""
        if not self.fits(value):
            return f"it is needed as {self.words}; {shown(value)} stands there"
        try:
            for part in texts(value):
                clean(part, field="it", maximum=self.maximum, lines=self.lines)
        except Malformed as error:
            return str(error)
        return ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record.

    ``need``: *needed*; *known* (it has to be there, and is null when unknown);
    *optional*.  ``refers`` names the section whose records it may name.
    """

    name: str
    kind: Kind
    need: str = "needed"
    refers: str = ""

    def unfit(self, record: dict[str, Any]) -> str:
        """Say what is wrong with the field in *record*, empty when nothing is."""
        if self.name not in record:
            missing = f"it is missing; it is needed as {self.kind.words}"
            return "" if self.need == "optional" else missing
        value = record[self.name]
        if value is None and self.need != "needed":
            return ""
        return self.kind.unfit(value)


def shown(value: Any) -> str:
    """Return *value* as a reader may see it: short, and plain to the last letter."""
    written = json.dumps(value, default=str)
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}…"


def texts(value: Any) -> list[str]:
    """Return every text in *value*, however deep."""
    match value:
        case str():
            return [value]
        case list():
            return [text for part in value for text in texts(part)]
        case dict():
            return [text for pair in value.items() for text in texts([*pair])]
        case _:
            return []


def text(maximum: int = 300) -> Kind:
    """Name a text of one line."""
    return Kind("text", _is_text, maximum)


def prose(maximum: int = 4000) -> Kind:
    """Name a text of several lines."""
    return Kind("text", _is_text, maximum, lines=True)


def choice(*options: str) -> Kind:
    """Name one of *options*."""
    *first, last = options
    words = f"{', '.join(first)} or {last}" if first else f"{last}, or not at all"
    return Kind(words, lambda value: isinstance(value, str) and value in options)


def matching(words: str, pattern: str) -> Kind:
    """Name a text of one form."""
    form = re.compile(pattern, re.ASCII)
    return Kind(words, lambda value: _is_text(value) and bool(form.fullmatch(value)))


def many(kind: Kind) -> Kind:
    """Name a list, which may be empty."""
    return Kind(
        f"a list, each part {kind.words}",
        lambda value: isinstance(value, list) and all(map(kind.fits, value)),
        kind.maximum,
    )


def some(kind: Kind) -> Kind:
    """Name a list with at least one part."""
    return Kind(
        f"a list of at least one, each part {kind.words}",
        lambda value: many(kind).fits(value) and bool(value),
        kind.maximum,
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len("2022-10-06") and _read(value)


def _read(value: str) -> bool:
    try:
        instant_of(value)
    except Malformed:
        return False
    return True


def _is_day_or_month(value: Any) -> bool:
    if _is_day(value):
        return True
    try:
        return isinstance(value, str) and bool(Occurred.on(value).earliest)
    except Malformed:
        return False


def _is_month_in_words(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(month_of(value))
    except ValueError:
        return False


def month_of(words: str) -> str:
    """Return “December 2024” as ``2024-12``; raises ``ValueError``."""
    return datetime.strptime(f"1 {words} +0000", "%d %B %Y %z").strftime("%Y-%m")


def _is_target(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and set(value) <= set(TARGET)
        and NUMBER.fits(value.get("quantity", 0))
        and all(_is_text(value[name]) for name in TARGET[1:] if name in value)
    )


def _is_candidate(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "name" in value
        and set(value) <= {"name", "iso_alpha2", "iso_alpha3"}
        and all(map(_is_text, value.values()))
    )


def _is_readings(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(part, dict)
            and set(part) == {"value", "source"}
            and isinstance(part["value"], str | int | float | None)
            and SOURCES.fits(part["source"])
            for part in value
        )
    )


KEY = matching("letters, digits and hyphens", r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
CODE = matching("a code of capital letters, as in COL", r"[A-Z]{3,8}")
REFERENCE = matching("a reference, as in LAD-001", r"[A-Z]{2,8}-\d{3,6}")
WEB = Kind(
    "an address that begins with http:// or https://",
    lambda value: _is_text(value) and value.startswith(("http://", "https://")),
    2000,
)
DAY = Kind("a day, as in 2022-10-06", _is_day)
DAY_OR_MONTH = Kind("a day or a month, as in 2024-09", _is_day_or_month)
MONTH_IN_WORDS = Kind("a month and its year, as in December 2024", _is_month_in_words)
NUMBER = Kind(
    "a whole number",
    lambda value: type(value) is int and 0 <= value < 10**15,
)
TARGETED = Kind(f"a mapping of {', '.join(TARGET)}", _is_target)
CANDIDATE = Kind("a mapping of a name and its codes", _is_candidate)
SOURCES = some(KEY)
READINGS = Kind("a list, each part a value and its source", _is_readings)
NOTHING = Kind(
    "null: a status is reported by its participant, never entered from a source",
    lambda value: value is None,
)

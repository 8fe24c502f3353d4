"""Reads what a person filled in, by the event's ``ASKS``: the one gate for input.

Text is cleaned (:func:`domain.text.clean`); a number, a day or a list that came as text
from a form is read.  Raises :class:`domain.errors.Malformed` naming the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from domain.errors import Malformed
from domain.events import Ask
from domain.text import clean
from domain.words import instant_of

LONG = {"long", "paragraphs"}
MANY = 500


def read_said(asks: Sequence[Ask], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said, cleaned and typed; an unknown field is refused."""
    known = {ask.name: ask for ask in asks}
    for name in said:
        if name not in known:
            raise Malformed(
                f"there is no field “{str(name)[:40]}” here", str(name)[:40]
            )
    return {
        name: _read(known[name], value)
        for name, value in said.items()
        if value not in ("", None, [])
    }


def require(asks: Sequence[Ask], said: Mapping[str, Any]) -> None:
    """Refuse when a needed field is missing."""
    for ask in asks:
        if not ask.optional and said.get(ask.name) in ("", None, []):
            raise Malformed(f"“{ask.label}” is needed", ask.name)


def _read(ask: Ask, value: Any) -> Any:
    read: Callable[[Ask, Any], Any] = READERS.get(ask.kind, _text)
    return read(ask, value)


def _text(ask: Ask, value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed(f"“{ask.label}” is needed as text", ask.name)
    return clean(value, field=ask.label, maximum=ask.maximum, lines=ask.kind in LONG)


def _number(ask: Ask, value: Any) -> int:
    said = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,15}", said, re.ASCII):
        raise Malformed(f"“{ask.label}” is needed as a whole number", ask.name)
    return int(said)


def _choice(ask: Ask, value: Any) -> str:
    said = _text(ask, value)
    if ask.choices and said not in ask.choices:
        raise Malformed(f"“{ask.label}” is one of {', '.join(ask.choices)}", ask.name)
    return said


def _list(ask: Ask, value: Any) -> list[str]:
    parts = re.split(r"[\n,]", value) if isinstance(value, str) else value
    if not isinstance(parts, list) or len(parts) > MANY:
        raise Malformed(f"“{ask.label}” is needed as a list", ask.name)
    read = [_text(ask, part) for part in parts]
    return list(dict.fromkeys(part for part in read if part))


def _paragraphs(ask: Ask, value: Any) -> list[str]:
    if isinstance(value, str):
        whole = clean(value, field=ask.label, maximum=ask.maximum, lines=True)
        parts: Any = re.split(r"\n\s*\n", whole)
    else:
        parts = value
    if not isinstance(parts, list) or len(parts) > MANY:
        raise Malformed(f"“{ask.label}” is needed as paragraphs", ask.name)
    read = [_text(ask, part) for part in parts]
    return [" ".join(part.split()) for part in read if part]


def _readings(ask: Ask, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise Malformed(f"“{ask.label}” is needed as a list", ask.name)
    return [
        {
            "value": _text(ask, str(part.get("value"))),
            "sources": [_text(ask, str(s)) for s in part.get("sources", ())],
        }
        for part in value
        if isinstance(part, Mapping)
    ]


def _day(ask: Ask, value: Any) -> str:
    return instant_of(_text(ask, value))


READERS: Mapping[str, Callable[[Ask, Any], Any]] = {
    "number": _number,
    "day": _day,
    "list": _list,
    "paragraphs": _paragraphs,
    "readings": _readings,
    "choice": _choice,
}

"""Reads what a person filled in, by the event's ``ASKS``: the one gate for input.

Text is cleaned (:func:`domain.text.clean`); a number, a day or a list that came as text
from a form is read.  Raises :class:`domain.errors.Malformed` naming the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from domain import evidence
from domain.definition import read
from domain.errors import Defective, Malformed, quoted
from domain.events import Ask
from domain.sentences import Sentence, say
from domain.text import clean
from domain.words import instant_of

LONG = {"long", "paragraphs", "rules"}
MANY = 500
LEAST_TOO_LARGE = 10**15  # so that every reader of JSON reads the same number


def read_said(asks: Sequence[Ask], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said, cleaned and typed; an unknown field is refused."""
    known = {ask.name: ask for ask in asks}
    for name in said:
        if name not in known:
            raise Malformed(
                say("there is no field “{field}” here", field=quoted(name)),
                quoted(name),
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
            raise Malformed(say("“{label}” is needed", label=ask.label), ask.name)


def _read(ask: Ask, value: Any) -> Any:
    read: Callable[[Ask, Any], Any] = READERS.get(ask.kind, _text)
    return read(ask, value)


def _text(ask: Ask, value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed(say("“{label}” is needed as text", label=ask.label), ask.name)
    return _clean(ask, value, lines=ask.kind in LONG)


def _clean(ask: Ask, value: str, *, lines: bool) -> str:
    """Clean a text; the sentence names the label, the refusal the field."""
    try:
        return clean(value, field=ask.label, maximum=ask.maximum, lines=lines)
    except Malformed as error:
        raise Malformed(error.sentence or str(error), ask.name) from error


def _number(ask: Ask, value: Any) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and 0 <= value < LEAST_TOO_LARGE:
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\d{1,15}", value.strip(), re.ASCII):
        return int(value)
    raise Malformed(
        say("“{label}” is needed as a whole number", label=ask.label), ask.name
    )


def _choice(ask: Ask, value: Any) -> str:
    said = _text(ask, value)
    if ask.choices and said not in ask.choices:
        raise Malformed(
            say("“{label}” is one of {some}", label=ask.label, some=ask.choices),
            ask.name,
        )
    return said


def _list(ask: Ask, value: Any) -> list[str]:
    parts = re.split(r"[\n,]", value) if isinstance(value, str) else value
    if not isinstance(parts, list) or len(parts) > MANY:
        raise Malformed(say("“{label}” is needed as a list", label=ask.label), ask.name)
    read = [_text(ask, part) for part in parts]
    return list(dict.fromkeys(part for part in read if part))


def _evidence(ask: Ask, value: Any) -> list[str]:
    """Read pieces of evidence, one a line: a name may have a comma."""
    found = _list(ask, evidence.lines(value))
    return [str(evidence.read(part)) for part in found]


def _paragraphs(ask: Ask, value: Any) -> list[str]:
    if isinstance(value, str):
        whole = _clean(ask, value, lines=True)
        parts: Any = re.split(r"\n\s*\n", whole)
    else:
        parts = value
    if not isinstance(parts, list) or len(parts) > MANY:
        raise Malformed(
            say("“{label}” is needed as paragraphs", label=ask.label), ask.name
        )
    read = [_text(ask, part) for part in parts]
    if sum(map(len, read)) > ask.maximum:
        raise Malformed(
            say(
                "“{field}” may have at most {maximum} characters",
                field=ask.label,
                maximum=f"{ask.maximum:,}",
            ),
            ask.name,
        )
    return [" ".join(part.split()) for part in read if part]


def _readings(ask: Ask, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > MANY:
        raise Malformed(say("“{label}” is needed as a list", label=ask.label), ask.name)
    return [_reading(ask, part) for part in value]


def _reading(ask: Ask, part: Any) -> dict[str, Any]:
    told = isinstance(part, Mapping) and "value" in part
    sources = part.get("sources", []) if told else None
    if not isinstance(sources, list) or len(sources) > MANY:
        raise Malformed(
            say(
                "“{label}” needs each part as a value and its sources", label=ask.label
            ),
            ask.name,
        )
    return {
        "value": str(_plain(ask, part.get("value"))),
        "sources": [_text(ask, source) for source in sources],
    }


def _mapping(ask: Ask, value: Any) -> dict[str, Any]:
    """Read a flat mapping of text and whole numbers, as a source gives it."""
    fits = isinstance(value, Mapping) and len(value) <= MANY
    if not fits or not all(re.fullmatch(r"[a-z]{1,40}", str(key)) for key in value):
        raise Malformed(
            say("“{label}” is needed as names with values", label=ask.label), ask.name
        )
    return {str(key): _plain(ask, part) for key, part in value.items()}


def _criteria(ask: Ask, value: Any) -> dict[str, str]:
    """Read what each criterion came to: names with values, or “name: value” lines."""
    if isinstance(value, Mapping):
        pairs = [*value.items()]
    else:
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(n, str) for n in lines):
            raise Malformed(_no_pairs(ask), ask.name)
        parts = [line.partition(":") for line in lines if line.strip()]
        pairs = [(name.strip(), said.strip()) for name, _colon, said in parts]
    read = {_text(ask, name): _text(ask, said) for name, said in pairs}
    if len(read) < len(pairs) or len(pairs) > MANY or "" in {*read, *read.values()}:
        raise Malformed(_no_pairs(ask), ask.name)
    return read


def _no_pairs(ask: Ask) -> Sentence:
    return say("“{label}” is needed as one criterion a line, a colon, what it came to",
               label=ask.label)  # fmt: skip


def _plain(ask: Ask, value: Any) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return _number(ask, value)
    return "unknown" if value is None else _text(ask, value)


def _day(ask: Ask, value: Any) -> str:
    said = _text(ask, value)
    try:
        return instant_of(said)
    except Malformed as error:
        told = error.sentence or str(error)
        raise Malformed(
            say("“{label}”: {why}", label=ask.label, why=told), ask.name
        ) from error


def _instant(ask: Ask, value: Any) -> str:
    """Read an exact instant and keep it as it was said, with its zone."""
    said = _text(ask, value)
    if "T" in said.upper() or ":" in said:
        _day(ask, said)
        return said
    raise Malformed(
        say(
            "“{label}” is needed as an instant with its zone (2023-03-20T17:00-04:00)",
            label=ask.label,
        ),
        ask.name,
    )


def _rules(ask: Ask, value: Any) -> dict[str, Any]:
    """Read a process definition as a file holds it; one with a defect is refused."""
    try:
        return dict(read(_text(ask, value), ask.label).source)
    except Defective as error:
        raise Malformed(str(error), ask.name) from error


def _url(ask: Ask, value: Any) -> str:
    said = _text(ask, value)
    if not said.lower().startswith(("http://", "https://")):
        raise Malformed(
            say(
                "“{label}” is needed as an address that begins with https://",
                label=ask.label,
            ),
            ask.name,
        )
    return said


READERS: Mapping[str, Callable[[Ask, Any], Any]] = {
    "number": _number,
    "list": _list,
    "evidence": _evidence,
    "paragraphs": _paragraphs,
    "readings": _readings,
    "mapping": _mapping,
    "criteria": _criteria,
    "day": _day,
    "instant": _instant,
    "rules": _rules,
    "url": _url,
    "choice": _choice,
}

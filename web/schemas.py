"""What a form and the API accept: one schema for both, made from what an act asks.

It sees to shapes and names only; what a field may hold is read by the register itself,
so that every face of it gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from application.pages.choices import Ask

APART = {"csrf_token", "preview", "draft"}
"""What a form carries besides the act."""
LISTS = {"list", "paragraphs", "readings", "evidence"}
LONGEST = 100_000
ENVELOPE = (
    "mandate",
    "for_mandate",
    "participant",
    "seen",
    "basis",
    "occurred",
    "command",
)


def envelope(asks: Iterable[Ask]) -> list[str]:
    """Return the names around an act; what the act itself asks for comes first."""
    own = {ask.name for ask in asks}
    return [name for name in ENVELOPE if name not in own]


class Base(Schema):
    """The sentences of every schema here."""

    error_messages = {  # noqa: RUF012 (as the library has it)
        "unknown": "there is no such field here",
        "type": "an object with named fields is needed",
    }


class Several(fields.Field[Any]):
    """A list; as text it has one part a line."""

    default_error_messages = {  # noqa: RUF012 (as the library has it)
        "invalid": "“{label}” is needed as a list"
    }

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        if not isinstance(value, str | list):
            raise self.make_error("invalid", label=self.metadata["label"])
        return value


class Named(fields.Field[Any]):
    """Names with values; as text one a line, a colon between."""

    default_error_messages = {  # noqa: RUF012 (as the library has it)
        "invalid": "“{label}” is needed as names with values"
    }

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        if not isinstance(value, str | list | dict):
            raise self.make_error("invalid", label=self.metadata["label"])
        return value


class Whole(fields.Field[Any]):
    """A whole number, as a number or as its digits."""

    default_error_messages = {  # noqa: RUF012 (as the library has it)
        "invalid": "“{label}” is needed as a whole number"
    }

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.make_error("invalid", label=self.metadata["label"])
        return value


def schema_of(asks: Iterable[Ask]) -> Schema:
    """Return the schema of an act: what it asks, and its envelope."""
    return _schema(tuple(asks))


@lru_cache(maxsize=256)
def _schema(asks: tuple[Ask, ...]) -> Schema:
    own = {ask.name: _field(ask) for ask in asks}
    about = {name: _text(name) for name in ENVELOPE if name != "basis"}
    basis = Several(metadata={"label": "Basis"})
    made = Base.from_dict({**about, "basis": basis, **own}, name="Act")
    return made()


def _field(ask: Ask) -> fields.Field[Any]:
    if ask.kind in LISTS:
        return Several(metadata={"label": ask.label})
    if ask.kind == "criteria":
        return Named(metadata={"label": ask.label})
    if ask.kind in {"number", "report", "rated"}:
        return Whole(metadata={"label": ask.label})
    return _text(ask.label)


def _text(label: str) -> fields.String:
    sentence = f"“{label}” is needed as text"
    return fields.String(
        metadata={"label": label},
        error_messages={
            "invalid": sentence,
            "invalid_utf8": sentence,
            "null": sentence,
        },
    )


def sent(form: MultiDict[str, str], schema: Schema) -> dict[str, Any]:
    """Return a form as a program would have sent it: typed, without empty fields."""
    found: dict[str, Any] = {}
    for name in form:
        if name in APART:
            continue
        values = [value for value in form.getlist(name) if value.strip()]
        several = isinstance(schema.fields.get(name), Several)
        if values:
            found[name] = values if several and len(values) > 1 else values[-1]
    return found


def loaded(schema: Schema, told: Any) -> dict[str, Any]:
    """Check the shape of what was told; raises ``ValidationError``."""
    read: dict[str, Any] = schema.load(told)
    return read


def sentences(error: ValidationError) -> dict[str, str]:
    """Return the first sentence for each field of a schema's complaint."""
    told = error.messages
    if not isinstance(told, Mapping):
        return {"": " ".join(map(str, told))}
    return {
        "" if name == "_schema" else str(name): str(said[0])
        for name, said in told.items()
    }

"""Writes events as plain JSON and reads back only what the catalogue knows.

The library's transcoder gives a meaning to any two-key object ``{"_type_", "_data_"}``,
imports any module a topic names, and reads a newer event by dropping fields; this one
does none of that (AUDIT section 2).
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder

from domain.errors import Malformed, Unreadable
from domain.events import CATALOGUE, Event
from domain.words import moment

AS_IT_IS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
OUTSIDE = {"originator_id", "originator_version", "timestamp", "recorded_at"}

KNOWN: dict[tuple[Any, ...], tuple[dict[str, Any], list[str]]] = {}
"""What an event leaves out, by its class and the fields it has: checked once."""
MOST_KNOWN = 5_000
ALWAYS = object()
"""What no field is equal to."""


@cache
def defaults(cls: type[Event]) -> dict[str, Any]:
    """Return the fields of *cls* that are left out of the bytes when they are empty."""
    found: dict[str, Any] = {}
    for f in fields(cls):
        if f.default is not MISSING:
            found[f.name] = f.default
        elif f.default_factory is not MISSING:
            found[f.name] = f.default_factory()
    return found


@cache
def written(cls: type[Event]) -> tuple[str, ...]:
    """Return the names of the fields that are written, in order."""
    return tuple(f.name for f in fields(cls) if f.name not in OUTSIDE)


@cache
def plan(cls: type[Event]) -> tuple[tuple[str, Any], ...]:
    """Return each field that is written, with the value that is left out."""
    return tuple((name, defaults(cls).get(name, ALWAYS)) for name in written(cls))


@cache
def allowed(cls: type[Event]) -> frozenset[str]:
    """Return the names of all that may be written."""
    return frozenset(written(cls)) | {"recorded_at"}


@cache
def required(cls: type[Event]) -> frozenset[str]:
    """Return the names of the fields that are always written."""
    return allowed(cls) - defaults(cls).keys() - {"occurred_at"}


class PlainJSON(Transcoder):
    """JSON without meanings of its own."""

    def encode(self, obj: Any) -> bytes:
        """Write *obj*; raises :class:`Malformed` for what JSON cannot hold."""
        try:
            written = orjson.dumps(obj, option=AS_IT_IS)
        except (TypeError, UnicodeEncodeError) as error:
            raise Malformed(f"this can't be written as JSON: {error}") from error
        if orjson.loads(written) != obj:  # a number that is none becomes null
            raise Malformed(
                "this can't be written as JSON: it would be read otherwise than said"
            )
        return written

    def decode(self, data: bytes) -> Any:
        """Read what :meth:`encode` wrote."""
        return orjson.loads(data)


class PlainMapper(Mapper[UUID]):
    """Turns an event into its stored row and back."""

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """Write an event: its fields, without those that are empty by default.

        What took effect when it was recorded doesn't say so twice.
        """
        cls: type[Event] = type(domain_event)
        said, recorded_at = vars(domain_event), domain_event.recorded_at
        state: dict[str, Any] = {"recorded_at": recorded_at}
        for name, left_out in plan(cls):
            value = said[name]
            if value != left_out:
                state[name] = value
        if said["occurred_at"] == recorded_at:
            del state["occurred_at"]
        if cls.class_version > 1:
            state["class_version"] = cls.class_version
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=cls.TOPIC,
            state=self.transcoder.encode(state),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Read an event; raises :class:`Unreadable` for a stranger or a newer one."""
        return self.read(
            stored_event.topic,
            stored_event.state,
            as_uuid(stored_event.originator_id),
            stored_event.originator_version,
        )

    def read(self, topic: str, written: bytes, stream: UUID, version: int) -> Event:
        """Read an event from what is stored of it."""
        cls = CATALOGUE.get(topic)
        if cls is None:
            raise Unreadable(
                f"the log holds “{topic}”, unknown to this version;"
                " it needs the version that wrote it"
            )
        state: dict[str, Any] = self.transcoder.decode(written)
        form = (cls, *state)
        known = KNOWN.get(form) if cls.class_version == 1 else None
        empty, empty_lists = known or _learnt(cls, state, form)
        state.update(empty)
        state.setdefault("occurred_at", state["recorded_at"])
        for name in empty_lists:
            state[name] = []
        state["originator_id"], state["originator_version"] = stream, version
        state["timestamp"] = moment(state["recorded_at"])
        event = object.__new__(cls)
        object.__setattr__(event, "__dict__", state)
        return event


def _learnt(
    cls: type[Event], state: dict[str, Any], form: tuple[Any, ...]
) -> tuple[dict[str, Any], list[str]]:
    """Check a form that was not met before, and return what it leaves out."""
    upcast(cls, state)
    require_known(cls, state)
    empty = {k: v for k, v in defaults(cls).items() if k not in state}
    lists = [name for name, value in empty.items() if value == []]
    if form == (cls, *state) and len(KNOWN) < MOST_KNOWN:
        KNOWN[form] = empty, lists
    return empty, lists


def upcast(cls: type[Event], state: dict[str, Any]) -> None:
    """Bring an older written form up to the class's; refuse a newer one."""
    version = state.pop("class_version", 1)
    if version > cls.class_version:
        raise Unreadable(
            f"the log holds “{cls.TOPIC}” in form {version}; this version reads"
            f" up to form {cls.class_version} and must not guess"
        )
    for older in range(version, cls.class_version):
        getattr(cls, f"upcast_v{older}_v{older + 1}")(state)


def require_known(cls: type[Event], state: dict[str, Any]) -> None:
    """Refuse a state with a field too many or too few: it must not be guessed at."""
    held = state.keys()
    if held <= allowed(cls) and held >= required(cls):
        return
    for name in held - allowed(cls):
        raise Unreadable(
            f"the log holds “{cls.TOPIC}” with a field “{name}”, unknown to this"
            " version; it needs the version that wrote it"
        )
    for name in required(cls) - held:
        raise Unreadable(f"the log holds “{cls.TOPIC}” without the field “{name}”")


def as_uuid(originator: UUID | str) -> UUID:
    """Return a stream's id as the domain uses it."""
    return originator if isinstance(originator, UUID) else UUID(originator)

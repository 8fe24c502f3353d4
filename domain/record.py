"""What all eight aggregates share: identity, folding in valid order, corrections.

Reading is not mutating: :func:`fold` takes the events of a stream, applies the
corrigenda among them, orders them by when they took effect and lets ``evolve`` obey.
No rule is asked on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import UUID

from eventsourcing.domain import BaseAggregate

from domain import evidence
from domain.case import Sentence, say
from domain.deadlines import Deadline
from domain.errors import Malformed
from domain.events import (
    CATALOGUE,
    Advanced,
    CorrectionProposed,
    Created,
    Event,
    RecordCorrected,
)
from domain.words import instant_of, stream_id

R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Correction:
    """A proposed or issued corrigendum."""

    number: int
    version: int
    field: str
    old: str
    new: str
    by: str
    issued: bool = False


class Record(BaseAggregate[UUID]):
    """One thing in the register, as its events tell it.

    ``last_acts`` is when each subject last acted, ``last_act`` when anybody did; both
    speak of all recorded events and serve the rules for late entries.
    """

    KIND: ClassVar[str]
    MACHINE: ClassVar[str]
    ALWAYS: ClassVar[bool] = False
    """Whether the first event counts for every day asked about."""

    key: str
    stage: str
    edition: int
    last_act: str
    if TYPE_CHECKING:  # the library makes a dataclass of annotations it sees
        events: list[Event]
        corrections: dict[int, Correction]
        last_acts: dict[str, str]
        cited: dict[tuple[int, evidence.File], None]

    def __init__(self) -> None:
        """Leave everything to ``evolve``."""

    @classmethod
    def blank(cls, key: str, stream: UUID | None = None) -> Self:
        """Return the record before its first event; its *stream* where it is known."""
        it = cls.__new__(cls)
        it.__dict__.update(
            _id=stream or stream_id(cls.KIND, key),
            _version=0,
            _pending_events=[],
            key=key,
            stage="",
            edition=0,
            events=[],
            corrections={},
            last_acts={},
            last_act="",
            cited={},
        )
        it.begin()
        return it

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        raise TypeError(f"{type(self).__name__} says nothing of how it begins")

    def stage_of(self, machine: str, said: Mapping[str, Any]) -> str:
        """Return the stage of the thing, or of the item of it that *said* names."""
        del machine, said
        return self.stage

    def deadlines(self) -> Iterable[Deadline]:
        """Name the gates that run on it."""
        return ()

    def take_in(self, event: Event) -> None:
        """Obey one event: the part common to all, then the aggregate's own."""
        if event.stage:
            self.stage = event.stage
            self.edition += 1
        match event:
            case CorrectionProposed():
                self.corrections[event.number] = Correction(
                    event.number, event.version, event.field, event.old, event.new,
                    event.by,
                )  # fmt: skip
            case RecordCorrected():
                known = self.corrections[event.number]
                self.corrections[event.number] = replace(known, issued=True)
            case _:
                self.evolve(event)
        for file in evidence.files(event.__dict__.get(evidence.FIELD, ())):
            self.cited[event.originator_version, file] = None
        subject, at = event.subject_in(event.__dict__), event.occurred_at
        if at >= self.last_acts.get(subject, ""):
            self.last_acts[subject] = at
        self.last_act = max(at, self.last_act)

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened; holds no rule, raises on a stranger."""
        if not isinstance(event, Advanced):  # of which the stage says it all
            raise TypeError(f"a {self.KIND} cannot become {type(event).__name__}")

    def trigger(
        self, topic: str, envelope: Mapping[str, Any], said: dict[str, Any]
    ) -> Event:
        """Make the next event of the stream and obey it at once."""
        cls = CATALOGUE[topic]
        if issubclass(cls, Created):
            said = {"originator_topic": self.KIND, "key": self.key, **said}
        event = cls(
            originator_id=self.id,
            originator_version=self.version + 1,
            **envelope,
            **said,
        )
        self._add(event)
        return event

    def follow(self, event: Event) -> bool:
        """Obey the stream's next event; ``False`` if that fell between earlier ones."""
        if (
            event.originator_version != self.version + 1
            or event.occurred_at < self.last_act
            or isinstance(event, RecordCorrected)
        ):
            return False
        self._add(event)
        return True

    def _add(self, event: Event) -> None:
        self.take_in(event)
        self.version = event.originator_version
        self.events.append(event)

    # Corrections

    def next_correction(self) -> int:
        """Number the next corrigendum of this record."""
        return len(self.corrections) + 1

    def correction_named(self, said: Mapping[str, Any]) -> Correction | None:
        """Return the proposed, not yet issued correction that *said* names."""
        found = self.corrections.get(_whole_number(said.get("number")))
        return None if found is None or found.issued else found

    def entry(self, said: Mapping[str, Any]) -> Event | None:
        """Return the event that *said* wants corrected, as it reads today."""
        version = _whole_number(said.get("version"))
        read = {e.originator_version: e for e in corrected(self.events)}
        return read.get(version)

    def correction_unfit(self, said: Mapping[str, Any], now: str) -> Sentence | None:
        """Say why a proposed correction is none, or ``None`` when it is one."""
        event, field = self.entry(said), str(said.get("field") or "")
        if event is None:
            return say("a correction needs the number of an entry of this record")
        if field not in event.CORRECTABLE:
            return say(
                "“{field}” of this entry can't be corrected; what can: {fields}",
                field=field,
                fields=event.CORRECTABLE or "nothing",
            )
        if str(getattr(event, field)) == str(said.get("new")):
            return say("a correction needs another reading than the one on record")
        if field in {"occurred_at", "earliest"}:
            return self._date_unfit(event, field, str(said.get("new")), now)
        return None

    def _date_unfit(
        self, event: Event, field: str, new: str, now: str
    ) -> Sentence | None:
        try:
            at = instant_of(new, latest=field == "occurred_at")
        except Malformed as error:
            return say("{reason}", reason=str(error))
        if at > now:
            return say("a corrected date can't lie in the future")
        if field == "earliest":
            return _bracket_unfit(event, at)
        moved = replace(event, occurred_at=at)
        for other in corrected(self.events):
            if other.originator_version == event.originator_version:
                continue
            bound = other.subject == event.subject or other.stage or event.stage
            was = _before(other, event)
            if bound and was != _before(other, moved):
                return say(
                    "the date can't move past entry {other} of this record ({at})",
                    other=other.originator_version,
                    at=other.occurred_at,
                )
        return None


def _bracket_unfit(event: Event, earliest: str) -> Sentence | None:
    if earliest <= event.occurred_at:
        return None
    return say(
        "a bracket can't begin after it ends; this one ends at {at}",
        at=event.occurred_at,
    )


def _before(first: Event, second: Event) -> bool:
    return (first.occurred_at, first.originator_version) < (
        second.occurred_at,
        second.originator_version,
    )


def _whole_number(text: object) -> int:
    return int(str(text)) if str(text).isascii() and str(text).isdigit() else 0


def corrected(events: Sequence[Event]) -> list[Event]:
    """Return the events as they read with the corrigenda among them applied."""
    issued = [e for e in events if isinstance(e, RecordCorrected)]
    if not issued:
        return list(events)
    by_version = {event.originator_version: event for event in events}
    for corrigendum in issued:
        was = by_version[corrigendum.version]
        by_version[corrigendum.version] = _reread(was, corrigendum)
    return list(by_version.values())


def _reread(event: Event, corrigendum: RecordCorrected) -> Event:
    new: Any = corrigendum.new
    if corrigendum.field == "occurred_at":
        return replace(event, occurred_at=instant_of(new), earliest="", occurred=new)
    if corrigendum.field == "earliest":
        return replace(event, earliest=instant_of(new, latest=False))
    known = {f.name for f in fields(event)}
    return (
        replace(event, **{corrigendum.field: new})
        if corrigendum.field in known
        else event
    )


def in_valid_order(events: Iterable[Event]) -> list[Event]:
    """Order events by when they took effect; of the same instant, as recorded."""
    return sorted(events, key=lambda e: (e.occurred_at, e.originator_version))


def fold(
    cls: type[R], key: str, events: Sequence[Event], *, as_of: str = ""
) -> R | None:
    """Tell the events to a blank record, in valid order, up to *as_of* (if given).

    Returns ``None`` when nothing had happened by then.
    """
    told = in_valid_order(corrected(events))
    if as_of:
        told = [e for e in told if e.occurred_at <= as_of or _kept(cls, e)]
    if not told:
        return None
    it = cls.blank(key)
    for event in told:
        it.take_in(event)
    it.version = events[-1].originator_version
    it.__dict__["events"] = list(events)
    return it


def _kept(cls: type[Record], event: Event) -> bool:
    return cls.ALWAYS and event.originator_version == 1

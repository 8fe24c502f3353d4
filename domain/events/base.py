"""The envelope: what every event says, whatever happened.

A field is never removed, renamed or given a new meaning.  A new field has a default;
a new required one means ``class_version`` and an upcast; a new meaning is a new event.
Fields are plain JSON: text, whole numbers, truth values, lists and mappings of those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from eventsourcing.domain import AggregateCreated, AggregateEvent
from eventsourcing.utils import register_topic

from domain import evidence
from domain.sentences import Translate, shown
from domain.words import instant

CATALOGUE: dict[str, type[Event]] = {}

_BY_THE_WAY = re.compile(r" \([^(){}]*\{(\w+)\}\)|: \{(\w+)\}$")

FIELDS = {"occurred_at": "the date", "earliest": "the earliest date"}
NAMED = frozenset(
    {
        "announcers",
        "attending",
        "concerned",
        "electorate",
        "holder",
        "hosts",
        "leads",
        "meeting",
        "participant",
        "partners",
        "present",
    }
)
"""The fields whose codes are told by name; what a person wrote is told as it is."""

SPOKEN = frozenset(
    {
        "capacity",
        "change",
        "completeness",
        "field",
        "label",
        "level",
        "nature",
        "office",
        "procedure",
        "self_status",
        "stage",
        "status",
    }
)
"""The fields that hold a word of the definition or of a form, said in the language."""

Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a person says when acting: a field of the form, the API and the act.

    ``kind``: text, long, paragraphs, day, instant, choice, list, participant, person,
    url, number, revision, mapping, rules, evidence.  ``choices`` names a list the page
    fills in.
    """

    name: str
    label: str
    kind: str = "text"
    need: str = "needed"
    hint: str = ""
    choices: tuple[str, ...] = ()
    maximum: int = 300

    @property
    def optional(self) -> bool:
        """Whether the act can be taken without it."""
        return self.need != "needed"


REASON = Ask("reason", "Reason", "long", maximum=2000)


@dataclass(frozen=True)
class Event(AggregateEvent):
    """What every event says: by whom, for whom, on what, when, caused by what.

    ``by`` is an opaque person id; ``participant`` the state acted for (or empty);
    ``role`` the capacity acted in; ``mandate`` the mandate relied on.  ``entered_by``
    and ``entered_as`` name the officer of a late entry.  ``basis`` lists documents and
    sources.  ``occurred_at`` is when it took effect (the latest it can have been),
    ``earliest`` and ``occurred`` as in :class:`domain.words.Occurred`.  The library's
    ``timestamp`` is the server's clock: recorded time.  ``salt`` is 128 random bits, so
    that a hash of the stored bytes tells nothing of their content.  ``stage`` is the
    stage it led to, and empty when it changed none.
    """

    TOPIC: ClassVar[str]
    SENTENCE: ClassVar[str]
    ASKS: ClassVar[tuple[Ask, ...]] = ()
    SUBJECT: ClassVar[tuple[str, ...]] = ()
    CORRECTABLE: ClassVar[tuple[str, ...]] = ()
    ABOUT: ClassVar[str] = ""
    class_version: ClassVar[int] = 1

    _: KW_ONLY
    by: str
    participant: str = ""
    role: str
    mandate: str = ""
    entered_by: str = ""
    entered_as: str = ""
    basis: list[str] = field(default_factory=list)
    occurred_at: str
    earliest: str = ""
    occurred: str = ""
    cause: str = ""
    definition: str
    command: str
    salt: str
    stage: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Enter the new event in the catalogue under its topic."""
        super().__init_subclass__(**kwargs)
        topic = cls.__dict__.get("TOPIC")
        if topic is None:
            return
        cls.ABOUT = topic.rpartition(".")[0]
        known = CATALOGUE.get(topic)
        if known and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"two events have the topic {topic}")
        if known is None:
            register_topic(topic, cls)
        CATALOGUE[topic] = cls

    def apply(self, aggregate: Any) -> None:
        """Hand the event to the aggregate's single ``evolve`` method."""
        aggregate.evolve(self)

    @property
    def at_once(self) -> bool:
        """Whether it took effect when it was recorded."""
        return self.occurred_at == self.recorded_at

    @cached_property
    def recorded_at(self) -> str:
        """The server's clock when the event was recorded."""
        return instant(self.timestamp)

    @property
    def late(self) -> bool:
        """Whether it was entered after it took effect (flagged, never hidden).

        What the clock records takes effect when it fell due, and is no late entry.
        """
        if self.role == "clock":
            return False
        before = bool(self.earliest) or self.occurred_at < self.recorded_at
        return before or bool(self.entered_by)

    @property
    def official(self) -> bool:
        """Whether an officer of the process acted, and no participant."""
        return "-A" in self.mandate

    @property
    def subject(self) -> str:
        """Whom within the stream it concerns: one country's endorsement, one report."""
        return self.subject_in(vars(self))

    @classmethod
    def subject_in(cls, said: Mapping[str, Any]) -> str:
        """Return the subject an event of this kind has that says *said*."""
        subject = cls.ABOUT
        for name in cls.SUBJECT:
            subject = f"{subject}/{name} {said.get(name)}"
        return subject

    def besides(self) -> Mapping[str, Any]:
        """Return what its sentence says besides its fields."""
        return {}

    def __str__(self) -> str:
        """Tell the event in one sentence, with codes for names."""
        return self.tell()

    def tell(self, name: Names = str, translate: Translate = str) -> str:
        """Tell the event in one sentence; *name* turns codes into names."""
        said = {
            k: _words(v, name if k in NAMED else str, translate)
            for k, v in vars(self).items()
        }
        who = self.role if self.official else self.participant or self.role
        said["who"] = name(who)
        said |= {k: _words(v, name, translate) for k, v in self.besides().items()}
        if entries := vars(self).get(evidence.FIELD):
            said[evidence.FIELD] = ", ".join(map(evidence.told, entries))
        said["field"] = FIELDS.get(said.get("field", ""), said.get("field", ""))
        spoken = {k: translate(v) for k, v in said.items() if k in SPOKEN and v}
        said |= {k: v.replace("_", " ") for k, v in spoken.items()}
        pattern = _BY_THE_WAY.sub(lambda m: _kept(m, said), translate(self.SENTENCE))
        told = pattern.format_map(_Lenient(said))
        return told[:1].upper() + told[1:]


@dataclass(frozen=True)
class Created(Event, AggregateCreated):
    """The first event of a stream; ``key`` is the name people use for the thing."""

    key: str


def _kept(found: re.Match[str], said: Mapping[str, str]) -> str:
    """Keep a part of a sentence that says something: no “()”, no colon at the end."""
    return "" if said.get(found[1] or found[2], "—") in {"", "—"} else found[0]


class _Lenient(dict[str, str]):
    """A later sentence may name a field an older event did not have."""

    def __missing__(self, key: str) -> str:
        return "—"


def _words(value: Any, name: Names, translate: Translate) -> str:
    match value:
        case str():
            return shown(name(value), translate)
        case list():
            return ", ".join(_words(part, name, translate) for part in value) or "—"
        case Mapping():
            return ", ".join(f"{k}: {v}" for k, v in value.items()) or "—"
        case _:
            return str(value)


@dataclass(frozen=True)
class CorrectionProposed(Event):
    """The secretariat found an error in the record and proposed to correct it."""

    TOPIC = "record.correction-proposed"
    SENTENCE = (
        "{who} proposed to correct entry {version}:"
        " {field} from “{old}” to “{new}” ({reason})"
    )
    SUBJECT = ("number",)
    ASKS = (
        Ask("version", "Entry to correct", "number"),
        Ask("field", "Field"),
        Ask("new", "As it should read", maximum=4000),
        REASON,
    )
    number: int
    version: int
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class RecordCorrected(Event):
    """A second person issued the corrigendum; from now on the record reads so.

    The old reading stays: ``old`` and ``new`` are both on the record.
    """

    TOPIC = "record.corrected"
    SENTENCE = (
        "{who} issued Corr.{number}: {field} of entry {version} now reads “{new}”,"
        " it read “{old}” ({reason})"
    )
    SUBJECT = ("number",)
    ASKS = (Ask("number", "Proposed correction", "number"),)
    number: int
    version: int
    field: str
    old: str
    new: str
    reason: str
    proposed_by: str


@dataclass(frozen=True)
class Advanced(Event):
    """The thing moved on to a stage that needs no meaning of its own in code."""

    TOPIC = "record.advanced"
    SENTENCE = "{who}: {label} → {stage}"
    ASKS = (Ask("note", "Note", "long", "optional", maximum=4000),)
    label: str
    note: str = ""

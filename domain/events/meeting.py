"""What can be recorded about a meeting: who was there and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.base import REASON, Ask, Created, Event

ITEM = Ask("item", "Agenda item", "number")
UNDER_ITEM = Ask("item", "Agenda item", "number", "optional")


@dataclass(frozen=True)
class MeetingScheduled(Created):
    """A meeting was called, or is known to have been called.

    ``planned`` is the day as known: a day, a month, a bracket or ``unknown``.
    """

    TOPIC = "meeting.scheduled"
    SENTENCE = "“{title}” was scheduled ({planned})"
    CORRECTABLE = ("title", "place", "planned")
    ASKS = (
        Ask("key", "Short name for the address (ministerial-5)"),
        Ask("title", "Title"),
        Ask(
            "nature",
            "Kind",
            "choice",
            choices=("ministerial", "special_coordinators", "summit", "committee"),
        ),
        Ask("number", "Number in its series", "number", "optional"),
        Ask("planned", "Day", "text"),
        Ask("place", "Place", "text", "optional"),
        Ask("hosts", "Hosts", "list", "optional"),
        Ask("level", "Level", "text", "optional"),
        Ask("packages", "Committees that meet", "list", "optional"),
    )
    title: str
    nature: str
    number: int
    planned: str
    place: str
    hosts: list[str]
    level: str
    packages: list[str]


@dataclass(frozen=True)
class MeetingConvened(Event):
    """The chair opened the meeting, or it is known to have been held."""

    TOPIC = "meeting.convened"
    SENTENCE = "The meeting was convened"
    CORRECTABLE = ("occurred_at",)


@dataclass(frozen=True)
class AgendaItemAdded(Event):
    """The meeting will take something up, a commitment where one is named."""

    TOPIC = "meeting.agenda-item-added"
    SENTENCE = "Item {item} of the agenda: {title} ({commitment})"
    SUBJECT = ("item",)
    ASKS = (
        Ask("title", "Item", maximum=500),
        Ask("commitment", "On the commitment", "commitment", "optional"),
    )
    item: int
    title: str
    commitment: str = ""


@dataclass(frozen=True)
class AgendaItemWithdrawn(Event):
    """The meeting will not take an item up; its number stays used."""

    TOPIC = "meeting.agenda-item-withdrawn"
    SENTENCE = "{who} took item {item} off the agenda ({reason})"
    SUBJECT = ("item",)
    ASKS = (ITEM, REASON)
    item: int
    reason: str


@dataclass(frozen=True)
class PresenceRecorded(Event):
    """A participant was present, represented under a live mandate."""

    TOPIC = "meeting.presence-recorded"
    SENTENCE = "{attending} was present"
    SUBJECT = ("attending",)
    ASKS = (
        Ask("attending", "Participant", "participant"),
        Ask("under", "Represented under the mandate", "mandate", "optional"),
    )
    attending: str
    under: str = ""


@dataclass(frozen=True)
class QuorumEstablished(Event):
    """The chair established that enough of the electorate are present."""

    TOPIC = "meeting.quorum-established"
    SENTENCE = "Quorum was established: {present} of {electorate} present"
    present: int
    electorate: int


@dataclass(frozen=True)
class StatementMade(Event):
    """A participant spoke for the record."""

    TOPIC = "meeting.statement-made"
    SENTENCE = "{who} stated: “{text}”"
    SUBJECT = ("number",)
    ASKS = (Ask("text", "Statement", "long", maximum=10_000),)
    number: int
    text: str


@dataclass(frozen=True)
class DecisionTaken(Event):
    """The meeting decided, on one exact text where there is one."""

    TOPIC = "meeting.decision-taken"
    SENTENCE = "The meeting decided: {decision}"
    SUBJECT = ("number",)
    ASKS = (
        Ask("decision", "Decision", "long", maximum=4000),
        Ask("commitment", "On the commitment", "commitment", "optional"),
        UNDER_ITEM,
    )
    number: int
    decision: str
    commitment: str = ""
    sha256: str = ""
    item: int = 0


@dataclass(frozen=True)
class MeetingAdjourned(Event):
    """The chair closed the meeting; ``outcome`` is what sources say came of it."""

    TOPIC = "meeting.adjourned"
    SENTENCE = "The meeting was adjourned: {outcome}"
    CORRECTABLE = ("occurred_at", "outcome")
    ASKS = (Ask("outcome", "Outcome in a sentence", "long", "optional", maximum=4000),)
    outcome: str = ""


@dataclass(frozen=True)
class MeetingRecordAdopted(Event):
    """The written record of the meeting was adopted.

    ``paragraphs`` is the record as the meeting's own events tell it.
    """

    TOPIC = "meeting.record-adopted"
    SENTENCE = "{who} adopted the record of the meeting ({document})"
    document: str
    paragraphs: list[str] | None = None
    sha256: str = ""


@dataclass(frozen=True)
class MeetingCancelled(Event):
    """The meeting will not be held."""

    TOPIC = "meeting.cancelled"
    SENTENCE = "{who} cancelled the meeting ({reason})"
    ASKS = (REASON,)
    reason: str

"""What can be recorded about an undertaking: one participant keeping its word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.events.base import REASON, Ask, Created, Event

EVIDENCE = Ask(
    "evidence",
    "Evidence: document symbols or addresses, one a line",
    "evidence",
    "optional",
    maximum=2000,
)
NARRATIVE = Ask("narrative", "What was done", "long", maximum=10_000)


@dataclass(frozen=True)
class UndertakingOpened(Created):
    """A participant's own promise began, with its endorsement or announcement."""

    TOPIC = "undertaking.opened"
    SENTENCE = "The undertaking of {participant} under {commitment} was opened"
    commitment: str
    target: dict[str, Any]


@dataclass(frozen=True)
class OwnerAssigned(Event):
    """An institution is responsible, and a focal point drafts its reports."""

    TOPIC = "undertaking.owner-assigned"
    SENTENCE = "{participant} named {institution} as responsible"
    ASKS = (
        Ask("institution", "Responsible institution"),
        Ask("focal_point", "Focal point's mandate", "mandate"),
    )
    institution: str
    focal_point: str


@dataclass(frozen=True)
class TargetSet(Event):
    """The participant said what it means to reach; an earlier target stays."""

    TOPIC = "undertaking.target-set"
    SENTENCE = "{participant} set its target: {quantity} {unit} by {due} ({reason})"
    ASKS = (
        Ask("quantity", "Quantity", "number"),
        Ask("unit", "Unit of the quantity", maximum=100),
        Ask("due", "By when", "day"),
        Ask("reason", "Reason", "long", "optional", maximum=2000),
    )
    quantity: int
    unit: str
    due: str
    reason: str = ""


@dataclass(frozen=True)
class ImplementationPlanned(Event):
    """The participant knows who does what by when, and how that is verified."""

    TOPIC = "undertaking.planned"
    SENTENCE = "{participant} planned implementation"


@dataclass(frozen=True)
class ImplementationSuspended(Event):
    """Work rests, for a reason."""

    TOPIC = "undertaking.suspended"
    SENTENCE = "{participant} suspended implementation ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class ImplementationResumed(Event):
    """Work goes on, for a reason."""

    TOPIC = "undertaking.resumed"
    SENTENCE = "{participant} resumed implementation ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class ImplementationStarted(Event):
    """Work began, as a received report says."""

    TOPIC = "undertaking.started"
    SENTENCE = "{participant} started implementation"


@dataclass(frozen=True)
class StatementRecorded(Event):
    """A public statement of progress, entered from a source; no report was filed."""

    TOPIC = "undertaking.statement-recorded"
    SENTENCE = "{participant} stated on the record: “{narrative}”"
    SUBJECT = ("number",)
    CORRECTABLE = ("occurred_at", "narrative")
    ASKS = (NARRATIVE, Ask("meeting", "At the meeting", "meeting", "optional"))
    number: int
    narrative: str
    meeting: str = ""


@dataclass(frozen=True)
class FulfilmentReported(Event):
    """The participant claims to have done what it promised, on evidence."""

    TOPIC = "undertaking.fulfilment-reported"
    SENTENCE = "{participant} reported the undertaking fulfilled ({evidence})"
    ASKS = (EVIDENCE,)
    report: int
    evidence: list[str]


@dataclass(frozen=True)
class UndertakingWithdrawn(Event):
    """The participant withdrew its undertaking, and said why."""

    TOPIC = "undertaking.withdrawn"
    SENTENCE = "{participant} withdrew the undertaking ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class UndertakingSuperseded(Event):
    """The undertaking goes on under a successor."""

    TOPIC = "undertaking.superseded"
    SENTENCE = "{participant} replaced the undertaking by {successor}"
    ASKS = (Ask("successor", "Goes on as", "undertaking"), REASON)
    successor: str
    reason: str

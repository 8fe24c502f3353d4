"""What can be recorded about a milestone: a step on the way, with its day."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.events.base import REASON, Ask, Event
from domain.events.undertaking import EVIDENCE

MILESTONE = Ask("milestone", "Milestone", "milestone")


@dataclass(frozen=True)
class MilestoneSet(Event):
    """A step was promised: with a criterion and a day it can be verified."""

    TOPIC = "undertaking.milestone-set"
    SENTENCE = "{participant} set milestone {milestone}: {title}"
    SUBJECT = ("milestone",)
    CORRECTABLE = ("title", "criterion")
    ASKS = (
        Ask("title", "What will be there"),
        Ask("criterion", "How it can be verified", "long", "optional", maximum=2000),
        Ask("due", "Due on", "day", "optional"),
        Ask("quantity", "Quantity", "number", "optional"),
        Ask("unit", "Unit of the quantity", "text", "optional", maximum=100),
    )
    milestone: int
    title: str
    criterion: str = ""
    due: str = ""
    quantity: int = 0
    unit: str = ""


@dataclass(frozen=True)
class MilestoneRescheduled(Event):
    """A milestone got another day; the earlier one stays on the record."""

    TOPIC = "undertaking.milestone-rescheduled"
    SENTENCE = "{participant} moved milestone {milestone} to {due} ({reason})"
    SUBJECT = ("milestone",)
    ASKS = (MILESTONE, Ask("due", "Due on", "day"), REASON)
    milestone: int
    due: str
    reason: str
    was: str = ""


@dataclass(frozen=True)
class MilestoneMet(Event):
    """The participant says, on evidence, that the step is done."""

    TOPIC = "undertaking.milestone-met"
    SENTENCE = "{participant} met milestone {milestone} ({evidence})"
    SUBJECT = ("milestone",)
    ASKS = (MILESTONE, EVIDENCE)
    milestone: int
    evidence: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class MilestoneMissed(Event):
    """The day of a milestone passed, and it was not met."""

    TOPIC = "undertaking.milestone-missed"
    SENTENCE = "{participant}: milestone {milestone}, due by {due}, was missed"
    SUBJECT = ("milestone",)
    milestone: int
    due: str


@dataclass(frozen=True)
class MilestoneDropped(Event):
    """The participant gave a milestone up, and said why."""

    TOPIC = "undertaking.milestone-dropped"
    SENTENCE = "{participant} dropped milestone {milestone} ({reason})"
    SUBJECT = ("milestone",)
    ASKS = (MILESTONE, REASON)
    milestone: int
    reason: str


@dataclass(frozen=True)
class MilestoneReopened(Event):
    """A reviewer found a milestone not met, or gave a missed one another day."""

    TOPIC = "undertaking.milestone-reopened"
    SENTENCE = "{who} reopened milestone {milestone}, due by {due} ({reason})"
    SUBJECT = ("milestone",)
    ASKS = (
        MILESTONE,
        Ask("due", "Due on", "day", "optional"),
        REASON,
    )
    milestone: int
    due: str
    reason: str
    was: str = ""

"""What can be recorded about an action package: its title, leads and members."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.base import Ask, Created, Event

MEETING = Ask("meeting", "At the meeting", "meeting", "optional")


@dataclass(frozen=True)
class PackageIdentified(Created):
    """The process named an area for action."""

    TOPIC = "package.identified"
    SENTENCE = "Action package {number} was identified: “{title}”"
    CORRECTABLE = ("occurred_at", "title", "description")
    ASKS = (
        Ask("key", "Code"),
        Ask("number", "Number", "number"),
        Ask("title", "Title"),
        Ask("pillar", "Pillar", "pillar"),
        Ask("description", "What it is about", "long", "optional", maximum=4000),
        Ask("variants", "Other titles in use", "list", "optional"),
        MEETING,
    )
    number: int
    title: str
    pillar: str
    description: str
    variants: list[str]
    meeting: str = ""


@dataclass(frozen=True)
class PackageRetitled(Event):
    """The package got another title; the old one stays findable."""

    TOPIC = "package.retitled"
    SENTENCE = "{who} retitled the package “{title}”"
    CORRECTABLE = ("occurred_at", "title")
    ASKS = (Ask("title", "New title"), MEETING)
    title: str
    meeting: str = ""


@dataclass(frozen=True)
class LeadVolunteered(Event):
    """A participant took the lead of the committee."""

    TOPIC = "package.lead-volunteered"
    SENTENCE = "{participant} took the lead"
    SUBJECT = ("participant",)
    CORRECTABLE = ("occurred_at",)
    ASKS = (MEETING,)
    meeting: str = ""


@dataclass(frozen=True)
class CoLeadVolunteered(Event):
    """A participant joined the lead of the committee."""

    TOPIC = "package.co-lead-volunteered"
    SENTENCE = "{participant} became co-lead"
    SUBJECT = ("participant",)
    CORRECTABLE = ("occurred_at",)
    ASKS = (MEETING,)
    meeting: str = ""


@dataclass(frozen=True)
class LeadershipConfirmed(Event):
    """A meeting confirmed who leads."""

    TOPIC = "package.leadership-confirmed"
    SENTENCE = "The leadership was confirmed: {leads}"
    CORRECTABLE = ("occurred_at",)
    ASKS = (MEETING,)
    leads: list[str]
    meeting: str = ""


@dataclass(frozen=True)
class LeadStoodDown(Event):
    """A participant gave up the lead, by its own act or by leaving the instrument."""

    TOPIC = "package.lead-stood-down"
    SENTENCE = "{participant} stood down from the lead"
    SUBJECT = ("participant",)
    CORRECTABLE = ("occurred_at",)


@dataclass(frozen=True)
class PackageJoined(Event):
    """A participant joined the committee."""

    TOPIC = "package.joined"
    SENTENCE = "{participant} joined the committee"
    SUBJECT = ("participant",)
    CORRECTABLE = ("occurred_at",)
    ASKS = (MEETING,)
    meeting: str = ""


@dataclass(frozen=True)
class PackageLeft(Event):
    """A participant left the committee."""

    TOPIC = "package.left"
    SENTENCE = "{participant} left the committee"
    SUBJECT = ("participant",)
    CORRECTABLE = ("occurred_at",)


@dataclass(frozen=True)
class MembershipNoted(Event):
    """How complete the known list of members is: complete, partial or unknown."""

    TOPIC = "package.membership-noted"
    SENTENCE = "The list of members is {completeness}"
    SUBJECT = ("completeness",)
    ASKS = (
        Ask(
            "completeness",
            "Completeness",
            "choice",
            choices=("complete", "partial", "unknown"),
        ),
        Ask("note", "Note", "long", "optional", maximum=2000),
    )
    completeness: str
    note: str = ""


@dataclass(frozen=True)
class PackageConcluded(Event):
    """The committee's work ended."""

    TOPIC = "package.concluded"
    SENTENCE = "{who} concluded the package"


@dataclass(frozen=True)
class PackageMerged(Event):
    """The package went on in another one."""

    TOPIC = "package.merged"
    SENTENCE = "{who} merged the package into {successor}"
    ASKS = (Ask("successor", "Goes on in", "package"),)
    successor: str


@dataclass(frozen=True)
class SymbolAllotted(Event):
    """The next document number of the package was given to a text."""

    TOPIC = "package.symbol-allotted"
    SENTENCE = "Document symbol {symbol} was allotted to {commitment}"
    SUBJECT = ("symbol",)
    symbol: str
    commitment: str

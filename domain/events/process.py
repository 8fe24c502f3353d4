"""What can be recorded about the process: its rules, pillars, offices and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.events.base import REASON, Ask, Created, Event


@dataclass(frozen=True)
class ProcessEstablished(Created):
    """The register was opened under one definition, by named first officers.

    ``rules`` is the whole definition; ``digest`` is the SHA-256 of its canonical form.
    """

    TOPIC = "process.established"
    SENTENCE = "The register was established under {rules_key} version {rules_version}"
    title: str
    rules_key: str
    rules_version: int
    digest: str
    rules: dict[str, Any]
    registrar: str
    secretary: str


@dataclass(frozen=True)
class DefinitionAdopted(Event):
    """A new version of the definition holds for each next act."""

    TOPIC = "process.definition-adopted"
    SENTENCE = "{who} adopted version {rules_version} of the definition"
    SUBJECT = ("rules_version",)
    ASKS = (
        Ask("rules", "The definition, as a file holds it", "rules", maximum=500_000),
        Ask("impact", "What it changes", "long", maximum=4000),
    )
    rules_version: int
    digest: str
    rules: dict[str, Any]
    impact: str


@dataclass(frozen=True)
class InstrumentRecorded(Event):
    """The text the participants endorse, and what kind of text it is."""

    TOPIC = "process.instrument-recorded"
    SENTENCE = "“{title}” was adopted ({nature})"
    SUBJECT = ("instrument",)
    CORRECTABLE = ("occurred_at", "title", "nature")
    ASKS = (
        Ask("instrument", "Short name"),
        Ask("title", "Title"),
        Ask("nature", "Nature of the text"),
        Ask("meeting", "Meeting", "meeting", "optional"),
    )
    instrument: str
    title: str
    nature: str
    meeting: str = ""


@dataclass(frozen=True)
class PillarDefined(Event):
    """The process named one of its pillars."""

    TOPIC = "process.pillar-defined"
    SENTENCE = "Pillar {number} was defined: “{title}”"
    SUBJECT = ("code",)
    CORRECTABLE = ("occurred_at", "title")
    ASKS = (
        Ask("code", "Code"),
        Ask("number", "Number", "number"),
        Ask("title", "Title"),
        Ask("variants", "Other titles in use", "list", "optional"),
        Ask("note", "Note", "long", "optional", maximum=2000),
    )
    code: str
    number: int
    title: str
    variants: list[str]
    note: str = ""


@dataclass(frozen=True)
class PillarRetitled(Event):
    """A pillar got another title; the old one stays findable."""

    TOPIC = "process.pillar-retitled"
    SENTENCE = "{who} retitled pillar {code} “{title}”"
    SUBJECT = ("code",)
    ASKS = (Ask("code", "Pillar", "pillar"), Ask("title", "New title"))
    code: str
    title: str


@dataclass(frozen=True)
class OfficeAssumed(Event):
    """A participant or a body took an office of the process (chair, secretariat)."""

    TOPIC = "process.office-assumed"
    SENTENCE = "{holder}{holder_text} assumed the office of {office}"
    SUBJECT = ("office",)
    CORRECTABLE = ("occurred_at", "holder_text")
    ASKS = (
        Ask("office", "Office", "choice", choices=("chair", "secretariat")),
        Ask("holder", "Participant", "participant", "optional"),
        Ask("holder_text", "Holder, when no participant", "text", "optional"),
    )
    office: str
    holder: str
    holder_text: str = ""


@dataclass(frozen=True)
class OfficeRelinquished(Event):
    """The holder gave the office back."""

    TOPIC = "process.office-relinquished"
    SENTENCE = "The office of {office} was relinquished"
    SUBJECT = ("office",)
    ASKS = (Ask("office", "Office", "choice", choices=("chair", "secretariat")),)
    office: str


@dataclass(frozen=True)
class OfficerAppointed(Event):
    """A person was appointed to serve the process, not one participant."""

    TOPIC = "process.officer-appointed"
    SENTENCE = "{who} appointed an officer as {capacity} ({number})"
    SUBJECT = ("number",)
    ASKS = (
        Ask("holder", "Person", "person"),
        Ask(
            "capacity",
            "Role",
            "choice",
            choices=("secretariat", "registrar", "reviewer", "auditor"),
        ),
        Ask("until", "Until", "day", "optional"),
    )
    number: str
    holder: str
    capacity: str
    until: str = ""


@dataclass(frozen=True)
class OfficerRelieved(Event):
    """An appointment ended."""

    TOPIC = "process.officer-relieved"
    SENTENCE = "{who} ended appointment {number} ({reason})"
    SUBJECT = ("number",)
    ASKS = (Ask("number", "Appointment", "appointment"), REASON)
    number: str
    reason: str


@dataclass(frozen=True)
class AppointmentExpired(Event):
    """An appointment came to the end of its term."""

    TOPIC = "process.appointment-expired"
    SENTENCE = "Appointment {number} expired"
    SUBJECT = ("number",)
    ASKS = (Ask("number", "Appointment", "appointment"),)
    number: str


@dataclass(frozen=True)
class ReferenceAllotted(Event):
    """The next reference was given to a commitment, once and for ever."""

    TOPIC = "process.reference-allotted"
    SENTENCE = "Reference {reference} was allotted"
    SUBJECT = ("reference",)
    reference: str


@dataclass(frozen=True)
class SourceNoted(Event):
    """A document that records rest on: where it is and how much of it was seen."""

    TOPIC = "process.source-noted"
    SENTENCE = "Source noted: “{title}” ({publisher})"
    SUBJECT = ("source",)
    CORRECTABLE = ("title", "url", "publisher", "seen")
    ASKS = (
        Ask("source", "Key"),
        Ask("title", "Title"),
        Ask("url", "Address", "url", "optional", maximum=2000),
        Ask("publisher", "Publisher", "text", "optional"),
        Ask("seen", "How much of it was seen", "text", "optional"),
    )
    source: str
    title: str
    url: str = ""
    publisher: str = ""
    seen: str = ""


@dataclass(frozen=True)
class ClaimNoted(Event):
    """Somebody claims something the register cannot record; shown beside it only."""

    TOPIC = "process.claim-noted"
    SENTENCE = "Claim noted, {status}: {about}"
    SUBJECT = ("claim",)
    ASKS = (
        Ask("claim", "Key"),
        Ask("about", "Subject"),
        Ask("statement", "What is claimed", "long", maximum=4000),
        Ask("status", "Status"),
        Ask("candidate", "Country concerned", "text", "optional"),
    )
    claim: str
    about: str
    statement: str
    status: str
    candidate: str = ""


@dataclass(frozen=True)
class ConflictNoted(Event):
    """Sources disagree; each value is kept with the sources that give it."""

    TOPIC = "process.conflict-noted"
    SENTENCE = "Sources disagree: {about}"
    SUBJECT = ("about",)
    ASKS = (
        Ask("about", "Topic"),
        Ask("readings", "Values, each with its sources", "readings"),
        Ask("note", "Note", "long", "optional", maximum=4000),
    )
    about: str
    readings: list[dict[str, Any]]
    note: str = ""

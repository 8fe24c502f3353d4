"""What can be recorded about a participant: standing, names, declarations, mandates."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.base import REASON, Ask, Created, Event

MANDATE_ROLES = (
    "delegate",
    "focal_point",
    "validating_authority",
)
MANDATE = Ask("number", "Mandate", "mandate")
UNTIL = Ask("until", "Until", "day", "optional")
SCOPE = Ask("scope", "Only for these packages or meetings", "list", "optional")


@dataclass(frozen=True)
class ParticipantRegistered(Created):
    """The register opened a page for a state or an organization.

    Its ``key`` (ISO 3166 alpha-3 for a state) is its identity; its name may change.
    """

    TOPIC = "participant.registered"
    SENTENCE = "{name} was entered in the register"
    ASKS = (
        Ask("key", "Code (ISO alpha-3)"),
        Ask("name", "Name"),
        Ask("formal_name", "Formal name", "text", "optional"),
        Ask("nature", "Kind", "choice", choices=("state", "organization")),
    )
    CORRECTABLE = ("name", "formal_name")
    name: str
    nature: str
    formal_name: str = ""


@dataclass(frozen=True)
class ParticipantInvited(Event):
    """The participant was invited to endorse the instrument."""

    TOPIC = "participant.invited"
    SENTENCE = "{concerned} was invited"
    CORRECTABLE = ("occurred_at",)
    concerned: str = ""


@dataclass(frozen=True)
class NameRecorded(Event):
    """The participant has a new name in one language from a day on."""

    TOPIC = "participant.name-recorded"
    SENTENCE = "The name in “{language}” is {name}"
    SUBJECT = ("language",)
    CORRECTABLE = ("occurred_at", "name", "formal_name")
    ASKS = (
        Ask("language", "Language", "choice", choices=("en", "es", "fr", "pt")),
        Ask("name", "Name"),
        Ask("formal_name", "Formal name", "text", "optional"),
    )
    language: str
    name: str
    formal_name: str = ""


@dataclass(frozen=True)
class InstrumentEndorsed(Event):
    """The participant endorsed the instrument; a spell begins."""

    TOPIC = "participant.endorsed"
    SENTENCE = "{participant} endorsed the instrument"
    CORRECTABLE = ("occurred_at", "earliest", "meeting")
    ASKS = (Ask("meeting", "At the meeting", "meeting", "optional"),)
    meeting: str = ""


@dataclass(frozen=True)
class EndorsementDeclined(Event):
    """The participant was not in a position to endorse, and said why."""

    TOPIC = "participant.declined"
    SENTENCE = "{participant} was not in a position to endorse ({reason})"
    CORRECTABLE = ("occurred_at",)
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class ObserverAdmitted(Event):
    """The participant takes part without having endorsed."""

    TOPIC = "participant.observer-admitted"
    SENTENCE = "{concerned} was admitted as an observer"
    CORRECTABLE = ("occurred_at",)
    concerned: str = ""


@dataclass(frozen=True)
class DeclarationAttached(Event):
    """The participant said how it understands the instrument (VCLT practice)."""

    TOPIC = "participant.declaration-attached"
    SENTENCE = "{participant} attached an interpretative declaration: “{text}”"
    SUBJECT = ("number",)
    ASKS = (Ask("text", "Declaration", "long", maximum=10_000),)
    number: int
    text: str


@dataclass(frozen=True)
class ReservationEntered(Event):
    """The participant excluded or changed the effect of a passage for itself."""

    TOPIC = "participant.reservation-entered"
    SENTENCE = "{participant} entered reservation {number}: “{text}”"
    SUBJECT = ("number",)
    ASKS = (Ask("text", "Reservation", "long", maximum=10_000),)
    number: int
    text: str


@dataclass(frozen=True)
class ReservationWithdrawn(Event):
    """The participant withdrew one of its reservations."""

    TOPIC = "participant.reservation-withdrawn"
    SENTENCE = "{participant} withdrew reservation {number}"
    SUBJECT = ("number",)
    ASKS = (Ask("number", "Reservation", "number"),)
    number: int


@dataclass(frozen=True)
class StandingSuspended(Event):
    """The chair recorded that the participant's standing is suspended."""

    TOPIC = "participant.suspended"
    SENTENCE = "The standing of {concerned} was suspended ({reason})"
    ASKS = (REASON,)
    reason: str
    concerned: str = ""


@dataclass(frozen=True)
class StandingReinstated(Event):
    """The chair recorded that the participant's standing is restored."""

    TOPIC = "participant.reinstated"
    SENTENCE = "The standing of {concerned} was reinstated"
    concerned: str = ""


@dataclass(frozen=True)
class WithdrawalNotified(Event):
    """The participant gave notice that it leaves the instrument."""

    TOPIC = "participant.withdrawal-notified"
    SENTENCE = "{participant} gave notice of withdrawal ({reason})"
    CORRECTABLE = ("occurred_at",)
    ASKS = (REASON,)
    reason: str
    effective_at: str = ""


@dataclass(frozen=True)
class WithdrawalRevoked(Event):
    """The participant took its notice back before it took effect."""

    TOPIC = "participant.withdrawal-revoked"
    SENTENCE = "{participant} revoked its notice of withdrawal"


@dataclass(frozen=True)
class WithdrawalTookEffect(Event):
    """The notice ran out; the spell ended."""

    TOPIC = "participant.withdrawal-took-effect"
    SENTENCE = "The withdrawal of {participant} took effect"


@dataclass(frozen=True)
class SpecialCoordinatorDesignated(Event):
    """The participant named its Special Coordinator, principal level or higher."""

    TOPIC = "participant.special-coordinator-designated"
    SENTENCE = "{participant} designated its Special Coordinator ({level})"
    SUBJECT = ("number",)
    ASKS = (
        Ask("holder", "Person", "person"),
        Ask("level", "Level", "choice", choices=("principal", "minister", "head")),
        UNTIL,
    )
    number: str
    holder: str
    level: str
    until: str = ""


@dataclass(frozen=True)
class MinisterEntered(Event):
    """The secretariat entered who is minister, by office (VCLT art. 7(2))."""

    TOPIC = "participant.minister-entered"
    SENTENCE = "The minister of {participant} was entered as mandate {number}"
    SUBJECT = ("number",)
    ASKS = (
        Ask("holder", "Person", "person"),
        Ask("office", "Office held"),
        UNTIL,
    )
    number: str
    holder: str
    office: str
    until: str = ""


@dataclass(frozen=True)
class MandateDelegated(Event):
    """The minister granted somebody else a mandate for the participant."""

    TOPIC = "participant.mandate-delegated"
    SENTENCE = "{participant} granted mandate {number} ({capacity})"
    SUBJECT = ("number",)
    ASKS = (
        Ask("holder", "Person", "person"),
        Ask("capacity", "Role", "choice", choices=MANDATE_ROLES),
        SCOPE,
        UNTIL,
    )
    number: str
    holder: str
    capacity: str
    scope: list[str]
    until: str = ""


@dataclass(frozen=True)
class CredentialsSubmitted(Event):
    """A letter of credentials came in; it gives no power until it is accepted."""

    TOPIC = "participant.credentials-submitted"
    SENTENCE = "{participant} submitted credentials {number} ({capacity})"
    SUBJECT = ("number",)
    ASKS = (
        Ask("holder", "Person", "person"),
        Ask("capacity", "Role", "choice", choices=MANDATE_ROLES),
        Ask("document", "Letter (symbol or source)"),
        SCOPE,
        UNTIL,
    )
    number: str
    holder: str
    capacity: str
    document: str
    scope: list[str]
    until: str = ""


@dataclass(frozen=True)
class CredentialsAccepted(Event):
    """The secretariat found the credentials in order."""

    TOPIC = "participant.credentials-accepted"
    SENTENCE = "{who} accepted credentials {number}"
    SUBJECT = ("number",)
    ASKS = (MANDATE,)
    number: str


@dataclass(frozen=True)
class CredentialsChallenged(Event):
    """The credentials are in doubt; acts under them wait."""

    TOPIC = "participant.credentials-challenged"
    SENTENCE = "{who} challenged credentials {number} ({reason})"
    SUBJECT = ("number",)
    ASKS = (MANDATE, REASON)
    number: str
    reason: str


@dataclass(frozen=True)
class CredentialsUpheld(Event):
    """The chair found the challenged credentials in order."""

    TOPIC = "participant.credentials-upheld"
    SENTENCE = "{who} upheld credentials {number}"
    SUBJECT = ("number",)
    ASKS = (MANDATE,)
    number: str


@dataclass(frozen=True)
class CredentialsRejected(Event):
    """The chair rejected the credentials."""

    TOPIC = "participant.credentials-rejected"
    SENTENCE = "{who} rejected credentials {number} ({reason})"
    SUBJECT = ("number",)
    ASKS = (MANDATE, REASON)
    number: str
    reason: str


@dataclass(frozen=True)
class MandateRevoked(Event):
    """A mandate ended before its day; acts done under it stand."""

    TOPIC = "participant.mandate-revoked"
    SENTENCE = "{who} revoked mandate {number} ({reason})"
    SUBJECT = ("number",)
    ASKS = (MANDATE, REASON)
    number: str
    reason: str


@dataclass(frozen=True)
class MandateExpired(Event):
    """A mandate came to the end of its term; acts done under it stand."""

    TOPIC = "participant.mandate-expired"
    SENTENCE = "Mandate {number} of {participant} expired"
    SUBJECT = ("number",)
    ASKS = (MANDATE,)
    number: str

"""What can be recorded while a committee decides: silence, ad referendum, amendments.

All of it happens to a commitment; :mod:`domain.events.commitment` holds the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.base import REASON, Ask, Event

PARTS = Ask("paragraph_numbers", "Paragraphs concerned", "list", "optional")
PARAGRAPH = Ask("paragraph", "Paragraph", "paragraph")
UNTIL = Ask(
    "until",
    "Silence ends at",
    "instant",
    "optional",
    "With its zone, as in 2023-03-20T17:00-04:00.",
)
HOURS = Ask(
    "hours", "Or: it runs for so many hours", "number", "optional", "At least 72."
)
MORE = Ask("hours", "Or: so many hours more", "number", "optional")
SENT = Ask(
    "sent",
    "Sent at, by your own clock",
    "instant",
    "optional",
    "With its zone; it is kept beside the time of receipt, which counts.",
)
AMENDMENT = Ask("amendment", "Amendment", "number")
OBJECTION = Ask("objection", "Objection", "number")
CORRIGENDUM = Ask("corrigendum", "Proposed correction", "number")
LANGUAGE = Ask("language", "Language", "choice", choices=("en", "es", "fr", "pt"))


@dataclass(frozen=True)
class SilenceOpened(Event):
    """The chair let silence run: who objects to the text says so before it ends.

    ``until`` is the end as the chair wrote it, with its zone.
    """

    TOPIC = "commitment.silence-opened"
    SENTENCE = "{who} opened silence on Rev.{revision} until {expires_at}"
    ASKS = (UNTIL, HOURS)
    revision: int
    sha256: str
    expires_at: str
    until: str = ""
    hours: int = 0


@dataclass(frozen=True)
class SilenceRefused(Event):
    """A member of the electorate objected to deciding by silence at all."""

    TOPIC = "commitment.silence-refused"
    SENTENCE = "{participant} objected to deciding by silence ({reason})"
    ASKS = (REASON,)
    reason: str
    revision: int
    sha256: str


@dataclass(frozen=True)
class SilenceBroken(Event):
    """A member of the electorate objected in writing, in time.

    ``sent`` is the sender's own time; what counts is when it was recorded.
    """

    TOPIC = "commitment.silence-broken"
    SENTENCE = "{participant} broke the silence on Rev.{revision} ({reason})"
    ASKS = (REASON, PARTS, SENT)
    objection: int
    reason: str
    revision: int
    sha256: str
    paragraph_numbers: list[str] | None = None
    sent: str = ""


@dataclass(frozen=True)
class SilenceExtended(Event):
    """The chair gave more time before the silence ended."""

    TOPIC = "commitment.silence-extended"
    SENTENCE = "{who} extended the silence until {expires_at} ({reason})"
    ASKS = (UNTIL, MORE, REASON)
    reason: str
    expires_at: str
    until: str = ""
    hours: int = 0


@dataclass(frozen=True)
class SilenceCalledOff(Event):
    """The chair ended the silence before its time; the text is open again."""

    TOPIC = "commitment.silence-called-off"
    SENTENCE = "{who} called the silence off ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class SilenceLapsed(Event):
    """Silence ran out and nobody had objected: what is not refused is agreed.

    It takes effect at the very end, ``expired_at``, however late it is recorded.
    """

    TOPIC = "commitment.silence-lapsed"
    SENTENCE = "Silence on Rev.{revision} lapsed at {expired_at}; nobody had objected"
    revision: int
    sha256: str
    expired_at: str
    electorate: list[str]


@dataclass(frozen=True)
class LateObjectionRecorded(Event):
    """An objection came after the decision: it is on the record, without effect."""

    TOPIC = "commitment.late-objection-recorded"
    SENTENCE = "{participant} objected too late, without effect ({reason})"
    SUBJECT = ("objection",)
    ASKS = (REASON, PARTS, SENT)
    objection: int
    reason: str
    revision: int
    sha256: str
    paragraph_numbers: list[str] | None = None
    sent: str = ""


@dataclass(frozen=True)
class ObjectionWithdrawn(Event):
    """Who objected objects no longer; what the objection ended stays ended."""

    TOPIC = "commitment.objection-withdrawn"
    SENTENCE = "{participant} withdrew objection {objection}"
    SUBJECT = ("objection",)
    ASKS = (OBJECTION,)
    objection: int


@dataclass(frozen=True)
class AdReferendumEntered(Event):
    """A member agreed subject to its capital, whose word is due by ``due_at``."""

    TOPIC = "commitment.ad-referendum-entered"
    SENTENCE = "{participant} agreed ad referendum; its word is due by {due_at}"
    SUBJECT = ("participant",)
    due_at: str


@dataclass(frozen=True)
class AdReferendumConfirmed(Event):
    """The capital confirmed what had been agreed ad referendum."""

    TOPIC = "commitment.ad-referendum-confirmed"
    SENTENCE = "{participant} confirmed what it had agreed ad referendum"
    SUBJECT = ("participant",)


@dataclass(frozen=True)
class AdReferendumDeclined(Event):
    """The capital declined; the participant drops out and the rest adopt."""

    TOPIC = "commitment.ad-referendum-declined"
    SENTENCE = "{participant} declined what it had agreed ad referendum ({reason})"
    SUBJECT = ("participant",)
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class AdReferendumExpired(Event):
    """The capital said nothing in time; the participant drops out."""

    TOPIC = "commitment.ad-referendum-expired"
    SENTENCE = "{participant} did not confirm by {expired_at} and drops out"
    SUBJECT = ("participant",)
    expired_at: str


@dataclass(frozen=True)
class AmendmentProposed(Event):
    """A member proposed other words for a paragraph of one exact revision."""

    TOPIC = "commitment.amendment-proposed"
    SENTENCE = (
        "{participant} proposed amendment {amendment}, paragraph {paragraph},"
        " {change}: {wording}"
    )
    SUBJECT = ("amendment",)
    ASKS = (
        PARAGRAPH,
        Ask(
            "change",
            "What it does",
            "choice",
            choices=("replace", "add after", "take out"),
        ),
        Ask("wording", "Wording", "long", "optional", maximum=10_000),
        Ask("reason", "Why", "long", "optional", maximum=2000),
        SENT,
    )
    amendment: int
    paragraph: int
    change: str
    revision: int
    sha256: str
    wording: str = ""
    reason: str = ""
    sent: str = ""


@dataclass(frozen=True)
class AmendmentAccepted(Event):
    """A lead accepted an amendment: the next revision will hold it."""

    TOPIC = "commitment.amendment-accepted"
    SENTENCE = "{participant} accepted amendment {amendment}"
    SUBJECT = ("amendment",)
    ASKS = (AMENDMENT,)
    amendment: int


@dataclass(frozen=True)
class AmendmentDeclined(Event):
    """A lead declined an amendment, with a reason."""

    TOPIC = "commitment.amendment-declined"
    SENTENCE = "{participant} declined amendment {amendment} ({reason})"
    SUBJECT = ("amendment",)
    ASKS = (AMENDMENT, REASON)
    amendment: int
    reason: str


@dataclass(frozen=True)
class StatementAttached(Event):
    """A member attached a statement or a reservation to the decision."""

    TOPIC = "commitment.statement-attached"
    SENTENCE = "{participant} attached a {nature} to the decision: {text}"
    SUBJECT = ("statement",)
    ASKS = (
        Ask("nature", "Kind", "choice", choices=("statement", "reservation")),
        Ask("text", "Wording", "long", maximum=4000),
        PARTS,
    )
    statement: int
    nature: str
    text: str
    revision: int
    sha256: str
    paragraph_numbers: list[str] | None = None


@dataclass(frozen=True)
class WithdrawalConcurred(Event):
    """A lead agreed to take the proposal back; a revision voids it."""

    TOPIC = "commitment.withdrawal-concurred"
    SENTENCE = "{participant} agreed to withdraw the proposal"
    SUBJECT = ("participant",)
    revision: int
    sha256: str


@dataclass(frozen=True)
class AddendumIssued(Event):
    """A document that goes with the proposal and changes no word of it."""

    TOPIC = "commitment.addendum-issued"
    SENTENCE = "{who} issued {symbol}, “{title}”"
    SUBJECT = ("addendum",)
    ASKS = (
        Ask("title", "Title", maximum=500),
        Ask(
            "paragraphs",
            "Text, one numbered paragraph after another, a blank line between",
            "paragraphs",
            maximum=60_000,
        ),
    )
    addendum: int
    title: str
    paragraphs: list[str]
    symbol: str
    language: str
    sha256: str
    revision: int


@dataclass(frozen=True)
class TextCorrectionProposed(Event):
    """A slip in the writing of a text was found; a second person will issue it."""

    TOPIC = "commitment.text-correction-proposed"
    SENTENCE = (
        "{who} proposed to correct paragraph {paragraph} of Rev.{revision}"
        " in “{language}”: for “{old}” read “{new}” ({reason})"
    )
    SUBJECT = ("corrigendum",)
    ASKS = (
        LANGUAGE,
        PARAGRAPH,
        Ask("old", "For", maximum=1000),
        Ask("new", "Read", maximum=1000),
        REASON,
    )
    corrigendum: int
    revision: int
    language: str
    paragraph: int
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class TextCorrected(Event):
    """A second person issued the corrigendum; the text keeps its hash and meaning."""

    TOPIC = "commitment.text-corrected"
    SENTENCE = (
        "{who} issued {symbol}: in paragraph {paragraph}, for “{old}” read “{new}”"
    )
    SUBJECT = ("corrigendum",)
    ASKS = (CORRIGENDUM,)
    corrigendum: int
    symbol: str
    revision: int
    language: str
    paragraph: int
    old: str
    new: str
    proposed_by: str

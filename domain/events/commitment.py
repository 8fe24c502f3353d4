"""What can be recorded about a commitment: its texts, decision and endorsements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.events.base import REASON, Ask, Created, Event

TITLE = Ask("title", "Title", maximum=500)
PARAGRAPHS = Ask(
    "paragraphs",
    "Text, one numbered paragraph after another, a blank line between",
    "paragraphs",
    maximum=60_000,
)
PARTS = Ask("paragraph_numbers", "Paragraphs concerned", "list", "optional")
SUCCESSOR = Ask("successor", "Successor", "commitment")
MEETING = Ask("meeting", "At the meeting", "meeting", "optional")


@dataclass(frozen=True)
class CommitmentDrafted(Created):
    """A member of a committee put the first text (Rev.1) on paper."""

    TOPIC = "commitment.drafted"
    SENTENCE = "{participant} drafted “{title}”"
    CORRECTABLE = ("title",)
    ASKS = (Ask("package", "Action package", "package"), TITLE, PARAGRAPHS)
    form: str
    title: str
    package: str
    paragraphs: list[str]
    language: str
    sha256: str


@dataclass(frozen=True)
class CommitmentAnnounced(Created):
    """A participant, or several, promised something in their own name.

    ``starts`` and ``ends`` are the dates as a source writes them, readable or not; what
    could be read of them is in ``target``.
    """

    TOPIC = "commitment.announced"
    SENTENCE = "{bound} announced “{title}” (naming {named})"
    CORRECTABLE = ("occurred_at", "title", "meeting", "pillar", "package")
    ASKS = (
        Ask("form", "Form", "choice", choices=("national", "joint", "partner")),
        Ask("title", "What is promised", "long", maximum=2000),
        Ask("partners", "Joint with", "list", "optional"),
        Ask(
            "open_to_others", "Others may join", "choice", "optional", choices=("yes",)
        ),
        Ask("package", "Action package", "package", "optional"),
        Ask("pillar", "Pillar", "pillar", "optional"),
        MEETING,
        Ask("quantity", "Target: quantity", "number", "optional"),
        Ask("unit", "Target: unit", "text", "optional"),
        Ask("by", "Target: by when", "text", "optional"),
    )
    form: str
    title: str
    announcers: list[str]
    package: str
    pillar: str
    meeting: str
    target: dict[str, Any]
    sha256: str
    note: str = ""
    theme: str = ""
    starts: str = ""
    ends: str = ""

    def besides(self) -> dict[str, list[str]]:
        """Tell who is bound from the start, and who is only named by another.

        A source that is entered binds all it names.
        """
        everybody = self.role == "registrar"
        bound = self.announcers if everybody else [self.participant]
        return {"bound": bound, "named": [c for c in self.announcers if c not in bound]}


@dataclass(frozen=True)
class AnnouncementConfirmed(Event):
    """A partner of a joint announcement confirmed that it speaks for it, too."""

    TOPIC = "commitment.announcement-confirmed"
    SENTENCE = "{participant} confirmed the joint announcement"
    SUBJECT = ("participant",)


@dataclass(frozen=True)
class RevisionConcurred(Event):
    """A lead agreed to one exact revision; a later one voids it."""

    TOPIC = "commitment.concurred"
    SENTENCE = "{participant} concurred in Rev.{revision}"
    SUBJECT = ("participant",)
    revision: int
    sha256: str


@dataclass(frozen=True)
class ProposalTabled(Event):
    """The proposal came before the committee under a document symbol."""

    TOPIC = "commitment.tabled"
    SENTENCE = "{participant} tabled the proposal as {symbol}"
    symbol: str
    revision: int
    sha256: str


@dataclass(frozen=True)
class ProposalCoSponsored(Event):
    """A member of the committee put its name to the proposal."""

    TOPIC = "commitment.co-sponsored"
    SENTENCE = "{participant} co-sponsored the proposal"
    SUBJECT = ("participant",)


@dataclass(frozen=True)
class ProposalCirculated(Event):
    """The text went to all members; the comment period began."""

    TOPIC = "commitment.circulated"
    SENTENCE = "{who} circulated Rev.{revision}; comments until {comment_until}"
    revision: int
    comment_until: str


@dataclass(frozen=True)
class CommentPeriodEnded(Event):
    """The time for comments on a revision is over; a decision may be sought."""

    TOPIC = "commitment.comment-period-ended"
    SENTENCE = "The comment period on Rev.{revision} ended"
    revision: int
    sha256: str


@dataclass(frozen=True)
class ProposalRevised(Event):
    """The leads replaced the text; agreement to the old text fell away."""

    TOPIC = "commitment.revised"
    SENTENCE = "{participant} issued Rev.{revision}"
    ASKS = (
        PARAGRAPHS,
        Ask("note", "What changed", "text", "optional", maximum=1000),
    )
    revision: int
    paragraphs: list[str]
    language: str
    sha256: str
    symbol: str
    comment_until: str
    note: str = ""


@dataclass(frozen=True)
class TranslationAdded(Event):
    """The text exists in another language, with a hash of its own."""

    TOPIC = "commitment.translation-added"
    SENTENCE = "{who} added the text of Rev.{revision} in “{language}”"
    SUBJECT = ("language",)
    ASKS = (
        Ask("language", "Language", "choice", choices=("en", "es", "fr", "pt")),
        PARAGRAPHS,
    )
    revision: int
    language: str
    paragraphs: list[str]
    sha256: str


@dataclass(frozen=True)
class DecisionSought(Event):
    """The leads asked for a decision; who decides is frozen here."""

    TOPIC = "commitment.decision-sought"
    SENTENCE = (
        "{participant} sought a decision by {procedure}; electorate: {electorate}"
    )
    ASKS = (
        Ask(
            "procedure",
            "Decision procedure",
            "choice",
            choices=("consensus", "silence"),
        ),
    )
    procedure: str
    electorate: list[str]
    revision: int
    sha256: str


@dataclass(frozen=True)
class ConsensusDeclared(Event):
    """The chair asked for objections, heard none, and declared consensus."""

    TOPIC = "commitment.consensus-declared"
    SENTENCE = "{who} declared consensus on Rev.{revision} at {meeting}"
    ASKS = (Ask("meeting", "Meeting", "meeting"),)
    meeting: str
    present: list[str]
    revision: int
    sha256: str


@dataclass(frozen=True)
class ConsensusBlocked(Event):
    """A member of the electorate objected, with its reason."""

    TOPIC = "commitment.consensus-blocked"
    SENTENCE = "{participant} blocked consensus ({reason})"
    ASKS = (REASON, PARTS)
    reason: str
    objection: int = 0
    paragraph_numbers: list[str] | None = None


@dataclass(frozen=True)
class ProposalReferredBack(Event):
    """The chair sent the proposal back to consultation."""

    TOPIC = "commitment.referred-back"
    SENTENCE = "{who} referred the proposal back ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class ProposalNotAdopted(Event):
    """The chair recorded that the proposal was not adopted."""

    TOPIC = "commitment.not-adopted"
    SENTENCE = "{who} recorded that the proposal was not adopted ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class ProposalWithdrawn(Event):
    """The leads took the proposal back before a decision."""

    TOPIC = "commitment.withdrawn"
    SENTENCE = "{who} withdrew the proposal ({reason})"
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class DissociationRecorded(Event):
    """A participant does not join some paragraphs of what was adopted."""

    TOPIC = "commitment.dissociated"
    SENTENCE = "{participant} dissociated itself from paragraphs {paragraph_numbers}"
    SUBJECT = ("participant",)
    ASKS = (
        Ask("paragraph_numbers", "Paragraphs", "list"),
        Ask("reason", "Statement", "long", maximum=4000),
    )
    paragraph_numbers: list[str]
    reason: str


@dataclass(frozen=True)
class CommitmentOpened(Event):
    """The adopted text was opened for endorsement."""

    TOPIC = "commitment.opened"
    SENTENCE = "{who} opened the commitment for endorsement"


@dataclass(frozen=True)
class CommitmentEndorsed(Event):
    """A participant joined, bound to one text; its ordinal never changes."""

    TOPIC = "commitment.endorsed"
    SENTENCE = "{participant} endorsed, number {ordinal}"
    SUBJECT = ("participant",)
    CORRECTABLE = ("occurred_at", "earliest")
    ASKS = (
        Ask("reservation", "Reservation", "long", "optional", maximum=4000),
        Ask(
            "declaration",
            "Interpretative declaration",
            "long",
            "optional",
            maximum=4000,
        ),
        PARTS,
    )
    ordinal: int
    revision: int
    sha256: str
    undertaking: str
    reservation: str = ""
    declaration: str = ""
    paragraph_numbers: list[str] | None = None


@dataclass(frozen=True)
class EndorsementWithdrawn(Event):
    """A participant left the commitment; its ordinal stays used."""

    TOPIC = "commitment.endorsement-withdrawn"
    SENTENCE = "{participant} withdrew its endorsement ({reason})"
    SUBJECT = ("participant",)
    ASKS = (REASON,)
    reason: str


@dataclass(frozen=True)
class CommitmentClosed(Event):
    """No further endorsements are taken."""

    TOPIC = "commitment.closed"
    SENTENCE = "{who} closed the commitment to further endorsements"


@dataclass(frozen=True)
class CommitmentMatched(Event):
    """Another commitment answers this one."""

    TOPIC = "commitment.matched"
    SENTENCE = "{who} matched it with {other}"
    SUBJECT = ("other",)
    ASKS = (Ask("other", "Matching commitment", "commitment"),)
    other: str


@dataclass(frozen=True)
class CommitmentDeposited(Event):
    """The text was deposited elsewhere under a symbol there (INFCIRC/869)."""

    TOPIC = "commitment.deposited"
    SENTENCE = "{who} deposited the text with {depositary} as {symbol}"
    SUBJECT = ("depositary",)
    ASKS = (Ask("depositary", "Deposited with"), Ask("symbol", "Symbol there"))
    depositary: str
    symbol: str


@dataclass(frozen=True)
class CommitmentSuperseded(Event):
    """A successor took the place of the text."""

    TOPIC = "commitment.superseded"
    SENTENCE = "{who} replaced it by {successor}"
    ASKS = (SUCCESSOR,)
    successor: str


@dataclass(frozen=True)
class CommitmentConcluded(Event):
    """What was promised is over and done with."""

    TOPIC = "commitment.concluded"
    SENTENCE = "{who} concluded the commitment"


@dataclass(frozen=True)
class CommitmentTerminated(Event):
    """The commitment ended before its purpose was reached."""

    TOPIC = "commitment.terminated"
    SENTENCE = "{who} terminated the commitment ({reason})"
    ASKS = (REASON,)
    reason: str

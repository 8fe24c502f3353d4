"""The commitment: its texts, the decision on it, and who endorsed which text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.deadlines import Deadline
from domain.deciding import Decided, Text
from domain.events import Event, deciding
from domain.events import commitment as events
from domain.text import sha256_of_paragraphs


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A participant's joining, bound to one text; a later spell has a new ordinal."""

    participant: str
    ordinal: int
    revision: int
    sha256: str
    undertaking: str
    since: str
    occurred: str
    earliest: str
    reservation: str = ""
    declaration: str = ""
    paragraph_numbers: tuple[str, ...] = ()
    until: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the pen in a text, and how it should read; issued it has a symbol."""

    number: int
    revision: int
    language: str
    paragraph: int
    old: str
    new: str
    by: str
    symbol: str = ""


class Commitment(Decided):
    """What states promise: a text with endorsements, or an announcement."""

    KIND = "commitment"
    MACHINE = "commitment"
    TOPIC = "commitment"

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        super().begin()
        self.form = ""
        self.title = ""
        self.package = ""
        self.pillar = ""
        self.note = ""
        self.theme = ""
        self.stated: dict[str, str] = {}
        self.target: dict[str, Any] = {}
        self.announcers: list[str] = []
        self.unconfirmed: list[str] = []
        self.symbol = ""
        self.tabler = ""
        self.drafter = ""
        self.concurrences: dict[str, str] = {}
        self.sponsors: list[str] = []
        self.comment_until = ""
        self.comments_over = False
        self.withdrawing: list[str] = []
        self.addenda: list[deciding.AddendumIssued] = []
        self.slips: dict[int, Slip] = {}
        self.endorsements: list[Endorsement] = []
        self.deposits: list[dict[str, str]] = []
        self.matches: list[str] = []
        self.successor = ""
        self.occurred: Event | None = None

    @property
    def participant(self) -> str:
        """The announcer, or the drafter of a shared one."""
        return self.announcers[0] if self.announcers else self.drafter

    @property
    def endorsers(self) -> list[str]:
        """The participants with a live endorsement, in order of their ordinals."""
        return [e.participant for e in self.endorsements if not e.until]

    @property
    def verifiable(self) -> bool:
        """Whether it says how much or by when (a badge, never a bar)."""
        return bool(self.target.get("by") and self.target.get("quantity"))

    def documents(self) -> Iterator[tuple[str, int]]:
        """Go through the symbols given out, each with the revision it leads to."""
        for text in self.texts:
            if text.symbol:
                yield text.symbol, text.number
        for addendum in self.addenda:
            yield addendum.symbol, addendum.revision
        for slip in self.slips.values():
            if slip.symbol:
                yield slip.symbol, slip.revision

    def next_ordinal(self) -> int:
        """Return the ordinal the next endorsement takes."""
        return len(self.endorsements) + 1

    def undertaking_key(self, participant: str) -> str:
        """Return the reference of a participant's undertaking, ``LAD-019-COL-2``."""
        before = sum(e.participant == participant for e in self.endorsements)
        before += participant in self.announcers and participant not in self.unconfirmed
        spell = f"-{before + 1}" if before else ""
        return f"{self.key}-{participant}{spell}"

    def revision(self, number: int) -> Text | None:
        """Return one revision, or ``None``."""
        return next((text for text in self.texts if text.number == number), None)

    def deadlines(self) -> Iterator[Deadline]:
        """Name the gates that run on it: those of a decision, and of comments."""
        yield from super().deadlines()
        if self.stage == "in consultation" and not self.comments_over:
            yield Deadline(self.comment_until, "let-comment-period-end")

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        match event:
            case events.CommitmentDrafted():
                self.occurred = event
                self.form, self.title = event.form, event.title
                self.package, self.drafter = event.package, event.participant
                self._add_text(event, 1)
            case events.CommitmentAnnounced():
                self._announced(event)
            case events.AnnouncementConfirmed():
                self.unconfirmed.remove(event.participant)
            case events.CommitmentMatched():
                self.matches.append(event.other)
            case events.CommitmentDeposited():
                self.deposits.append({"with": event.depositary, "symbol": event.symbol})
            case events.CommitmentSuperseded():
                self.successor = event.successor
            case events.CommitmentTerminated():
                self.reason = event.reason
            case events.ProposalWithdrawn():
                self.reason = event.reason
                self.end_decision()
            case (
                events.CommitmentOpened()
                | events.CommitmentClosed()
                | events.CommitmentConcluded()
            ):
                pass  # the stage says it all
            case _:
                self._evolve_text(event)

    def _evolve_text(self, event: Event) -> None:
        match event:
            case events.RevisionConcurred():
                self.concurrences[event.participant] = event.sha256
            case events.ProposalTabled():
                self.symbol, self.tabler = event.symbol, event.participant
                self.texts[-1] = replace(self.text, symbol=event.symbol)
                self.sponsors.append(event.participant)
            case events.ProposalCoSponsored():
                self.sponsors.append(event.participant)
            case events.ProposalCirculated():
                self.comment_until, self.comments_over = event.comment_until, False
            case events.CommentPeriodEnded():
                self.comments_over = True
            case events.ProposalRevised():
                self.end_decision()
                self.concurrences, self.withdrawing = {}, []
                self.comment_until, self.comments_over = event.comment_until, False
                self.edition += not event.stage
                self._add_text(event, event.revision)
            case events.TranslationAdded():
                told = (event.language, tuple(event.paragraphs), event.sha256)
                self.texts[event.revision - 1] = replace(
                    self.texts[event.revision - 1],
                    translations=(*self.texts[event.revision - 1].translations, told),
                )
            case _:
                self._evolve_standing(event)

    def _evolve_standing(self, event: Event) -> None:
        match event:
            case events.CommitmentEndorsed():
                self.endorsements.append(_endorsement(event))
                self.endorsements.sort(key=lambda e: e.ordinal)
            case events.EndorsementWithdrawn():
                self.endorsements = [
                    replace(e, until=event.occurred_at, reason=event.reason)
                    if e.participant == event.participant and not e.until
                    else e
                    for e in self.endorsements
                ]
            case deciding.WithdrawalConcurred():
                self.withdrawing.append(event.participant)
            case deciding.AddendumIssued():
                self.addenda.append(event)
            case deciding.TextCorrectionProposed():
                self.slips[event.corrigendum] = _slip(event)
            case deciding.TextCorrected():
                known = self.slips[event.corrigendum]
                self.slips[event.corrigendum] = replace(known, symbol=event.symbol)
            case _:
                super().evolve(event)

    def _announced(self, event: events.CommitmentAnnounced) -> None:
        self.occurred = event
        self.form, self.title = event.form, event.title
        self.package, self.pillar = event.package, event.pillar
        self.meeting, self.note, self.theme = event.meeting, event.note, event.theme
        self.stated = {"start": event.starts, "end": event.ends}
        self.target = event.target
        self.announcers = list(event.announcers)
        self.unconfirmed = [
            code
            for code in event.announcers
            if code != event.participant and event.role != "registrar"
        ]
        self.texts.append(
            Text(1, "en", (event.title,), hash_of([event.title]), at=event.occurred_at)
        )

    def _add_text(self, event: Any, number: int) -> None:
        self.texts.append(
            Text(
                number,
                event.language,
                tuple(event.paragraphs),
                event.sha256,
                symbol=getattr(event, "symbol", ""),
                at=event.occurred_at,
                stage=event.stage or self.stage,
            )
        )


def _slip(event: deciding.TextCorrectionProposed) -> Slip:
    return Slip(
        event.corrigendum,
        event.revision,
        event.language,
        event.paragraph,
        event.old,
        event.new,
        event.by,
    )


def _endorsement(event: events.CommitmentEndorsed) -> Endorsement:
    return Endorsement(
        participant=event.participant,
        ordinal=event.ordinal,
        revision=event.revision,
        sha256=event.sha256,
        undertaking=event.undertaking,
        since=event.occurred_at,
        occurred=event.occurred,
        earliest=event.earliest,
        reservation=event.reservation,
        declaration=event.declaration,
        paragraph_numbers=tuple(event.paragraph_numbers or ()),
    )


def hash_of(paragraphs: list[str]) -> str:
    """Return the SHA-256 a text is known by."""
    return sha256_of_paragraphs(paragraphs)

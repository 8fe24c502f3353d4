"""The part of a commitment that a committee decides on: who, how, and what was said.

Objections, amendments and statements stay with the revision they were made on; a
decision that falls takes its electorate, its silence and its ad referendum with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.deadlines import Deadline
from domain.events import Event, deciding
from domain.events import commitment as events
from domain.record import Record

UNDECIDED = ("decision sought", "silence running", "agreed ad referendum")
"""The stages of an open decision: it ends under the rules that opened it."""


@dataclass(frozen=True, slots=True)
class Text:
    """One revision: numbered paragraphs in the authentic language, and translations.

    ``sha256`` is over UTF-8, NFC, LF (DOMAIN section 10); a translation has its own.
    """

    number: int
    language: str
    paragraphs: tuple[str, ...]
    sha256: str
    translations: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    symbol: str = ""
    at: str = ""
    stage: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the text exists in, the authentic one first."""
        return (self.language, *(language for language, _, _ in self.translations))


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a participant did not agree to a revision; ``late`` has no effect."""

    number: int
    participant: str
    reason: str
    revision: int
    at: str
    paragraph_numbers: tuple[str, ...] = ()
    sent: str = ""
    late: bool = False
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Other words for one paragraph of one revision; ``answer`` is the leads'."""

    number: int
    participant: str
    revision: int
    paragraph: int
    change: str
    wording: str
    reason: str
    at: str
    sent: str = ""
    answer: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a participant attached to the decision on a revision."""

    participant: str
    nature: str
    text: str
    revision: int
    paragraph_numbers: tuple[str, ...] = ()


class Decided(Record):
    """A record with a decision on it."""

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.texts: list[Text] = []
        self.meeting = ""
        self.procedure = ""
        self.rules = ""
        self.electorate: list[str] = []
        self.silence_until = ""
        self.silence_said = ""
        self.silence_refused: dict[str, str] = {}
        self.pending: dict[str, str] = {}
        self.confirmed: list[str] = []
        self.dropped: list[str] = []
        self.decision: dict[str, Any] = {}
        self.objections: dict[int, Objection] = {}
        self.amendments: dict[int, Amendment] = {}
        self.statements: list[Statement] = []
        self.dissociations: list[events.DissociationRecorded] = []
        self.reason = ""

    @property
    def text(self) -> Text:
        """The text that counts now."""
        return self.texts[-1]

    @property
    def undecided(self) -> bool:
        """Whether a decision is open."""
        return self.stage in UNDECIDED

    @property
    def silence_runs(self) -> bool:
        """Whether silence runs on the text."""
        return bool(self.silence_until)

    def deadlines(self) -> Iterator[Deadline]:
        """Name the gates that run on it."""
        if self.silence_until:
            yield Deadline(self.silence_until, "let-silence-lapse")
        for code, due_at in self.pending.items():
            yield Deadline(due_at, "let-ad-referendum-expire", code)

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened to the decision."""
        match event:
            case events.DecisionSought():
                self.procedure, self.rules = event.procedure, event.definition
                self.electorate = list(event.electorate)
                self.reason = ""
            case events.ConsensusDeclared():
                self.meeting = event.meeting
                self._decide(event, "consensus", event.present, event.meeting)
            case deciding.SilenceOpened() | deciding.SilenceExtended():
                self.silence_until = event.expires_at
                self.silence_said = event.until
            case deciding.SilenceLapsed():
                self.silence_until = self.silence_said = ""
                self._decide(event, "silence", event.electorate)
            case deciding.SilenceRefused():
                self.silence_refused[event.sha256] = event.participant
                self.reason = event.reason
                self.end_decision()
            case (
                events.ProposalReferredBack()
                | events.ProposalNotAdopted()
                | deciding.SilenceCalledOff()
            ):
                self.reason = event.reason
                self.end_decision()
            case _:
                self._evolve_voices(event)

    def _evolve_voices(self, event: Event) -> None:
        match event:
            case deciding.AdReferendumEntered():
                self.pending[event.participant] = event.due_at
            case deciding.AdReferendumConfirmed():
                self.pending.pop(event.participant, None)
                self.confirmed.append(event.participant)
                self._settle(event)
            case deciding.AdReferendumDeclined() | deciding.AdReferendumExpired():
                self.pending.pop(event.participant, None)
                self.dropped.append(event.participant)
                self._settle(event)
            case events.ConsensusBlocked() | deciding.SilenceBroken():
                self.reason = event.reason
                self._object(event)
                self.end_decision()
            case deciding.LateObjectionRecorded():
                self._object(event)
            case deciding.ObjectionWithdrawn():
                known = self.objections[event.objection]
                self.objections[event.objection] = replace(
                    known, withdrawn=event.occurred_at
                )
            case deciding.StatementAttached():
                self.statements.append(
                    Statement(
                        event.participant, event.nature, event.text, event.revision,
                        tuple(event.paragraph_numbers or ()),
                    )
                )  # fmt: skip
            case events.DissociationRecorded():
                self.dissociations.append(event)
            case _:
                self._evolve_amendments(event)

    def _evolve_amendments(self, event: Event) -> None:
        match event:
            case deciding.AmendmentProposed():
                self.amendments[event.amendment] = Amendment(
                    event.amendment, event.participant, event.revision,
                    event.paragraph, event.change, event.wording, event.reason,
                    event.occurred_at, event.sent,
                )  # fmt: skip
                if event.stage:
                    self.end_decision()
            case deciding.AmendmentAccepted():
                self._answer(event.amendment, "accepted")
            case deciding.AmendmentDeclined():
                self._answer(event.amendment, "declined", event.reason)
            case _:
                super().evolve(event)

    def end_decision(self) -> None:
        """Let an open decision fall, with all that was frozen for it."""
        self.procedure, self.rules, self.electorate = "", "", []
        self.silence_until = self.silence_said = ""
        self.pending, self.confirmed, self.dropped = {}, [], []
        self.decision = {}

    def _decide(
        self, event: Any, procedure: str, present: Sequence[str], meeting: str = ""
    ) -> None:
        self.decision = {
            "procedure": procedure, "meeting": meeting, "present": list(present),
            "revision": event.revision, "sha256": event.sha256,
            "at": event.occurred_at,
        }  # fmt: skip
        self._settle(event)

    def _settle(self, event: Event) -> None:
        """Note since when a text is adopted, and without whom."""
        if event.stage == "adopted":
            self.decision |= {
                "adopted_at": event.occurred_at,
                "without": [*self.dropped, *self.pending],
            }
            self.pending = {}
        elif event.stage == "not adopted":
            self.reason = "nobody of the electorate is left"
            self.end_decision()

    def _object(self, event: Any) -> None:
        number = event.objection or len(self.objections) + 1
        self.objections[number] = Objection(
            number,
            event.participant,
            event.reason,
            getattr(event, "revision", 0) or self.text.number,
            event.occurred_at,
            tuple(event.paragraph_numbers or ()),
            getattr(event, "sent", ""),
            isinstance(event, deciding.LateObjectionRecorded),
        )

    def _answer(self, number: int, answer: str, why: str = "") -> None:
        known = self.amendments[number]
        self.amendments[number] = replace(known, answer=answer, why=why)

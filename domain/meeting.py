"""The meeting: who is present, whether there is quorum, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from domain.events import Event
from domain.events import meeting as events
from domain.events.base import Names
from domain.record import Record, corrected, in_valid_order
from domain.sentences import Translate

RECORDED = {
    f"meeting.{kind}"
    for kind in (
        "convened", "agenda-item-added", "agenda-item-withdrawn", "presence-recorded",
        "quorum-established", "statement-made", "decision-taken", "adjourned",
    )
}  # fmt: skip
"""What a meeting's record is made of."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What the meeting takes up; one that was withdrawn says why."""

    number: int
    title: str
    commitment: str = ""
    withdrawn: str = ""


class Meeting(Record):
    """A ministerial, a meeting of Special Coordinators, a summit or a committee."""

    KIND = "meeting"
    MACHINE = "meeting"
    TOPIC = "meeting"

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.title = ""
        self.nature = ""
        self.number = 0
        self.planned = ""
        self.place = ""
        self.hosts: list[str] = []
        self.level = ""
        self.packages: list[str] = []
        self.held: Event | None = None
        self.present: dict[str, str] = {}
        self.quorum = ""
        self.statements: list[dict[str, Any]] = []
        self.decisions: list[dict[str, Any]] = []
        self.outcome = ""
        self.document = ""
        self.agenda: dict[int, AgendaItem] = {}
        self.paragraphs: list[str] = []
        self.sha256 = ""

    @property
    def participant(self) -> str:
        """A meeting belongs to no participant."""
        return ""

    def quorum_of(self, facts: Any) -> tuple[int, int]:
        """Return how many are present, of how many that may be expected.

        A committee's meeting expects its members, any other the endorsing countries.
        """
        expected: set[str] = set()
        for key in self.packages:
            package = facts.package(key)
            expected |= set(package.everybody) if package else set()
        if not self.packages:
            expected = set(facts.endorsing())
        return len(expected & set(self.present)), len(expected)

    def record_told(self, name: Names, translate: Translate = str) -> list[str]:
        """Tell the meeting's record from what was recorded of it, in its order."""
        told = in_valid_order(corrected(self.events))
        return [
            event.tell(name, translate) for event in told if event.TOPIC in RECORDED
        ]

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        match event:
            case events.MeetingScheduled():
                self.title = event.title
                self.nature = event.nature
                self.number = event.number
                self.planned = event.planned
                self.place = event.place
                self.hosts = list(event.hosts)
                self.level = event.level
                self.packages = list(event.packages)
            case events.MeetingConvened():
                self.held = event
            case events.PresenceRecorded():
                self.present[event.attending] = event.under
            case events.QuorumEstablished():
                self.quorum = f"{event.present}/{event.electorate}"
            case events.StatementMade():
                self.statements.append({"by": event.participant, "text": event.text})
            case events.DecisionTaken():
                self.decisions.append(
                    {
                        "text": event.decision,
                        "commitment": event.commitment,
                        "sha256": event.sha256,
                        "item": event.item,
                    }
                )
            case events.MeetingAdjourned():
                self.outcome = event.outcome
            case events.MeetingRecordAdopted():
                self.document, self.sha256 = event.document, event.sha256
                self.paragraphs = list(event.paragraphs or ())
            case events.MeetingCancelled():
                pass  # the stage says it all
            case _:
                self._evolve_agenda(event)

    def _evolve_agenda(self, event: Event) -> None:
        match event:
            case events.AgendaItemAdded():
                self.agenda[event.item] = AgendaItem(
                    event.item, event.title, event.commitment
                )
            case events.AgendaItemWithdrawn():
                known = self.agenda[event.item]
                self.agenda[event.item] = replace(known, withdrawn=event.reason)
            case _:
                super().evolve(event)

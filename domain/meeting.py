"""The meeting: who is present, whether there is quorum, and what was decided."""

from __future__ import annotations

from typing import Any

from domain.events import Event
from domain.events import meeting as events
from domain.record import Record


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
                    {"text": event.decision, "commitment": event.commitment}
                )
            case events.MeetingAdjourned():
                self.outcome = event.outcome
            case events.MeetingRecordAdopted():
                self.document = event.document
            case events.MeetingCancelled():
                pass  # the stage says it all
            case _:
                super().evolve(event)

"""The undertaking: one participant's performance of one commitment.

Four voices stay apart: the participant's own report, its receipt, an independent
rating and a contestation (the last two only under a definition that has a reviewer).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.deadlines import Deadline
from domain.events import Event
from domain.events import undertaking as events
from domain.milestones import MACHINE, Milestones
from domain.participant import Participant
from domain.record import Record
from domain.reporting import Reporting
from domain.reviewing import Reviewed

ENDED = ("withdrawn", "superseded")
"""The stages of an undertaking that is no more; from any other it can be ended."""


class Undertaking(Milestones, Reporting, Reviewed, Record):
    """What one participant does about what it promised."""

    KIND = "undertaking"
    MACHINE = "undertaking"
    TOPIC = "undertaking"

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.participant = ""
        self.commitment = ""
        self.target: dict[str, Any] = {}
        self.targets: list[dict[str, Any]] = []
        self.institution = ""
        self.focal_point = ""
        self.statements: list[dict[str, Any]] = []
        self.evidence: list[str] = []
        self.started = False
        self.begin_milestones()
        self.begin_reports()
        self.begin_reviews()

    @property
    def live(self) -> bool:
        """Whether it is neither withdrawn nor superseded."""
        return self.stage not in ENDED

    def unowned(self, participant: Participant | None, at: str) -> bool:
        """Whether nobody stands for it: the owner's last mandate ended, or none began.

        It is worked out from the mandates whenever it is asked, and never stored.
        """
        owned = participant is not None and participant.still_held(self.focal_point, at)
        return self.live and not owned

    def stage_of(self, machine: str, said: Mapping[str, Any]) -> str:
        """Return the stage of the undertaking, or of the item that *said* names."""
        if machine == MACHINE:
            milestone = self.milestone_named(said)
            return milestone.stage if milestone else ""
        if machine != "report":
            return self.stage
        report = self.report_named(said)
        return report.stage if report else ""

    def deadlines(self) -> Iterator[Deadline]:
        """Name the gates that run on it: none once it has ended."""
        if self.live:
            yield from self.milestones_due()

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        if (
            self.evolve_milestones(event)
            or self.evolve_reports(event)
            or self.evolve_reviews(event)
        ):
            return
        match event:
            case events.UndertakingOpened():
                self.participant = event.participant
                self.commitment = event.commitment
                self._aim(event, event.target)
            case events.TargetSet():
                told = {"quantity": event.quantity, "unit": event.unit}
                self._aim(event, told | {"by": event.due[:10]})
            case events.OwnerAssigned():
                self.institution = event.institution
                self.focal_point = event.focal_point
            case events.StatementRecorded():
                self.statements.append({
                    "number": event.number,
                    "narrative": event.narrative,
                    "meeting": event.meeting,
                    "occurred": event.occurred or event.occurred_at,
                    "basis": event.basis,
                })  # fmt: skip
            case events.FulfilmentReported():
                self.evidence = list(event.evidence)
            case events.ImplementationStarted():
                self.started = True
            case (
                events.ImplementationPlanned()
                | events.ImplementationSuspended()
                | events.ImplementationResumed()
                | events.UndertakingWithdrawn()
                | events.UndertakingSuperseded()
            ):
                pass  # the stage says it all
            case _:
                super().evolve(event)

    def _aim(self, event: Event, target: dict[str, Any]) -> None:
        self.target = target
        if target:
            self.targets.append(target | {"since": event.occurred_at})

"""The undertaking: one participant's performance of one commitment.

Four voices stay apart: the participant's own report, its receipt, an independent
rating and a contestation (the last two come with a definition that has a reviewer).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.deadlines import Deadline
from domain.events import Event
from domain.events import undertaking as events
from domain.milestones import MACHINE, Milestones
from domain.participant import Participant
from domain.record import Record

ENDED = ("withdrawn", "superseded")
"""The stages of an undertaking that is no more; from any other it can be ended."""


@dataclass(frozen=True, slots=True)
class Report:
    """A progress report on its way: drafted, submitted, received on the record."""

    number: int
    stage: str
    self_status: str
    narrative: str
    evidence: tuple[str, ...]
    drafted_by: str
    submitted_by: str = ""
    submitted_at: str = ""
    received_at: str = ""
    symbol: str = ""
    correction_by: str = ""
    correction: str = ""
    correction_reason: str = ""
    corrigenda: tuple[dict[str, Any], ...] = field(default=())


class Undertaking(Milestones, Record):
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
        self.reports: dict[int, Report] = {}
        self.statements: list[dict[str, Any]] = []
        self.evidence: list[str] = []
        self.started = False
        self.begin_milestones()

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

    @property
    def last_report(self) -> Report | None:
        """The report handed over last."""
        return self.reports[max(self.reports)] if self.reports else None

    def report_named(self, said: Mapping[str, Any]) -> Report | None:
        """Return the report that *said* names, or the last when it names none."""
        named = str(said.get("report") or "")
        if not named:
            return self.last_report
        return (
            self.reports.get(int(named))
            if named.isascii() and named.isdigit()
            else None
        )

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
        if self.evolve_milestones(event):
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
                self._evolve_reports(event)

    def _aim(self, event: Event, target: dict[str, Any]) -> None:
        self.target = target
        if target:
            self.targets.append(target | {"since": event.occurred_at})

    def _evolve_reports(self, event: Event) -> None:
        match event:
            case events.ReportHandedOver():
                self.reports[event.report] = Report(
                    event.report, "handed over", event.self_status, event.narrative,
                    tuple(event.evidence), event.by,
                )  # fmt: skip
            case events.ReportSubmitted():
                self._report(
                    event.report,
                    stage="submitted",
                    submitted_by=event.by,
                    submitted_at=event.occurred_at,
                )
            case events.ReportReceived():
                self._report(
                    event.report,
                    stage="received",
                    symbol=event.symbol,
                    received_at=event.occurred_at,
                )
            case events.ReportCorrectionDrafted():
                self._report(
                    event.report,
                    correction=event.narrative,
                    correction_by=event.by,
                    correction_reason=event.reason,
                )
            case events.ReportCorrected():
                told = {
                    "number": event.corrigendum, "old": event.old, "new": event.new,
                    "reason": event.reason, "at": event.occurred_at,
                }  # fmt: skip
                self._report(
                    event.report,
                    narrative=event.new,
                    correction="",
                    correction_by="",
                    corrigenda=(*self.reports[event.report].corrigenda, told),
                )
            case _:
                super().evolve(event)

    def _report(self, number: int, **now: Any) -> None:
        self.reports[number] = replace(self.reports[number], **now)

"""The progress reports of an undertaking, each on its way from hand to hand.

The focal point hands over, the validating authority submits, the secretariat puts it on
the record.  Whether a report is late follows from when it was due and when it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from domain.events import Event
from domain.events import reporting as events

REPORTED = ("submitted", "received")
"""The stages of a report that left its country; nothing else clears a period."""
CORRECTABLE = ("narrative", "self_status", "quantity", "unit")
"""What a corrigendum to a report may change."""


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question about a report, and its answer once it is given."""

    number: int
    question: str
    by: str
    at: str
    answer: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A progress report on its way: handed over, submitted, received on the record."""

    number: int
    stage: str
    self_status: str
    narrative: str
    evidence: tuple[str, ...]
    drafted_by: str
    period: str = ""
    milestones: tuple[str, ...] = ()
    quantity: int = 0
    unit: str = ""
    nil: bool = False
    due: str = ""
    submitted_by: str = ""
    submitted_at: str = ""
    received_at: str = ""
    symbol: str = ""
    withdrawn: str = ""
    clarifications: tuple[Clarification, ...] = ()
    correction_by: str = ""
    correction: Mapping[str, Any] = field(default_factory=dict)
    correction_reason: str = ""
    corrigenda: tuple[dict[str, Any], ...] = ()

    @property
    def late(self) -> bool:
        """Whether it was submitted after it was due."""
        return bool(self.due) and self.submitted_at > self.due

    @property
    def question(self) -> Clarification | None:
        """The question that waits for an answer, the first asked first."""
        return next((one for one in self.clarifications if not one.answer), None)


class Reporting:
    """An undertaking's reports."""

    if TYPE_CHECKING:  # the library makes a dataclass of annotations it sees
        reports: dict[int, Report]

    def begin_reports(self) -> None:
        """Set what is empty before anything happened."""
        self.reports = {}

    @property
    def last_report(self) -> Report | None:
        """The report handed over last that was not taken back."""
        standing = [r for r in self.reports.values() if not r.withdrawn]
        return max(standing, key=lambda one: one.number, default=None)

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

    def evolve_reports(self, event: Event) -> bool:
        """Become what *event* says happened; ``False`` if it is of something else."""
        match event:
            case events.ReportHandedOver():
                self.reports[event.report] = Report(
                    event.report, "handed over", event.self_status, event.narrative,
                    tuple(event.evidence), event.by, event.period,
                    tuple(event.milestones), event.quantity, event.unit,
                )  # fmt: skip
            case events.NilReportHandedOver():
                self.reports[event.report] = Report(
                    event.report, "handed over", events.NOTHING, "", (), event.by,
                    event.period, nil=True,
                )  # fmt: skip
            case events.ReportSubmitted():
                self._report(
                    event, stage="submitted", submitted_by=event.by, due=event.due,
                    submitted_at=event.occurred_at,
                )  # fmt: skip
            case events.ReportReceived():
                received_at = event.occurred_at
                self._report(
                    event,
                    stage="received",
                    symbol=event.symbol,
                    received_at=received_at,
                )
            case events.ReportWithdrawn():
                self._report(event, stage="withdrawn", withdrawn=event.reason)
            case _:
                return self._evolve_questions(event)
        return True

    def _evolve_questions(self, event: Event) -> bool:
        match event:
            case events.ClarificationSought():
                asked = Clarification(
                    event.clarification, event.question,
                    event.participant or event.role, event.occurred_at,
                )  # fmt: skip
                known = self.reports[event.report].clarifications
                self._report(event, clarifications=(*known, asked))
            case events.ClarificationGiven():
                known = self.reports[event.report].clarifications
                at = event.occurred_at
                answered = tuple(
                    replace(one, answer=event.answer, answered_at=at)
                    if one.number == event.clarification
                    else one
                    for one in known
                )
                self._report(event, clarifications=answered)
            case _:
                return self._evolve_corrections(event)
        return True

    def _evolve_corrections(self, event: Event) -> bool:
        match event:
            case events.ReportCorrectionDrafted():
                changed = {
                    name: getattr(event, name)
                    for name in CORRECTABLE
                    if getattr(event, name)
                }
                self._report(
                    event,
                    correction=changed,
                    correction_by=event.by,
                    correction_reason=event.reason,
                )
            case events.ReportCorrected():
                self._correct(event)
            case _:
                return False
        return True

    def _correct(self, event: events.ReportCorrected) -> None:
        now = {k: v for k, v in event.are.items() if k in CORRECTABLE}
        if event.new:
            now["narrative"] = event.new
        told = {
            "number": event.corrigendum, "old": event.old, "new": event.new,
            "were": event.were, "are": event.are,
            "reason": event.reason, "at": event.occurred_at,
        }  # fmt: skip
        corrigenda = (*self.reports[event.report].corrigenda, told)
        self._report(event, correction={}, correction_by="", corrigenda=corrigenda)
        self._report(event, **now)

    def _report(self, event: Any, **now: Any) -> None:
        self.reports[event.report] = replace(self.reports[event.report], **now)

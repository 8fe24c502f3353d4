"""What can be recorded about a progress report: from one hand to the next.

A draft is no event: it lies beside the log.  Handing over is the first that is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from domain.events.base import REASON, Ask, Event
from domain.events.undertaking import EVIDENCE, NARRATIVE

STATUSES = ("in preparation", "in progress", "fulfilled")
NOTHING = "nothing to report"
"""What a nil report says of itself."""

REPORT = Ask("report", "Report", "report")
PERIOD = Ask("period", "Reporting period", "period", "optional")
STATUS = Ask("self_status", "Own assessment of the stage", "choice", choices=STATUSES)
QUANTITY = Ask("quantity", "Quantity reached", "number", "optional")
UNIT = Ask("unit", "Unit of the quantity", "text", "optional", maximum=100)


@dataclass(frozen=True)
class ReportHandedOver(Event):
    """The focal point handed a drafted report to the validating authority."""

    TOPIC = "undertaking.report-handed-over"
    SENTENCE = "{participant}: the focal point handed over report {report}"
    SUBJECT = ("report",)
    ASKS = (
        PERIOD,
        STATUS,
        NARRATIVE,
        Ask("milestones", "Milestones it is about", "list", "optional"),
        QUANTITY,
        UNIT,
        EVIDENCE,
    )
    report: int
    self_status: str
    narrative: str
    evidence: list[str]
    period: str = ""
    milestones: list[str] = field(default_factory=list)
    quantity: int = 0
    unit: str = ""


@dataclass(frozen=True)
class NilReportHandedOver(Event):
    """The focal point says that there is nothing to report; this clears the period."""

    TOPIC = "undertaking.nil-report-handed-over"
    SENTENCE = (
        "{participant}: the focal point handed over report {report}: nothing to report"
    )
    SUBJECT = ("report",)
    ASKS = (PERIOD,)
    report: int
    period: str = ""


@dataclass(frozen=True)
class ReportSubmitted(Event):
    """A second person of the same participant cleared the report and sent it.

    ``due`` is when it was due, extensions included, as that stood then; what is
    submitted afterwards is late, and stays so.
    """

    TOPIC = "undertaking.report-submitted"
    SENTENCE = "{participant} submitted report {report} ({self_status})"
    SUBJECT = ("report",)
    CORRECTABLE = ("occurred_at",)
    ASKS = (REPORT,)
    report: int
    self_status: str
    drafted_by: str
    period: str = ""
    due: str = ""


@dataclass(frozen=True)
class ReportReceived(Event):
    """The report is on the public record under a symbol; nobody approves it."""

    TOPIC = "undertaking.report-received"
    SENTENCE = "Report {report} was received on the record as {symbol}"
    SUBJECT = ("report",)
    ASKS = (REPORT,)
    report: int
    symbol: str


@dataclass(frozen=True)
class ReportWithdrawn(Event):
    """The participant took a report back before it was on the record, and said why."""

    TOPIC = "undertaking.report-withdrawn"
    SENTENCE = "{participant} withdrew report {report} ({reason})"
    SUBJECT = ("report",)
    ASKS = (REPORT, REASON)
    report: int
    reason: str


@dataclass(frozen=True)
class ClarificationSought(Event):
    """The secretariat, a lead or a reviewer asked what a report means."""

    TOPIC = "undertaking.clarification-sought"
    SENTENCE = "{who} sought a clarification of report {report}: “{question}”"
    SUBJECT = ("report",)
    ASKS = (REPORT, Ask("question", "Question", "long", maximum=4000))
    report: int
    clarification: int
    question: str


@dataclass(frozen=True)
class ClarificationGiven(Event):
    """The participant answered what was asked about its report."""

    TOPIC = "undertaking.clarification-given"
    SENTENCE = "{participant} clarified report {report}: “{answer}”"
    SUBJECT = ("report",)
    ASKS = (REPORT, Ask("answer", "Answer", "long", maximum=4000))
    report: int
    clarification: int
    answer: str


@dataclass(frozen=True)
class ReportCorrectionDrafted(Event):
    """The focal point proposed to correct a report: what changes is said, no more."""

    TOPIC = "undertaking.report-correction-drafted"
    SENTENCE = "{participant}: a correction of report {report} was drafted ({reason})"
    SUBJECT = ("report",)
    ASKS = (
        REPORT,
        Ask("narrative", "What was done", "long", "optional", maximum=10_000),
        Ask(
            "self_status",
            "Own assessment of the stage",
            "choice",
            "optional",
            choices=STATUSES,
        ),
        QUANTITY,
        UNIT,
        REASON,
    )
    report: int
    narrative: str
    reason: str
    self_status: str = ""
    quantity: int = 0
    unit: str = ""


@dataclass(frozen=True)
class ReportCorrected(Event):
    """The validating authority issued the correction; both readings stay.

    ``old`` and ``new`` are readings of the narrative; what else changed is in ``were``
    and ``are``, by field: ``{"quantity": 200}`` and ``{"quantity": 150}``.
    """

    TOPIC = "undertaking.report-corrected"
    SENTENCE = "{participant} issued Corr.{corrigendum} to report {report} ({reason})"
    SUBJECT = ("report",)
    ASKS = (REPORT,)
    report: int
    corrigendum: int
    old: str
    new: str
    reason: str
    drafted_by: str
    were: dict[str, Any] = field(default_factory=dict)
    are: dict[str, Any] = field(default_factory=dict)

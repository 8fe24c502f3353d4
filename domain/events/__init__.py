"""The catalogue: every event this register can record, one file per aggregate."""

from domain.events import (
    commitment,
    deciding,
    meeting,
    milestones,
    package,
    participant,
    period,
    process,
    reporting,
    reviewing,
    undertaking,
)
from domain.events.base import (
    CATALOGUE,
    Advanced,
    Ask,
    CorrectionProposed,
    Created,
    Event,
    RecordCorrected,
)

__all__ = [
    "CATALOGUE",
    "Advanced",
    "Ask",
    "CorrectionProposed",
    "Created",
    "Event",
    "RecordCorrected",
    "commitment",
    "deciding",
    "meeting",
    "milestones",
    "package",
    "participant",
    "period",
    "process",
    "reporting",
    "reviewing",
    "undertaking",
]

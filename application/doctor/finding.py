"""A finding: which check, how much it weighs, and the sentence a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; only an error makes the doctor's verdict bad."""

    FINE = "fine"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, as a sentence."""

    check: str
    severity: Severity
    sentence: str


def fine(check: str, sentence: str) -> Finding:
    """Say that all is well."""
    return Finding(check, Severity.FINE, sentence)


def warning(check: str, sentence: str) -> Finding:
    """Say what somebody should know."""
    return Finding(check, Severity.WARNING, sentence)


def error(check: str, sentence: str) -> Finding:
    """Say what must be mended."""
    return Finding(check, Severity.ERROR, sentence)

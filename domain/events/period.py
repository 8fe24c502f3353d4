"""What can be recorded about a reporting period: who owes a report, and what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.events.base import REASON, Ask, Created, Event

AUTHORITY = Ask("authority", "On whose authority", hint="A decision, or an office")
CONCERNED = Ask("concerned", "Participant", "participant")


@dataclass(frozen=True)
class PeriodAnnounced(Created):
    """It was said from when to when reports are owed, and when they are due.

    Every live undertaking will owe one.  ``due``, ``remind_at`` and ``closes_at`` are
    worked out once: another rhythm later on moves no expectation of the past.
    """

    TOPIC = "period.announced"
    SENTENCE = "The reporting period “{title}” was announced; reports are due {due}"
    CORRECTABLE = ("title",)
    ASKS = (
        Ask("key", "Short name for the address (2025-a)"),
        Ask("title", "Title"),
        Ask("begins", "First day", "day"),
        Ask("ends", "Last day", "day"),
        Ask("due", "Reports are due", "day", "optional"),
    )
    title: str
    begins: str
    ends: str
    due: str
    remind_at: str
    closes_at: str


@dataclass(frozen=True)
class PeriodOpened(Event):
    """Reports are called for; who owes them is fixed from here on.

    ``owing`` names, under each participant, its undertakings that were live.
    """

    TOPIC = "period.opened"
    SENTENCE = "The reporting period was opened; reports owed: {reports}"
    owing: dict[str, Any]
    reports: int


@dataclass(frozen=True)
class ReminderIssued(Event):
    """Those who still owed a report by then were reminded."""

    TOPIC = "period.reminder-issued"
    SENTENCE = "{who} reminded those who owe a report: {concerned}"
    concerned: list[str]
    reports: int


@dataclass(frozen=True)
class PeriodExtended(Event):
    """One participant, or everybody where none is named, may report later."""

    TOPIC = "period.extended"
    SENTENCE = (
        "{who} extended the reporting period to {until} on the authority of"
        " {authority} ({concerned}) ({reason})"
    )
    SUBJECT = ("concerned",)
    ASKS = (
        Ask("concerned", "For one participant only", "participant", "optional"),
        Ask("until", "Reports are due", "day"),
        REASON,
        AUTHORITY,
    )
    concerned: str
    until: str
    reason: str
    authority: str


@dataclass(frozen=True)
class PeriodWaived(Event):
    """A participant owes nothing for this period, and it is said why."""

    TOPIC = "period.waived"
    SENTENCE = (
        "{who} waived the reports of {concerned} on the authority of {authority}"
        " ({reason})"
    )
    SUBJECT = ("concerned",)
    ASKS = (CONCERNED, REASON, AUTHORITY)
    concerned: str
    reason: str
    authority: str


@dataclass(frozen=True)
class PeriodClosed(Event):
    """The period is over; each undertaking stands in one of four lists for ever.

    *filed*: at least one report was submitted in time; *nil*: every one that was said
    nothing new; *silent*: none was; *waived*: none was owed any more.  A report in
    draft, or one that was only handed over, is none.
    """

    TOPIC = "period.closed"
    SENTENCE = (
        "The reporting period was closed: {of_filed} filed, {of_nil} nil,"
        " {of_silent} silent, {of_waived} waived"
    )
    filed: list[str]
    nil: list[str]
    silent: list[str]
    waived: list[str]

    def besides(self) -> Mapping[str, Any]:
        """Return how many stand in each list."""
        lists = ("filed", "nil", "silent", "waived")
        return {f"of_{name}": len(getattr(self, name)) for name in lists}

"""The reporting period: who owes a report, who filed one, and who kept silent.

Who owes is fixed when it opens, what came of it when it closes; in between, *filed* is
what the undertakings' own records say.  Nothing that follows from the clock is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.deadlines import Deadline
from domain.events import Event
from domain.events import period as events
from domain.record import Record

ANNOUNCED, OPEN, CLOSED = "announced", "open", "closed"
OWED, FILED, NIL, SILENT, WAIVED = "owed", "filed", "nil", "silent", "waived"
"""How an undertaking stands in a period: *owed* until it closes, then as the rest."""


class ReportingPeriod(Record):
    """From a day to a day, and the reports that are owed about it."""

    KIND = "period"
    MACHINE = "period"
    TOPIC = "period"

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.title = ""
        self.begins = ""
        self.ends = ""
        self.due = ""
        self.remind_at = ""
        self.closes_at = ""
        self.opened_at = ""
        self.closed_at = ""
        self.owing: dict[str, list[str]] = {}
        self.reminders: list[dict[str, Any]] = []
        self.extensions: list[dict[str, str]] = []
        self.waivers: dict[str, dict[str, str]] = {}
        self.outcome: dict[str, str] = {}

    @property
    def participant(self) -> str:
        """A period belongs to no participant."""
        return ""

    def due_of(self, participant: str) -> str:
        """Return when the reports of a participant are due, extensions included."""
        ours = (e for e in self.extensions if e["concerned"] in {"", participant})
        return max((e["until"] for e in ours), default=self.due)

    @property
    def closes(self) -> str:
        """When the period may be closed: nobody may report in time any more."""
        return max([self.closes_at, *(e["until"] for e in self.extensions)])

    @property
    def held(self) -> dict[str, str]:
        """Return whose each undertaking is of those that owe, or owed."""
        return {one: code for code, ours in self.owing.items() for one in ours}

    def standing(self, undertaking: str, participant: str) -> str:
        """Say how an undertaking stands, as far as the period's own record tells."""
        if self.stage == CLOSED:
            return self.outcome.get(undertaking, SILENT)
        return WAIVED if participant in self.waivers else OWED

    def deadlines(self) -> Iterator[Deadline]:
        """Name the gates that run on it; the definition says which the clock opens."""
        if self.stage == ANNOUNCED:
            yield Deadline(self.ends, "open")
        if self.stage == OPEN:
            if self.remind_at > self.opened_at and not self.reminders:
                yield Deadline(self.remind_at, "remind")
            yield Deadline(self.closes, "close")

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        match event:
            case events.PeriodAnnounced():
                self.title = event.title
                self.begins, self.ends = event.begins, event.ends
                self.due = event.due
                self.remind_at = event.remind_at
                self.closes_at = event.closes_at
            case events.PeriodOpened():
                self.owing = event.owing
                self.opened_at = event.occurred_at
            case events.ReminderIssued():
                self.reminders.append({
                    "at": event.occurred_at, "by": event.role,
                    "concerned": list(event.concerned),
                })  # fmt: skip
            case events.PeriodClosed():
                self.closed_at = event.occurred_at
                self.outcome = {
                    one: name
                    for name in (FILED, NIL, SILENT, WAIVED)
                    for one in getattr(event, name)
                }
            case _:
                self._evolve_relief(event)

    def _evolve_relief(self, event: Event) -> None:
        """Take in what was granted, by whose authority and why."""
        match event:
            case events.PeriodExtended():
                self.extensions.append({
                    "concerned": event.concerned, "until": event.until,
                    "reason": event.reason, "authority": event.authority,
                    "at": event.occurred_at,
                })  # fmt: skip
            case events.PeriodWaived():
                self.waivers[event.concerned] = {
                    "reason": event.reason, "authority": event.authority,
                    "at": event.occurred_at,
                }  # fmt: skip
            case _:
                super().evolve(event)

"""The milestones of an undertaking: steps with a criterion and a day.

A moved milestone keeps the day it was first due on; a missed one is late for good, even
once it is met: only a reviewer opens it again (DOMAIN section 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from domain.deadlines import Deadline
from domain.events import Event
from domain.events import milestones as events

MACHINE = "milestone"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step: ``due`` is the day that counts now, ``dues`` all it ever had."""

    number: int
    title: str
    criterion: str
    stage: str
    due: str
    dues: tuple[str, ...]
    quantity: int = 0
    unit: str = ""
    evidence: tuple[str, ...] = ()
    met_at: str = ""
    missed_at: str = ""
    reason: str = ""

    @property
    def first_due(self) -> str:
        """The day it was promised for at first."""
        return self.dues[0] if self.dues else ""

    @property
    def verifiable(self) -> bool:
        """Whether anybody can tell if it was met, and when it should be."""
        return bool(self.criterion and self.due) and self.stage != "dropped"

    @property
    def open(self) -> bool:
        """Whether it is still to be met."""
        return self.stage in {"set", "missed"}

    def overdue(self, at: str) -> bool:
        """Whether its day has passed at the instant *at*, and it is not met."""
        return self.open and bool(self.due) and self.due <= at


class Milestones:
    """An undertaking's milestones."""

    if TYPE_CHECKING:  # the library makes a dataclass of annotations it sees
        milestones: dict[int, Milestone]

    def begin_milestones(self) -> None:
        """Set what is empty before anything happened."""
        self.milestones = {}

    @property
    def verifiable(self) -> bool:
        """Whether it has a milestone with a criterion and a day."""
        return any(one.verifiable for one in self.milestones.values())

    def milestone_named(self, said: Mapping[str, Any]) -> Milestone | None:
        """Return the milestone that *said* names, or the last when it names none.

        The clock names it by its ``number``, as any deadline's item.
        """
        named = str(said.get("milestone") or said.get("number") or "")
        if not named:
            return self.milestones[max(self.milestones)] if self.milestones else None
        number = int(named) if named.isascii() and named.isdigit() else 0
        return self.milestones.get(number)

    def milestones_due(self) -> Iterator[Deadline]:
        """Name the days that run on what is still to be met."""
        for one in self.milestones.values():
            if one.stage == "set" and one.due:
                yield Deadline(one.due, "miss-milestone", number=str(one.number))

    def evolve_milestones(self, event: Event) -> bool:
        """Become what *event* says happened; ``False`` if it is of something else."""
        match event:
            case events.MilestoneSet():
                self.milestones[event.milestone] = Milestone(
                    event.milestone, event.title, event.criterion, "set", event.due,
                    (event.due,) if event.due else (), event.quantity, event.unit,
                )  # fmt: skip
            case events.MilestoneRescheduled() | events.MilestoneReopened():
                self._move(event)
            case events.MilestoneMet():
                evidence, at = tuple(event.evidence), event.occurred_at
                self._turn(event, stage="met", evidence=evidence, met_at=at)
            case events.MilestoneMissed():
                self._turn(event, stage="missed", missed_at=event.occurred_at)
            case events.MilestoneDropped():
                self._turn(event, stage="dropped", reason=event.reason)
            case _:
                return False
        return True

    def _move(
        self, event: events.MilestoneRescheduled | events.MilestoneReopened
    ) -> None:
        known = self.milestones[event.milestone]
        moved = event.due and event.due != known.due
        dues = (*known.dues, event.due) if moved else known.dues
        due = event.due or known.due
        self._turn(
            event, stage="set", due=due, dues=dues, reason=event.reason, met_at=""
        )

    def _turn(self, event: Any, **now: Any) -> None:
        known = self.milestones[event.milestone]
        self.milestones[event.milestone] = replace(known, **now)

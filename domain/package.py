"""The action package: who leads its committee, who takes part, and its documents."""

from __future__ import annotations

from typing import Any

from domain.events import Event
from domain.events import package as events
from domain.record import Record


class ActionPackage(Record):
    """An area for action; its committee develops shared commitments."""

    KIND = "package"
    MACHINE = "package"
    TOPIC = "package"

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.number = 0
        self.title = ""
        self.titles: list[str] = []
        self.pillar = ""
        self.description = ""
        self.leads: list[str] = []
        self.members: list[str] = []
        self.completeness = "unknown"
        self.note = ""
        self.symbols: list[str] = []
        self.successor = ""

    @property
    def participant(self) -> str:
        """A package belongs to no participant."""
        return ""

    @property
    def package(self) -> str:
        """A package is about itself."""
        return self.key

    @property
    def everybody(self) -> list[str]:
        """The leads, then the other members."""
        return [*self.leads, *(m for m in self.members if m not in self.leads)]

    def symbol_after(self, given: int, register: str) -> str:
        """Return the document symbol after those *given*, ``LAD/AP07/L.3``."""
        return f"{register}/{self.key}/L.{given + 1}"

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        match event:
            case events.PackageIdentified():
                self.number = event.number
                self.title = event.title
                self.titles = [event.title, *event.variants]
                self.pillar = event.pillar
                self.description = event.description
            case events.PackageRetitled():
                self.title = event.title
                self.titles = [event.title, *self.titles]
            case events.MembershipNoted():
                self.completeness = event.completeness
                self.note = event.note
            case events.SymbolAllotted():
                self.symbols.append(event.symbol)
            case events.PackageMerged():
                self.successor = event.successor
            case events.LeadershipConfirmed() | events.PackageConcluded():
                pass  # the stage says it all
            case _:
                self._evolve_members(event)

    def _evolve_members(self, event: Any) -> None:
        match event:
            case events.LeadVolunteered() | events.CoLeadVolunteered():
                self.leads = [*self.leads, event.participant]
            case events.LeadStoodDown():
                self.leads = [c for c in self.leads if c != event.participant]
            case events.PackageJoined():
                self.members = [*self.members, event.participant]
            case events.PackageLeft():
                self.members = [c for c in self.members if c != event.participant]
            case _:
                super().evolve(event)

"""The process: its pinned rules, pillars, offices, officers, references and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.deadlines import Deadline
from domain.events import Event
from domain.events import process as events
from domain.record import Record
from domain.words import FOREVER


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person who serves the process in a role, from a day until another."""

    number: str
    holder: str
    capacity: str
    since: str
    until: str = ""
    ended: str = ""

    def live(self, at: str) -> bool:
        """Whether it gives power at the instant *at*."""
        end = min(self.ended or FOREVER, self.until or FOREVER)
        return self.since <= at < end


class Process(Record):
    """One process, one register.

    It allots references, so that two drafts in one instant get two of them.
    ``telling`` are its other events: those that a page of the past asks for.
    """

    KIND = "process"
    MACHINE = "process"
    TOPIC = "process"
    ALWAYS = True

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.title = ""
        self.telling: list[Event] = []
        self.instrument: dict[str, str] = {}
        self.pillars: dict[str, dict[str, Any]] = {}
        self.offices: dict[str, list[dict[str, str]]] = {}
        self.appointments: dict[str, Appointment] = {}
        self.references = 0
        self.definitions: list[
            events.ProcessEstablished | events.DefinitionAdopted
        ] = []
        self.sources: dict[str, events.SourceNoted] = {}
        self.claims: dict[str, events.ClaimNoted] = {}
        self.conflicts: dict[str, events.ConflictNoted] = {}

    def next_reference(self) -> str:
        """Return the reference the next commitment gets, ``LAD-019``."""
        return f"{self.key}-{self.references + 1:03d}"

    def next_appointment(self) -> str:
        """Return the number the next appointment gets."""
        return f"{self.key}-A{len(self.appointments) + 1}"

    def holder(self, office: str) -> str:
        """Return the participant that holds *office*, empty when none does."""
        terms = self.offices.get(office, [])
        return terms[-1]["holder"] if terms and not terms[-1]["until"] else ""

    def officers(self, person: str, at: str) -> list[Appointment]:
        """Return the live appointments of one person."""
        return [
            a for a in self.appointments.values() if a.holder == person and a.live(at)
        ]

    def deadlines(self) -> Iterator[Deadline]:
        """Name the gates that run on it: terms of appointments."""
        for held in self.appointments.values():
            if held.until and not held.ended:
                yield Deadline(held.until, "let-appointment-expire", number=held.number)

    def take_in(self, event: Event) -> None:
        """Obey one event, and keep it if it tells more than a reference given out."""
        super().take_in(event)
        if not isinstance(event, events.ReferenceAllotted):
            self.telling.append(event)

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        match event:
            case events.ProcessEstablished():
                self.title = event.title
                self.definitions.append(event)
                for place, holder, role in (
                    (1, event.registrar, "registrar"),
                    (2, event.secretary, "secretariat"),
                ):
                    self._appoint(event, f"{self.key}-A{place}", holder, role, "")
            case events.DefinitionAdopted():
                self.definitions.append(event)
            case events.InstrumentRecorded():
                self.instrument = {
                    "key": event.instrument,
                    "title": event.title,
                    "nature": event.nature,
                    "meeting": event.meeting,
                }
            case events.PillarDefined():
                self.pillars[event.code] = {
                    "code": event.code,
                    "number": event.number,
                    "title": event.title,
                    "titles": [event.title, *event.variants],
                    "note": event.note,
                }
            case events.PillarRetitled():
                pillar = self.pillars[event.code]
                pillar["title"] = event.title
                pillar["titles"] = [event.title, *pillar["titles"]]
            case events.ReferenceAllotted():
                self.references += 1
            case _:
                self._evolve_notes(event)

    def _evolve_notes(self, event: Event) -> None:
        match event:
            case events.SourceNoted():
                self.sources[event.source] = event
            case events.ClaimNoted():
                self.claims[event.claim] = event
            case events.ConflictNoted():
                self.conflicts[event.about] = event
            case _:
                self._evolve_offices(event)

    def _evolve_offices(self, event: Event) -> None:
        match event:
            case events.OfficeAssumed():
                terms = self.offices.setdefault(event.office, [])
                self._end_term(event.office, event.occurred_at)
                terms.append({
                    "holder": event.holder,
                    "holder_text": event.holder_text,
                    "since": event.occurred_at,
                    "occurred": event.occurred,
                    "until": "",
                })  # fmt: skip
            case events.OfficeRelinquished():
                self._end_term(event.office, event.occurred_at)
            case events.OfficerAppointed():
                self._appoint(
                    event, event.number, event.holder, event.capacity, event.until
                )
            case events.OfficerRelieved() | events.AppointmentExpired():
                known = self.appointments[event.number]
                self.appointments[event.number] = replace(
                    known, ended=event.occurred_at
                )
            case _:
                super().evolve(event)

    def _end_term(self, office: str, at: str) -> None:
        terms = self.offices.get(office, [])
        if terms and not terms[-1]["until"]:
            terms[-1]["until"] = at

    def _appoint(
        self, event: Event, number: str, holder: str, role: str, until: str
    ) -> None:
        self.appointments[number] = Appointment(
            number, holder, role, event.occurred_at, until
        )

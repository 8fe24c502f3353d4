"""The participant: its standing in spells, its names, and who may act for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.deadlines import Deadline
from domain.events import Event
from domain.events import participant as events
from domain.record import Record
from domain.words import FOREVER


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who may act for the participant, in which role, for what, from when to when."""

    number: str
    holder: str
    capacity: str
    since: str
    stage: str = "accepted"
    scope: tuple[str, ...] = ()
    until: str = ""
    ended: str = ""
    level: str = ""
    granted_by: str = ""

    def live(self, at: str) -> bool:
        """Whether it gives power at the instant *at*."""
        end = min(self.ended or FOREVER, self.until or FOREVER)
        return self.stage == "accepted" and self.since <= at < end

    @property
    def cut_short(self) -> str:
        """When it was ended before its term was over, empty where it was not."""
        return "" if self.until and self.ended >= self.until else self.ended

    def covers(self, *things: str) -> bool:
        """Whether its scope includes one of *things*; no scope is all."""
        return not self.scope or any(thing in self.scope for thing in things if thing)


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of a standing."""

    standing: str
    since: str
    occurred: str
    earliest: str
    basis: tuple[str, ...]
    until: str = ""


class Participant(Record):
    """A state or an organization; its identity does not hang on its name."""

    KIND = "participant"
    MACHINE = "participant"
    TOPIC = "participant"

    def begin(self) -> None:
        """Set what is empty before anything happened."""
        self.nature = ""
        self.names: dict[str, list[dict[str, str]]] = {}
        self.spells: list[Spell] = []
        self.mandates: dict[str, Mandate] = {}
        self.declarations: list[dict[str, Any]] = []
        self.reservations: dict[int, dict[str, Any]] = {}
        self.withdrawal_effective_at = ""

    @property
    def standing(self) -> str:
        """The stage under its domain name."""
        return self.stage

    @property
    def participant(self) -> str:
        """The participant acts for itself."""
        return self.key

    @property
    def name(self) -> str:
        """Its name in English, the last one recorded."""
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Its name in *language*, or in English, or its code."""
        known = self.names.get(language) or self.names.get("en")
        return known[-1]["name"] if known else self.key

    def next_mandate(self) -> str:
        """Return the number the next mandate gets."""
        return f"{self.key}-M{len(self.mandates) + 1}"

    def mandate_live(self, number: str, at: str) -> bool:
        """Whether the mandate exists here and is live at *at*."""
        mandate = self.mandates.get(number)
        return mandate is not None and mandate.live(at)

    def still_held(self, number: str, at: str) -> bool:
        """Whether who held a mandate still has that, or another of its capacity."""
        known = self.mandates.get(number)
        return known is not None and any(
            m.holder == known.holder and m.capacity == known.capacity and m.live(at)
            for m in self.mandates.values()
        )

    def mandates_of(self, person: str, at: str) -> list[Mandate]:
        """Return the live mandates of one person."""
        return [m for m in self.mandates.values() if m.holder == person and m.live(at)]

    def stage_of(self, machine: str, said: Any) -> str:
        """Return the standing, or the stage of the mandate that *said* names."""
        if machine != "mandate":
            return self.stage
        mandate = self.mandates.get(str(said.get("number") or ""))
        if mandate is None:
            return ""
        return "ended" if mandate.ended else mandate.stage

    def deadlines(self) -> Iterator[Deadline]:
        """Name the gates that run on it: notice of withdrawal, terms of mandates."""
        if self.withdrawal_effective_at:
            at = self.withdrawal_effective_at
            yield Deadline(at, "let-withdrawal-take-effect", self.key)
        for held in self.mandates.values():
            if held.until and not held.ended and held.stage != "rejected":
                yield Deadline(held.until, "let-mandate-expire", self.key, held.number)

    def evolve(self, event: Event) -> None:
        """Become what *event* says happened."""
        if event.stage:
            self._turn(event)
        match event:
            case events.ParticipantRegistered():
                self.nature = event.nature
                self._name(event, "en", event.name, event.formal_name)
            case events.NameRecorded():
                self._name(event, event.language, event.name, event.formal_name)
            case events.DeclarationAttached():
                self.declarations.append(
                    {"text": event.text, "since": event.occurred_at}
                )
            case events.ReservationEntered():
                self.reservations[event.number] = {
                    "number": event.number, "text": event.text,
                    "since": event.occurred_at, "until": "",
                }  # fmt: skip
            case events.ReservationWithdrawn():
                self.reservations[event.number]["until"] = event.occurred_at
            case events.WithdrawalNotified():
                self.withdrawal_effective_at = event.effective_at
            case events.WithdrawalRevoked() | events.WithdrawalTookEffect():
                self.withdrawal_effective_at = ""
            case (
                events.ParticipantInvited()
                | events.InstrumentEndorsed()
                | events.EndorsementDeclined()
                | events.ObserverAdmitted()
                | events.StandingSuspended()
                | events.StandingReinstated()
            ):
                pass  # the spell says it all
            case _:
                self._evolve_mandates(event)

    def _evolve_mandates(self, event: Event) -> None:
        match event:
            case events.MinisterEntered():
                self._grant(event, "minister", level=event.office)
            case events.SpecialCoordinatorDesignated():
                self._grant(event, "special_coordinator", level=event.level)
            case events.MandateDelegated():
                self._grant(event, event.capacity, scope=tuple(event.scope))
            case events.CredentialsSubmitted():
                scope = tuple(event.scope)
                self._grant(event, event.capacity, scope=scope, stage="submitted")
            case events.CredentialsAccepted() | events.CredentialsUpheld():
                self._stage(event.number, "accepted")
            case events.CredentialsChallenged():
                self._stage(event.number, "challenged")
            case events.CredentialsRejected():
                self._stage(event.number, "rejected")
            case events.MandateRevoked() | events.MandateExpired():
                known = self.mandates[event.number]
                self.mandates[event.number] = replace(known, ended=event.occurred_at)
            case _:
                super().evolve(event)

    def _turn(self, event: Event) -> None:
        if self.spells and not self.spells[-1].until:
            self.spells[-1] = replace(self.spells[-1], until=event.occurred_at)
        self.spells.append(
            Spell(
                event.stage,
                event.occurred_at,
                event.occurred,
                event.earliest,
                tuple(event.basis),
            )
        )

    def _name(self, event: Event, language: str, name: str, formal_name: str) -> None:
        self.names.setdefault(language, []).append(
            {"name": name, "formal_name": formal_name, "since": event.occurred_at}
        )

    def _grant(
        self,
        event: Any,
        capacity: str,
        *,
        level: str = "",
        scope: tuple[str, ...] = (),
        stage: str = "accepted",
    ) -> None:
        self.mandates[event.number] = Mandate(
            number=event.number,
            holder=event.holder,
            capacity=capacity,
            since=event.occurred_at,
            stage=stage,
            scope=scope,
            until=event.until,
            level=level,
            granted_by=event.by,
        )

    def _stage(self, number: str, stage: str) -> None:
        self.mandates[number] = replace(self.mandates[number], stage=stage)

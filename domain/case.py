"""The case before the rules: who asks for what, when, and how things stood then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from domain.sentences import Sentence, say
from domain.words import Actor

if TYPE_CHECKING:
    from domain.commitment import Commitment
    from domain.meeting import Meeting
    from domain.package import ActionPackage
    from domain.participant import Participant
    from domain.period import ReportingPeriod
    from domain.process import Appointment, Process
    from domain.undertaking import Undertaking
    from domain.workflow import Definition

__all__ = ["Case", "Facts", "Sentence", "say"]


class Facts(Protocol):
    """How everything else stood when the act takes effect."""

    @property
    def process(self) -> Process:
        """The process with its definition and offices."""

    def participant(self, key: str) -> Participant | None:
        """The participant, or ``None``."""

    def package(self, key: str) -> ActionPackage | None:
        """The action package, or ``None``."""

    def meeting(self, key: str) -> Meeting | None:
        """The meeting, or ``None``."""

    def commitment(self, key: str) -> Commitment | None:
        """The commitment, or ``None``."""

    def undertaking(self, key: str) -> Undertaking | None:
        """The undertaking, or ``None``."""

    def period(self, key: str) -> ReportingPeriod | None:
        """The reporting period, or ``None``."""

    def periods(self) -> Iterator[ReportingPeriod]:
        """Every reporting period."""

    def performed(self, stages: Collection[str]) -> Mapping[str, list[str]]:
        """The undertakings in one of *stages*, by participant."""

    def filed(self, period: ReportingPeriod, by: str) -> Mapping[str, bool]:
        """The undertakings with a report submitted for a period *by* an instant.

        ``True`` where it told something, ``False`` where each was nil.
        """

    def undertakings_of(self, participant: str) -> Iterator[Undertaking]:
        """Every undertaking of a participant, by all that is recorded."""

    def packages(self) -> Iterator[ActionPackage]:
        """Every action package."""

    def endorsing(self) -> Iterator[str]:
        """The keys of the endorsing participants."""

    def appointment(self, number: str) -> Appointment | None:
        """The appointment of an officer, by all that is recorded, or ``None``."""

    def symbols(self, package: str) -> int:
        """How many document symbols the package has given out, by all recorded."""

    def name(self, code: str) -> str:
        """The name a person knows it by."""


@dataclass(slots=True)
class Case:
    """What :func:`domain.workflow.refusal` weighs.

    ``it`` is the thing as it stood at ``at``, when the act takes effect; ``whole`` is
    the thing by all that is recorded (the two differ for a late entry only).  ``said``
    is what the person filled in, or ``None`` when only a button is asked about;
    ``named`` is what such a button is on: this mandate, a draft in this package.
    ``earliest`` is the first day of a bracket that ends at ``at``, or empty.
    """

    action: str
    definition: Definition
    it: Any
    whole: Any
    actor: Actor
    at: str
    now: str
    facts: Facts
    said: Mapping[str, Any] | None = None
    basis: Sequence[str] = ()
    played: str = ""
    named: Mapping[str, Any] = field(default_factory=dict)
    earliest: str = ""

    @property
    def late(self) -> bool:
        """Whether the act is entered after the fact, or for somebody else."""
        return self.at < self.now or bool(self.earliest) or self.actor.late

    def stage(self, machine: str) -> str:
        """Return the stage of the thing (or of the item the act names)."""
        if self.it is None:
            return ""
        return str(self.it.stage_of(machine, self.said or self.named))

    def input(self, name: str) -> Any:
        """Return one thing the person said, or empty text."""
        said = self.named if self.said is None else self.said
        return said.get(name) or ""

    def acting_as(self) -> str | Sentence:
        """Name the actor's role and participant for a refusal."""
        role = self.definition.roles.get(self.actor.role)
        label = role.label if role else "a reader"
        if not self.actor.participant:
            return label
        country = self.facts.name(self.actor.participant)
        return say("{role} of {country}", role=label, country=country)

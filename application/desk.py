"""The desk: one act under the write lock, from reading through deciding to recording.

It loads what the rules want to know, as it stood when the act takes effect, collects
the new events of every record touched, and hands them to the ledger at once.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from application.folds import KINDS
from domain.acts import Decision, decide
from domain.acts.consequences import Consequence, consequences
from domain.case import Case
from domain.commitment import Commitment
from domain.definition import pinned
from domain.errors import NotFound
from domain.events import Created, Event, RecordCorrected
from domain.meeting import Meeting
from domain.package import ActionPackage
from domain.participant import Participant
from domain.period import ReportingPeriod
from domain.process import Appointment, Process
from domain.record import Record, fold
from domain.sentences import say
from domain.undertaking import Undertaking
from domain.words import ENGINE, Actor, Occurred, moment, stream_id
from domain.workflow import Definition, Machine

DIGEST_SHOWN = 16
LISTED = ("package", "participant", "period")
"""The kinds of records that a directory lists."""
R = TypeVar("R", bound=Record)
Read = Callable[[str, str], Record | None]


@dataclass(frozen=True, slots=True)
class Directory:
    """Which records there are, by kind; kept by the views."""

    packages: Sequence[str]
    participants: Sequence[str]
    periods: Sequence[str]
    asked: Callable[..., list[dict[str, Any]]]
    """Asks the views by the name of a statement, when an act needs to know."""

    def after(self, made: Iterable[Event]) -> Directory:
        """Return it with the records that were begun among what was *made*."""
        begun = [(e.originator_topic, e.key) for e in made if isinstance(e, Created)]
        new = {k: [key for of, key in begun if of == k] for k in LISTED}
        return self if not any(new.values()) else replace(
            self,
            packages=sorted([*self.packages, *new["package"]]),
            participants=sorted([*self.participants, *new["participant"]]),
            periods=sorted([*self.periods, *new["period"]]),
        )  # fmt: skip


class Desk:
    """Records as they stand, and facts as they stood; reads and remembers."""

    def __init__(self, read: Read, register: str, directory: Directory) -> None:
        """Take *read*, which folds a record; ``register`` is the key of the process."""
        self._read, self.register, self.directory = read, register, directory
        self._whole: dict[tuple[str, str], Record | None] = {}
        self._places: dict[UUID, tuple[str, str]] = {}
        self.made: list[Event] = []

    def __len__(self) -> int:
        """Return how many records are laid out."""
        return len(self._whole)

    def whole(self, kind: str, key: str) -> Record | None:
        """Return a record by all that is recorded, changes of this act included."""
        if (kind, key) not in self._whole:
            self._places[stream_id(kind, key)] = (kind, key)
            self._whole[kind, key] = self._read(kind, key)
        return self._whole[kind, key]

    def follow(self, event: Event) -> None:
        """Tell a record what others recorded; what fell between is read anew."""
        place = self._places.get(event.originator_id)
        record = None if place is None else self._whole[place]
        if record is None or not record.follow(event):
            self.drop(event.originator_id)

    def drop(self, stream: UUID) -> None:
        """Put a record away; it is read anew when it is asked for again."""
        place = self._places.pop(stream, None)
        if place is not None:
            self._whole.pop(place, None)

    def note_absent(self, kind: str, key: str) -> None:
        """Take note that there is no such record: what it belongs to is new."""
        self._whole.setdefault((kind, key), None)

    def settle(self, event: Event) -> None:
        """Fold a record anew when *event* fell between others, or corrected one."""
        kind, key = self._places[event.originator_id]
        record = self._whole[kind, key]
        if record is None:
            return
        if isinstance(event, RecordCorrected) or event.occurred_at < record.last_act:
            self._whole[kind, key] = fold(KINDS[kind], key, record.events)

    def as_of(self, kind: str, key: str, at: str) -> Record | None:
        """Return a record as it stood at the instant *at*."""
        whole = self.whole(kind, key)
        if whole is None or at >= whole.last_act:
            return whole
        return fold(KINDS[kind], key, whole.events, as_of=at)

    def begin(self, kind: str, key: str) -> Record:
        """Return the blank record for a new key."""
        it = self._whole[kind, key] = KINDS[kind].blank(key)
        self._places[it.id] = (kind, key)
        return it

    @property
    def process(self) -> Process:
        """The process of this register; raises ``NotFound`` before there is one."""
        return established(self.whole("process", self.register))

    @property
    def definition(self) -> Definition:
        """The definition in force for the next act."""
        return in_force(self.process)

    def rules_for(self, kind: str, key: str) -> Definition:
        """Return the definition an act on a thing is decided under.

        An open decision ends under the version that opened it.
        """
        it = self.whole(kind, key) if key else None
        if not isinstance(it, Commitment) or not it.undecided:
            return self.definition
        for one in self.process.definitions:
            if it.rules and one.digest.startswith(it.rules):
                return pinned(one.rules)
        return self.definition

    def made_in(self, event: Event) -> Record:
        """Return the record that *event* was made in."""
        record = self._whole[self._places[event.originator_id]]
        if record is None:
            raise NotFound("the register has no such record")
        return record

    def forget(self) -> None:
        """Drop what was read: after a refusal nothing of the attempt remains."""
        self._whole.clear()
        self._places.clear()
        self.made.clear()


@dataclass(frozen=True, slots=True)
class FactsAt:
    """The facts as they stood at one instant, for the rules (``domain.case.Facts``)."""

    desk: Desk
    at: str

    @property
    def process(self) -> Process:
        """The process."""
        found = self.desk.as_of("process", self.desk.register, self.at)
        return found if isinstance(found, Process) else self.desk.process

    def participant(self, key: str) -> Participant | None:
        """The participant, or ``None``."""
        return self._find(Participant, key)

    def package(self, key: str) -> ActionPackage | None:
        """The action package, or ``None``."""
        return self._find(ActionPackage, key)

    def meeting(self, key: str) -> Meeting | None:
        """The meeting, or ``None``."""
        return self._find(Meeting, key)

    def commitment(self, key: str) -> Commitment | None:
        """The commitment, or ``None``."""
        return self._find(Commitment, key)

    def undertaking(self, key: str) -> Undertaking | None:
        """The undertaking, or ``None``."""
        return self._find(Undertaking, key)

    def period(self, key: str) -> ReportingPeriod | None:
        """The reporting period, or ``None``."""
        return self._find(ReportingPeriod, key)

    def periods(self) -> Iterator[ReportingPeriod]:
        """Every reporting period."""
        found = (self.period(key) for key in self.desk.directory.periods)
        return (period for period in found if period is not None)

    def performed(self, stages: Collection[str]) -> Mapping[str, list[str]]:
        """The undertakings in one of *stages*, by participant."""
        found: dict[str, list[str]] = {}
        for row in self.desk.directory.asked("performed", at=self.at):
            if row["stage"] in stages:
                found.setdefault(row["participant"], []).append(row["reference"])
        return found

    def filed(self, period: ReportingPeriod, by: str) -> Mapping[str, bool]:
        """The undertakings with a report submitted for a period *by* an instant."""
        rows = self.desk.directory.asked("filed", period=period.key, at=by)
        return {row["undertaking"]: not row["nil"] for row in rows}

    def undertakings_of(self, participant: str) -> Iterator[Undertaking]:
        """Every undertaking of a participant, by all that is recorded."""
        said = {"participant": participant}
        for row in self.desk.directory.asked("undertakings_of", **said):
            found = self.desk.whole("undertaking", row["key"])
            if isinstance(found, Undertaking):
                yield found

    def packages(self) -> Iterator[ActionPackage]:
        """Every action package."""
        found = (self.package(key) for key in self.desk.directory.packages)
        return (package for package in found if package is not None)

    def endorsing(self) -> Iterator[str]:
        """The keys of the endorsing participants."""
        for key in self.desk.directory.participants:
            found = self.participant(key)
            if found is not None and found.standing == "endorsing":
                yield key

    def appointment(self, number: str) -> Appointment | None:
        """The appointment of an officer, by all that is recorded, or ``None``."""
        return self.desk.process.appointments.get(number)

    def symbols(self, package: str) -> int:
        """How many document symbols the package has given out, by all recorded."""
        found = self.desk.whole("package", package)
        return len(found.symbols) if isinstance(found, ActionPackage) else 0

    def name(self, code: str) -> str:
        """The name a participant is known by, or the code itself."""
        found = self.desk.whole("participant", code) if code else None
        return found.name if isinstance(found, Participant) else code

    def _find(self, cls: type[R], key: str) -> R | None:
        found = self.desk.as_of(cls.KIND, key, self.at) if key else None
        return found if isinstance(found, cls) else None


@dataclass(slots=True)
class Sitting:
    """One command being carried out: the acts it takes and their envelope."""

    desk: Desk
    now: str
    command: str
    actor: Actor
    occurred: Occurred
    basis: Sequence[str]

    def case(
        self, kind: str, key: str, action: str, said: Mapping[str, Any] | None
    ) -> Case:
        """Put the case together, as things stood when the act takes effect."""
        at = self.occurred.at
        facts = FactsAt(self.desk, at)
        return Case(
            action=action,
            definition=self.desk.rules_for(kind, key),
            it=self.desk.as_of(kind, key, at) if key else None,
            whole=self.desk.whole(kind, key) if key else None,
            actor=self.actor,
            at=at,
            earliest=self.occurred.earliest,
            now=self.now,
            facts=facts,
            said=said,
            basis=self.basis,
        )

    def ready(self, kind: str, key: str, action: str, said: Mapping[str, Any]) -> Ready:
        """Decide the act and record nothing yet; raises what ``decide`` raises."""
        case = self.case(kind, key, action, dict(said))
        decision = decide(case, machine_for(case.definition, kind, action))
        return Ready(self, case, kind, key, decision)

    def follow(self, case: Case, event: Event) -> None:
        """Take the acts that *event* brings with it."""
        for also in consequences(case, event):
            cause = (
                f"{event.TOPIC} {event.originator_id.hex}/{event.originator_version}"
            )
            self._also(also, cause)

    def _also(self, also: Consequence, cause: str) -> None:
        engine = Actor(ENGINE.person, ENGINE.role, participant=also.participant)
        if also.begins:
            self.desk.note_absent(also.kind, also.key)
        inner = replace(self, actor=engine, occurred=self._when(also))
        inner.ready(also.kind, also.key, also.action, also.said).take(cause)

    def _when(self, also: Consequence) -> Occurred:
        """Return when it took effect: a reference when it is allotted, never before."""
        return Occurred(self.now) if also.kind == "process" else self.occurred

    def make(
        self, case: Case, kind: str, key: str, decision: Decision, *, cause: str
    ) -> Event:
        """Make the event of a decision, in its record."""
        record = case.whole
        if record is None:
            record = self.desk.begin(kind, key or self._new_key(case, kind))
        event: Event = record.trigger(
            decision.topic,
            self._envelope(case, record, decision, cause),
            decision.said,
        )
        self.desk.made.append(event)
        self.desk.settle(event)
        return event

    def _new_key(self, case: Case, kind: str) -> str:
        """Return the key a new record gets: as said, or allotted as the next one."""
        if kind == "commitment":
            return self.desk.process.next_reference()
        return str(case.input("key"))

    def _envelope(
        self, case: Case, record: Record, decision: Decision, cause: str
    ) -> dict[str, Any]:
        actor = self.actor
        concerned = record.key if record.KIND == "participant" else ""
        if record.KIND == "undertaking" and not record.version:
            concerned = actor.participant
        elif record.KIND == "undertaking":
            concerned = str(getattr(record, "participant", ""))
        return {
            "timestamp": moment(self.now),
            "by": actor.person,
            "participant": actor.participant or concerned,
            "role": decision.role or actor.role,
            "mandate": actor.mandate,
            "entered_by": actor.entered_by,
            "entered_as": actor.entered_as,
            "basis": list(self.basis),
            "occurred_at": self.occurred.at,
            "earliest": self.occurred.earliest,
            "occurred": self.occurred.said,
            "cause": cause,
            "definition": case.definition.digest[:DIGEST_SHOWN],
            "command": self.command,
            "salt": new_salt(),
            "stage": decision.stage,
        }


@dataclass(frozen=True, slots=True)
class Ready:
    """A decided act: it may be taken, under the mandate it was decided for."""

    sitting: Sitting
    case: Case
    kind: str
    key: str
    decision: Decision

    def take(self, cause: str = "") -> Event:
        """Make the event, and take the acts it brings with it."""
        event = self.sitting.make(
            self.case, self.kind, self.key, self.decision, cause=cause
        )
        self.sitting.follow(self.case, event)
        return event


def established(found: Record | None) -> Process:
    """Return the process that was *found*; raises ``NotFound`` when it was not."""
    if not isinstance(found, Process):
        raise NotFound("the register needs to be established: depositary init")
    return found


def in_force(process: Process) -> Definition:
    """Return the definition in force for the next act."""
    return pinned(process.definitions[-1].rules)


def new_salt() -> str:
    """Return 128 random bits, so that a leaf tells nothing of what it hides."""
    return urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")


def machine_for(definition: Definition, kind: str, action: str) -> Machine:
    """Return the machine itself; raises ``NotFound`` where a definition has none."""
    found = definition.machines.get(machine_of(definition, kind, action))
    if found is None:
        raise NotFound(
            say(
                "version {version} of the definition knows no {kind}",
                version=definition.version,
                kind=kind,
            )
        )
    return found


def machine_of(definition: Definition, kind: str, action: str) -> str:
    """Return the machine that has the action: the kind's own, or one within it."""
    for machine in definition.machines.values():
        if machine.within == kind and machine.rows(action):
            return machine.key
    return kind

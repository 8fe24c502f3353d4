"""The mechanism: a definition's moves, and the one question asked of them.

A definition is data (``domain/processes/*.toml``).  One row of it is the guard, the
button, the address, the API action and the line in the diagram: :func:`refusal` is
asked by the aggregate, the page and the API, and by nobody else.  Rows speak about the
future only; each event records the stage it led to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards import GUARDS, fills
from domain.guards.authority import authority_missing
from domain.sentences import either

SAME = "same"


@dataclass(frozen=True, slots=True)
class Role:
    """On whose authority a person acts.

    ``kind``: *mandate* (granted by a participant), *appointment* (by the process),
    *office* (held by a participant, filled by its mandates), *position* (of a
    participant in the thing, filled by its mandates), *engine* (no person).
    """

    key: str
    label: str
    kind: str
    filled_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a thing stands; ``visible`` is *public* or *committee*.

    ``awaits`` names the acts that bring it on from here: whoever may take one of them
    finds it among what waits.
    """

    key: str
    visible: str = "public"
    end: bool = False
    awaits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A guard with its arguments, as a row names it."""

    guard: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def unmet(self, case: Case) -> Sentence | None:
        """Say what is missing, or ``None`` when the need is met."""
        return GUARDS[self.guard].check(case, **self.arguments)

    @property
    def sentence(self) -> str:
        """Say the need in general, as the table and the documents show it."""
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """Say the need in general, in another language."""
        said = {
            key: either(value, "“{}”") if isinstance(value, list) else value
            for key, value in self.arguments.items()
        }
        return say(GUARDS[self.guard].sentence, **said).told(translate)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a row leads: to ``stage``, when the guard ``when`` (if any) is met."""

    stage: str
    when: Need | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One row: who may do what, from where to where, needing what, recorded as what."""

    machine: str
    action: str
    label: str
    who: tuple[str, ...]
    start: tuple[str, ...]
    ways: tuple[Way, ...]
    event: str
    needs: tuple[Need, ...] = ()
    row: int = 0

    @property
    def creates(self) -> bool:
        """Whether the row brings the thing into being."""
        return not self.start

    def destination(self, case: Case) -> str:
        """Return the stage it leads to in this *case*, empty when the stage stays."""
        for way in self.ways:
            if way.when is None or way.when.unmet(case) is None:
                return "" if way.stage == SAME else way.stage
        return ""


@dataclass(frozen=True, slots=True)
class Machine:
    """The stages and moves of one kind of thing, or of an item *within* one."""

    key: str
    title: str
    stages: Mapping[str, Stage]
    moves: tuple[Move, ...]
    within: str = ""
    _rows: dict[str, tuple[Move, ...]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )
    _recorded: dict[str, tuple[Move, ...]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Lay the rows of each action together, and those of each event."""
        for move in self.moves:
            self._rows[move.action] = (*self.rows(move.action), move)
            self._recorded[move.event] = (*self.rows_of(move.event), move)

    def rows(self, action: str) -> tuple[Move, ...]:
        """Return the rows of one action; several roles may have a row each."""
        return self._rows.get(action, ())

    def rows_of(self, event: str) -> tuple[Move, ...]:
        """Return the rows that are recorded as *event*."""
        return self._recorded.get(event, ())

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the actions in the order of the definition."""
        return tuple(self._rows)


@dataclass(frozen=True, slots=True)
class Form:
    """One form a commitment may take (gift basket, house gift …)."""

    key: str
    label: str
    creates: str
    announced_by: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A process definition as loaded: versioned, digested, checked."""

    key: str
    version: int
    title: str
    digest: str
    terms: Mapping[str, str]
    parameters: Mapping[str, Any]
    roles: Mapping[str, Role]
    forms: Mapping[str, Form]
    machines: Mapping[str, Machine]
    source: Mapping[str, Any]

    def moves(self) -> Iterator[Move]:
        """Go through every row of every machine."""
        for machine in self.machines.values():
            yield from machine.moves

    def stage(self, machine: str, key: str) -> Stage:
        """Return a stage; one an older definition had is public and no end."""
        return self.machines[machine].stages.get(key) or Stage(key)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is refused: for want of authority (403) or by a rule (409)."""

    kind: Kind
    sentence: Sentence

    def __str__(self) -> str:
        """Say it to a person."""
        return str(self.sentence)


def refusal(case: Case, machine: Machine, action: str) -> Refusal | None:
    """Say why the act may not be taken, or ``None`` when it may."""
    found = choose(case, machine, action)
    return None if isinstance(found, Move) else found


def choose(case: Case, machine: Machine, action: str) -> Move | Refusal:
    """Return the row under which the act may be taken, or the refusal.

    Of several rows for the action that the actor's role opens and the stage allows, the
    first whose needs are met counts: a chair may close what its own country announced.
    """
    missing = authority_missing(case)
    if missing is not None:
        return Refusal(Kind.AUTHORITY, missing)
    rows = machine.rows(action)
    mine = [(row, role) for row in rows if (role := plays(case, row))]
    if not mine:
        return Refusal(Kind.AUTHORITY, only(case, rows))
    stage = case.stage(machine.key)
    standing = [(row, role) for row, role in mine if starts(row, stage)]
    if not standing:
        return Refusal(Kind.RULE, not_now(machine, [row for row, _ in mine], stage))
    refused = []
    for row, case.played in standing:
        weighed = _weigh(case, row)
        if isinstance(weighed, Move):
            return weighed
        refused.append(weighed)
    return next((r for r in refused if r.kind is Kind.RULE), refused[0])


def starts(row: Move, stage: str) -> bool:
    """Whether a row can be taken from *stage*."""
    return stage in row.start if stage else row.creates


def plays(case: Case, row: Move) -> str:
    """Return the role the actor plays for *row*, empty when none."""
    return next((role for role in row.who if fills(case, role)), "")


def _weigh(case: Case, row: Move) -> Move | Refusal:
    for need in row.needs:
        if case.said is None and GUARDS[need.guard].about_input:
            continue
        missing = need.unmet(case)
        if missing is not None:
            return Refusal(GUARDS[need.guard].kind, missing)
    return row


def only(case: Case, rows: Sequence[Move]) -> Sentence:
    """Say whose act it is."""
    if not rows:
        return say("the definition has no such action: {action}", action=case.action)
    roles = case.definition.roles
    who = dict.fromkeys(
        roles[key].label for row in rows for key in row.who if key in roles
    )
    return say(
        "“{label}” needs {who}; you act as {role}",
        label=rows[0].label,
        who=either(who),
        role=case.acting_as(),
    )


def not_now(machine: Machine, rows: list[Move], stage: str) -> Sentence:
    """Say which stage the act needs."""
    starts = dict.fromkeys(key for row in rows for key in row.start)
    if not starts:
        return say("the register has it already")
    return say(
        "the {thing} is “{stage}”; “{label}” needs it to be {starts}",
        thing=machine.title,
        stage=stage or "not there yet",
        label=rows[0].label,
        starts=either(starts, "“{}”"),
    )

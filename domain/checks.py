"""What a definition must hold to be followed: known words, and a way to an end.

Guards, roles, events and the stages of items within a thing are a closed catalogue in
code; a definition combines them and may have stages of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from domain import scales
from domain.events import CATALOGUE, Created
from domain.guards import GUARDS
from domain.paths import dead_ends
from domain.shapes import NUMBER, TABLE, TEXT, TEXTS, Flaw, fits
from domain.vocabulary import (
    ALWAYS,
    ASKED_OF,
    CHOICES,
    FOLLOWS,
    IN_A_PACKAGE,
    LEADS,
    MACHINES,
    OPTIONAL,
    PARAMETERS,
    RECKONED,
    ROLES,
    WITHOUT_PACKAGE,
)
from domain.workflow import SAME, Definition, Machine, Move, Need, Role

KINDS: Mapping[type, str] = {int: NUMBER, str: TEXT, list: TEXTS, dict: TABLE}
LONGEST = 36_500


def unsound(definition: Definition) -> Iterator[Flaw]:
    """Name what is wrong with a definition of the right form, the first first."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", definition.key):
        yield Flaw(f"key “{definition.key}” is needed as small-letters")
    if definition.version < 1:
        yield Flaw("“version” is needed as a whole number from 1")
    yield from _parameters(definition.parameters)
    for role in definition.roles.values():
        yield from _role(role, definition)
    for missing in [key for key in ALWAYS if key not in definition.roles]:
        yield Flaw(f"role “{missing}” is missing")
    needed = [key for key in MACHINES if key not in OPTIONAL]
    for missing in [key for key in needed if key not in definition.machines]:
        yield Flaw(f"machine “{missing}” is missing")
    for machine in definition.machines.values():
        yield from _machine(machine, definition)
    yield from _together(definition)
    for machine in definition.machines.values():
        yield from _awaited(machine)


def _parameters(found: Mapping[str, Any]) -> Iterator[Flaw]:
    for key, value in found.items():
        wanted = PARAMETERS.get(key)
        if wanted is None:
            yield Flaw(f"parameter “{key}” is unknown")
        elif not fits(value, wanted) or value == []:
            yield Flaw(f"parameter “{key}” is needed as {wanted}")
        elif wanted == NUMBER and not 0 <= value <= LONGEST:
            yield Flaw(f"parameter “{key}” is needed from 0 to {LONGEST:,}")
        elif value not in CHOICES.get(key, (value,)):
            yield Flaw(f"parameter “{key}” is one of {', '.join(CHOICES[key])}")
    share = found.get("quorum", {"numerator": 1, "denominator": 2})
    parts = [share.get("numerator"), share.get("denominator")]
    if (
        set(share) != {"numerator", "denominator"}
        or not all(fits(part, NUMBER) for part in parts)
        or not 0 < parts[0] < parts[1]
    ):
        yield Flaw("parameter “quorum” is needed as { numerator = 1, denominator = 2 }")
    if fits(found.get("scales"), TABLE):
        yield from scales.flaws(found["scales"])
    known = CATALOGUE["commitment.decision-sought"].ASKS[0].choices
    for procedure in found.get("procedures", ()):
        if procedure not in known:
            yield Flaw(f"procedure “{procedure}” is unknown")


def _role(role: Role, definition: Definition) -> Iterator[Flaw]:
    if role.kind not in ROLES:
        yield Flaw(f"role “{role.key}” has the unknown kind “{role.kind}”")
    elif role.key not in ROLES[role.kind]:
        yield Flaw(f"role “{role.key}” is no {role.kind} that the register knows")
    held = role.kind in {"office", "position"}
    if held != bool(role.filled_by):
        yield Flaw(
            f"role “{role.key}” {'needs' if held else 'takes no'} “filled_by”"
            f" as {'an office' if role.kind == 'office' else f'a {role.kind}'}"
        )
    for filler in role.filled_by:
        if filler not in definition.roles:
            yield Flaw(f"role “{role.key}” is filled by unknown role “{filler}”")
        elif definition.roles[filler].kind != "mandate":
            yield Flaw(
                f"role “{role.key}” is filled by “{filler}”, which is no mandate"
            )


def _machine(machine: Machine, definition: Definition) -> Iterator[Flaw]:
    if MACHINES.get(machine.key) != machine.within:
        yield Flaw(f"machine “{machine.key}” is none that the register knows")
    for stage in machine.stages.values():
        if stage.visible not in {"public", "committee"}:
            yield Flaw(
                f"stage “{stage.key}” of {machine.key} is visible to “{stage.visible}”;"
                " public or committee is needed"
            )
        if stage.key == SAME:
            yield Flaw(f"a stage of {machine.key} can't be named “{SAME}”")
    for move in machine.moves:
        yield from _move(move, machine, definition)
    yield from _twice(machine)
    for defect in dead_ends(machine):
        yield Flaw(defect)


def _move(move: Move, machine: Machine, definition: Definition) -> Iterator[Flaw]:
    for reason in _words(move, machine, definition):
        yield Flaw(reason, move.row)
    for need in [*move.needs, *(way.when for way in move.ways if way.when)]:
        reasons = chain(
            _need(need, definition.parameters), _askable(need, move, machine)
        )
        for reason in reasons:
            yield Flaw(reason, move.row)
    for reason in _event(move, machine, definition.parameters):
        yield Flaw(reason, move.row)


def _words(move: Move, machine: Machine, definition: Definition) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", move.action):
        yield f"action “{move.action}” is needed as small-letters"
    if not move.who:
        yield "“who” needs a role at least"
    for role in move.who:
        if role not in definition.roles:
            yield f"role “{role}” is unknown"
        if role in IN_A_PACKAGE and (machine.within or machine.key) in WITHOUT_PACKAGE:
            yield f"role “{role}” is of a package; a {machine.key} is of none"
    ends = [way.stage for way in move.ways]
    for stage in (*move.start, *ends):
        if stage not in machine.stages and stage != SAME:
            yield f"stage “{stage}” is unknown"
    if SAME in move.start or (move.creates and SAME in ends):
        yield f"“{SAME}” is no stage to start from"
    if [way.when is None for way in move.ways] != [False] * (len(ends) - 1) + [True]:
        yield "of the cases of “to” the last, and only the last, needs no “when”"


def _need(need: Need, parameters: Mapping[str, Any]) -> Iterator[str]:
    guard = GUARDS.get(need.guard)
    if guard is None:
        yield f"guard “{need.guard}” is unknown"
        return
    if set(need.arguments) != set(guard.takes):
        yield f"guard “{need.guard}” takes {', '.join(guard.takes) or 'no arguments'}"
    for key, value in need.arguments.items():
        wanted = KINDS[guard.takes[key]]
        if not fits(value, wanted):
            yield f"“{key}” of guard “{need.guard}” is needed as {wanted}"
    for key in guard.parameters:
        if key not in parameters:
            yield f"guard “{need.guard}” needs the parameter “{key}”"


def _askable(need: Need, move: Move, machine: Machine) -> Iterator[str]:
    kind, asked = machine.within or machine.key, ASKED_OF.get(need.guard)
    if asked is None:
        return
    if kind not in asked.split():
        told = " or ".join(asked.split())
        yield f"guard “{need.guard}” belongs to {told}; this row is of {kind}"
    if move.creates and not machine.within:
        yield f"guard “{need.guard}” asks what is there already; this row opens it"


def _event(
    move: Move, machine: Machine, parameters: Mapping[str, Any]
) -> Iterator[str]:
    known = CATALOGUE.get(move.event)
    kind = machine.within or machine.key
    if known is None:
        yield f"event “{move.event}” is unknown"
        return
    if move.event.split(".")[0] not in {kind, "record"}:
        yield f"event “{move.event}” is not of a {kind}"
    if machine.within:
        leads = LEADS.get(move.event, SAME)
        if {way.stage for way in move.ways} != {leads}:
            yield f"event “{move.event}” leads to “{leads}” and nowhere else"
    elif issubclass(known, Created) != move.creates:
        opens = "opens" if issubclass(known, Created) else "does not open"
        yield f"event “{move.event}” {opens} a {kind}; “from” says otherwise"
    reckoned = RECKONED.get(move.event)
    if reckoned and reckoned not in parameters:
        yield f"event “{move.event}” needs the parameter “{reckoned}”"


def _twice(machine: Machine) -> Iterator[Flaw]:
    seen: dict[tuple[str, str, str], int] = {}
    for move in machine.moves:
        first = machine.rows(move.action)[0]
        if move.event != first.event:
            yield Flaw(
                f"“{move.action}” is recorded as “{move.event}” here, and as"
                f" “{first.event}” in row {first.row}",
                move.row,
            )
        for role in move.who:
            for stage in move.start or ("",):
                row = seen.setdefault((move.action, role, stage), move.row)
                if row != move.row:
                    yield Flaw(
                        f"a second move “{move.action}” of {machine.key} for {role}"
                        f" from “{stage or 'nothing'}”; the first is row {row}",
                        move.row,
                    )


def _awaited(machine: Machine) -> Iterator[Flaw]:
    for stage in machine.stages.values():
        for action in stage.awaits:
            if not any(stage.key in row.start for row in machine.rows(action)):
                yield Flaw(
                    f"stage “{stage.key}” of {machine.key} awaits “{action}”,"
                    " which no move from there does"
                )


def _item_opened(move: Move, machines: Mapping[str, Machine]) -> Iterator[Flaw]:
    """Name an event that opens an item of which no machine says what becomes of it."""
    leads = LEADS.get(move.event)
    inner = [m for m in machines.values() if m.within == move.machine]
    if machines[move.machine].within or leads is None:
        return
    if not any(leads in machine.stages for machine in inner):
        yield Flaw(f"event “{move.event}” opens an item that has no machine", move.row)


def _together(definition: Definition) -> Iterator[Flaw]:
    """Name what one machine owes to another."""
    machines = definition.machines
    if "established" not in machines["process"].stages:
        yield Flaw("stage “established” of process is missing")
    for form in definition.forms.values():
        made = machines["commitment"].rows(form.creates)
        if not any(row.creates for row in made):
            yield Flaw(f"form “{form.key}” is created by unknown “{form.creates}”")
        if form.announced_by not in {"", "one", "several", "partner"}:
            yield Flaw(
                f"form “{form.key}” is announced by “{form.announced_by}”;"
                " one, several or partner is needed"
            )
    for move in definition.moves():
        yield from _item_opened(move, machines)
        outer = machines[move.machine].within
        if outer and machines[outer].rows(move.action):
            yield Flaw(f"“{move.action}” is an action of {outer}, too", move.row)
        for kind, action in sorted(FOLLOWS.get(move.event, ())):
            if not any("register" in row.who for row in machines[kind].rows(action)):
                yield Flaw(
                    f"event “{move.event}” needs a row “{action}” of {kind}"
                    " for the register itself",
                    move.row,
                )

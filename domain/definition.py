"""Loads a process definition, and refuses one with a defect: file, row and reason.

What is checked: unknown guard, role, event or stage; wrong types of arguments and
parameters; a duplicate move; a stage nothing leads to; a stage from which no end can
be reached.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from domain.errors import Defective
from domain.events import CATALOGUE
from domain.guards import GUARDS, POSITIONS
from domain.workflow import (
    SAME,
    Definition,
    Form,
    Machine,
    Move,
    Need,
    Role,
    Stage,
    Way,
)

SCHEMA = "process-definition/2"
SHIPPED = "domain.processes"
KINDS = {"mandate", "appointment", "office", "position", "engine"}
PARAMETERS: Mapping[str, type] = {
    "comment_days": int,
    "languages": list,
    "authentic_language": str,
    "procedures": list,
    "quorum": dict,
    "withdrawal_notice_days": int,
    "reservations": str,
    "every_endorsing_participates_in_at_least": int,
}


def shipped() -> list[str]:
    """Name the definitions that ship with the product."""
    folder = resources.files(SHIPPED)
    return sorted(
        file.name.removesuffix(".toml")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    )


def load(key: str) -> Definition:
    """Load a shipped definition by its key; raises :class:`Defective`."""
    if key not in shipped():
        raise Defective(
            f"no definition “{key}” ships; there are {', '.join(shipped())}"
        )
    file = resources.files(SHIPPED).joinpath(f"{key}.toml")
    return read(file.read_text("utf-8"), f"{key}.toml")


def read(text: str, file: str) -> Definition:
    """Read and check a definition; raises :class:`Defective` naming *file* and row."""
    try:
        source = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Defective(f"{file}: not readable as TOML: {error}") from error
    try:
        return _Reader(file, source, text).definition()
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Defective(f"{file}: not in the form of {SCHEMA}: {error!r}") from error


def digest_of(source: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a definition's canonical form (sorted compact JSON)."""
    canonical = json.dumps(
        source, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def pinned(source: Mapping[str, Any]) -> Definition:
    """Return the definition a log holds, by the content it was pinned with."""
    return _pinned(json.dumps(source, sort_keys=True))


@cache
def _pinned(canonical: str) -> Definition:
    return _Reader("the pinned definition", json.loads(canonical), "").definition()


class _Reader:
    """Turns parsed TOML into a definition, and knows where each row stands."""

    def __init__(self, file: str, source: Mapping[str, Any], text: str) -> None:
        self.file, self.source = file, source
        self.lines = [
            number
            for number, line in enumerate(text.splitlines(), start=1)
            if re.match(r"\s*\{\s*do\s*=", line)
        ]
        self.row = 0

    def refuse(self, reason: str, row: int = 0) -> Defective:
        """Make the refusal."""
        line = self.lines[row - 1] if 0 < row <= len(self.lines) else 0
        where = f", row {row}" if row else ""
        where += f" (line {line})" if line else ""
        return Defective(f"{self.file}{where}: {reason}")

    def definition(self) -> Definition:
        """Read and check the whole."""
        source = self.source
        if source.get("schema") != SCHEMA:
            raise self.refuse(f"schema is needed as “{SCHEMA}”")
        for key in ("key", "version", "title", "roles", "machines", "parameters"):
            if key not in source:
                raise self.refuse(f"“{key}” is missing")
        if not isinstance(source["version"], int):
            raise self.refuse("“version” is needed as a whole number")
        roles = {key: self._role(key, said) for key, said in source["roles"].items()}
        machines = {
            key: self._machine(key, said, roles)
            for key, said in source["machines"].items()
        }
        self._parameters()
        return Definition(
            key=source["key"],
            version=source["version"],
            title=source["title"],
            digest=digest_of(source),
            terms=source.get("terms", {}),
            parameters=source["parameters"],
            roles=roles,
            forms={
                key: Form(key, **said) for key, said in source.get("forms", {}).items()
            },
            machines=machines,
            source=source,
        )

    def _parameters(self) -> None:
        found = self.source["parameters"]
        for key, value in found.items():
            wanted = PARAMETERS.get(key)
            if wanted is None:
                raise self.refuse(f"parameter “{key}” is unknown")
            if not _is(value, wanted):
                raise self.refuse(f"parameter “{key}” is needed as {_type(wanted)}")
        share = found.get("quorum", {"numerator": 1, "denominator": 2})
        parts = [share.get("numerator"), share.get("denominator")]
        if not all(_is(part, int) and part > 0 for part in parts) or len(share) != 2:  # noqa: PLR2004
            raise self.refuse(
                "parameter “quorum” is needed as { numerator = 1, denominator = 2 }"
            )

    def _role(self, key: str, said: Mapping[str, Any]) -> Role:
        role = Role(key, said["label"], said["kind"], tuple(said.get("filled_by", ())))
        if role.kind not in KINDS:
            raise self.refuse(f"role “{key}” has the unknown kind “{role.kind}”")
        if role.kind == "position" and key not in POSITIONS:
            raise self.refuse(f"role “{key}” is no position that the register knows")
        for filler in role.filled_by:
            if filler not in self.source["roles"]:
                raise self.refuse(f"role “{key}” is filled by unknown role “{filler}”")
        return role

    def _machine(
        self, key: str, said: Mapping[str, Any], roles: Mapping[str, Role]
    ) -> Machine:
        stages = {stage["key"]: Stage(**stage) for stage in said["stages"]}
        for stage in stages.values():
            if stage.visible not in {"public", "committee"}:
                raise self.refuse(
                    f"stage “{stage.key}” of {key} is visible to “{stage.visible}”;"
                    " public or committee is needed"
                )
        moves = tuple(self._move(key, row, stages, roles) for row in said["moves"])
        self._no_duplicates(key, moves)
        machine = Machine(key, said["title"], stages, moves, said.get("within", ""))
        for defect in dead_ends(machine):
            raise self.refuse(defect)
        return machine

    def _move(
        self,
        machine: str,
        said: Mapping[str, Any],
        stages: Mapping[str, Stage],
        roles: Mapping[str, Role],
    ) -> Move:
        self.row += 1
        row = self.row
        for name in ("do", "label", "who", "from", "to", "event"):
            if name not in said:
                raise self.refuse(f"“{name}” is missing", row)
        move = Move(
            machine=machine,
            action=said["do"],
            label=said["label"],
            who=tuple(said["who"]),
            start=tuple(said["from"]),
            ways=tuple(self._ways(said["to"], row)),
            event=said["event"],
            needs=tuple(self._need(need, row) for need in said.get("needs", ())),
            row=row,
        )
        self._known(move, stages, roles)
        return move

    def _known(
        self, move: Move, stages: Mapping[str, Stage], roles: Mapping[str, Role]
    ) -> None:
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", move.action):
            raise self.refuse(
                f"action “{move.action}” is needed as small-letters", move.row
            )
        for role in move.who:
            if role not in roles:
                raise self.refuse(f"role “{role}” is unknown", move.row)
        for stage in (*move.start, *(way.stage for way in move.ways)):
            if stage not in stages and stage != SAME:
                raise self.refuse(f"stage “{stage}” is unknown", move.row)
        if move.event not in CATALOGUE:
            raise self.refuse(f"event “{move.event}” is unknown", move.row)
        if SAME in move.start or (
            move.creates and SAME in {w.stage for w in move.ways}
        ):
            raise self.refuse("“same” is no stage to start from", move.row)

    def _ways(self, said: Any, row: int) -> Iterator[Way]:
        if isinstance(said, str):
            yield Way(said)
            return
        for case in said:
            when = case.get("when")
            yield Way(case["stage"], None if when is None else self._need(when, row))

    def _need(self, said: Any, row: int) -> Need:
        name = said if isinstance(said, str) else said["guard"]
        arguments = {} if isinstance(said, str) else dict(said)
        arguments.pop("guard", None)
        guard = GUARDS.get(name)
        if guard is None:
            raise self.refuse(f"guard “{name}” is unknown", row)
        if set(arguments) != set(guard.takes):
            wanted = ", ".join(guard.takes) or "no arguments"
            raise self.refuse(f"guard “{name}” takes {wanted}", row)
        for key, value in arguments.items():
            if not _is(value, guard.takes[key]):
                wanted = _type(guard.takes[key])
                raise self.refuse(
                    f"“{key}” of guard “{name}” is needed as {wanted}", row
                )
        for key in guard.parameters:
            if key not in self.source["parameters"]:
                raise self.refuse(f"guard “{name}” needs the parameter “{key}”", row)
        return Need(name, arguments)

    def _no_duplicates(self, machine: str, moves: tuple[Move, ...]) -> None:
        seen: dict[tuple[str, str, str], int] = {}
        for move in moves:
            for role in move.who:
                for stage in move.start or ("",):
                    first = seen.setdefault((move.action, role, stage), move.row)
                    if first != move.row:
                        raise self.refuse(
                            f"a second move “{move.action}” of {machine} for {role} from"
                            f" “{stage or 'nothing'}”; the first is row {first}",
                            move.row,
                        )


def dead_ends(machine: Machine) -> Iterator[str]:
    """Name the stages nothing leads to, and those from which no end can be reached."""
    onward: dict[str, set[str]] = {key: set() for key in machine.stages}
    reached: set[str] = set()
    for move in machine.moves:
        targets = {way.stage for way in move.ways if way.stage != SAME}
        reached |= targets if move.creates else set()
        for start in move.start:
            onward[start] |= targets
    reachable = _closure(reached, onward)
    for key in machine.stages:
        if key not in reachable:
            yield f"stage “{key}” of {machine.key}: no move leads to it"
    ends = {key for key, stage in machine.stages.items() if stage.end}
    for key in machine.stages:
        if not _closure({key}, onward) & ends:
            yield f"stage “{key}” of {machine.key}: no end can be reached from it"


def _closure(start: set[str], onward: Mapping[str, set[str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for stage in onward[waiting.pop()] - found:
            found.add(stage)
            waiting.append(stage)
    return found


def _is(value: Any, wanted: type) -> bool:
    return isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))


def _type(wanted: type) -> str:
    names = {int: "a whole number", str: "text", list: "a list", dict: "a table"}
    return names[wanted]

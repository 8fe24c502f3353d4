"""Loads a process definition, and refuses one with a defect: file, row and reason.

A definition that was pinned in the log is read without a check: a check that came
later must not make the past unreadable.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from domain.checks import unsound
from domain.errors import Defective
from domain.shapes import Flaw, misshapen
from domain.workflow import Definition, Form, Machine, Move, Need, Role, Stage, Way

SCHEMA = "process-definition/2"
SHIPPED = "domain.processes"

_PINNED: dict[int, tuple[Mapping[str, Any], Definition]] = {}
_KEPT = 8


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
    except RecursionError:
        raise Defective(f"{file}: lists or tables lie too deep in each other") from None
    return checked(source, file, text)


def checked(source: Mapping[str, Any], file: str, text: str = "") -> Definition:
    """Check what a file holds and make the definition; raises :class:`Defective`."""
    if source.get("schema") != SCHEMA:
        raise Defective(f"{file}: schema is needed as “{SCHEMA}”")
    for flaw in chain(misshapen(source), _unsound(source)):
        raise Defective(f"{file}{_where(source, flaw, text)}: {flaw.reason}")
    return built(source)


def digest_of(source: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a definition's canonical form (sorted compact JSON)."""
    canonical = json.dumps(
        source, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def pinned(source: Mapping[str, Any]) -> Definition:
    """Return the definition a log holds, by the content it was pinned with."""
    known = _PINNED.get(id(source))
    if known is not None and known[0] is source:
        return known[1]
    if len(_PINNED) >= _KEPT:
        _PINNED.clear()
    _PINNED[id(source)] = source, _pinned(json.dumps(source))
    return _PINNED[id(source)][1]


@cache
def _pinned(written: str) -> Definition:
    return built(json.loads(written))


def built(source: Mapping[str, Any]) -> Definition:
    """Make the definition of content that has been checked, now or long ago."""
    machines, row = {}, 0
    for key, said in source["machines"].items():
        machines[key] = _machine(key, said, row)
        row += len(said["moves"])
    return Definition(
        key=source["key"],
        version=source["version"],
        title=source["title"],
        digest=digest_of(source),
        terms=source.get("terms", {}),
        parameters=source["parameters"],
        roles={
            key: Role(
                key, said["label"], said["kind"], tuple(said.get("filled_by", ()))
            )
            for key, said in source["roles"].items()
        },
        forms={
            key: Form(key, said["label"], said["creates"], said.get("announced_by", ""))
            for key, said in source.get("forms", {}).items()
        },
        machines=machines,
        source=source,
    )


def _machine(key: str, said: Mapping[str, Any], before: int) -> Machine:
    return Machine(
        key=key,
        title=said["title"],
        stages={
            stage["key"]: Stage(
                stage["key"],
                stage.get("visible", "public"),
                stage.get("end", False),
                tuple(stage.get("awaits", ())),
            )
            for stage in said["stages"]
        },
        moves=tuple(
            _move(key, row, number)
            for number, row in enumerate(said["moves"], start=before + 1)
        ),
        within=said.get("within", ""),
    )


def _move(machine: str, said: Mapping[str, Any], row: int) -> Move:
    return Move(
        machine=machine,
        action=said["do"],
        label=said["label"],
        who=tuple(said["who"]),
        start=tuple(said["from"]),
        ways=tuple(_ways(said["to"])),
        event=said["event"],
        needs=tuple(_need(need) for need in said.get("needs", ())),
        row=row,
    )


def _ways(said: Any) -> Iterator[Way]:
    if isinstance(said, str):
        yield Way(said)
        return
    for case in said:
        yield Way(case["stage"], _need(case["when"]) if "when" in case else None)


def _need(said: Any) -> Need:
    if isinstance(said, str):
        return Need(said)
    return Need(said["guard"], {k: v for k, v in said.items() if k != "guard"})


def _unsound(source: Mapping[str, Any]) -> Iterator[Flaw]:
    yield from unsound(built(source))


def _where(source: Mapping[str, Any], flaw: Flaw, text: str) -> str:
    """Say the row, and its line when the text has one line a row."""
    if not flaw.row:
        return ""
    lines = list(_rows(text))
    machines = source["machines"].values()
    if len(lines) != sum(len(machine["moves"]) for machine in machines):
        return f", row {flaw.row}"
    return f", row {flaw.row} (line {lines[flaw.row - 1]})"


def _rows(text: str) -> Iterator[int]:
    """Find the lines that begin a row: within “moves = [ … ]”, or “[[….moves]]”."""
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if re.match(r"\s*\[\[\s*machines\..*\.\s*moves\s*\]\]", line):
            yield number
        elif re.match(r"\s*moves\s*=\s*\[\s*(#.*)?$", line):
            inside = True
        elif inside and re.match(r"\s*\]", line):
            inside = False
        elif inside and re.match(r"\s*\{", line):
            yield number

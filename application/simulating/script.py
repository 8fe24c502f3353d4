"""The script of a history: who takes part, and what they do one after the other.

A script is TOML.  Whoever is named in it is entered with a minister, a Special
Coordinator and a person for each other mandate, so that a step can say who acts as
``delegate CAN``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.errors import Defective, NotFound
from domain.words import moment

SCHEMA = "simulation/1"
BEGIN = "2026-01-05T09:00:00Z"
UNITS = ("minutes", "hours", "days", "weeks")
LARGEST = 2_000_000
KEYS = {"schema", "begin", "chair", "participants", "packages", "steps"}
STEP = {"who", "do", "on", "said", "basis", "after", "at", "occurred", "for_mandate"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: time goes on, and somebody acts unless nobody is named."""

    number: int
    who: str = ""
    do: str = ""
    kind: str = ""
    key: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    after: timedelta = timedelta()
    at: datetime | None = None
    occurred: str = ""
    for_mandate: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A history to be played."""

    begin: datetime
    chair: str
    participants: Mapping[str, str]
    packages: Mapping[str, Mapping[str, Any]]
    steps: tuple[Step, ...]


def script_in(name: str) -> Script:
    """Read the script in a file; raises ``Defective`` naming file, step and reason."""
    file = Path(name)
    try:
        if file.stat().st_size > LARGEST:
            raise Defective(f"{file.name}: larger than any script")
        source = tomllib.loads(file.read_text("utf-8"))
    except OSError:
        raise NotFound(f"there is no script “{name}”") from None
    except UnicodeDecodeError:
        raise Defective(f"{file.name}: not readable as UTF-8 text") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Defective(f"{file.name}: not readable as TOML: {error}") from error
    return read(source, file.name)


def read(source: Mapping[str, Any], file: str) -> Script:
    """Read what a file holds."""
    for reason in _misshapen(source):
        raise Defective(f"{file}: {reason}")
    steps = []
    for number, said in enumerate(source["steps"], start=1):
        try:
            steps.append(_step(number, said))
        except ValueError as error:
            raise Defective(f"{file}, step {number}: {error}") from None
    return Script(
        moment(source.get("begin", BEGIN)),
        source.get("chair", ""),
        source.get("participants", {}),
        source.get("packages", {}),
        tuple(steps),
    )


def _misshapen(source: Mapping[str, Any]) -> Iterator[str]:
    if source.get("schema") != SCHEMA:
        yield f"schema is needed as “{SCHEMA}”"
    for key in sorted(source.keys() - KEYS):
        yield f"“{key}” is unknown"
    names = source.get("participants", {})
    if not isinstance(names, dict) or not all(map(_text, names.values())):
        yield "“participants” is needed as a table of codes with names"
    packages = source.get("packages", {})
    if not isinstance(packages, dict) or not all(map(_package, packages.values())):
        yield "“packages” is needed as tables with title, leads and members"
    if not isinstance(source.get("chair", ""), str):
        yield "“chair” is needed as a code"
    if not _instant(source.get("begin", BEGIN)):
        yield "“begin” is needed as an instant with its zone (2026-01-05T09:00Z)"
    steps = source.get("steps")
    if not isinstance(steps, list) or not all(isinstance(s, dict) for s in steps):
        yield "“steps” is needed as a list of tables"


def _step(number: int, said: Mapping[str, Any]) -> Step:
    for key in sorted(said.keys() - STEP):
        raise ValueError(f"“{key}” is unknown")
    texts = {k: said.get(k, "") for k in STEP - {"said", "basis"}}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise ValueError(f"“{key}” is needed as text")  # noqa: TRY004
    if bool(texts["who"]) != bool(texts["do"]) or (texts["do"] and not texts["on"]):
        raise ValueError("a step that acts names “who”, “do” and “on”")
    inner, basis = said.get("said", {}), said.get("basis", "the script")
    if not isinstance(inner, dict):
        raise ValueError("“said” is needed as a table")  # noqa: TRY004
    if texts["at"] and not _instant(texts["at"]):
        raise ValueError("“at” is needed as an instant with its zone")
    kind, _, key = texts["on"].partition(" ")
    return Step(
        number,
        texts["who"],
        texts["do"],
        kind,
        key.strip(),
        inner,
        (basis,) if isinstance(basis, str) else tuple(map(str, basis)),
        _span(texts["after"]),
        moment(texts["at"]) if texts["at"] else None,
        texts["occurred"],
        texts["for_mandate"],
    )


def _span(text: str) -> timedelta:
    """Read ``14 days``."""
    if not text:
        return timedelta()
    found = re.fullmatch(rf"(\d{{1,6}}) ({'|'.join(UNITS)})", text, re.ASCII)
    if found is None:
        raise ValueError(f"“after” is needed as a number of {', '.join(UNITS)}")
    return timedelta(**{found[2]: int(found[1])})


def _instant(text: object) -> bool:
    try:
        return isinstance(text, str) and moment(text).tzinfo is not None
    except ValueError:
        return False


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _package(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() - {"title", "leads", "members"}:
        return False
    seats = [*value.get("leads", []), *value.get("members", [])]
    return all(map(_text, [value.get("title", "-"), *seats]))

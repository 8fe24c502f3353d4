"""Writes the pages of docs/ that are read from code: ``python -m docs.write``.

With ``--check`` nothing is written; it exits with 1 when a page says something else
than the code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from application import diagrams
from domain.definition import load, shipped
from domain.events import CATALOGUE, Created, Event
from domain.workflow import Definition

Row = tuple[str, ...]
HOME = Path(__file__).parent
ENVELOPE = {f.name for f in fields(Event)} | {"originator_topic", "key"}
ABOUT = {
    "process": "The process",
    "participant": "Participants",
    "package": "Action packages",
    "meeting": "Meetings",
    "commitment": "Commitments",
    "undertaking": "Undertakings",
    "record": "Any record",
}


def workflow() -> str:
    """Return the text of ``docs/workflow.md``."""
    parts = ["# Who may do what, and when", _WORKFLOW]
    for key in shipped():
        parts += _definition(load(key))
    return "\n\n".join(parts) + "\n"


def _definition(definition: Definition) -> Iterator[str]:
    yield f"## {definition.title}"
    yield (
        f"`{definition.key}`, version {definition.version}, SHA-256"
        f" `{definition.digest}`."
    )
    yield _table(
        ("Role", "In words", "Kind", "Filled by"),
        (
            (f"`{r.key}`", r.label, r.kind, ", ".join(f"`{k}`" for k in r.filled_by))
            for r in definition.roles.values()
        ),
    )
    yield _table(
        ("Parameter", "Value"),
        ((f"`{key}`", _value(value)) for key, value in definition.parameters.items()),
    )
    for machine in definition.machines.values():
        within = f", within a {machine.within}" if machine.within else ""
        yield f"### {machine.title.capitalize()}{within}"
        yield diagrams.markdown(definition, machine.key)
        yield f"```mermaid\n{diagrams.mermaid(definition, machine.key)}\n```"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def events() -> str:
    """Return the text of ``docs/events.md``."""
    parts = ["# What can be recorded", _EVENTS, _table(*_envelope()), _meaning(Event)]
    for kind, title in ABOUT.items():
        found = [c for topic, c in CATALOGUE.items() if topic.startswith(f"{kind}.")]
        parts += [f"## {title}", *map(_event, found)]
    return "\n\n".join(parts) + "\n"


def _envelope() -> tuple[Row, Iterator[Row]]:
    names = [f for f in fields(Event) if not f.name.startswith("originator_")]
    return ("Field", "Type"), ((f"`{f.name}`", _type(f.type)) for f in names)


def _event(cls: type[Event]) -> str:
    asked = {ask.name: ask for ask in cls.ASKS}
    rows = []
    for f in fields(cls):
        if f.name in ENVELOPE:
            continue
        ask = asked.get(f.name)
        said = "the register" if ask is None else "the actor"
        if ask is not None and ask.optional:
            said += ", if any"
        corrected = "yes" if f.name in cls.CORRECTABLE else ""
        rows.append((f"`{f.name}`", _type(f.type), said, corrected))
    parts = [f"### `{cls.TOPIC}`", f"{_meaning(cls)}\n\n> {cls.SENTENCE}"]
    if issubclass(cls, Created):
        parts.append("Opens a record.")
    if rows:
        parts.append(_table(("Field", "Type", "Said by", "Can be corrected"), rows))
    also = [name for name in cls.CORRECTABLE if name in ENVELOPE]
    if also:
        parts.append(f"Can be corrected, too: {', '.join(f'`{n}`' for n in also)}.")
    return "\n\n".join(parts)


def _meaning(cls: type[Event]) -> str:
    plain = re.sub(r":class:`(?:\w+\.)*(\w+)`", r"`\1`", cls.__doc__ or "")
    paragraphs = plain.replace("``", "`").split("\n\n")
    return "\n\n".join(" ".join(part.split()) for part in paragraphs)


def _type(written: object) -> str:
    names = {"str": "text", "int": "whole number", "bool": "truth value"}
    said = getattr(written, "__name__", str(written))
    return names.get(said, f"`{said}`")


def _table(heads: Row, rows: Iterable[Row]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


_WORKFLOW = """Written by `make docs` from `domain/processes/*.toml`; not to be edited.

An act needs its row: a role the person holds, a stage the thing stands at, and every
need met. A row that *stays* leaves the stage as it is. The diagrams show the moves from
one stage to another and how things come into being."""

_EVENTS = """Written by `make docs` from `domain/events/`; not to be edited.

Every event is kept for ever, under its topic, as plain JSON. A field is never removed,
renamed or given a new meaning. Beside its own fields each event says who acted, for
whom, on what basis and when:"""

PAGES: dict[str, Callable[[], str]] = {"workflow.md": workflow, "events.md": events}


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; return the exit status."""
    stale = []
    for name, write in PAGES.items():
        file, text = HOME / name, write()
        if file.exists() and file.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            file.write_text(text, "utf-8")
    for name in stale:
        print(f"docs/{name}: {'stale' if '--check' in arguments else 'written'}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

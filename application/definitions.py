"""The process definitions at hand: those that ship, and one a file holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from application import diagrams
from domain.definition import load, read, shipped
from domain.errors import Defective, NotFound
from domain.workflow import Definition

__all__ = ["FORMATS", "diagram", "listing", "named", "shipped", "summary"]

LARGEST = 2_000_000
FORMATS = {
    "svg": diagrams.svg,
    "mermaid": diagrams.mermaid,
}


def listing() -> list[dict[str, Any]]:
    """Return what ships, in short."""
    return [summary(load(key)) for key in shipped()]


def summary(definition: Definition) -> dict[str, Any]:
    """Return a definition in short."""
    return {
        "key": definition.key,
        "version": definition.version,
        "title": definition.title,
        "digest": definition.digest,
        "machines": list(definition.machines),
        "moves": sum(1 for _ in definition.moves()),
    }


def named(name: str) -> Definition:
    """Return a shipped definition by its key, or the one in the file *name*.

    Raises ``Defective`` with file, row and reason.
    """
    if name in shipped():
        return load(name)
    file = Path(name)
    try:
        if file.stat().st_size > LARGEST:
            raise Defective(f"{file.name}: larger than any definition")
        return read(file.read_text("utf-8"), file.name)
    except UnicodeDecodeError:
        raise Defective(f"{file.name}: not readable as UTF-8 text") from None
    except OSError:
        known = ", ".join(shipped())
        raise NotFound(
            f"there is no definition and no file “{name}”; definitions: {known}"
        ) from None


def diagram(definition: Definition, machine: str, form: str) -> str:
    """Return the picture of a machine, as ``svg`` or ``mermaid``."""
    if machine not in definition.machines:
        known = ", ".join(definition.machines)
        raise NotFound(f"{definition.key} has no machine “{machine}”; it has {known}")
    return FORMATS[form](definition, machine)


def shipped_with(digest: str) -> str:
    """Return the key of the shipped definition with this digest, or nothing."""
    return next((key for key in shipped() if load(key).digest == digest), "")

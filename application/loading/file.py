"""Reading a file of reference data: it is all in order, or nothing of it is taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from application.loading.check import Complaints, check_shape
from application.loading.fields import shown
from application.loading.sense import check_sense
from domain.errors import Defective

LARGEST = 20_000_000


def declaration() -> dict[str, Any]:
    """Return the Los Angeles Declaration's reference data as shipped."""
    kept = resources.files("application").joinpath("data", "la_declaration.json")
    return _parsed(kept.read_text("utf-8"), "la_declaration.json")


def checked(data: Mapping[str, Any] | Path | str, today: str) -> dict[str, Any]:
    """Return the records of *data*, a mapping or a file, checked as a whole.

    Raises ``Defective`` naming each record and field that is not in order.
    """
    read = dict(data) if isinstance(data, Mapping) else _read(Path(data))
    complaints = Complaints()
    check_shape(read, complaints)
    complaints.tell()
    check_sense(read, today, complaints)
    complaints.tell()
    return read


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Defective(f"{path.name} is needed with at most {LARGEST:,} bytes")
        return _parsed(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise Defective(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Defective(
            f"{path.name} is needed as UTF-8 text; byte {error.start + 1} is not"
        ) from error


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(
            text, parse_constant=_no_constant, object_pairs_hook=_each_name_once
        )
    except (ValueError, RecursionError) as error:
        raise Defective(f"{name} is needed as JSON: {error}") from error
    if not isinstance(found, dict):
        raise Defective(f"{name} is needed as a mapping of sections")
    return found


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{shown(twice)} is named twice in one mapping")
    return found

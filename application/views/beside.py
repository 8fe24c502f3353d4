"""Tables beside the live ones: drawn at leisure, put in their place at once.

They have the live tables' names with a word more; a cursor that adds the word lets the
same statements write to either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any, Self

from application.recorders.log import PositionedLog
from application.views.every import DRAWING, VIEWS, making
from application.views.tables import VERSION

BESIDE = "_beside"
NAMES = (*(view.stored_as for view in VIEWS), DRAWING)
OURS = re.compile(rf"\b({'|'.join(NAMES)})\b")
INDEX = re.compile(r"(?<=INDEX IF NOT EXISTS )(\w+)")


@cache
def beside(sql: str) -> str:
    """Return a statement on the tables beside the live ones."""
    return OURS.sub(rf"\1{BESIDE}", sql)


class Beside:
    """A cursor that speaks to the tables beside the live ones."""

    def __init__(self, cursor: Any) -> None:
        """Stand before a *cursor*."""
        self._cursor = cursor

    def execute(self, sql: str, values: Mapping[str, Any] | None = None) -> Self:
        """Run one statement."""
        self._cursor.execute(beside(sql), values or {})
        return self

    def executemany(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> Self:
        """Run one statement for each row."""
        self._cursor.executemany(beside(sql), rows)
        return self

    def fetchone(self) -> Any:
        """Return the next row, or ``None``."""
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """Return every row."""
        found: list[Any] = self._cursor.fetchall()
        return found

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""
        return iter(self._cursor)


def make(recorder: PositionedLog, cursor: Any) -> None:
    """Make the tables beside, empty; what was left there goes."""
    remove(recorder, cursor)
    for sql in making():
        if " INDEX " not in sql:
            recorder.make(cursor, beside(sql))


def indexes(recorder: PositionedLog, cursor: Any) -> Iterator[str]:
    """Give the statements that make the indexes, under names nobody has."""
    taken = recorder.names(cursor)
    for sql in making():
        found = INDEX.search(sql)
        if found is not None:
            names = (f"{found[1]}_{number}" for number in count(2))
            free = next(name for name in names if name not in taken)
            yield beside(INDEX.sub(free, sql))


def put_in_place(cursor: Any) -> None:
    """Let the tables beside be the live ones."""
    for name in NAMES:
        cursor.execute(f"DROP TABLE {name}")
        cursor.execute(f"ALTER TABLE {name}{BESIDE} RENAME TO {name}")


def remove(recorder: PositionedLog, cursor: Any) -> None:
    """Remove the tables beside, where there are any."""
    there = recorder.names(cursor)
    for name in NAMES:
        if f"{name}{BESIDE}" in there:
            cursor.execute(f"DROP TABLE {name}{BESIDE}")


def older(names: set[str]) -> list[str]:
    """Return the tables of views of an older shape, of all *names* there are."""
    return sorted(name for name, version in _versions(names) if version < VERSION)


def shared(names: set[str]) -> bool:
    """Whether there are views of another shape, too: another version may serve."""
    return any(version != VERSION for _, version in _versions(names))


def _versions(names: set[str]) -> Iterator[tuple[str, int]]:
    known = {name.rpartition("_")[0] for name in NAMES}
    for name in names:
        part = re.fullmatch(r"(\w+)_(\d+)", name)
        if part is not None and part[1] in known:
            yield name, int(part[2])

"""The upkeep of the views: drawn anew from the log, compared with it, digested.

A replay draws into memory first, beside the running register; acts wait only while the
finished rows are put in place of the old ones, in one transaction.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import orjson

from application.ledger import Entry, Ledger
from application.recorders.scratch import scratch
from application.register import Register, view_tables
from application.sql import statements
from application.views.every import VIEWS, View
from application.views.projector import Projector
from domain.errors import Unreadable

SQL = statements("views.sql")
Progress = Callable[[int, int], None]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row on which a view and a replay of the log disagree."""

    view: str
    key: str
    held: Mapping[str, Any] | None
    replayed: Mapping[str, Any] | None

    def __str__(self) -> str:
        """Say it in one sentence."""
        where = f"view {self.view}, row {self.key}"
        if self.held is None:
            return f"{where}: missing; the log tells {_written(self.replayed)}"
        if self.replayed is None:
            return f"{where}: the log does not tell it; it holds {_written(self.held)}"
        parts = [
            f"{name} is {_written(value)}, the log tells {_written(told)}"
            for (name, value), told in zip(
                self.held.items(), self.replayed.values(), strict=True
            )
            if value != told
        ]
        return f"{where}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Status:
    """How a view stands: up to which position, how many rows, in which form."""

    view: str
    position: int
    rows: int
    version: int


class Replay:
    """The views as the log alone tells them, in memory."""

    def __init__(self) -> None:
        """Begin with empty views."""
        self.database = scratch()
        self.cursor = self.database.cursor()
        for statement in view_tables():
            self.cursor.execute(statement)
        self.position = 0
        self._projector = Projector(lambda _: [])

    def follow(self, ledger: Ledger, progress: Progress | None = None) -> None:
        """Take in all that was recorded after what was taken in before."""
        last = ledger.position()
        while batch := ledger.since(self.position):
            self.cursor.execute("BEGIN")
            for entry in batch:
                self._show(entry)
            self.cursor.execute("COMMIT")
            if progress is not None:
                progress(self.position, max(last, self.position))

    def _show(self, entry: Entry) -> None:
        try:
            self._projector.show(self.cursor, entry)
        except Exception as error:
            raise Unreadable(
                f"the views stop at position {entry.position}"
                f" ({entry.event.TOPIC}): {error}"
            ) from error
        self.position = entry.position

    def put_in_place(self, cursor: Any) -> None:
        """Replace the rows of every view by those drawn here."""
        for view in VIEWS:
            cursor.execute(view.statements["empty"])
            rows = [view.told(row) for row in view.rows(self.cursor)]
            cursor.executemany(view.statements["write"], rows)


def rebuild(register: Register, progress: Progress | None = None) -> int:
    """Draw every view anew and put all in place at once; return the position."""
    replay = Replay()
    replay.follow(register.ledger, progress)
    with register.ledger.writing() as cursor:
        replay.follow(register.ledger)
        replay.put_in_place(cursor)
    return replay.position


def compare(register: Register, progress: Progress | None = None) -> list[Difference]:
    """Replay the log and return each row on which a view differs from it."""
    replay = Replay()
    replay.follow(register.ledger, progress)
    with register.reading() as cursor:
        replay.follow(register.ledger)
        return [
            difference
            for view in VIEWS
            for difference in _differences(
                view, view.rows(cursor), view.rows(replay.cursor)
            )
        ]


def _differences(
    view: View, held: Iterable[Row], replayed: Iterable[Row]
) -> Iterator[Difference]:
    left, right = Counter(held), Counter(replayed)
    only_held, only_replayed = _by_key(view, left - right), _by_key(view, right - left)
    for key in sorted({*only_held, *only_replayed}):
        pairs = zip_longest(only_held.get(key, []), only_replayed.get(key, []))
        for one, other in pairs:
            yield Difference(
                view.name,
                " ".join(
                    f"{name} {part}" for name, part in zip(view.key, key, strict=True)
                ),
                view.told(one) if one else None,
                view.told(other) if other else None,
            )


def _by_key(view: View, rows: Counter[Row]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(rows.elements(), key=repr):
        found.setdefault(view.key_of(row), []).append(row)
    return found


def digest(register: Register) -> str:
    """Return the SHA-256 of every row of every view, in one canonical form.

    Two registers with the same log have the same digest, wherever they run.
    """
    told = hashlib.sha256()
    with register.reading() as cursor:
        for view in VIEWS:
            told.update(orjson.dumps([view.name, view.version, view.columns]) + b"\n")
            for line in sorted(orjson.dumps(row) for row in view.rows(cursor)):
                told.update(line + b"\n")
    return told.hexdigest()


def status(register: Register) -> list[Status]:
    """Return how each view stands; all are written with the events, none lags."""
    with register.reading() as cursor:
        cursor.execute(SQL["progress"], {"view": "all"})
        row = cursor.fetchone()
        position = int(row["position"]) if row else 0
        return [
            Status(view.name, position, view.count(cursor), view.version)
            for view in VIEWS
            if view.name != "progress"
        ]


def _written(value: object) -> str:
    return orjson.dumps(value, default=repr).decode()

"""The views compared with a replay of the log, row by row, and digested."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import orjson

from application.recorders.scratch import scratch
from application.register import Register
from application.views.every import VIEWS, View
from application.views.paper import Paper
from application.views.replay import Progress, Replay
from application.views.sheet import Values


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


def compare(register: Register, progress: Progress | None = None) -> list[Difference]:
    """Replay the log and return each row on which a view differs from it."""
    ledger = register.ledger
    unhurried = ledger.recorder.datastore.unhurried
    with unhurried(), scratch() as recorder, Paper(recorder) as paper:
        replay = Replay(ledger, paper, progress)
        replay.draw()
        with register.reading() as cursor, paper.writing() as drawn:
            while replay.follow():
                pass
            paper.let_go(drawn)
            return [
                difference
                for view in VIEWS
                for difference in _differences(
                    view, _rows(register, cursor, view), paper.rows(drawn, view)
                )
            ]


def _rows(register: Register, cursor: Any, view: View) -> Iterator[Values]:
    """Go through the rows of a live view, in the order of its columns."""
    recorder, names = register.ledger.recorder, view.columns
    found = recorder.each(cursor, view.statements["sorted"])
    return (tuple([row[name] for name in names]) for row in found)


def _differences(
    view: View, held: Iterator[Values], replayed: Iterator[Values]
) -> Iterator[Difference]:
    apart = list(_apart(held, replayed))
    only_held = _by_key(view, (one for one, other in apart if other is None))
    only_replayed = _by_key(view, (other for one, other in apart if one is None))
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


def _apart(
    held: Iterator[Values], replayed: Iterator[Values]
) -> Iterator[tuple[Values | None, Values | None]]:
    """Go through both, which are sorted, and give the rows that only one has."""
    one, other = next(held, None), next(replayed, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(held, None), next(replayed, None)
        elif other is None or (one is not None and one < other):
            yield one, None
            one = next(held, None)
        else:
            yield None, other
            other = next(replayed, None)


def _by_key(
    view: View, rows: Iterable[Values | None]
) -> dict[tuple[str, ...], list[Values]]:
    found: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        if row is not None:
            found.setdefault(view.key_of(row), []).append(row)
    return found


def digest(register: Register) -> str:
    """Return the SHA-256 of every row of every view, in one canonical form.

    Two registers with the same log have the same digest, wherever they run.
    """
    told = hashlib.sha256()
    with register.ledger.recorder.datastore.unhurried(), register.reading() as cursor:
        for view in VIEWS:
            told.update(orjson.dumps([view.name, view.version, view.columns]) + b"\n")
            for row in _rows(register, cursor, view):
                told.update(orjson.dumps(row) + b"\n")
    return told.hexdigest()


def _written(value: object) -> str:
    return orjson.dumps(value, default=repr).decode()

"""Rows laid aside in files, part by part of the log, until all of a part are there."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import IO, Any

from application.views.sheet import Values

LENGTH = Struct("=Q")
Pack = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one view that lie in one part of the log."""

    view: str
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows are laid aside, and how those of a whole part are packed.

    ``pack`` writes rows to a file in the form in which the database takes them fastest;
    ``tables`` says how the table of each such view is made.
    """

    folder: Path
    pack: Pack
    tables: Mapping[str, tuple[Any, ...]]

    def parts(self) -> list[Part]:
        """Return the parts that have rows, view after view, in order."""
        found = {tuple(file.name.split("-")[:2]) for file in self.folder.glob("*-*-*")}
        order = list(self.tables)
        parts = (Part(view, int(number)) for view, number in found)
        return sorted(parts, key=lambda it: (order.index(it.view), it.number))

    def packed(self, part: Part) -> Path:
        """Bring the rows of a part into their order, and pack them in one file."""
        laid = sorted(self.folder.glob(f"{part.view}-{part.number}-*"))
        rows = sorted(row for file in laid for row in _read(file))
        packed = self.folder / f"{part.view}-{part.number}"
        self.pack(packed, *self.tables[part.view], rows)
        for file in laid:
            file.unlink()
        return packed


class Aside:
    """What one process lays aside: a file for each part of each view."""

    def __init__(self, place: Place, whose: str = "own") -> None:
        """Lay rows in a *place*, in files that say *whose* they are."""
        self.place, self._whose = place, whose
        self._files: dict[Part, IO[bytes]] = {}

    def lay(self, view: str, parts: Mapping[int, bytes]) -> None:
        """Lay rows aside, as they are written."""
        for number, written in parts.items():
            part = Part(view, number)
            file = self._files.get(part) or self._opened(part)
            file.write(LENGTH.pack(len(written)))
            file.write(written)

    def flush(self) -> None:
        """Let others see all that was laid aside."""
        for file in self._files.values():
            file.flush()

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _opened(self, part: Part) -> IO[bytes]:
        name = f"{part.view}-{part.number}-{self._whose}"
        file = self._files[part] = (self.place.folder / name).open("wb")
        return file


def _read(file: Path) -> Iterator[Values]:
    with file.open("rb") as opened:
        while length := opened.read(LENGTH.size):
            written = opened.read(*LENGTH.unpack(length))
            yield from marshal.loads(written)  # noqa: S302 (written by ourselves)

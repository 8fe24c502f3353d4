"""Rows laid aside in files, part by part of the log, until all of a part are there."""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct
from typing import IO

from application.views.sheet import Values

LENGTH = Struct("=Q")


class Aside:
    """A folder with a file for each part of each view; it goes with this object."""

    def __init__(self) -> None:
        """Make the folder."""
        self._folder = tempfile.TemporaryDirectory(prefix="depositary-")
        self._files: dict[tuple[str, int], IO[bytes]] = {}

    def lay(self, view: str, parts: Mapping[int, bytes]) -> None:
        """Lay rows aside, as they are written."""
        for part, written in parts.items():
            file = self._files.get((view, part)) or self._opened(view, part)
            file.write(LENGTH.pack(len(written)))
            file.write(written)

    def taken(self, view: str) -> Iterator[list[Values]]:
        """Give the rows of a view in order, a part of the log at a time."""
        for known, part in sorted(self._files):
            if known == view:
                yield sorted(_read(self._files[known, part]))

    def remove(self) -> None:
        """Remove the folder."""
        for file in self._files.values():
            file.close()
        self._folder.cleanup()

    def _opened(self, view: str, part: int) -> IO[bytes]:
        name = Path(self._folder.name) / f"{view}-{part}"
        file = self._files[view, part] = name.open("w+b")
        return file


def _read(file: IO[bytes]) -> Iterator[Values]:
    file.seek(0)
    while length := file.read(LENGTH.size):
        written = file.read(*LENGTH.unpack(length))
        yield from marshal.loads(written)  # noqa: S302 (written by ourselves)

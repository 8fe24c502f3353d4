"""The folder of files: each under its SHA-256, there whole or not at all.

A file is written under a name of its own, reaches the disk, and only then gets its
name.  What no event cites a day after it came is removed; what one cites never is.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from application.evidence.packed import require_bounded
from application.evidence.types import TYPES, type_of
from domain.errors import Malformed, Refused, TooLarge
from domain.evidence import FIELD, File, named
from domain.sentences import Sentence, say

BLOCK = 1 << 16
MEGABYTE = 1_000_000
DAY = 86_400.0
ARRIVING, LEAVING = "arriving", "leaving"
HEX = re.compile(r"[0-9a-f]{64}")
PACKED = tuple(TYPES[end] for end in ("docx", "xlsx", "pptx", "odt", "ods", "odp"))


@dataclass(frozen=True, slots=True)
class Folder:
    """Where evidence lies; *limit* is the most bytes of one file."""

    root: Path
    limit: int

    def path(self, sha256: str) -> Path:
        """Return where the file of a hash lies, if it is there."""
        if not HEX.fullmatch(sha256):
            raise ValueError("a hash has 64 digits")
        return self.root / sha256[:2] / sha256

    def put(self, read: BinaryIO, name: str) -> File:
        """Keep what can be *read*; raises ``Malformed`` and keeps nothing."""
        name = named(name)
        draft = self._folder(ARRIVING) / secrets.token_hex(16)
        try:
            sha256, size = self._written(read, draft, name)
            kind = type_of(draft, name)
            if kind in PACKED:
                require_bounded(draft)
            place = self.path(sha256)
            self._folder(place.parent.name)
            draft.replace(place)
            sync(place.parent)
        finally:
            draft.unlink(missing_ok=True)
        return File(sha256, size, kind, name)

    def require(self, file: File) -> None:
        """Refuse a file that is not here as it is said; who cites it keeps it here."""
        place = self.path(file.sha256)
        with suppress(FileNotFoundError):
            os.utime(place)
            if place.stat().st_size == file.size and type_of(place, file.name) == (
                file.type
            ):
                return
        raise Refused(
            say("“{name}” is not kept as it is said; attach it anew", name=file.name)
        )

    def flaw(self, file: File) -> str:
        """Say what is wrong with a cited file: *lost*, *altered* or nothing."""
        place = self.path(file.sha256)
        if not place.is_file():
            return "lost"
        return "" if digest_of(place) == file.sha256 else "altered"

    def clear(self, is_cited: Callable[[str], bool], now: float | None = None) -> int:
        """Remove what nothing cites a day after it came; return how many files."""
        before = (time.time() if now is None else now) - DAY
        removed = 0
        for file in (self.root / LEAVING).glob("*"):  # of one that ended half-way
            file.replace(self.path(file.name))
        for file in self._all():
            if file.stat().st_mtime >= before:
                continue
            if not HEX.fullmatch(file.name) or not is_cited(file.name):
                with suppress(FileNotFoundError):  # another removed it
                    removed += self._remove(file, before)
        return removed

    def _remove(self, file: Path, before: float) -> int:
        """Take a file away, unless somebody cites it just now."""
        away = self._folder(LEAVING) / file.name
        file.replace(away)
        if away.stat().st_mtime >= before:
            away.replace(file)
            return 0
        away.unlink()
        return 1

    def _all(self) -> Iterator[Path]:
        if self.root.is_dir():
            yield from sorted(self.root.glob("*/*"))

    def _folder(self, name: str) -> Path:
        found = self.root / name
        if not found.is_dir():
            found.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync(self.root)
        return found

    def _written(self, read: BinaryIO, draft: Path, name: str) -> tuple[str, int]:
        """Write to *draft* block by block; return its SHA-256 and its size."""
        digest, size = hashlib.sha256(), 0
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as write:
            while block := read.read(BLOCK):
                size += len(block)
                if size > self.limit:
                    raise TooLarge(too_large(self.limit), FIELD)
                digest.update(block)
                write.write(block)
            write.flush()
            os.fsync(write.fileno())
        if not size:
            raise Malformed(say("“{name}” is empty", name=name), FIELD)
        return digest.hexdigest(), size


def too_large(limit: int) -> Sentence:
    """Say how large a file may be."""
    return say("a file may have at most {most} MB", most=limit // MEGABYTE)


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, read block by block."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have the names in a folder reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

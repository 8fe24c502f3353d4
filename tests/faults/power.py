"""Power loss: what a writer told the disk, replayed onto images of the disk.

Before each ``fsync`` of a file its writes may have reached the disk, or not, or in part
and in any order; after it they have.  A trace of the writer's system calls tells which
writes those were, and which acts were acknowledged in between.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink"
SECTOR = 512
LINE = re.compile(r"(\w+)\((.*)\)\s+=\s+(-?\d+)")
HANDLE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Image:
    """One file: what is on the disk, and what was written since."""

    content: bytes = b""
    named: bool = True
    """Whether its name has reached the disk, too."""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes (where, what) and cuts (how long, ``None``), in their order."""

    def sync(self) -> None:
        """All that was written is on the disk now."""
        for place, what in self.pending:
            self.content = applied(self.content, place, what)
        self.pending.clear()

    def after_loss(self, dice: random.Random) -> bytes | None:
        """Return what the disk may hold after the power was lost."""
        if not self.named and dice.random() < 0.5:
            return None
        content, kept = self.content, dice.choice((0.0, 0.5, 0.9, 1.0))
        for place, what in self.pending:
            if dice.random() > kept:
                continue
            torn = what
            if what is not None and dice.random() < 0.2:
                torn = what[: dice.randrange(0, len(what) + 1, SECTOR)]
            content = applied(content, place, torn)
        return content


def applied(content: bytes, place: int, what: bytes | None) -> bytes:
    """Return *content* after a write at a place, or a cut there."""
    if what is None:
        return content[:place].ljust(place, b"\0")
    before = content[:place].ljust(place, b"\0")
    return before + what + content[place + len(what) :]


class Disk:
    """The files of one folder, as a trace goes by."""

    def __init__(self, folder: Path) -> None:
        """Begin with what lies in *folder*, all of it on the disk."""
        self.folder = folder
        self.files = {
            file.name: Image(file.read_bytes())
            for file in folder.iterdir()
            if not file.name.endswith(("-shm", "-door"))
        }
        self.acknowledged: dict[str, int] = {}

    def take(self, call: str, told: str, answer: int) -> bool:
        """Take one system call in; say whether it may matter that power is lost."""
        if answer < 0:
            return False
        if call in {"openat", "unlink"}:
            return self._entry(call, told)
        found = HANDLE.match(told)
        path = Path(plain(found[1]).decode()) if found else Path()
        if call == "write" and told.startswith("1<"):
            self._acknowledge(bytes_in(told))
            return True
        if path == self.folder:
            self._sync_names()
        elif path.parent == self.folder and path.name in self.files:
            self._change(self.files[path.name], call, told)
        else:
            return False
        return True

    def _entry(self, call: str, told: str) -> bool:
        path = Path(bytes_in(told).decode())
        if path.parent != self.folder or path.name.endswith(("-shm", "-door")):
            return False
        if call == "unlink":
            self.files.pop(path.name, None)
        elif path.name not in self.files and "O_CREAT" in told:
            self.files[path.name] = Image(named=False)
        return False

    def _acknowledge(self, said: bytes) -> None:
        command, position = said.decode().split()
        if command != "begun":
            self.acknowledged[command] = int(position)

    def _sync_names(self) -> None:
        for image in self.files.values():
            image.named = True

    def _change(self, image: Image, call: str, told: str) -> None:
        if call in {"fsync", "fdatasync"}:
            image.sync()
        elif call == "ftruncate":
            image.pending.append((int(told.rsplit(",", 1)[1]), None))
        elif call == "pwrite64":
            place = int(told.rsplit(",", 1)[1])
            image.pending.append((place, bytes_in(told)))
        else:
            raise AssertionError(call)

    def lose_power(self, folder: Path, dice: random.Random) -> None:
        """Write to *folder* what the disk may hold."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, image in self.files.items():
            content = image.after_loss(dice)
            if content is not None:
                (folder / name).write_bytes(content)


def bytes_in(told: str) -> bytes:
    """Return the first string among the arguments of a call."""
    found = STRING.search(told)
    assert found, told[:200]
    return plain(found[1])


def plain(told: str) -> bytes:
    """Return the bytes that strace tells in hexadecimal."""
    return bytes.fromhex(told.replace("\\x", ""))


def traced(folder: Path, name: str, count: int, manner: str) -> Iterator[Disk]:
    """Let a writer act in *folder*; give the disk after each call that matters."""
    disk = Disk(folder)
    for line in _trace(folder, name, count, manner):
        found = LINE.search(line)
        if found and disk.take(found[1], found[2], int(found[3])):
            yield disk


def _trace(folder: Path, name: str, count: int, manner: str) -> list[str]:
    trace = folder.parent / f"trace-{name}"
    url = f"sqlite:///{folder / 'register.db'}"
    told = ["strace", "-y", "-xx", "-s", "100000", "-o", str(trace)]
    told += ["-e", f"trace={CALLS}", sys.executable, "-m", "tests.faults.writer"]
    told += [url, name, str(count), manner]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr:
        pytest.skip(f"no power loss: strace may not trace here ({done.stderr[:80]})")
    assert done.returncode == 0, done.stderr
    return trace.read_text("utf-8").splitlines()


def require_strace() -> None:
    """Skip by name where there is no strace; on a machine for tests it is needed."""
    if shutil.which("strace") is None:
        missing = "no power loss: strace is not installed here"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)

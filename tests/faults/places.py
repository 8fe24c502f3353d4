"""Folders where there is no room, and folders that can't be written to."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

NOBODY = 65_534
SIZE = 8 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """A folder that can be filled and emptied again."""

    folder: Path
    fill: Callable[[], None]
    empty: Callable[[], None]


@contextmanager
def scarce(kind: str) -> Iterator[Place]:
    """Give a place with little room: a small *disk*, or a *limit* on any."""
    folder = Path(tempfile.mkdtemp(prefix="depositary-small-", dir="/tmp"))
    mounted = kind == "disk" and os.geteuid() == 0 and _mounted(folder)
    try:
        if kind == "disk" and not mounted:
            pytest.skip("no small disk: mounting one is not allowed here")
        yield _small_disk(folder) if mounted else _limited(folder)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _mounted(folder: Path, size: int = SIZE) -> bool:
    told = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    return subprocess.run(told, capture_output=True, check=False).returncode == 0


def _small_disk(folder: Path) -> Place:
    filler = folder / "filler"

    def fill() -> None:
        with filler.open("ab", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                return

    return Place(folder, fill, lambda: filler.unlink(missing_ok=True))


def _limited(folder: Path) -> Place:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        largest = max((f.stat().st_size for f in folder.iterdir()), default=0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest // 4096 * 4096, hard))

    return Place(
        folder, fill, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    )


@contextmanager
def locked_folder() -> Iterator[Path]:
    """Give a folder, as somebody for whom a read-only folder is read-only."""
    folder = Path(tempfile.mkdtemp(prefix="depositary-closed-", dir="/tmp"))
    folder.chmod(0o777)
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o777)
        shutil.rmtree(folder, ignore_errors=True)


def close_to_writing(folder: Path) -> None:
    """Let nobody write there any more."""
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


def open_to_writing(folder: Path) -> None:
    """Let it be written to again."""
    folder.chmod(0o777)
    for file in folder.iterdir():
        file.chmod(0o666)


@contextmanager
def small_tablespace(url: str, name: str, size: int) -> Iterator[Place]:
    """Give a PostgreSQL server a tablespace with little room, on a disk of its own."""
    folder = Path(tempfile.mkdtemp(prefix="depositary-small-", dir="/tmp"))
    mounted = os.geteuid() == 0 and _mounted(folder, size)
    try:
        if not mounted:
            pytest.skip("no small disk: mounting one is not allowed here")
        files = folder / "files"
        files.mkdir()
        with psycopg.connect(url, autocommit=True) as connection:
            found = connection.execute("SHOW data_directory").fetchone()
            assert found is not None
            owner = Path(found[0]).stat()
            os.chown(files, owner.st_uid, owner.st_gid)
            folder.chmod(0o755)
            connection.execute(f"CREATE TABLESPACE {name} LOCATION '{files}'".encode())
            yield _small_disk(folder)
            connection.execute(f"DROP TABLESPACE {name}".encode())
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let a disk of its own be read-only for a while."""
    for mode in ("ro", "rw"):
        told = ["mount", "-o", f"remount,{mode}", folder]
        done = subprocess.run(told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        if mode == "ro":
            yield

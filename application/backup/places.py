"""Where a backup lies: a folder, or one file; there whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from application.backup.manifest import FILE, KNOWN
from domain.errors import NotFound, Refused, Unreadable

SUFFIX = ".zip"
EVIDENCE = re.compile(r"evidence/[0-9a-f]{64}")
UNUSABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)


@contextmanager
def new_place(target: Path) -> Iterator[Path]:
    """Give a folder to fill; when that went well it becomes *target*, durably."""
    target = target.absolute()
    if target.exists():
        raise Refused(f"{target} is there already; a backup is never written over")
    if not target.parent.is_dir():
        raise NotFound(f"there is no folder {target.parent}")
    draft = beside(target)
    draft.mkdir(mode=0o700)
    try:
        yield draft
        made = _packed(draft) if target.suffix == SUFFIX else draft
        _settle(made)
        made.rename(target)
        sync(target.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        _packed_as(draft).unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """Return a name beside *target* that nobody uses."""
    return target.with_name(f".{target.name}-{secrets.token_hex(6)}")


def _packed_as(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}{SUFFIX}")


def _packed(folder: Path) -> Path:
    """Pack a backup into one file, and check what was packed."""
    packed = _packed_as(folder)
    os.close(os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    with zipfile.ZipFile(packed) as archive:
        damaged = archive.testzip()
    if damaged:
        raise Unreadable(f"{damaged} could not be packed")
    return packed


def _settle(made: Path) -> None:
    for file in [*made.rglob("*"), made] if made.is_dir() else [made]:
        sync(file)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def old_place(source: Path, room: Path) -> Iterator[Path]:
    """Give the folder of a backup; one that is packed is unpacked in *room*."""
    if source.is_dir():
        yield source
        return
    if not source.exists():
        raise NotFound(f"there is no backup at {source}")
    draft = beside(room.absolute() / "backup")
    draft.mkdir(mode=0o700, parents=True)
    try:
        _unpack(source, draft)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unpack(source: Path, draft: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            kept = filter(EVIDENCE.fullmatch, archive.namelist())
            for name in {FILE, *KNOWN} & {*archive.namelist()} | {*kept}:
                (draft / name).parent.mkdir(mode=0o700, exist_ok=True)
                with archive.open(name) as read, (draft / name).open("xb") as write:
                    shutil.copyfileobj(read, write)
    except UNUSABLE as error:
        raise Unreadable(f"{source} can't be unpacked: {error}") from error


@contextmanager
def home_for(home: Path) -> Iterator[None]:
    """Make the folder of a register; one that stays empty is removed again."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    finally:
        if not any(home.iterdir()):
            home.rmdir()

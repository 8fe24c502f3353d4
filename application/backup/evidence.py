"""The files that acts rest on, in a backup: each under its hash, checked by it.

What is lost or was altered can't be kept: the manifest says so, and the backup of the
register does not fail for it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from application.evidence.citing import every_cited
from application.evidence.folder import BLOCK, Folder, digest_of, sync
from application.register import Register
from domain.errors import Unreadable

PLACE = "evidence"


def copy_evidence(register: Register, held: Folder, draft: Path) -> list[str]:
    """Copy what the log cites; return what could not be, in words."""
    left_out = []
    for file, _reference in every_cited(register):
        flaw = held.flaw(file)
        if flaw:
            left_out.append(f"{PLACE}/{file.sha256} ({flaw}): {file.name}")
            continue
        (draft / PLACE).mkdir(mode=0o700, exist_ok=True)
        _copied(held.path(file.sha256), draft / PLACE / file.sha256)
    return left_out


def evidence_in(draft: Path) -> dict[str, int]:
    """Return the sizes of the files that a backup holds, by hash."""
    return {file.name: file.stat().st_size for file in sorted(_files(draft))}


def require_evidence(folder: Path, told: Mapping[str, int]) -> None:
    """Check each file against its hash; raises ``Unreadable``."""
    for sha256, size in told.items():
        file = folder / PLACE / sha256
        if not file.is_file():
            raise Unreadable(f"the backup lacks {PLACE}/{sha256}")
        if file.stat().st_size != size or digest_of(file) != sha256:
            raise Unreadable(f"the backup is damaged: {PLACE}/{sha256} was altered")


def put_evidence_back(held: Folder, folder: Path, told: Mapping[str, int]) -> None:
    """Put in place what is not there, or is altered there; nothing is removed."""
    for sha256 in told:
        place = held.path(sha256)
        if place.is_file() and digest_of(place) == sha256:
            continue
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f".{sha256}")
        _copied(folder / PLACE / sha256, draft)
        draft.replace(place)
        sync(place.parent)


def _copied(source: Path, target: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as write:
        shutil.copyfileobj(read, write, BLOCK)
        write.flush()
        os.fsync(write.fileno())


def _files(draft: Path) -> list[Path]:
    return [*(draft / PLACE).glob("*")]

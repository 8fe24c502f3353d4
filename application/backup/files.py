"""The file of a register that is put in the place of another: nobody has it open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from application.backup.places import beside, sync
from application.recorders.form import LOG_TABLE, require_ours
from application.recorders.library import sqlite3
from application.recorders.sqlite_file import SQLiteDatastore
from domain.errors import Busy, Refused

TRACES = ("-wal", "-shm", "-journal")


@contextmanager
def held(file: Path) -> Iterator[Any]:
    """Hold a register that is there for ourselves alone; ``None`` where none is.

    Raises ``Busy`` while anything has it open, ``Unreadable`` where it is none.
    """
    if not file.exists() or not file.stat().st_size:
        yield None
        return
    require_ours(file)
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as owner:
        owner.row_factory = sqlite3.Row
        try:
            owner.execute("PRAGMA locking_mode = EXCLUSIVE")
            owner.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Busy(
                f"the register in {file} is in use; stop what serves it, then restore"
            ) from error
        yield owner if _has_log(owner) else None


def _has_log(owner: Any) -> bool:
    found = owner.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (LOG_TABLE,))
    return found.fetchone() is not None


@contextmanager
def room_beside(file: Path) -> Iterator[Path]:
    """Give the name of a new file beside another; what is left of it is removed."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = beside(file)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        for trace in ("", "-door", *TRACES):
            draft.with_name(f"{draft.name}{trace}").unlink(missing_ok=True)


def put_in_place(draft: Path, file: Path, owner: Any) -> None:
    """Put a finished register in the place of the one that is held, in one step.

    Who would open the register meanwhile waits at its door.
    """
    store = SQLiteDatastore(str(file))
    with closing(store), store.alone():
        if owner is not None:
            owner.execute("ROLLBACK")
            owner.execute("PRAGMA journal_mode = DELETE")  # nothing of it stays beside
        elif file.exists() and file.stat().st_size:
            raise Refused(f"a register was made in {file} meanwhile; it was left alone")
        sync(draft)
        draft.replace(file)
        sync(file.parent)
        if owner is not None:
            owner.close()
        for trace in TRACES:
            file.with_name(f"{file.name}{trace}").unlink(missing_ok=True)

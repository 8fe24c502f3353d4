"""The accounts in a backup: copied after the log, and put back unless more is known.

Who was shut or erased since a backup must not come back by restoring it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from application.backup.manifest import ACCOUNTS
from domain.errors import Refused

PATIENCE = 10
STANDING = "SELECT person, disabled_at, erased_at FROM person"
Standing = dict[str, tuple[bool, bool]]


def copy_accounts(home: Path, folder: Path) -> None:
    """Copy the accounts as they are at one moment, if there are any."""
    if not (home / ACCOUNTS).is_file():
        return
    _new(folder / ACCOUNTS)
    _copied(home / ACCOUNTS, folder / ACCOUNTS)


def require_less_known(home: Path, folder: Path) -> None:
    """Raise ``Refused`` where the accounts in *home* know what the backup does not."""
    held = _standing(home / ACCOUNTS)
    kept = _standing(folder / ACCOUNTS)
    newer = [person for person in held if person not in kept]
    ended = [p for p, ends in held.items() if p in kept and _lost(ends, kept[p])]
    if newer or ended:
        raise Refused(
            f"the accounts in {home} know what the backup does not: {len(newer)} are"
            f" newer and {len(ended)} were shut or erased since; nothing was restored"
            f" (move {ACCOUNTS} away to take the backup's all the same)"
        )


def put_back(home: Path, folder: Path) -> None:
    """Put the accounts of a backup in the place of those in *home*, in one step."""
    if not (folder / ACCOUNTS).is_file():
        return
    if not (home / ACCOUNTS).exists():
        _new(home / ACCOUNTS)
    _copied(folder / ACCOUNTS, home / ACCOUNTS)


def _lost(held: tuple[bool, bool], kept: tuple[bool, bool]) -> bool:
    return any(now and not then for now, then in zip(held, kept, strict=True))


def _standing(file: Path) -> Standing:
    """Return who has an account, and whether it was shut or erased."""
    if not file.is_file():
        return {}
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as found:
        tables = found.execute("SELECT name FROM sqlite_master WHERE name = 'person'")
        rows = found.execute(STANDING) if tables.fetchall() else []
        return {p: (shut is not None, erased is not None) for p, shut, erased in rows}


def _new(file: Path) -> None:
    file.touch(mode=0o600, exist_ok=False)


def _copied(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source, timeout=PATIENCE)) as one,
        closing(sqlite3.connect(target, timeout=PATIENCE)) as other,
    ):
        one.backup(other)

"""Taking a backup while the register serves, and checking what was taken.

All of it is one state of the log, held by a reading transaction that keeps no writer
waiting.  The log is copied first and the accounts after it, so that every person the
log names is among them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from application.backup.evidence import copy_evidence, evidence_in, require_evidence
from application.backup.manifest import (
    ACCOUNTS,
    LEFT_OUT,
    LOG,
    NOTE,
    Manifest,
    described,
    sum_of,
)
from application.backup.persons import copy_accounts
from application.backup.places import new_place
from application.backup.rows import TABLES, Told, digests, lines, nobody, to_file
from application.office import Office
from application.recorders.library import sqlite3
from application.recorders.sqlite import SQLiteRecorder
from application.register import Register
from application.views.rebuild import digest
from domain.errors import Unreadable
from domain.words import instant

Progress = Callable[[int, int], None]
PAGES = 1_000
PASSES = 3  # copied, read for its digest, the copy read for its own


@dataclass(slots=True)
class Steps:
    """How far the whole is: so many passes over all events."""

    events: int
    progress: Progress | None
    passes: int = PASSES
    done: int = 0

    def told(self, count: int) -> None:
        """Say how many events this pass has seen."""
        if self.progress is not None:
            whole = max(self.events * self.passes, 1)
            self.progress(min(self.done * self.events + count, whole), whole)

    def end(self) -> None:
        """End a pass."""
        self.done += 1


def back_up(office: Office, target: Path, progress: Progress | None = None) -> Manifest:
    """Write a verified backup to *target*, a new folder or a new ``.zip``.

    Raises ``Refused`` where something is there already, ``Unreadable`` where the
    register or its copy is damaged; then nothing is left behind.
    """
    register = office.register
    with new_place(target) as draft:
        with (
            register.ledger.recorder.datastore.unhurried(),
            register.reading() as cursor,
        ):
            said = _stands(register)
            steps = Steps(said["position"], progress)
            (_copy if _in_a_file(register) else _write_lines)(cursor, draft, steps)
            steps.end()
            said["digests"] = digests(cursor, steps.told)
            said["digests"]["views"] = digest(register)
            lost = copy_evidence(register, office.evidence, draft)
            steps.end()
        said["taken_at"] = instant(register.clock())
        copy_accounts(office.settings.home, draft)
        _copy_note(office.settings.home, draft)
        _verify(draft, register, said["digests"], steps)
        said |= {"evidence": evidence_in(draft), "left_out": [*LEFT_OUT, *lost]}
        require_evidence(draft, said["evidence"])
        return described(draft, **said)


def _in_a_file(register: Register) -> bool:
    return isinstance(register.ledger.recorder, SQLiteRecorder)


def _stands(register: Register) -> dict[str, Any]:
    """Say where the register stands; with this the state is held."""
    return {
        "engine": "sqlite" if _in_a_file(register) else "postgresql",
        "register": register.key,
        "position": register.ledger.position(),
        "recorded_at": register.ledger.last_recorded_at(),
    }


def _copy(cursor: Any, draft: Path, steps: Steps) -> None:
    """Copy the file page by page, by SQLite's own online backup."""

    def told(_status: int, left: int, whole: int) -> None:
        steps.told(steps.events * (whole - left) // max(whole, 1))

    file = draft / LOG
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as copy:
        cursor.connection.backup(copy, pages=PAGES, progress=told)


def _write_lines(cursor: Any, draft: Path, steps: Steps) -> None:
    """Write each table as lines."""
    for table in TABLES:
        told: Told = steps.told if table is TABLES[0] else nobody
        to_file(draft / table.file, lines(table, table.rows(cursor)), told)


def _copy_note(home: Path, draft: Path) -> None:
    """Copy what marks a demonstration, so that a copy of one says so, too."""
    if (home / NOTE).is_file():
        (draft / NOTE).write_bytes((home / NOTE).read_bytes())


def _verify(
    draft: Path, register: Register, told: dict[str, str], steps: Steps
) -> None:
    """Check that the copy holds what the register held, row by row and view by view."""
    found = (
        of_copy(draft / LOG, register.key, steps.told)
        if _in_a_file(register)
        else of_lines(draft) | {"views": told["views"]}
    )
    steps.end()
    for name, wanted in told.items():
        if found[name] != wanted:
            raise Unreadable(f"the copy of {name} is not what the register holds")
    if (draft / ACCOUNTS).is_file():
        require_sound(draft / ACCOUNTS)


def of_lines(folder: Path) -> dict[str, str]:
    """Return the digest of each file of lines."""
    return {table.name: sum_of(folder / table.file)["sha256"] for table in TABLES}


def of_copy(file: Path, key: str, told: Told = nobody) -> dict[str, str]:
    """Open a copy as a register and return its digests; the file stays as it is."""
    require_sound(file)
    with closing(Register(str(file), key)) as copy, copy.reading() as cursor:
        found = digests(cursor, told) | {"views": digest(copy)}
    file.with_name(f"{file.name}-door").unlink(missing_ok=True)
    return found


def require_sound(file: Path) -> None:
    """Raise ``Unreadable`` where SQLite finds a file damaged."""
    try:
        with closing(
            sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        ) as found:
            (said,) = found.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise Unreadable(f"{file.name} is damaged: {said}")

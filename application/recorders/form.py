"""The form of a register's tables, and whether a file may be taken for a register.

What is no register is refused before anything is written to it: junk, the database of
another application, a register that a newer version has written.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from application.recorders.library import sqlite3
from domain.errors import Busy, Unreadable

APPLICATION = 0x4465706F
"""What marks a SQLite file as a register: “Depo”."""
FORM, FIRST_RELEASED = 2, 2
"""The form of the tables this version makes and reads, and the oldest it knows."""
LOG_TABLE = "stored_events"
SMALLEST = 512
"""The smallest page of a SQLite file, in bytes."""


def require_ours(file: Path) -> None:
    """Raise ``Unreadable`` where *file* holds something else than a register.

    SQLite itself looks: a file opened and closed behind its back would cost this
    process the locks it holds on it.
    """
    if not file.exists():
        return
    if file.is_file() and 0 < file.stat().st_size < SMALLEST:
        raise Unreadable(f"{file} is no register: file is not a database")
    try:
        mark, tables, columns = _seen(file)
    except sqlite3.OperationalError as reason:
        raise Busy(f"the register's file can't be read now: {reason}") from reason
    except sqlite3.DatabaseError as reason:
        raise Unreadable(f"{file} is no register: {reason}") from reason
    if mark not in {0, APPLICATION} or (tables and LOG_TABLE not in tables):
        raise Unreadable(
            f"{file} is the database of another application; it was left as it is"
        )
    require_columns(columns, str(file))


def _seen(file: Path) -> tuple[int, set[str], set[str]]:
    """Return whose database it is; if that is not told its tables, and the log's.

    First without a trace beside the file; if another process is writing to it just
    then, what is seen so may not fit together.
    """
    try:
        return _looked(f"{file.absolute().as_uri()}?mode=ro&immutable=1")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise
        return _looked(f"{file.absolute().as_uri()}?mode=ro")


def _looked(address: str) -> tuple[int, set[str], set[str]]:
    with closing(sqlite3.connect(address, uri=True)) as database:
        (mark,) = database.execute("PRAGMA application_id").fetchone()
        if mark == APPLICATION:
            return mark, set(), set()
        tables = database.execute("SELECT name FROM sqlite_master").fetchall()
        columns = database.execute(f"PRAGMA table_info({LOG_TABLE})").fetchall()
    return mark, {name for (name,) in tables}, {name for _, name, *_ in columns}


def require_known(form: int, place: str) -> None:
    """Raise ``Unreadable`` for a form that only a newer version knows, or none."""
    if form > FORM:
        raise Unreadable(
            f"{place} was written by a newer version (form {form}, this one knows"
            f" {FORM}); it needs that version and was left as it is"
        )
    if 0 < form < FIRST_RELEASED:
        raise Unreadable(
            f"{place} was written before the first release (form {form}); this version"
            f" reads form {FIRST_RELEASED} and newer, and left it as it is"
        )


def require_columns(found: set[str], place: str) -> None:
    """Raise ``Unreadable`` for a log that is not ours, by its columns."""
    if found and "position" not in found:
        raise Unreadable(
            f"{place} holds the log of another application; it was left as it is"
        )


def form_of(database: Any) -> int:
    """Return the form a SQLite register is in; 0 for one without a mark."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])

"""What can be seen without opening the register: engine, room, files, triggers."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from application.addresses import LOCAL
from application.doctor.finding import Finding, error, fine, warning
from application.recorders.appendonly import missing_in_sqlite
from application.recorders.library import FIRST_BAD, FIRST_GOOD, sqlite3
from application.settings import Settings

MENDED_BRANCHES = {(3, 44): 6, (3, 50): 7}
SCARCE, SHORT = 100_000_000, 1_000_000_000


def engine(settings: Settings) -> Iterator[Finding]:
    """Look at the version of SQLite."""
    del settings
    yield sqlite_version(sqlite3.sqlite_version_info)


def sqlite_version(version: tuple[int, ...]) -> Finding:
    """Judge a version of SQLite by its known bugs."""
    name, (major, minor, patch) = ".".join(map(str, version)), version[:3]
    mended = patch >= MENDED_BRANCHES.get((major, minor), patch + 1)
    if FIRST_BAD <= version < FIRST_GOOD and not mended:
        return warning(
            "engine",
            f"SQLite {name} has the WAL-reset bug (3.7.0 to 3.51.2): in rare cases"
            " several connections can damage the file or lose commits;"
            " 3.51.3 or newer is needed",
        )
    return fine("engine", f"SQLite {name} has no bug known to us")


def place(settings: Settings) -> Iterator[Finding]:
    """Look at the settings and at the room on the disk."""
    free = shutil.disk_usage(settings.home).free
    told = f"{free / 1_000_000_000:.1f} GB are free at {settings.home}"
    if free < SCARCE:
        yield error("disk", f"{told}; the log needs room, acts will fail soon")
    elif free < SHORT:
        yield warning("disk", f"{told}; that is little")
    else:
        yield fine("disk", told)
    address = urlsplit(settings.base_url)
    if address.scheme == "http" and address.hostname not in LOCAL:
        yield warning(
            "settings",
            f"{settings.base_url} is not encrypted; passwords travel in the clear",
        )
    elif not settings.mail_url:
        yield warning(
            "settings",
            f"no mail server is named (DEPOSITARY_MAIL_URL); mails stay in"
            f" {settings.outbox}",
        )
    else:
        yield fine("settings", "the settings can be used as they are")


def secrecy(settings: Settings) -> Iterator[Finding]:
    """Look at who may read the files that hold secrets."""
    for name in ("accounts.db", "secret.key"):
        file = settings.home / name
        if not file.exists():
            yield fine(name, f"{name} is not there yet; it is made on first use")
            continue
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            yield error(name, f"{name} has mode {mode:04o}; 0600 is needed")
        else:
            yield fine(name, f"{name} can be read by its owner only")


def database(settings: Settings) -> Iterator[Finding]:
    """Look at the file of the log: whole, append-only, written ahead."""
    if settings.database is None:
        return
    with closing(_read_only(settings.database)) as found:
        (journal,) = found.execute("PRAGMA journal_mode").fetchone()
        (sound,) = found.execute("PRAGMA integrity_check(1)").fetchone()
        found.row_factory = sqlite3.Row
        missing = missing_in_sqlite(found.cursor())
    if missing:
        yield error(
            "append-only", f"the log can be changed: {', '.join(missing)} missing"
        )
    else:
        yield fine("append-only", "triggers refuse to change or remove an event")
    if journal == "wal":
        yield fine("journal", "the journal is written ahead (WAL)")
    else:
        yield error("journal", f"the journal is “{journal}”; WAL is needed")
    if sound == "ok":
        yield fine("integrity", "SQLite finds the file whole")
    else:
        yield error("integrity", f"the file is damaged: {sound}")


def _read_only(file: Path) -> Any:
    return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)

"""The doctor: looks at a register and says, in sentences, what is not as it should be.

It looks at the files before anything opens them, for opening mends what it can: it
makes triggers that are missing and takes a file from other readers.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from application.definitions import shipped_with
from application.ledger import Ledger
from application.office import KEY
from application.pages.reader import Reader
from application.recorders.library import FIRST_BAD, FIRST_GOOD, sqlite3
from application.register import Register
from application.settings import LOCAL, Settings
from application.views.rebuild import compare, status
from domain.errors import DepositaryError

MENDED_BRANCHES = {(3, 44): 6, (3, 50): 7}
SCARCE, SHORT = 100_000_000, 1_000_000_000
FULL = 2
DIFFERENCES_TOLD = 5


class Severity(StrEnum):
    """How much a finding weighs; only an error makes the doctor's verdict bad."""

    FINE = "fine"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, as a sentence."""

    check: str
    severity: Severity
    sentence: str


def fine(check: str, sentence: str) -> Finding:
    """Say that all is well."""
    return Finding(check, Severity.FINE, sentence)


def warning(check: str, sentence: str) -> Finding:
    """Say what somebody should know."""
    return Finding(check, Severity.WARNING, sentence)


def error(check: str, sentence: str) -> Finding:
    """Say what must be mended."""
    return Finding(check, Severity.ERROR, sentence)


Look = Callable[[Settings], Iterator[Finding]]


def examine(settings: Settings) -> Iterator[Finding]:
    """Give the findings one by one; a register that can't be opened is one of them."""
    looks: tuple[Look, ...] = (engine, place, secrecy, triggers, opened)
    for look in looks:
        try:
            yield from look(settings)
        except (DepositaryError, sqlite3.Error, OSError) as reason:
            yield error(look.__name__, f"the check could not be made: {reason}")


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


def triggers(settings: Settings) -> Iterator[Finding]:
    """Look whether the log is append-only in the database, too."""
    wanted = {"stored_events_no_update", "stored_events_no_delete"}
    wanted.add("stored_events_no_replace")
    with closing(_read_only(settings.database)) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        missing = wanted - {name for (name,) in rows}
        (journal,) = database.execute("PRAGMA journal_mode").fetchone()
    if missing:
        yield error(
            "append-only",
            f"the log can be changed: {', '.join(sorted(missing))} missing",
        )
    else:
        yield fine("append-only", "triggers refuse to change or remove an event")
    if journal == "wal":
        yield fine("journal", "the journal is written ahead (WAL)")
    else:
        yield error("journal", f"the journal is “{journal}”; WAL is needed")


def _read_only(file: Path) -> Any:
    return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)


def opened(settings: Settings) -> Iterator[Finding]:
    """Open the register and look at the log and the views."""
    register = Register(str(settings.database), KEY)
    try:
        yield from _safe(register.ledger)
        yield from _log(register.ledger)
        yield from _views(register)
        yield _definition(register)
    finally:
        register.close()


def _safe(ledger: Ledger) -> Iterator[Finding]:
    with ledger.reading() as cursor:
        cursor.execute("PRAGMA synchronous")
        (found,) = cursor.fetchone()
    if found == FULL:
        yield fine("synchronous", "an acknowledged act is on the disk (FULL)")
    else:
        yield error("synchronous", "synchronous is needed as FULL, or acts get lost")


def _log(ledger: Ledger) -> Iterator[Finding]:
    position, recorded_at = 0, ""
    versions: dict[object, int] = {}
    for entry in ledger.all():
        event = entry.event
        if entry.position != position + 1:
            yield error("log", f"the log has no position {position + 1}")
        version = versions.get(event.originator_id, 0) + 1
        if event.originator_version != version:
            yield error(
                "log",
                f"position {entry.position} is version {event.originator_version} of"
                f" its stream; {version} is needed",
            )
        if event.recorded_at < recorded_at:
            yield error("log", f"position {entry.position} goes back in time")
        position, recorded_at = entry.position, max(recorded_at, event.recorded_at)
        versions[event.originator_id] = event.originator_version
    yield fine(
        "log", f"{position} events in {len(versions)} streams were read to the end"
    )


def _views(register: Register) -> Iterator[Finding]:
    last, reached = register.ledger.position(), status(register)[0].position
    if reached != last:
        yield error("views", f"the views are at position {reached}, the log at {last}")
    found = compare(register)
    for difference in found[:DIFFERENCES_TOLD]:
        yield error("views", str(difference))
    if found[DIFFERENCES_TOLD:]:
        more = len(found) - DIFFERENCES_TOLD
        yield error("views", f"and {more} more; run depositary view rebuild")
    if not found:
        yield fine("views", f"every row agrees with the log at position {last}")


def _definition(register: Register) -> Finding:
    pinned = Reader(register).definition
    told = f"the register runs under {pinned.key}, version {pinned.version}"
    shipped = shipped_with(pinned.digest)
    if shipped:
        return fine("definition", f"{told}, as it ships with this release")
    return warning(
        "definition", f"{told}, which is not the one that ships with this release"
    )

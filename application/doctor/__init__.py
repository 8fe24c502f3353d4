"""The doctor: looks at a register and says, in sentences, what is not as it should be.

It looks at the files, or at the server, before anything opens them, for opening mends
what it can: it makes triggers that are missing and takes a file from other readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from application.doctor.evidence import Cited, evidence
from application.doctor.finding import Finding, Severity, error
from application.doctor.inside import clock, definition, log, notices, safety, views
from application.doctor.outside import database, engine, place, secrecy
from application.doctor.server import server
from application.evidence.folder import Folder
from application.office import KEY
from application.register import Register
from application.settings import Settings

__all__ = ["Finding", "Severity", "examine", "running_on"]

T = TypeVar("T")


def examine(settings: Settings) -> Iterator[Finding]:
    """Give the findings one by one; what can't be looked at is one of them."""
    in_file = settings.database is not None
    first, last = (engine, [database]) if in_file else (server, [])
    for look in (first, place, secrecy, *last):
        yield from safely(look, settings)
    try:
        register = Register(settings.database_url, KEY)
    except Exception as reason:  # noqa: BLE001 (whatever a look meets is a finding)
        yield error("register", f"it could not be opened: {reason}")
        return
    try:
        for inner in (
            *([safety] if in_file else []),
            log,
            views,
            clock,
            notices,
            definition,
        ):
            yield from safely(inner, register)
        folder = Folder(settings.evidence, settings.evidence_limit)
        yield from safely(evidence, Cited(register, folder))
    finally:
        register.close()


def running_on(settings: Settings) -> Finding:
    """Say what holds the log, and whether a bug of it is known to us."""
    look = engine if settings.database is not None else server
    return next(iter(safely(look, settings)))


def safely(look: Callable[[T], Iterator[Finding]], at: T) -> Iterator[Finding]:
    """Look *at* something; that it can't be looked at is a finding, too."""
    try:
        yield from look(at)
    except Exception as reason:  # noqa: BLE001 (the other looks go on)
        yield error(look.__name__, f"the check could not be made: {reason}")

"""The doctor: looks at a register and says, in sentences, what is not as it should be.

It looks at the files before anything opens them, for opening mends what it can: it
makes triggers that are missing and takes a file from other readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from application.doctor.finding import Finding, Severity, error
from application.doctor.inside import definition, log, safety, views
from application.doctor.outside import database, engine, place, secrecy
from application.office import KEY
from application.register import Register
from application.settings import Settings

__all__ = ["Finding", "Severity", "examine"]

T = TypeVar("T")


def examine(settings: Settings) -> Iterator[Finding]:
    """Give the findings one by one; what can't be looked at is one of them."""
    for look in (engine, place, secrecy, database):
        yield from safely(look, settings)
    try:
        register = Register(str(settings.database), KEY)
    except Exception as reason:  # noqa: BLE001 (whatever a look meets is a finding)
        yield error("register", f"it could not be opened: {reason}")
        return
    try:
        for inner in (safety, log, views, definition):
            yield from safely(inner, register)
    finally:
        register.close()


def safely(look: Callable[[T], Iterator[Finding]], at: T) -> Iterator[Finding]:
    """Look *at* something; that it can't be looked at is a finding, too."""
    try:
        yield from look(at)
    except Exception as reason:  # noqa: BLE001 (the other looks go on)
        yield error(look.__name__, f"the check could not be made: {reason}")

"""Opening a register that must be there already: nothing is made by asking for it."""

from __future__ import annotations

import sqlite3 as system

from eventsourcing.persistence import PersistenceError

from application.office import Office
from application.recorders.library import sqlite3
from application.settings import Settings
from application.views.rebuild import bring_up
from domain.errors import NotAllowed, NotFound, Unreadable

BROKEN = (system.Error, sqlite3.Error, PersistenceError)
"""What a damaged or unreachable database raises."""


def require_register(settings: Settings) -> None:
    """Raise ``NotFound`` where there is no register."""
    if not settings.database.is_file():
        raise NotFound(
            f"there is no register in {settings.home};"
            " make one with depositary init or depositary demo"
        )


def reopened(settings: Settings, *, as_it_is: bool = False) -> Office:
    """Open an established register; raises ``NotFound`` or ``Unreadable``.

    Views of an older shape are drawn anew, unless it is wanted *as it is*.
    """
    require_register(settings)
    try:
        office = Office.open(settings)
    except BROKEN as reason:
        raise Unreadable(f"{settings.database} is no register: {reason}") from reason
    if not office.established:
        office.close()
        raise NotFound("the register is not established yet: run depositary init")
    try:
        if not as_it_is:
            bring_up(office.register)
    except BaseException:
        office.close()
        raise
    return office


def registrar_of(office: Office) -> str:
    """Return the person who is registrar now; raises ``NotAllowed``."""
    register = office.register
    for held in register.desk().process.appointments.values():
        if held.capacity == "registrar" and not held.ended:
            return held.holder
    raise NotAllowed("an entry from sources needs a registrar, and none is appointed")

"""Opening a register that must be there already: nothing is made by asking for it."""

from __future__ import annotations

import sqlite3 as system
import sys

from eventsourcing.persistence import PersistenceError

from application.office import Office
from application.recorders.library import sqlite3
from application.settings import Settings
from application.views.rebuild import bring_up
from domain.errors import NotAllowed, NotFound, Unreadable


def broken() -> tuple[type[Exception], ...]:
    """Return what a damaged or unreachable database raises.

    The driver of a server counts where it is in use: it takes 20 MB.
    """
    driver = sys.modules.get("psycopg")
    own = (driver.Error,) if driver else ()
    return system.Error, sqlite3.Error, PersistenceError, *own


def require_register(settings: Settings) -> None:
    """Raise ``NotFound`` where there is no register."""
    if settings.database is None:
        found, place = _on_server(settings), settings.shown_database
    else:
        found, place = settings.database.is_file(), str(settings.home)
    if not found:
        raise NotFound(
            f"there is no register in {place};"
            " make one with depositary init or depositary demo"
        )


def _on_server(settings: Settings) -> bool:
    """Whether the database holds a log; raises ``Unreadable`` for no database."""
    from application.recorders.glance import holds_log  # noqa: PLC0415 (the driver)

    try:
        return holds_log(settings.database_url)
    except Unreadable as reason:
        raise Unreadable(f"{settings.shown_database} can't be used: {reason}") from None


def opened(settings: Settings) -> Office:
    """Open a register, making it where there is none; raises ``Unreadable``."""
    if settings.database is None:
        _on_server(settings)
    try:
        return Office.open(settings)
    except broken() as reason:
        place = settings.database or settings.shown_database
        raise Unreadable(f"{place} is no register: {reason}") from reason


def reopened(settings: Settings, *, as_it_is: bool = False) -> Office:
    """Open an established register; raises ``NotFound`` or ``Unreadable``.

    Views of an older shape are drawn anew, unless it is wanted *as it is*.
    """
    require_register(settings)
    office = opened(settings)
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

"""Letting persons in: who may invite, and the letters that carry a link.

An invitation opens an account; what the person may do comes with a mandate, granted in
the log by those who may.
"""

from __future__ import annotations

from application.mail import Letter, send
from application.office import NotAllowed, Office
from application.pages.reader import Viewer

MAY_INVITE = frozenset({"secretariat", "registrar", "minister"})


def may_invite(viewer: Viewer) -> bool:
    """Whether the viewer may open an account for somebody."""
    return any(actor.role in MAY_INVITE for actor in viewer.actors)


def invite(office: Office, viewer: Viewer, email: str, name: str) -> str:
    """Open an account for a person and write to them; return the person.

    Who has an account already is told to nobody but the inviter.  Raises
    ``NotAllowed`` and ``Malformed``.
    """
    if not may_invite(viewer):
        raise NotAllowed("to invite a person needs the secretariat or a minister")
    known = office.accounts.by_email(email)
    if known and office.accounts.begun(known):
        return known
    person, token = office.accounts.invite(email, name)
    inviter = office.accounts.name_of(viewer.person)
    text = (
        f"{name},\n\n{inviter} invites you to the register"
        f" of what states agreed. Choose a password within seven days:\n\n"
        f"{_link(office, token)}\n\n"
        "What you may do there follows from the mandates you are granted.\n"
    )
    _write(office, person, "Your account in the register", text)
    return person


def offer_reset(office: Office, email: str) -> None:
    """Write to the person of this address, if it has an account; tell nobody else."""
    token = office.accounts.reset_token(email)
    person = office.accounts.by_email(email)
    if not token or not person:
        return
    text = (
        f"{office.accounts.name_of(person)},\n\nsomebody, you we hope, asked for a new"
        " password to the register. Choose one within the hour:\n\n"
        f"{_link(office, token)}\n\n"
        "If it was not you, nothing has changed and you need do nothing.\n"
    )
    _write(office, person, "A new password for the register", text)


def _link(office: Office, token: str) -> str:
    return f"{office.settings.base_url}/sign-in/choose/{token}"


def _write(office: Office, person: str, subject: str, text: str) -> None:
    address = office.accounts.address_of(person)
    if address:
        send(office.settings, Letter(address, subject, text))

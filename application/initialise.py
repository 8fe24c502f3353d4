"""A new register: its process established, with its first two officers."""

from __future__ import annotations

from dataclasses import dataclass

from application.office import Office
from domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who gets an account; without a password the person is invited."""

    email: str
    name: str
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Officers:
    """The person ids of the first officers."""

    registrar: str
    secretary: str


def initialise(
    office: Office, process: str, registrar: Newcomer, secretary: Newcomer
) -> Officers:
    """Establish a register under a shipped definition, and open its officers' accounts.

    An account that an address has already is used.  Raises ``Refused`` where a register
    is established, or one person would hold both appointments.
    """
    if office.established:
        raise Refused("the register is established already")
    if registrar.email.strip().lower() == secretary.email.strip().lower():
        raise Refused("the registrar and the secretary need to be two persons")
    officers = Officers(person_of(office, registrar), person_of(office, secretary))
    office.establish(process, officers.registrar, officers.secretary)
    return officers


def person_of(office: Office, newcomer: Newcomer) -> str:
    """Return the person with this address, opening an account where there is none."""
    found = office.accounts.by_email(newcomer.email)
    if found is not None:
        return found
    return office.accounts.add(newcomer.email, newcomer.name, newcomer.password)

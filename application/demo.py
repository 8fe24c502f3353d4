"""The demonstration: the Declaration's record, and made-up people who can try it.

Every name says that it is made up, every mandate rests on the basis *demonstration*,
the one proposal is called an exercise, and every page shows a banner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.commands.act import Act
from application.initialise import Newcomer, initialise, person_of
from application.load import Progress, Summary, declaration, load, quiet
from application.office import Office
from domain.errors import Refused

PROCESS = "la-declaration"
PASSWORD = "demonstration-2022"  # noqa: S105 (told to everybody who looks)
BASIS = ("demonstration",)
PACKAGE = "AP07"
NAMES = {
    "CAN": "Canada",
    "GUY": "Guyana",
    "MEX": "Mexico",
    "COL": "Colombia",
    "USA": "the United States",
}
ROLES = {
    "registrar": ("Registrar", "enters acts from documents; issues corrections"),
    "secretary": (
        "Technical Secretariat",
        "enters ministers, circulates, translates, receives reports",
    ),
    "minister": ("Minister", "grants mandates, announces and endorses"),
    "coordinator": ("Special Coordinator", "announces, endorses, names who reports"),
    "delegate": ("Delegate", "drafts, concurs, tables and co-sponsors"),
    "focal": ("Focal Point", "drafts progress reports"),
    "validating": ("Validating Authority", "submits progress reports"),
}
HELD = {
    "CAN": ("minister", "coordinator", "delegate", "focal", "validating"),
    "GUY": ("minister", "coordinator", "delegate"),
    "MEX": ("minister", "coordinator", "delegate", "focal", "validating"),
    "COL": ("minister", "coordinator"),
    "USA": ("minister", "coordinator"),
}
CAPACITIES = {
    "delegate": "delegate",
    "focal": "focal_point",
    "validating": "validating_authority",
}
CHAIR = "COL"
TITLE = "EXERCISE — Share what works in opening complementary pathways"
PARAGRAPHS = [
    "EXERCISE, made up for this demonstration: no government has proposed this text.",
    (
        "Each endorsing country names one contact for complementary pathways within six"
        " months of the opening of this commitment."
    ),
    (
        "The members of the committee share, once a year, what they have learnt about"
        " admission through work, study and family."
    ),
]
PARRAFOS = [
    (
        "EJERCICIO, inventado para esta demostración: ningún gobierno ha propuesto este"
        " texto."
    ),
    (
        "Cada país adherente designa un contacto para las vías complementarias en los"
        " seis meses siguientes a la apertura de este compromiso."
    ),
    (
        "Los miembros del comité comparten, una vez al año, lo aprendido sobre la"
        " admisión por trabajo, estudio y familia."
    ),
]


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demonstration: how to sign in, as whom, and what for."""

    email: str
    password: str
    name: str
    may: str


def is_demo(office: Office) -> bool:
    """Whether the register is a demonstration: a file in its home says so."""
    return (office.settings.home / "demonstration").is_file()


def demonstrate(
    office: Office, progress: Progress = quiet
) -> tuple[Summary, list[Account]]:
    """Make the register a demonstration, or finish one that was begun.

    Raises ``Refused`` in a register that is none: made-up people have no place there.
    """
    if office.established and not is_demo(office):
        raise Refused(
            "this register is no demonstration; a folder of its own is needed for one"
        )
    (office.settings.home / "demonstration").touch()
    if not office.established:
        initialise(office, PROCESS, newcomer("registrar"), newcomer("secretary"))
    summary = load(office, declaration(), _person(office, "registrar"), progress)
    return summary, furnish(office, progress)


def furnish(office: Office, progress: Progress = quiet) -> list[Account]:
    """Add the made-up people with their mandates, and the exercise proposal, once."""
    everybody = [("registrar", ""), ("secretary", "")]
    everybody += [(role, code) for code, roles in HELD.items() for role in roles]
    for done, (role, code) in enumerate(everybody, 1):
        person_of(office, newcomer(role, code))
        progress(done, len(everybody), "accounts")
    participant = office.register.desk().whole("participant", "CAN")
    if not getattr(participant, "mandates", None):
        office.register.act_all(_acts(office))
    return [account(role, code) for role, code in everybody]


def newcomer(role: str, code: str = "") -> Newcomer:
    """Return who holds *role* for a participant, by a name that says it is made up."""
    title = ROLES[role][0]
    place = f"{code.lower()}." if code else ""
    name = f"Demo {title} of {NAMES[code]}" if code else f"Demo {title}"
    return Newcomer(f"{place}{role}@demo.example", name, PASSWORD)


def account(role: str, code: str = "") -> Account:
    """Return the account of who holds *role*, with what it is good for."""
    known, may = newcomer(role, code), ROLES[role][1]
    if code == CHAIR:
        may = f"chairs: convenes, declares consensus; {may}"
    return Account(known.email, PASSWORD, known.name, may)


def _person(office: Office, role: str, code: str = "") -> str:
    return person_of(office, newcomer(role, code))


def _acts(office: Office) -> Iterator[Act]:
    for code, roles in HELD.items():
        yield from _mandates(office, code, roles)
    reference = office.register.desk().process.next_reference()
    delegate, secretary = (
        _person(office, "delegate", "CAN"),
        _person(office, "secretary"),
    )
    said = {"package": PACKAGE, "title": TITLE, "paragraphs": PARAGRAPHS}
    yield Act("commitment", "", "draft", delegate, said, basis=BASIS)
    yield Act("commitment", reference, "concur", delegate, basis=BASIS)
    said = {"language": "es", "paragraphs": PARRAFOS}
    yield Act("commitment", reference, "add-translation", secretary, said, basis=BASIS)


def _mandates(office: Office, code: str, roles: tuple[str, ...]) -> Iterator[Act]:
    minister = _person(office, "minister", code)
    said = {"holder": minister, "office": "Minister, made up for the demonstration"}
    secretary = _person(office, "secretary")
    yield Act("participant", code, "enter-minister", secretary, said, basis=BASIS)
    for role in roles[1:]:
        said = {"holder": _person(office, role, code)}
        action = "designate" if role == "coordinator" else "delegate"
        if action == "designate":
            said["level"] = "principal"
        else:
            said["capacity"] = CAPACITIES[role]
        yield Act("participant", code, action, minister, said, basis=BASIS)

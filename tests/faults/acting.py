"""A register small enough to be made anew for each test, on either engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from application.commands.answers import key_of, told_again
from application.office import Act, Receipt
from application.register import Register
from application.views.rebuild import compare
from domain.definition import load
from tests.engines import fresh

ENGINES = ("sqlite", "postgresql")
COUNTRIES = ("CAN", "COL", "GUY")
SOAK = max(int(os.environ.get("DEPOSITARY_SOAK", "1")), 1)
"""How many times as much is tried as in an ordinary run."""
ONE = "LAD-001"


def act(register: Register, person: str, *what: Any, **rest: Any) -> Receipt:
    """Take one act: *what* is kind, key, action and what is said."""
    kind, key, action, *said = what
    return register.act(Act(kind, key, action, person, *said, **rest))


def populate(register: Register) -> None:
    """Enter three countries with ministers and delegates, and a package they lead."""
    register.establish(load("la-declaration"), "registrar", "secretary")
    basis: Any = {"basis": ("note verbale",)}
    for code in COUNTRIES:
        said: dict[str, Any] = {"key": code, "name": code.title(), "nature": "state"}
        act(register, "secretary", "participant", "", "register", said, **basis)
        where, minister = ("participant", code), f"minister-{code}"
        said = {"holder": minister, "office": "Foreign Minister"}
        act(register, "secretary", *where, "enter-minister", said, **basis)
        act(register, minister, *where, "endorse", {}, **basis)
        said = {"holder": f"delegate-{code}", "capacity": "delegate"}
        act(register, minister, *where, "delegate", said)
    said = {"code": "P1", "number": 1, "title": "One"}
    act(register, "secretary", "process", "LAD", "define-pillar", said, **basis)
    said = {"key": "AP01", "number": 1, "title": "Package", "pillar": "P1"}
    act(register, "secretary", "package", "", "identify", said, **basis)
    act(register, "minister-CAN", "package", "AP01", "volunteer-lead")
    act(register, "minister-GUY", "package", "AP01", "volunteer-co-lead")
    register.act(drafting("c-first"))


def drafting(command: str) -> Act:
    """Return the act of drafting a commitment; there can be any number of them."""
    said = {"package": "AP01", "title": "Pathways", "paragraphs": "One."}
    return Act("commitment", "", "draft", "delegate-CAN", said, command=command)


def revision(text: str, key: str = ONE, **rest: Any) -> Act:
    """Return the act of revising a commitment: it can be taken again and again."""
    said = {"paragraphs": text}
    return Act("commitment", key, "revise", "delegate-CAN", said, **rest)


@contextmanager
def furnished(engine: str, folder: Path) -> Iterator[tuple[str, Register]]:
    """Give the address of a register that is furnished, and the register."""
    with fresh(engine, folder) as url:
        register = Register(url, "LAD")
        try:
            populate(register)
            yield url, register
        finally:
            register.close()


def require_sound(register: Register, acknowledged: dict[str, int]) -> None:
    """Check that each acknowledged act is there once, in its place, and seen.

    *acknowledged* tells the position that each command was answered with.  What was
    not acknowledged may be there, but once, too, and with its answer kept.
    """
    entries = list(register.ledger.all())
    assert [e.position for e in entries] == list(range(1, len(entries) + 1))
    held: dict[str, list[int]] = {}
    for entry in entries:
        held.setdefault(entry.event.command, []).append(entry.position)
    assert {c: held.get(c, [0])[0] for c in acknowledged} == acknowledged
    with register.reading() as cursor:
        cursor.execute("SELECT command, position, edition FROM commands")
        kept = {bytes(row["command"]): row for row in cursor.fetchall()}
    held.pop("establish", None)
    assert kept.keys() == {key_of(command) for command in held}
    for command, positions in held.items():
        row = kept[key_of(command)]
        receipt = told_again(register.ledger, row["position"], row["edition"])
        assert (receipt.command, list(receipt.positions)) == (command, positions)
    times = [e.event.recorded_at for e in entries]
    assert times == sorted(times)
    assert compare(register) == []

"""A register at work, made once and copied: for tests of time, bad input and crowds.

Four countries, two packages, a meeting, an adopted commitment that is open, an
announced one, and a clock that goes when a test says so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from application.office import Act, Office, Receipt
from domain.definition import load
from tests import reviewed
from tests.houses import at, housed, new_home

COUNTRIES = ("CAN", "COL", "GUY", "MEX")
SHARED, NATIONAL = "LAD-001", "LAD-002"
UNDERTAKING = f"{NATIONAL}-COL"
BASIS = ("note verbale",)
SECRETARY, REGISTRAR = "p-secretary", "p-registrar"
START = datetime(2024, 6, 1, 12, tzinfo=UTC)
PILLAR = {"code": "P1", "number": 1, "title": "One"}
LONG_AGO = "2022-06-10"
RULES = {
    "la-declaration": lambda: load("la-declaration"),
    "reviewed": reviewed.definition,
}
"""What a register at work can run under."""


@dataclass
class World:
    """An office with a clock that is put by hand."""

    home: Path
    clock: datetime = START
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        """Open the office in the folder."""
        self.office = Office.open(at(self.home), self.time)

    def time(self) -> datetime:
        """Return the time, as the register asks for it."""
        return self.clock

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.clock += timedelta(**span)

    def act(
        self,
        person: str,
        kind: str,
        key: str,
        action: str,
        said: dict[str, Any] | None = None,
        **rest: Any,
    ) -> Receipt:
        """Take one act."""
        return self.office.act(Act(kind, key, action, person, said or {}, **rest))

    def enter(self, code: str, *what: Any, occurred: str, **rest: Any) -> Receipt:
        """Let the secretariat enter a late act of a country's minister."""
        return self.act(
            SECRETARY,
            *what,
            for_mandate=f"{code}-M1",
            occurred=occurred,
            basis=rest.pop("basis", BASIS),
            **rest,
        )

    @property
    def position(self) -> int:
        """The last position of the log."""
        return self.office.register.ledger.position()

    def record(self, kind: str, key: str) -> Any:
        """Return a record as it stands."""
        return self.office.register.desk().whole(kind, key)

    def as_of(self, kind: str, key: str, day: str) -> Any:
        """Return a record as it stood on a day."""
        return self.office.reader(self.office.when(as_of=day)).record(kind, key)


@contextlib.contextmanager
def opened(
    home: Path, engine: str = "sqlite", rules: str = "la-declaration"
) -> Iterator[World]:
    """Open a copy of the register at work in *home*, its log on *engine*."""
    with housed(engine, home, _made(engine, rules)):
        world = World(home)
        try:
            yield world
        finally:
            world.office.close()


@cache
def _made(engine: str, rules: str) -> Path:
    home = new_home(engine)
    world = World(home, datetime(2024, 1, 1, tzinfo=UTC))
    world.office.register.establish(RULES[rules](), REGISTRAR, SECRETARY)
    _populate(world)
    _adopt(world)
    world.office.close()
    return home


def _populate(world: World) -> None:
    """Enter four countries since 2022, their people, two packages and a meeting."""
    long_ago: dict[str, Any] = {"basis": BASIS, "occurred": LONG_AGO}
    for code in COUNTRIES:
        said = {"key": code, "name": code.title(), "nature": "state"}
        world.act(SECRETARY, "participant", "", "register", said, **long_ago)
        minister = {"holder": f"minister-{code}", "office": "Foreign Minister"}
        what = ("participant", code, "enter-minister", minister)
        world.act(SECRETARY, *what, **long_ago)
        what = ("participant", code, "endorse", {})
        world.act(REGISTRAR, *what, participant=code, **long_ago)
        _grant(world, code)
    for what in (
        (
            "process",
            "LAD",
            "define-pillar",
            {"code": "P1", "number": 1, "title": "One"},
        ),
        ("process", "LAD", "assume-office", {"office": "chair", "holder": "COL"}),
        ("package", "", "identify", _package(1)),
        ("package", "", "identify", _package(2)),
    ):
        world.act(REGISTRAR, *what, **long_ago)
    for code, action in (
        ("CAN", "volunteer-lead"),
        ("GUY", "volunteer-co-lead"),
        ("MEX", "join"),
    ):
        what = ("package", "AP01", action, {})
        world.act(REGISTRAR, *what, participant=code, **long_ago)
    planned = {
        "key": "ministerial-1",
        "title": "First ministerial",
        "nature": "ministerial",
        "planned": "2024-01-20",
    }
    world.act(SECRETARY, "meeting", "", "schedule", planned, basis=BASIS)


def _package(number: int) -> dict[str, Any]:
    title = f"Package {number}"
    return {"key": f"AP0{number}", "number": number, "title": title, "pillar": "P1"}


def _grant(world: World, code: str) -> None:
    minister, where = f"minister-{code}", ("participant", code)
    coordinator = {"holder": f"coordinator-{code}", "level": "principal"}
    world.act(minister, *where, "designate", coordinator)
    for capacity in ("delegate", "focal_point", "validating_authority"):
        said = {"holder": f"{capacity}-{code}", "capacity": capacity}
        world.act(minister, *where, "delegate", said)


def _adopt(world: World) -> None:
    """Adopt one shared commitment by consensus, and announce a national one."""
    text = {"package": "AP01", "title": "Pathways", "paragraphs": "One.\n\nTwo."}
    world.act("delegate-CAN", "commitment", "", "draft", text)
    where = ("commitment", SHARED)
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", *where, "concur")
    world.act("delegate-CAN", *where, "table")
    translated = {"language": "es", "paragraphs": "Uno.\n\nDos."}
    world.act(SECRETARY, *where, "add-translation", translated)
    world.act("delegate-CAN", *where, "circulate")
    world.wait(days=15)
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "consensus"})
    meeting = ("meeting", "ministerial-1")
    world.act("minister-COL", *meeting, "convene")
    for code in COUNTRIES:
        said = {"attending": code, "under": f"{code}-M1"}
        world.act(SECRETARY, *meeting, "record-presence", said)
    world.act("minister-COL", *where, "declare-consensus", {"meeting": "ministerial-1"})
    world.act("delegate-CAN", *where, "open")
    world.wait(days=1)
    promise = {"form": "national", "title": "20,000 visas", "pillar": "P1"}
    world.act("minister-COL", "commitment", "", "announce", promise)
    said = {"key": "2030-a", "title": "2030", "begins": "2030-01-01"}
    said["ends"] = "2030-06-30"
    world.act(SECRETARY, "period", "", "announce", said, basis=BASIS)

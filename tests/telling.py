"""A committee that is told of things: acts, looks of a runner, pages and letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from application.doctor import examine
from application.notices.page import listing
from application.notices.runner import Looked, outbox_of
from application.settings import Settings
from tests.houses import at
from tests.mailboxes import Mailbox, listening, sends_by
from tests.visiting import Visitor
from tests.world import SECRETARY, World, opened
from web.runner import runner_of

DELEGATES = ("delegate-CAN", "delegate-GUY", "delegate-MEX")
PROPOSAL = ("commitment", "LAD-003")
TITLE = "Five centres"


@contextmanager
def committee(home: Path, engine: str) -> Iterator[World]:
    """Give a register that was read for notices up to now; delegates have accounts."""
    with opened(home, engine) as world:
        visitor = Visitor.of(world)
        for person in DELEGATES:
            visitor.account(person)
        look(world)
        yield world


@contextmanager
def post_of(world: World) -> Iterator[Mailbox]:
    """Run a mail server that takes the letters of the world."""
    with listening() as box:
        sends_by(world.office, box.url)
        yield box


def look(world: World) -> Looked:
    """Let a runner look once, one that remembers nothing."""
    return runner_of(world.office).once()


def sought(world: World) -> None:
    """Bring a proposal of the committee to where the chair may open silence."""
    said = {"package": "AP01", "title": TITLE, "paragraphs": "Five.\n\nTen."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", *PROPOSAL, "concur")
    world.act("delegate-CAN", *PROPOSAL, "table")
    spanish = {"language": "es", "paragraphs": "Cinco.\n\nDiez."}
    world.act(SECRETARY, *PROPOSAL, "add-translation", spanish)
    world.act("delegate-CAN", *PROPOSAL, "circulate")
    world.wait(days=15)
    world.act("delegate-CAN", *PROPOSAL, "seek-decision", {"procedure": "silence"})


def silence(world: World) -> None:
    """Let silence run on a proposal, with nothing before it left to tell."""
    sought(world)
    look(world)
    world.act("minister-COL", *PROPOSAL, "open-silence", {"hours": 72})


def page(world: World, person: str) -> list[dict[str, Any]]:
    """Return what a person's page of notices shows."""
    reader = world.office.reader(person=person)
    found: list[dict[str, Any]] = listing(reader, outbox_of(world.office))["notices"]
    return found


def rows(world: World) -> list[dict[str, Any]]:
    """Return every notice of persons that have an account."""
    outbox = outbox_of(world.office)
    return [
        row | {"person": person}
        for person in DELEGATES
        for row in outbox.of_person(person, ("9999", 0), 100)
    ]


def states(world: World) -> set[str]:
    """Return how the notices of the delegates stand."""
    return {row["state"] for row in rows(world)}


def findings(world: World) -> list[str]:
    """Return what the doctor says of notices."""
    found = examine(Settings.read(at(world.home)))
    return [one.sentence for one in found if one.check == "notices"]


def letters(world: World, person: str) -> list[dict[str, Any]]:
    """Return the rows of the outbox of a person."""
    with world.office.register.reading() as cursor:
        cursor.execute("SELECT * FROM notices WHERE person = :p", {"p": person})
        return [dict(row) for row in cursor.fetchall()]

"""Histories recorded once and replayed for ever: ``python -m tests.recording``.

A file that is there is never written again: what the register once wrote it must always
read.  Only the digests of the views are written anew, since views may gain a column;
what changed is then seen in the difference of ``digests.json``.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.persistence import StoredEvent

from application.clock import Clock
from application.load import declaration, load
from application.register import Register
from application.settings import Settings
from application.views.every import VIEWS
from application.views.rebuild import rebuild
from application.views.tables import TABLES
from tests.houses import at
from tests.world import (
    BASIS,
    NATIONAL,
    REGISTRAR,
    SECRETARY,
    SHARED,
    UNDERTAKING,
    World,
    opened,
)

HISTORIES = Path(__file__).parent / "histories"
DIGESTS = HISTORIES / "digests.json"


def rows_of(register: Register) -> Iterator[bytes]:
    """Give the stored rows of a register's log, a line of JSON each."""
    ledger = register.ledger
    for entry in ledger.all():
        stored = ledger.stored(entry.event)
        yield orjson.dumps({
            "originator_id": entry.event.originator_id.hex,
            "originator_version": stored.originator_version,
            "topic": stored.topic,
            "state": orjson.loads(stored.state),
        })  # fmt: skip


def stored_in(name: str) -> list[StoredEvent]:
    """Return the rows of a recorded history as they were stored."""
    lines = (HISTORIES / f"{name}.jsonl").read_bytes().splitlines()
    return [
        StoredEvent(
            originator_id=UUID(told["originator_id"]),
            originator_version=told["originator_version"],
            topic=told["topic"],
            state=orjson.dumps(told["state"]),
        )
        for told in map(orjson.loads, lines)
    ]


def replay(name: str, home: Path) -> Register:
    """Put a recorded history into the empty log of a fresh register; draw its views."""
    register = Register(Settings.read(at(home)).database_url, "LAD")
    register.ledger.recorder.insert_events(stored_in(name))
    rebuild(register)
    return register


def digests_of(register: Register) -> dict[str, str]:
    """Return the SHA-256 of the rows of each view but the sums, kept for speed only."""
    found = {}
    with register.reading() as cursor:
        for view in VIEWS:
            if view.name not in {*TABLES, "activity"}:
                continue
            told = hashlib.sha256(orjson.dumps(view.columns))
            for line in sorted(orjson.dumps(row) for row in view.rows(cursor)):
                told.update(line + b"\n")
            found[view.name] = told.hexdigest()
    return found


# --- what was recorded --------------------------------------------------------------


def declared(world: World) -> None:
    """The Declaration as loaded from its reference data."""
    load(world.office, declaration(), REGISTRAR)


def adopted(world: World) -> None:
    """A shared commitment from draft to endorsements, and a promise that is kept."""
    for code in ("GUY", "MEX", "CAN"):
        reserved = {"reservation": "As funds allow.", "paragraph_numbers": ["2"]}
        said = reserved if code == "MEX" else {}
        world.act(f"minister-{code}", "commitment", SHARED, "endorse", said)
    leave = ("withdraw-endorsement", {"reason": "A new government."})
    world.act("minister-MEX", "commitment", SHARED, *leave)
    where = ("undertaking", UNDERTAKING)
    owner = {"institution": "Ministry of Labour", "focal_point": "COL-M4"}
    world.act("coordinator-COL", *where, "assign-owner", owner)
    report = {
        "self_status": "in progress",
        "narrative": "4,000 visas issued.",
        "evidence": "https://example.org/decree",
    }
    world.act("focal_point-COL", *where, "draft-report", report)
    validator, number = "validating_authority-COL", {"report": "1"}
    world.act(validator, *where, "submit-report", number)
    world.act(SECRETARY, *where, "receive-report", number)
    mended = number | {"narrative": "4,100 visas issued.", "reason": "Counted again."}
    world.act("focal_point-COL", *where, "draft-report-correction", mended)
    world.act(validator, *where, "correct-report", number)
    world.act(validator, *where, "start")
    world.act(validator, *where, "claim-fulfilment", {"evidence": "Decree 12"})
    world.act("minister-COL", "commitment", SHARED, "close", basis=BASIS)


def corrected(world: World) -> None:
    """Late entries between others, brackets, and corrections by two persons."""
    world.act("minister-MEX", "commitment", SHARED, "endorse")
    where = ("commitment", SHARED)
    world.enter("GUY", *where, "endorse", {}, occurred="2024-03-01..2024-03-31")
    world.enter("CAN", *where, "endorse", {}, occurred="2024-03")
    version = world.record(*where).version - 1
    for field, new in (("occurred_at", "2024-04-02"), ("earliest", "2024-03-20")):
        said = {"version": version, "field": field, "new": new, "reason": "The note."}
        world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)
        number = {"number": len(world.record(*where).corrections)}
        world.act(REGISTRAR, *where, "correct", number)
    promise = {"form": "joint", "title": "A joint promise", "partners": ["GUY"]}
    rest: dict[str, Any] = {"participant": "MEX", "basis": BASIS}
    announce = ("commitment", "", "announce", promise)
    world.act(REGISTRAR, *announce, occurred="unknown", **rest)
    said = {"version": 1, "field": "title", "new": "30,000 visas", "reason": "Misread."}
    world.act(
        SECRETARY, "commitment", NATIONAL, "propose-correction", said, basis=BASIS
    )
    world.act(REGISTRAR, "commitment", NATIONAL, "correct", {"number": 1})
    leave = ("participant", "CAN", "notify-withdrawal", {"reason": "An election."})
    world.enter("CAN", *leave, occurred="2024-05-01")
    world.act("minister-CAN", "participant", "CAN", "endorse", basis=BASIS)
    revoke = {"number": "GUY-M3", "reason": "Recalled."}
    world.enter("GUY", "participant", "GUY", "revoke", revoke, occurred="2024-05-20")


def decided(world: World) -> None:
    """A committee that amends, breaks silences, waits for capitals and adopts."""
    where = ("commitment", "LAD-003")
    said = {"package": "AP01", "title": "Skills", "paragraphs": "One.\n\nTwo."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    _concurred(world, where)
    world.act("delegate-CAN", *where, "table")
    note = {"title": "Explanatory note", "paragraphs": "Why."}
    world.act(SECRETARY, *where, "issue-addendum", note)
    _translated(world, where, "Uno.\n\nDos.")
    world.act("delegate-CAN", *where, "circulate")
    for change in ("replace", "take out"):
        amendment = {"paragraph": "2", "change": change, "wording": "Two, in time."}
        world.act("delegate-MEX", *where, "propose-amendment", amendment)
    world.act("delegate-CAN", *where, "accept-amendment", {"amendment": 1})
    declined = {"amendment": 2, "reason": "It is the point."}
    world.act("delegate-GUY", *where, "decline-amendment", declined)
    _revised(world, where, "One.\n\nTwo, in time.", "Uno.\n\nDos, a tiempo.")
    world.wait(days=14)
    _silence(world, where)
    broken = {"reason": "Our parliament is asked.", "paragraph_numbers": ["1"]}
    broken |= {"sent": "2024-06-16T09:30-05:00"}
    world.act("delegate-MEX", *where, "break-silence", broken)
    world.act("delegate-MEX", *where, "withdraw-objection", {"objection": 1})
    _silence(world, where)
    world.act("minister-COL", *where, "call-off-silence", {"reason": "A holiday."})
    _silence(world, where)
    more = {"hours": 24, "reason": "A holiday."}
    world.act("minister-COL", *where, "extend-silence", more)
    for code in ("MEX", "GUY"):
        world.act(f"delegate-{code}", *where, "enter-ad-referendum")
    statement = {"nature": "statement", "text": "We read “one” as “one or more”."}
    world.act("delegate-CAN", *where, "attach-statement", statement)
    world.wait(hours=102)
    Clock(world.office.register).once()
    world.act("minister-MEX", *where, "confirm-ad-referendum")
    late = {"reason": "We read it again."}
    world.act("delegate-CAN", *where, "record-late-objection", late)
    world.wait(days=60)
    Clock(world.office.register).once()
    slip = {"language": "es", "paragraph": "2", "old": "Dos", "new": "Los dos"}
    world.act(
        SECRETARY, *where, "propose-text-correction", slip | {"reason": "A slip."}
    )
    second = {"holder": "p-second", "capacity": "secretariat"}
    world.act(REGISTRAR, "process", "LAD", "appoint", second, basis=BASIS)
    world.act("p-second", *where, "issue-text-correction", {"corrigendum": 1})
    _met(world)


def kept(world: World) -> None:
    """An undertaking step by step, and one that ends when its participant leaves."""
    where = ("undertaking", UNDERTAKING)
    coordinator, validator = "coordinator-COL", "validating_authority-COL"
    owner = {"institution": "Ministry of Labour", "focal_point": "COL-M4"}
    world.act(coordinator, *where, "assign-owner", owner)
    target = {"quantity": 20_000, "unit": "visas", "due": "2025-12-31"}
    world.act(validator, *where, "set-target", target)
    said = {"criterion": "The gazette says so.", "due": "2024-07-31"}
    for title in ("A decree", "A counter", "A register"):
        world.act(validator, *where, "set-milestone", {"title": title, **said})
    world.act("focal_point-COL", *where, "plan")
    rest = {"reason": "An election."}
    world.act(coordinator, *where, "suspend", rest)
    world.act(coordinator, *where, "resume", {"reason": "It is over."})
    moved = {"milestone": "2", "due": "2024-09-30", "reason": "The rains."}
    world.act(validator, *where, "reschedule-milestone", moved)
    met = {"milestone": "1", "evidence": "Decree 12"}
    world.act(validator, *where, "meet-milestone", met)
    reviewer = {"holder": "p-reviewer", "capacity": "reviewer"}
    world.act(REGISTRAR, "process", "LAD", "appoint", reviewer, basis=BASIS)
    world.wait(days=90)
    Clock(world.office.register).once()
    again = {"milestone": "3", "due": "2024-12-31", "reason": "The road was cut."}
    world.act("p-reviewer", *where, "reopen-milestone", again)
    dropped = {"milestone": "3", "reason": "One is enough."}
    world.act(validator, *where, "drop-milestone", dropped)
    world.act("minister-MEX", "commitment", SHARED, "endorse")
    leave = ("notify-withdrawal", {"reason": "A new government."})
    world.act("minister-MEX", "participant", "MEX", *leave, basis=BASIS)


def _concurred(world: World, where: tuple[str, str]) -> None:
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", *where, "concur")


def _translated(world: World, where: tuple[str, str], text: str) -> None:
    said = {"language": "es", "paragraphs": text}
    world.act(SECRETARY, *where, "add-translation", said)


def _revised(world: World, where: tuple[str, str], text: str, spanish: str) -> None:
    world.act("delegate-CAN", *where, "revise", {"paragraphs": text})
    _concurred(world, where)
    _translated(world, where, spanish)


def _silence(world: World, where: tuple[str, str]) -> None:
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "silence"})
    world.act("minister-COL", *where, "open-silence", {"hours": 72})


def _met(world: World) -> None:
    """Take a decision in a meeting; its record is adopted, and so are new rules."""
    where = ("meeting", "ministerial-1")
    item = {"title": "Skills", "commitment": "LAD-003"}
    world.act(SECRETARY, *where, "add-agenda-item", item)
    world.act(SECRETARY, *where, "add-agenda-item", {"title": "Any other business"})
    gone = {"item": 2, "reason": "Nothing came up."}
    world.act("minister-COL", *where, "withdraw-agenda-item", gone)
    world.act("minister-COL", *where, "decide", {"decision": "Noted.", "item": 1})
    world.act("minister-COL", *where, "adjourn")
    world.act("minister-COL", *where, "adopt-record", basis=BASIS)
    file = resources.files("domain.processes").joinpath("la-declaration.toml")
    rules = re.sub(r"(?m)^version = .*$", "version = 99", file.read_text("utf-8"))
    said = {"rules": rules, "impact": "The number of the version."}
    world.act("minister-COL", "process", "LAD", "adopt-definition", said, basis=BASIS)


RECORDED: dict[str, Callable[[World], None]] = {
    "declaration": declared,
    "adopted": adopted,
    "corrected": corrected,
    "corrected-again": corrected,
    "decided": decided,
    "kept": kept,
}
OF_TODAY = ("corrected-again", "decided", "kept")
"""Those that were written in the form of today; the others said every field."""


@contextmanager
def _begun(name: str, home: Path) -> Iterator[World]:
    """Begin with a register at work, or with an empty one for the Declaration."""
    if name != "declaration":
        with opened(home) as world:
            yield world
        return
    world = World(home, datetime(2024, 12, 1, tzinfo=UTC))
    world.office.establish("la-declaration", REGISTRAR, SECRETARY)
    yield world
    world.office.close()


def _lived(name: str, history: Callable[[World], None], home: Path) -> bytes:
    with _begun(name, home) as world:
        history(world)
        return b"".join(line + b"\n" for line in rows_of(world.office.register))


def main() -> None:
    """Record what is not recorded yet, and write the digests of the views."""
    for name, history in RECORDED.items():
        file = HISTORIES / f"{name}.jsonl"
        if not file.exists():
            with (
                tempfile.TemporaryDirectory() as home,
                _begun(name, Path(home)) as world,
            ):
                history(world)
                lines = rows_of(world.office.register)
                file.write_bytes(b"".join(line + b"\n" for line in lines))
    found = {}
    for name in RECORDED:
        with tempfile.TemporaryDirectory() as home:
            register = replay(name, Path(home))
            found[name] = digests_of(register)
            register.close()
    DIGESTS.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()

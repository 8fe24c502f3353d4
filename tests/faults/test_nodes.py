"""Two nodes that write in turn: each knows what the other recorded, however it fell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from application.office import Act
from application.register import Register
from application.views.projector import refolded
from domain.errors import Refused
from tests.engines import fresh
from tests.faults.acting import (
    COUNTRIES,
    ENGINES,
    SOAK,
    populate,
    require_sound,
    revision,
)

SEED, ACTS = 20240615, 60 * SOAK
START = datetime(2024, 6, 1, 12, tzinfo=UTC)
BASIS = ("note verbale",)


class Clock:
    """A clock that goes on by a minute whenever it is looked at."""

    def __init__(self) -> None:
        """Begin on a day."""
        self.now = START

    def __call__(self) -> datetime:
        """Return the time, as the register asks for it."""
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(params=ENGINES)
def nodes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Register]]:
    clock = Clock()
    with fresh(request.param, tmp_path) as url:
        opened = [Register(url, "LAD", clock) for _ in "12"]
        populate(opened[0])
        yield opened
        for register in opened:
            register.close()


def acts(dice: random.Random, count: int) -> Iterator[Act]:
    """Give acts of every kind: at the end of a record, before it, corrections of it."""
    proposed = dict.fromkeys(COUNTRIES, 0)
    for number in range(count):
        code, kind = dice.choice(COUNTRIES), dice.randrange(5)
        name: dict[str, Any] = {"language": "en", "name": f"{code} {number}"}
        where = ("participant", code)
        if kind == 0:
            yield Act(*where, "record-name", "secretary", name, basis=BASIS)
        elif kind == 1:
            day = (START + timedelta(minutes=dice.randrange(30))).isoformat()
            yield Act(
                *where, "record-name", "secretary", name, basis=BASIS, occurred=day
            )
        elif kind == 2:
            said = {"version": 1, "field": "name", "new": f"{code} put right {number}"}
            said |= {"reason": "a slip"}
            proposed[code] += 1
            yield Act(*where, "propose-correction", "secretary", said, basis=BASIS)
        elif kind == 3:
            said = {"number": proposed[code] or 1}
            yield Act(*where, "correct", "registrar", said, basis=BASIS)
        else:
            yield revision(f"{number}")


def knows(register: Register) -> bool:
    """Whether what the writer remembers is what the log tells."""
    memory: Any = register._memory  # noqa: SLF001 (the writer's own)
    with register._writing():  # noqa: SLF001
        desk, anew = memory.desk(), register.desk()
        for kind, key in list(desk._whole):  # noqa: SLF001
            one, other = desk.whole(kind, key), anew.whole(kind, key)
            if (one and vars(one)) != (other and vars(other)):
                return False
        held = memory.projector._held  # noqa: SLF001
        for stream, kept in held.items():
            events = [e.event for e in register.ledger.after(stream, 0)]
            record = refolded(type(kept.record), kept.record.key, events)
            if _told(record) != _told(kept.record):
                return False
    return True


def _told(record: Any) -> dict[str, Any]:
    return {name: held for name, held in vars(record).items() if name != "events"}


def test_two_nodes_in_turn_know_the_same(nodes: list[Register]) -> None:
    dice = random.Random(SEED)  # noqa: S311 (repeatable)
    acknowledged, refused = {}, 0
    for act in acts(dice, ACTS):
        register = dice.choice(nodes)
        try:
            acknowledged[act.command] = register.act(act).position
        except Refused:
            refused += 1
        assert all(knows(node) for node in nodes)
    assert refused < ACTS // 2
    for register in nodes:
        require_sound(register, acknowledged)


def test_the_harness_sees_a_node_that_does_not_listen(
    nodes: list[Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = nodes
    one.act(revision("one"))
    assert knows(one)
    desk = one._memory.desk()  # noqa: SLF001
    monkeypatch.setattr(desk, "follow", lambda _: None)
    other.act(revision("other"))
    assert not knows(one)

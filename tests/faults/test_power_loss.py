"""What was acknowledged is there after the power was lost, on any torn disk."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from application.commands.answers import key_of
from application.recorders.library import sqlite3
from application.register import Register
from tests.faults.acting import SOAK, furnished, require_sound
from tests.faults.power import require_strace, traced

pytestmark = pytest.mark.slow
ACTS, EVERY, LOOKED_AT_WHOLLY = 40 * SOAK, 2, 25
SEED = 20240615
LAST = "SELECT MAX(position) FROM stored_events"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    require_strace()
    home = tmp_path / "disk"
    home.mkdir()
    with furnished("sqlite", home):
        pass
    return home


def lost(folder: Path, manner: str) -> tuple[int, int]:
    """Lose power again and again; return how many images there were, and lost acts."""
    dice, images, without = random.Random(SEED), 0, 0  # noqa: S311 (repeatable)
    place = folder.parent / "image"
    for number, disk in enumerate(traced(folder, manner, ACTS, manner)):
        if number % EVERY:
            continue
        images += 1
        disk.lose_power(place, dice)
        if not held(place / "register.db", disk.acknowledged):
            without += 1
        elif images % LOOKED_AT_WHOLLY == 0:
            with closing(Register(str(place / "register.db"), "LAD")) as register:
                require_sound(register, disk.acknowledged)
    assert len(disk.acknowledged) == ACTS
    return images, without


def held(file: Path, acknowledged: dict[str, int]) -> bool:
    """Whether the database is whole and knows every act that was acknowledged."""
    with closing(sqlite3.connect(file)) as database:
        try:
            assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            rows = database.execute("SELECT command FROM commands").fetchall()
        except sqlite3.DatabaseError:
            return False
        (last,) = database.execute(LAST).fetchone()
    known = {command for (command,) in rows}
    told = max(acknowledged.values(), default=0)
    return {key_of(command) for command in acknowledged} <= known and last >= told


def test_no_acknowledged_act_is_lost_with_the_power(folder: Path) -> None:
    images, without = lost(folder, "full")

    assert images > 100
    assert without == 0


def test_the_harness_sees_acts_that_the_disk_had_not_yet(folder: Path) -> None:
    """With the synchronous of the library, NORMAL."""
    images, without = lost(folder, "normal")

    assert without > images // 10

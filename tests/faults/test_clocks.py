"""Clocks that are killed at any moment, and race: each deadline passes once."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.clock import Clock
from application.office import Act
from application.register import Register
from domain.words import instant
from tests.engines import fresh
from tests.faults.acting import (
    COUNTRIES,
    ENGINES,
    SOAK,
    populate,
    require_sound,
    revision,
)
from tests.faults.programs import program, said

pytestmark = pytest.mark.slow
START = datetime(2024, 6, 1, 12, tzinfo=UTC)
DUE, LATE = START + timedelta(hours=1), START + timedelta(hours=7)
EACH = 60 * SOAK


class Hands:
    """A clock of the wall that a test puts."""

    now = START

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture(params=ENGINES)
def place(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, Register]]:
    """Give a register on which many mandates expired in one instant, six hours ago."""
    with fresh(request.param, tmp_path) as url:
        hands = Hands()
        register = Register(url, "LAD", hands)
        populate(register)
        mandates = {"holder": "x", "capacity": "delegate", "until": instant(DUE)}
        for code in COUNTRIES:
            what = ("participant", code, "delegate", f"minister-{code}", mandates)
            register.act_all(Act(*what) for _ in range(EACH))
        hands.now = LATE
        yield url, register
        register.close()


def round_of(url: str, clocks: int, seconds: float) -> dict[str, int]:
    """Let clocks run for a moment and kill them; return what they said."""
    told: dict[str, int] = {}
    with ExitStack() as stack:
        processes = [
            stack.enter_context(program("ticking", url, LATE.isoformat()))
            for _ in range(clocks)
        ]
        for process in processes:
            assert said(process) == "begun"
        for process in processes:
            time.sleep(random.uniform(0.01, seconds))  # noqa: S311
            process.send_signal(signal.SIGKILL)
        for process in processes:
            assert process.stdout is not None
            lines = [line.split() for line in process.stdout if line.endswith("\n")]
            told |= {command: int(position) for command, position in lines}
    return told


def require_once(register: Register, told: dict[str, int]) -> None:
    """Check that each mandate expired once, as of its instant."""
    expired = [
        entry.event
        for entry in register.ledger.all()
        if entry.event.TOPIC == "participant.mandate-expired"
    ]
    assert len({event.command for event in expired}) == len(expired)
    assert len(expired) == EACH * len(COUNTRIES)
    assert {event.occurred_at for event in expired} == {instant(DUE)}
    require_sound(register, told)


def test_killed_between_any_two_acts_they_lose_and_double_none(
    place: tuple[str, Register],
) -> None:
    url, register = place
    told: dict[str, int] = {}
    rounds = 0
    while Clock(register).lag() and rounds < 6:
        told |= round_of(url, clocks=2, seconds=0.25)
        act = revision(f"round {rounds}", command=f"round-{rounds}")
        told[act.command] = register.act(act).position
        rounds += 1
    Clock(register).once()
    assert rounds > 1, "they were never interrupted"
    require_once(register, told)


def test_two_at_once_in_two_processes_record_each_once(
    place: tuple[str, Register],
) -> None:
    url, register = place
    told = round_of(url, clocks=2, seconds=3)
    Clock(register).once()
    require_once(register, told)

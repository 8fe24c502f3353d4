"""A clock that goes ten years back and forth: the record keeps its order."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.memory import Memory
from application.register import Register
from tests.engines import fresh
from tests.faults.acting import ENGINES, drafting, populate, require_sound, revision

TEN_YEARS = timedelta(days=3653)
START = datetime(2024, 6, 1, 12, tzinfo=UTC)


class Wild:
    """A clock that a test throws about."""

    def __init__(self) -> None:
        """Begin on a day."""
        self.now = START

    def __call__(self) -> datetime:
        """Return the time, as the register asks for it."""
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(params=ENGINES)
def place(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, Register, Wild]]:
    with fresh(request.param, tmp_path) as url:
        clock = Wild()
        register = Register(url, "LAD", clock)
        populate(register)
        yield url, register, clock
        register.close()


def back_and_forth(register: Register, clock: Wild) -> dict[str, int]:
    acknowledged = {}
    for number in range(24):
        clock.now = START + (number % 4 - 1) * TEN_YEARS
        act = revision(f"{number}", command=f"c-{number}")
        acknowledged[act.command] = register.act(act).position
    return acknowledged


def test_the_record_never_goes_back_in_time(
    place: tuple[str, Register, Wild], caplog: pytest.LogCaptureFixture
) -> None:
    url, register, clock = place
    with caplog.at_level(logging.WARNING, "depositary.clock"):
        acknowledged = back_and_forth(register, clock)

    require_sound(register, acknowledged)
    last = register.ledger.last_recorded_at()
    assert last.startswith(f"{(START + 2 * TEN_YEARS).date()}")
    assert len(caplog.records) == 1 + 5  # whenever the clock begins to be behind
    assert "before the last act" in caplog.text
    clock.now = START
    again = Register(url, "LAD", clock)  # it knows from the log, not from memory
    assert again.act(revision("again")).recorded_at == last
    require_sound(again, acknowledged)
    again.close()


def test_the_harness_sees_a_record_that_goes_back(
    place: tuple[str, Register, Wild], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, register, clock = place
    monkeypatch.setattr(Memory, "stamp", lambda _, now: now)
    clock.now = START + TEN_YEARS
    register.act(revision("in ten years"))
    clock.now = START + timedelta(days=1)
    register.act(drafting("c-today"))
    with pytest.raises(AssertionError):
        require_sound(register, {})

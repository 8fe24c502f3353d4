"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from application.office import Office

pytest_plugins = [
    "tests.steps.story",
    "tests.steps.acting",
    "tests.steps.loading",
    "tests.steps.preparing",
    "tests.steps.proposals",
    "tests.steps.passing",
    "tests.steps.reading",
    "tests.steps.standings",
    "tests.steps.promises",
    "tests.steps.history",
    "tests.steps.rules",
]


MEMORY = Path("/dev/shm")  # noqa: S108 -- a thousand acts need no disk to sync


@dataclass
class Clock:
    """A clock that goes only when a test says so."""

    now: datetime = datetime(2023, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time, as the register asks for it."""
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time pass: ``days=14``, ``hours=71``, ``seconds=1``."""
        self.now += timedelta(**span)

    def put_to(self, day: str) -> None:
        """Put the clock to noon of a day, in UTC."""
        self.now = datetime.fromisoformat(f"{day}T12:00:00+00:00")


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the office."""
    return Clock()


@pytest.fixture
def office(clock: Clock) -> Iterator[Office]:
    """Open an office on an empty register of its own, in memory where that can be."""
    with TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as home:
        opened = Office.open({"DEPOSITARY_HOME": home}, clock=clock)
        yield opened
        opened.close()

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
from tests.engines import ENGINES, MEMORY
from tests.houses import at, housed

pytest_plugins = [
    "tests.steps.story",
    "tests.steps.acting",
    "tests.steps.loading",
    "tests.steps.ogp",
    "tests.steps.preparing",
    "tests.steps.proposals",
    "tests.steps.passing",
    "tests.steps.periods",
    "tests.steps.reading",
    "tests.steps.briefs",
    "tests.steps.standings",
    "tests.steps.promises",
    "tests.steps.milestones",
    "tests.steps.history",
    "tests.steps.rules",
    "tests.steps.reviewing",
    "tests.steps.waiting",
    "tests.steps.letters",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the engines be chosen that the tests run on."""
    parser.addoption(
        "--engine",
        choices=(*ENGINES, "both"),
        default="sqlite",
        help="the engine that holds the log, where a test is not about one alone",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for the engine on each that was chosen."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "engine" not in metafunc.fixturenames or any(
        "engine" in m.args[0] for m in marks
    ):
        return
    chosen = metafunc.config.getoption("--engine")
    engines = ENGINES if chosen == "both" else (chosen,)
    if metafunc.definition.get_closest_marker("sqlite"):
        engines = ("sqlite",)
    metafunc.parametrize("engine", engines, indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """Return the engine that holds the log."""
    return str(getattr(request, "param", "sqlite"))


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
def office(clock: Clock, engine: str) -> Iterator[Office]:
    """Open an office on an empty register of its own, in memory where that can be."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=place) as folder, housed(engine, Path(folder)) as home:
        opened = Office.open(at(home), clock=clock)
        yield opened
        opened.close()

"""kill -9 in a loop, with one writer and with two: no acknowledged act is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from application.register import Register
from tests.faults.acting import ENGINES, SOAK, furnished, require_sound

pytestmark = pytest.mark.slow
ROUNDS = 4 * SOAK
MANY = 100_000


def start(url: str, name: str, manner: str = "careful") -> subprocess.Popen[str]:
    """Start a writer and wait until it acts."""
    told = [sys.executable, "-m", "tests.faults.writer", url, name, str(MANY), manner]
    return subprocess.Popen(told, stdout=subprocess.PIPE, text=True)


def answers(process: subprocess.Popen[str]) -> dict[str, int]:
    """Return what was acknowledged before it was killed."""
    assert process.stdout is not None
    with process.stdout as told:
        lines = [line.split() for line in told if line.endswith("\n")]
    return {command: int(position) for command, position in lines}


def killed(url: str, names: list[str], manner: str = "careful") -> dict[str, int]:
    """Let writers act together for a moment and kill them; return their answers."""
    processes = [start(url, name, manner) for name in names]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("begun")
    for process in processes:
        time.sleep(random.uniform(0.02, 0.3))  # noqa: S311
        process.send_signal(signal.SIGKILL)
    acknowledged: dict[str, int] = {}
    for process in processes:
        acknowledged |= answers(process)
        process.wait(10)
    return acknowledged


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("writers", [1, 2])
def test_writers_that_are_killed(engine: str, writers: int, tmp_path: Path) -> None:
    with furnished(engine, tmp_path) as (url, register):
        acknowledged: dict[str, int] = {}
        for turn in range(ROUNDS):
            names = [f"round-{turn}-writer-{n}" for n in range(writers)]
            acknowledged |= killed(url, names)
        assert len(acknowledged) > ROUNDS
        require_sound(register, acknowledged)
        with closing(Register(url, "LAD")) as again:
            require_sound(again, acknowledged)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_harness_sees_acts_told_too_soon(engine: str, tmp_path: Path) -> None:
    with furnished(engine, tmp_path) as (url, register):
        acknowledged: dict[str, int] = {}
        for turn in range(20):
            acknowledged |= killed(url, [f"round-{turn}"], "careless")
            if not _sound(register, acknowledged):
                return
        pytest.fail("no act was lost that was told before it was committed")


def _sound(register: Register, acknowledged: dict[str, int]) -> bool:
    try:
        require_sound(register, acknowledged)
    except AssertionError:
        return False
    return True

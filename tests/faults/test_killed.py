"""kill -9 in a loop, with one writer and with two: no acknowledged act is lost."""

from __future__ import annotations

import random
import signal
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from application.register import Register
from tests.faults.acting import ENGINES, SOAK, furnished, require_sound
from tests.faults.programs import program, said

pytestmark = pytest.mark.slow
ROUNDS = 4 * SOAK
MANY = "100000"


def killed(url: str, names: list[str], manner: str = "careful") -> dict[str, int]:
    """Let writers act together for a moment and kill them; return their answers."""
    acknowledged: dict[str, int] = {}
    with ExitStack() as stack:
        processes = [
            stack.enter_context(program("writer", url, name, MANY, manner))
            for name in names
        ]
        for process in processes:
            assert said(process).startswith("begun")
        for process in processes:
            time.sleep(random.uniform(0.02, 0.3))  # noqa: S311
            process.send_signal(signal.SIGKILL)
        for process in processes:
            assert process.stdout is not None
            lines = [line.split() for line in process.stdout if line.endswith("\n")]
            acknowledged |= {command: int(position) for command, position in lines}
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

"""Commands sent again and again, in parallel too, answers dropped: one effect each."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from application import register as registers
from application.office import Act, Receipt
from application.register import Register
from domain.errors import Busy, Unknown
from tests.faults.acting import (
    ENGINES,
    SOAK,
    drafting,
    furnished,
    require_sound,
    revision,
)
from tests.faults.proxy import Cut, Line, line

COMMANDS = 1_000 * SOAK
MOST, TOGETHER, DROPPED = 5, 8, 0.2
SEED = 20240615


class Sender:
    """Sends commands until each was answered at least once; notes every answer."""

    def __init__(self, send: Callable[[Act], Receipt], dice: random.Random) -> None:
        """Send by *send*."""
        self.send, self.dice = send, dice
        self.answers: dict[str, set[Receipt]] = defaultdict(set)
        self.unanswered = 0

    def __call__(self, act: Act) -> None:
        """Send a command, and note the answer unless it is dropped."""
        try:
            answer = self.send(act)
        except (Busy, Unknown):
            self.unanswered += 1
            return
        if self.dice.random() < DROPPED:
            self.unanswered += 1
        else:
            self.answers[act.command].add(answer)

    def work(self, acts: list[Act]) -> None:
        """Send each one to five times, half of them in parallel, in any order."""
        times = [act for act in acts for _ in range(self.dice.randint(1, MOST))]
        self.dice.shuffle(times)
        half = len(times) // 2
        for act in times[:half]:
            self(act)
        with ThreadPoolExecutor(TOGETHER) as pool:
            list(pool.map(self, times[half:]))
            while missing := [act for act in acts if act.command not in self.answers]:
                list(pool.map(self, missing))


def commands(count: int) -> list[Act]:
    """Return revisions of one commitment, and among them drafts of new ones."""
    return [
        revision(f"text {n}", command=f"c-{n}") if n % 10 else drafting(f"c-{n}")
        for n in range(count)
    ]


def require_one_effect(register: Register, sender: Sender, before: int) -> None:
    """Each command was answered alike each time, and is there once."""
    assert {len(answers) for answers in sender.answers.values()} == {1}
    told = {
        command: min(a.position for a in answers)
        for command, answers in sender.answers.items()
    }
    require_sound(register, told)
    made = [len(a.positions) for answers in sender.answers.values() for a in answers]
    assert register.ledger.position() == before + sum(made)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_effect_each_and_the_same_answer_each(engine: str, tmp_path: Path) -> None:
    with furnished(engine, tmp_path) as (_, register):
        before = register.ledger.position()
        sender = Sender(register.act, random.Random(SEED))  # noqa: S311
        number = COMMANDS if engine == "sqlite" or SOAK > 1 else COMMANDS // 5
        sender.work(commands(number))
        require_one_effect(register, sender, before)
        assert sender.unanswered > number // 5


@pytest.mark.slow
def test_one_effect_each_though_the_line_is_cut(tmp_path: Path) -> None:
    dice = random.Random(SEED)  # noqa: S311 (repeatable)
    with furnished("postgresql", tmp_path) as (url, near), line(url) as between:
        far = Register(between.url, "LAD")
        before = near.ledger.position()

        def send(act: Act) -> Receipt:
            _cut_sometimes(between, dice)
            return dice.choice((near, far)).act(act)

        sender = Sender(send, dice)
        sender.work(commands(COMMANDS // 5))
        require_one_effect(near, sender, before)
        assert between.cuts > COMMANDS // 50
        assert sender.unanswered
        far.close()


def _cut_sometimes(between: Line, dice: random.Random) -> None:
    if dice.random() < 0.2:
        between.cut = dice.choice((Cut.ANSWER, Cut.COMMIT))


def test_the_harness_sees_a_command_that_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers.Register, "_known", lambda *_: None)
    monkeypatch.setitem(registers.LOG, "keep_command", "SELECT 1")
    with furnished("sqlite", tmp_path) as (_, register):
        before = register.ledger.position()
        sender = Sender(register.act, random.Random(SEED))  # noqa: S311
        sender.work([drafting(f"c-{n}") for n in range(10)])
        with pytest.raises(AssertionError):
            require_one_effect(register, sender, before)

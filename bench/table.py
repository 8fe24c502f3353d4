"""Measures pairs in one run, interleaved, and prints medians, spread and ratios."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

MICRO = 1e6
Candidates = Mapping[str, Callable[[], int]]


@dataclass
class Measured:
    """One candidate's repeats: seconds a thing, by the clock and of the processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median of seconds a thing."""
        return statistics.median(self.wall)

    @property
    def rate(self) -> float:
        """Things a second."""
        return 1 / self.seconds

    @property
    def spread(self) -> float:
        """Half the way from the lowest to the highest, as part of the median."""
        return (max(self.wall) - min(self.wall)) / 2 / self.seconds

    @property
    def processor(self) -> float:
        """The median of the processor's seconds a thing."""
        return statistics.median(self.cpu)


@dataclass(frozen=True)
class Floor:
    """What is asked of one candidate: its rate or its time, alone or against another.

    ``least`` and ``most`` are limits of a ratio where it is *against* another.
    """

    name: str
    against: str = ""
    least: float | None = None
    most: float | None = None
    quiet: bool = False
    """Whether it holds on a quiet machine only."""

    def told(self, found: Mapping[str, Measured]) -> tuple[str, bool]:
        """Return the sentence, and whether the floor was reached."""
        it = found[self.name]
        if self.least is not None:
            value = it.rate / found[self.against].rate if self.against else it.rate
            asked, reached = f"at least {self.least:g}", value >= self.least
        else:
            most = self.most or 0.0
            time_ = it.seconds
            value = time_ / found[self.against].seconds if self.against else time_
            asked, reached = f"at most {most:g}", value <= most
        what = f"{self.name} / {self.against}" if self.against else self.name
        word = "reached" if reached else "NOT reached"
        where = " on a quiet machine" if self.quiet else ""
        return f"{what}: {_figure(value)} ({asked}{where}) {word}", reached


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def interleaved(candidates: Candidates, repeats: int) -> dict[str, Measured]:
    """Run each candidate in turn, *repeats* times; each returns how much it did."""
    found = {name: Measured() for name in candidates}
    for _ in range(repeats):
        for name, run in candidates.items():
            cpu, wall = _cpu(), time.perf_counter()
            done = run()
            took = time.perf_counter() - wall
            found[name].wall.append(took / done)
            found[name].cpu.append((_cpu() - cpu) / done)
    return found


def times(number: int, run: Callable[[], object]) -> Callable[[], int]:
    """Run something several times as one repeat."""

    def repeated() -> int:
        for _ in range(number):
            run()
        return number

    return repeated


def _cpu() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(who) for who in whose]
    return sum(one.ru_utime + one.ru_stime for one in used)


def show(
    title: str,
    thing: str,
    found: Mapping[str, Measured],
    floors: Sequence[Floor] = (),
) -> bool:
    """Print the table and each floor; return whether every one was reached."""
    console = Console(width=100, highlight=False)
    load = os.getloadavg()[0]
    table = Table(
        title=f"{title} (load {load:.1f} on {os.cpu_count()} processors)",
        title_justify="left",
    )
    for head in ("", f"{thing}/s", "µs each", "±", "CPU µs each"):
        table.add_column(head, justify="left" if not head else "right")
    for name, it in found.items():
        table.add_row(
            name,
            f"{it.rate:,.0f}",
            f"{it.seconds * MICRO:,.1f}",
            f"{it.spread:.0%}",
            f"{it.processor * MICRO:,.1f}",
        )
    console.print(table)
    return tell(console, (floor.told(found) for floor in floors))


def tell(console: Console, told: Iterable[tuple[str, bool]]) -> bool:
    """Print what is asked and whether it was reached."""
    whole = True
    for sentence, reached in told:
        console.print(f"  {sentence}")
        whole &= reached
    return whole

"""Measures pairs in one run, interleaved, and prints medians, spread and ratios."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass
class Measured:
    """One candidate's repeats: things a second, and CPU seconds a thing."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median rate."""
        return statistics.median(self.rates)

    @property
    def spread(self) -> float:
        """Half the way from the lowest to the highest, as part of the median."""
        return (max(self.rates) - min(self.rates)) / 2 / self.median


def interleaved(
    candidates: Mapping[str, Callable[[], int]], repeats: int
) -> dict[str, Measured]:
    """Run each candidate in turn, *repeats* times; each returns how much it did."""
    found = {name: Measured() for name in candidates}
    for _ in range(repeats):
        for name, run in candidates.items():
            cpu, wall = _cpu(), time.perf_counter()
            done = run()
            took = time.perf_counter() - wall
            found[name].rates.append(done / took)
            found[name].cpu.append((_cpu() - cpu) / done)
    return found


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def show(
    title: str,
    unit: str,
    found: Mapping[str, Measured],
    floors: Sequence[tuple[str, str, float]] = (),
) -> bool:
    """Print the table and each floor (*candidate*, *measured against*, ratio).

    Returns whether every floor was reached.
    """
    console = Console(width=100)
    table = Table(title=title, title_justify="left")
    for head in ("", f"{unit}, median", "±", "CPU µs each"):
        table.add_column(head, justify="left" if not head else "right")
    for name, measured in found.items():
        table.add_row(
            name,
            f"{measured.median:,.0f}",
            f"{measured.spread:.0%}",
            f"{statistics.median(measured.cpu) * 1e6:,.0f}",
        )
    console.print(table)
    reached = True
    for name, against, floor in floors:
        ratio = found[name].median / found[against].median
        reached &= ratio >= floor
        mark = "reached" if ratio >= floor else "NOT reached"
        console.print(f"  {name} / {against}: {ratio:.2f} (floor {floor}) {mark}")
    return reached

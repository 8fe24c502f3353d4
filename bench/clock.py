"""The clock: ten thousand deadlines of one minute worked off, beside acts of people.

``python -m bench.clock [--deadlines 10000] [--events 1000000] [--engine postgresql]``

Deadlines and acts fall on commitments that nobody has looked at since the register was
opened, some of each in turn.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event

from application.clock import TOGETHER, Clock
from application.commands.act import Act
from application.lapsing import Passed
from application.register import Register
from bench.engines import database
from bench.grow import KEPT, asked, grown
from bench.lives import delegate, tabled, translate
from bench.scene import LEAD, Scene
from bench.table import Floor, Measured, interleaved, show, times

AT_ONCE = 8
NUMBER = "MEX-M3"
"""Under which mandate people act."""
LOOKS = 100
SMALL = 10_000


def address(folder: Path, engine: str) -> str:
    """Return the address of an empty register."""
    if engine == "sqlite":
        return f"sqlite:///{folder / 'register.db'}"
    return database(KEPT / "postgresql", "clock", fresh=True)


def in_consultation(scene: Scene, turn: int) -> str:
    """Bring a commitment to where it waits for the end of its comments."""
    key = tabled(scene, turn)
    translate(scene, key)
    delegate(scene, LEAD, key, "circulate")
    return key


def filled(url: str, waiting: int, others: int) -> tuple[Scene, list[str]]:
    """Fill a register; return it as it is opened when all is due, and the others."""
    scene = Scene(url)
    begun = scene.clock
    scene.register.clock = lambda: begun  # all in one minute
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(partial(in_consultation, scene), range(waiting)))
        keys = list(pool.map(partial(tabled, scene), range(others)))
    scene.clock = begun + timedelta(days=15)
    scene.register.close()
    scene.register = Register(url, "LAD", scene.time)
    return scene, keys


def working_off(register: Register, count: int) -> Callable[[], int]:
    """Return what lets about so many deadlines pass."""

    def work() -> int:
        stopped, done = Event(), list[Passed]()

        def told(passed: Passed) -> None:
            done.append(passed)
            if len(done) > count - TOGETHER:
                stopped.set()

        return Clock(register, told).once(stopped)

    return work


def sponsoring(scene: Scene, keys: Iterator[str], count: int) -> Callable[[], int]:
    """Return what takes so many acts of people, one after another."""

    def work() -> int:
        for key in islice(keys, count):
            scene.register.act(
                Act("commitment", key, "co-sponsor", "p-delegate-MEX", mandate=NUMBER)
            )
        return count

    return work


def finding(register: Register) -> Callable[[], int]:
    """Return what finds what is due first, and since when."""
    clock = Clock(register)

    def find() -> None:
        assert next(clock.due())
        assert clock.lag()

    return times(LOOKS, find)


def work(deadlines: int, engine: str, repeats: int) -> dict[str, Measured]:
    """Work deadlines off, in turns with acts of people."""
    some = deadlines // repeats
    acts = max(some // 4, 1)
    with tempfile.TemporaryDirectory() as name:
        url = address(Path(name), engine)
        scene, keys = filled(url, deadlines, acts * repeats)
        found = interleaved(
            {
                "acts of people": sponsoring(scene, iter(keys), acts),
                "deadlines": working_off(scene.register, some),
            },
            repeats,
        )
        scene.register.close()
    return found


def find(events: int, engine: str, folder: Path, repeats: int) -> dict[str, Measured]:
    """Find what is due in a small log and in a big one."""
    opened = [Register(grown(n, engine, folder)[1], "LAD") for n in (SMALL, events)]
    small, big = map(finding, opened)
    found = interleaved(
        {f"{SMALL:,} events": small, f"{events:,} events": big}, repeats
    )
    for register in opened:
        register.close()
    return found


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = asked(__doc__)
    parser.add_argument("--deadlines", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    said = parser.parse_args()
    worked = work(said.deadlines, said.engine, said.repeats)
    title = f"{said.deadlines:,} deadlines of one minute on {said.engine}, full sync"
    floors = [Floor("deadlines", "acts of people", least=0.9)]
    whole = show(title, "acts", worked, floors)
    found = find(said.events, said.engine, said.folder, said.repeats)
    small, big = found
    floors = [Floor(big, small, most=1.3)]
    return 0 if show("Finding what is due", "looks", found, floors) and whole else 1


if __name__ == "__main__":
    sys.exit(main())

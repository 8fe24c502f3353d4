"""What tests of many at once share: a world looked over, tasks that start together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from application.office import Receipt, Refused
from application.views.rebuild import compare
from tests.folding import check_memory
from tests.world import SHARED, World, opened

ENDORSE = ("commitment", SHARED, "endorse")


@contextmanager
def looked_over(home: Path, engine: str = "sqlite") -> Iterator[World]:
    """Open a register at work, and look at the end whether all of it agrees."""
    with opened(home, engine) as found:
        yield found
        assert compare(found.office.register) == []
        check_memory(found)
        entries = list(found.office.register.ledger.all())
        assert [e.position for e in entries] == list(range(1, len(entries) + 1))
        times = [e.event.recorded_at for e in entries]
        assert times == sorted(times)


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run *tasks* in threads that start together; return answers and refusals."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return task()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def asking(world: World, *what: Any, **rest: Any) -> Callable[[], Receipt]:
    """Return a task that takes one act."""
    return lambda: world.act(*what, **rest)

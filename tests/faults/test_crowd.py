"""A crowd: every writer gets an answer in its turn, slow readers stop nobody."""

from __future__ import annotations

import json
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from application.recorders import turns, writer
from application.recorders.writer import PATIENCE
from application.register import Register
from domain.commitment import Commitment
from domain.events.commitment import ProposalRevised
from tests.faults.acting import ENGINES, ONE, SOAK, furnished, require_sound, revision
from tests.faults.crowding import Crowd
from tests.faults.programs import program, said

WRITERS, EACH = 32, 8 * min(SOAK, 3)  # a longer stream tells nothing more
MOST_OVERTAKEN = 6 * WRITERS
"""How many acts of others may come first while one waits, or waits for its turn to ask
(a thread that the machine holds back looks early and asks late)."""


# Readers


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_slow_readers_stop_no_writer(engine: str, tmp_path: Path, hasty: float) -> None:
    with furnished(engine, tmp_path) as (_, register):
        begun, done = threading.Barrier(16), threading.Event()
        with ThreadPoolExecutor(15) as pool:
            readers = [
                pool.submit(read_slowly, register, begun, done) for _ in range(15)
            ]
            begun.wait()
            acknowledged = acts(register, "during", 100)
            sleep(2 * hasty)
            acknowledged |= acts(register, "after", 100)
            done.set()
            seen = {reader.result() for reader in readers}
        assert all(before == after for before, after in seen)
        require_sound(register, acknowledged)


def read_slowly(
    register: Register, begun: threading.Barrier, done: threading.Event
) -> tuple[int, int]:
    with register.reading():
        before = register.ledger.position()
        begun.wait()
        done.wait()
        return before, register.ledger.position()


def acts(register: Register, name: str, count: int) -> dict[str, int]:
    """Take so many acts; return where each was recorded."""
    commands = [f"{name}-{number}" for number in range(count)]
    return {c: register.act(revision(c, command=c)).position for c in commands}


def test_the_pool_of_the_library_never_writes_again(tmp_path: Path) -> None:
    """As it comes: a writer that times out behind busy readers keeps its lock."""
    from eventsourcing.persistence import PersistenceError  # noqa: PLC0415
    from eventsourcing.sqlite import SQLiteDatastore as AsItComes  # noqa: PLC0415

    store = AsItComes(
        str(tmp_path / "plain.db"), pool_size=2, max_overflow=0, pool_timeout=0.2
    )
    readers = [store.pool.get_connection(timeout=1) for _ in "12"]
    with pytest.raises(PersistenceError):
        store.pool.get_connection(timeout=0.2, is_writer=True)
    for reader in readers:
        store.pool.put_connection(reader)
    with pytest.raises(PersistenceError):
        store.pool.get_connection(timeout=0.2, is_writer=True)
    store.close()


# Writers


def require_no_lost_update(register: Register, acknowledged: dict[str, int]) -> None:
    """Each revision builds on the one before it, and none is missing."""
    require_sound(register, acknowledged)
    found = register.desk().whole("commitment", ONE)
    assert isinstance(found, Commitment)
    versions = [event.originator_version for event in found.events]
    assert versions == list(range(1, len(versions) + 1))
    numbers = [e.revision for e in found.events if isinstance(e, ProposalRevised)]
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))
    assert len(numbers) == len(acknowledged)


@pytest.mark.parametrize("engine", ENGINES)
def test_thirty_two_threads_on_one_commitment(engine: str, tmp_path: Path) -> None:
    with furnished(engine, tmp_path) as (_, register):
        crowd = Crowd()
        crowd.gather(register, "writer", WRITERS, EACH)
        assert len(crowd.acknowledged) == WRITERS * EACH
        require_no_lost_update(register, crowd.acknowledged)
        assert max(crowd.overtaken) < MOST_OVERTAKEN


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_thirty_two_writers_in_four_processes(engine: str, tmp_path: Path) -> None:
    with furnished(engine, tmp_path) as (url, register):
        crowd = apart(url, 4)
        assert len(crowd.acknowledged) == WRITERS * EACH
        require_no_lost_update(register, crowd.acknowledged)
        assert max(crowd.waits) < PATIENCE
        assert max(crowd.overtaken) < MOST_OVERTAKEN


def apart(url: str, count: int) -> Crowd:
    """Let the writers act in several processes; return what became of all."""
    each = [str(WRITERS // count), str(EACH)]
    crowd = Crowd()
    with ExitStack() as stack:
        processes = [
            stack.enter_context(program("crowding", url, f"process-{n}", *each))
            for n in range(count)
        ]
        for process in processes:
            assert said(process) == "ready"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            acknowledged, waits, overtaken = json.loads(said(process))
            crowd.acknowledged |= acknowledged
            crowd.waits += waits
            crowd.overtaken += overtaken
    return crowd


class LastFirst(deque[Any]):
    """A queue that serves whoever came last: the planted fault."""

    def popleft(self) -> Any:
        """Serve the last."""
        return self.pop()

    def __getitem__(self, place: Any) -> Any:
        """Look at the last."""
        return super().__getitem__(-1 if place == 0 else place)


def test_the_harness_sees_a_queue_that_is_not_fair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "deque", LastFirst)
    monkeypatch.setattr(writer, "MOST_TOGETHER", 2)
    with furnished("sqlite", tmp_path) as (_, register):
        crowd = Crowd()
        crowd.gather(register, "writer", WRITERS, EACH)
        assert max(crowd.overtaken) > MOST_OVERTAKEN


def test_a_lost_update_is_seen(tmp_path: Path) -> None:
    with furnished("sqlite", tmp_path) as (_, register):
        acknowledged = acts(register, "c", 3)
        with pytest.raises(AssertionError):
            require_no_lost_update(register, acknowledged | {"c-3": 1})

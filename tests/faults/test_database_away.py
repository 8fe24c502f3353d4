"""PostgreSQL stopped, frozen, restarted: an answer in seconds, and it heals by itself.

The library waits two minutes for a database that is down, and for ever for one that
says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from application.ledger import environment
from application.recorders.patient import Patient
from application.recorders.postgres_server import PostgresDatastore
from application.register import Register
from domain.errors import Busy, Defective, Unknown
from domain.words import stream_id
from tests.faults.acting import ONE, populate, require_sound, revision
from tests.faults.as_it_comes import library
from tests.faults.servers import Server, own_server

pytestmark = pytest.mark.slow
LONGEST = 7.5
Outcome = tuple[Any, float]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with own_server() as started:
        register = Register(started.url, "LAD")
        populate(register)
        register.close()
        yield started


@pytest.fixture
def register(server: Server) -> Iterator[Register]:
    opened = Register(server.url, "LAD")
    read(opened)
    opened.act(revision(f"before {monotonic()}"))
    yield opened
    require_sound(opened, {})
    opened.close()


def read(register: Register) -> int:
    with register.reading():
        return len(register.ledger.stream(stream_id("commitment", ONE)))


def timed(what: Callable[[], Any]) -> Outcome:
    """Return what came of it, an answer or an error, and how long that took."""
    began = monotonic()
    try:
        return what(), monotonic() - began
    except Exception as error:  # noqa: BLE001 (it is looked at)
        return error, monotonic() - began


def tried(register: Register, readers: int = 3, writers: int = 3) -> list[Outcome]:
    """Read and act at the same time, as people would."""
    asks: list[Callable[[], Any]] = [lambda: read(register)] * readers
    asks += [lambda: register.act(revision(f"act {monotonic()}"))] * writers
    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(timed, asks))


def require_answers(outcomes: list[Outcome]) -> None:
    """Each was told in time that nothing was recorded."""
    assert [type(o) for o, _ in outcomes] == [Busy] * len(outcomes), outcomes
    assert max(took for _, took in outcomes) < LONGEST


def require_healed(register: Register) -> None:
    outcomes = tried(register)
    assert not [o for o, _ in outcomes if isinstance(o, Exception)], outcomes


@pytest.mark.usefixtures("hasty")
def test_a_server_that_was_stopped(server: Server, register: Register) -> None:
    server.stop()
    try:
        require_answers(tried(register))
    finally:
        server.start()
    require_healed(register)


def test_a_server_that_was_killed_and_restarted(
    server: Server, register: Register
) -> None:
    tried(register)
    server.kill()
    server.start()
    require_healed(register)


def test_a_server_that_stands_still(server: Server, register: Register) -> None:
    tried(register)  # so that several connections are kept

    def read_on() -> None:
        with register.reading() as cursor:
            cursor.execute("SELECT 1")
            begun.wait()
            frozen.wait()
            cursor.execute("SELECT 1")

    begun, frozen = Barrier(2), Barrier(2)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(timed, read_on)
        begun.wait()
        server.freeze()
        frozen.wait()
        try:
            outcomes = tried(register)
            outcomes.append(reading.result())
        finally:
            server.thaw()
    require_answers(outcomes)
    require_healed(register)


def test_a_server_that_stands_still_before_a_node_starts(server: Server) -> None:
    server.freeze()
    try:
        outcome, took = timed(lambda: Register(server.url, "LAD"))
    finally:
        server.thaw()
    assert isinstance(outcome, Busy), outcome
    assert took < LONGEST


@pytest.mark.usefixtures("hasty")
def test_a_connection_that_is_lost_as_it_begins_is_let_go(
    server: Server, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Patient] = []

    def connected(datastore: PostgresDatastore, *told: Any) -> Patient:
        made.append(connect(datastore, *told))
        server.freeze()
        return made[-1]

    connect = PostgresDatastore._connected  # noqa: SLF001
    datastore: PostgresDatastore = register.ledger.recorder.datastore  # type: ignore[assignment]
    datastore._close_idle()  # noqa: SLF001 (so that one has to be made)
    monkeypatch.setattr(PostgresDatastore, "_connected", connected)
    try:
        outcome, _ = timed(lambda: read(register))
    finally:
        server.thaw()
    assert isinstance(outcome, Busy), outcome
    assert [connection.closed for connection in made] == [True]
    monkeypatch.undo()
    require_healed(register)


@pytest.mark.usefixtures("hasty")
def test_a_server_that_stands_still_at_the_commit(
    server: Server, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Patient.commit

    def frozen(connection: Patient) -> None:
        server.freeze()
        commit(connection)

    monkeypatch.setattr(Patient, "commit", frozen)
    act = revision("at the commit", command=f"c-{monotonic()}")
    try:
        outcome, took = timed(lambda: register.act(act))
    finally:
        monkeypatch.undo()
        server.thaw()
    assert isinstance(outcome, Unknown), outcome
    assert took < LONGEST
    receipt = register.act(
        act
    )  # the same key: one effect, whatever became of the first
    require_sound(register, {act.command: receipt.position})


def test_without_our_patience_it_waits_and_waits(
    server: Server, register: Register, monkeypatch: pytest.MonkeyPatch, hasty: float
) -> None:
    """The harness sees it when nobody watches the clock."""
    monkeypatch.setattr(Patient, "wait", Patient.__base__.wait)  # type: ignore[union-attr]
    with ThreadPoolExecutor(1) as pool:
        server.freeze()
        try:
            waiting = pool.submit(timed, lambda: read(register))
            with pytest.raises(TimeoutError):
                waiting.result(3 * hasty)
        finally:
            server.thaw()
        waiting.result(LONGEST)


def test_the_library_waits_and_waits(server: Server, hasty: float) -> None:
    """As it comes: nobody watches the clock."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE as_it_comes")
    recorder = library(make_conninfo(server.url, dbname="as_it_comes"))
    with ThreadPoolExecutor(1) as pool:
        server.freeze()
        try:
            waiting = pool.submit(timed, lambda: recorder.select_events(UUID(int=1)))
            with pytest.raises(TimeoutError):
                waiting.result(3 * hasty)
        finally:
            server.thaw()
        waiting.result(30)
    recorder.datastore.close()


def test_functions_of_the_library_that_skip_the_lock_are_refused(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    assert "postgres" in environment(server.url)["PERSISTENCE_MODULE"]
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    with pytest.raises(Defective, match="needs to be off"):
        Register(server.url, "LAD")

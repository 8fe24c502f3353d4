"""Whether it is ready is found out by trying: each breakdown shows, and heals."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from application import readiness
from application.readiness import Readiness, Trial
from application.register import Register
from tests.faults.acting import populate, revision
from tests.faults.places import scarce
from tests.faults.servers import Server, own_server

LIMIT = 2.0
MANY = 2_000  # what room the journal has left is used up, too


@pytest.fixture(autouse=True)
def fresh_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT", 0)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with own_server() as server:
        yield server


def asked(readiness: Readiness) -> Trial:
    """Ask, and check that the answer does not keep anybody waiting."""
    begun = time.monotonic()
    trial = readiness.asked()
    assert time.monotonic() - begun < LIMIT + 1
    return trial


def ready_within(readiness: Readiness, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not asked(readiness).ready:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("kind", ["disk", "limit"])
def test_a_full_disk_is_not_ready(kind: str) -> None:
    with scarce(kind) as place:
        file = str(place.folder / "register.db")
        with closing(Register(file, "LAD")) as register:
            populate(register)
            ready = Readiness(lambda: register, LIMIT)
            assert asked(ready).ready
            place.fill()
            try:
                trials = (asked(ready) for _ in range(MANY))
                trial = next(one for one in trials if not one.ready)
            finally:
                place.empty()
            assert "nothing was recorded" in trial.complaint
            assert asked(ready).ready
            register.act(revision("After the disk was full."))


@pytest.mark.slow
def test_a_database_that_stops_or_stands_still_is_not_ready(server: Server) -> None:
    with closing(Register(server.url, "LAD")) as register:
        populate(register)
        ready = Readiness(lambda: register, LIMIT)
        assert asked(ready).ready
        server.freeze()
        assert not asked(ready).ready
        server.thaw()
        assert ready_within(ready, 20)
        server.stop()
        assert not asked(ready).ready
        server.start()
        assert ready_within(ready, 20)
        register.act(revision("After it came back."))

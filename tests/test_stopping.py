"""Told to stop, the server finishes what is under way; no act is cut."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from application.accounts import Accounts
from application.office import Office
from application.recorders.library import sqlite3
from tests.faults.acting import SOAK, require_sound
from tests.test_serving import address, free_port, started
from tests.visiting import Visitor
from tests.world import SHARED, opened

pytestmark = pytest.mark.slow
PATIENCE = 30
CROWD = 6
ENDORSE = f"/commitments/{SHARED}/actions/endorse"
DRAFT = "/commitments/new/draft"


@dataclass
class Served:
    """A server in a process of its own, its logs read, and tokens to act with."""

    process: subprocess.Popen[str]
    place: tuple[str, int]
    tokens: dict[str, str]
    written: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read what it writes, or it would wait for a reader one day."""
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.written.extend(self.process.stderr)

    def stop(self) -> None:
        """Tell it to stop, as an init system does."""
        self.process.send_signal(signal.SIGTERM)

    def ended(self) -> str:
        """Wait for its end; return what it wrote to its logs."""
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        assert self.process.returncode == 0, self.written
        return "".join(self.written)


@contextmanager
def served(home: Path, *persons: str) -> Iterator[Served]:
    """Serve the register in *home*; each of the *persons* bears a token."""
    with closing(Accounts.open(home / "accounts.db")) as accounts:
        tokens = {p: accounts.issue_token(p, ["read", "act"], 1) for p in persons}
    command = ("serve", "--home", home, "--port", free_port())
    with started(*command, folder=home) as process:
        url, _printed = address(process)
        found = urlsplit(url)
        server = Served(process, (str(found.hostname), int(found.port or 0)), tokens)
        try:
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            server.reader.join(PATIENCE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of a register at work, its people with accounts."""
    with opened(tmp_path) as world:
        visitor = Visitor.of(world)
        for person in ("minister-MEX", "delegate-CAN", "delegate-GUY"):
            visitor.account(person)
    return tmp_path


@dataclass
class Program:
    """A program that acts for a person, on a connection that it keeps."""

    server: Served
    person: str
    told: dict[str, int] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Connect when there is something to say."""
        self.line = http.client.HTTPConnection(*self.server.place, timeout=PATIENCE)

    def act(self, path: str, said: Any, command: str) -> bool:
        """Take one act, and keep what was answered; say whether anything was."""
        headers = {
            "Authorization": f"Bearer {self.server.tokens[self.person]}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": command,
        }
        try:
            self.line.request("POST", path, json.dumps(said), headers)
            answer = self.line.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            self.line.close()
            self.unanswered.append(command)
            return False
        if answer.status == HTTPStatus.CREATED:
            self.told[command] = told["position"]
        else:
            self.refused.append((command, answer.status, told))
        return True

    def hammer(self, name: str) -> None:
        """Draft commitment after commitment, until nobody answers."""
        number = 0
        while self.act(DRAFT, draft(f"{name} {number}"), f"act-{name}-{number}"):
            number += 1
        self.line.close()


def draft(title: str) -> dict[str, str]:
    return {"package": "AP01", "title": title, "paragraphs": "One."}


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the write lock of the register: whoever acts has to wait."""
    with closing(sqlite3.connect(home / "register.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def recorded(home: Path, told: dict[str, int]) -> set[str]:
    """Check that what was acknowledged is recorded once; return every command."""
    with closing(Office.open({"DEPOSITARY_HOME": str(home)})) as office:
        require_sound(office.register, told)
        return {entry.event.command for entry in office.register.ledger.all()}


def require_calm(written: str, told: dict[str, int]) -> None:
    """Check that the logs know each act that was acknowledged, and no trouble."""
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line for line in lines if line["level"] != "info"] == []
    logged = {line["position"] for line in lines if "position" in line}
    assert logged == set(told.values())


def test_an_act_under_way_is_finished_and_acknowledged(home: Path) -> None:
    with served(home, "minister-MEX") as server:
        program = Program(server, "minister-MEX")
        with held(home):
            waiting = Thread(target=program.act, args=(ENDORSE, {}, "slow-act"))
            waiting.start()
            time.sleep(1)
            server.stop()
            time.sleep(1)
            assert server.process.poll() is None, "it ended before the act did"
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(server.place)
        waiting.join(PATIENCE)
        program.line.close()
        written = server.ended()
    assert (program.unanswered, program.refused) == ([], [])
    assert [*program.told] == ["slow-act"]
    assert "slow-act" in recorded(home, program.told)
    require_calm(written, program.told)


def test_who_is_connected_and_says_nothing_does_not_hold_it_up(home: Path) -> None:
    with served(home, "minister-MEX") as server:
        program = Program(server, "minister-MEX")
        assert program.act(ENDORSE, {}, "before-the-end")
        with socket.create_connection(server.place):
            begun = time.monotonic()
            server.stop()
            require_calm(server.ended(), program.told)
        assert time.monotonic() - begun < 10
        program.line.close()


def test_stopped_among_acts_it_has_acknowledged_each_that_it_recorded(
    home: Path,
) -> None:
    for turn in range(2 * SOAK):
        with served(home, "delegate-CAN", "delegate-GUY") as server:
            persons = ("delegate-CAN", "delegate-GUY") * (CROWD // 2)
            programs = [Program(server, person) for person in persons]
            crowd = [
                Thread(target=program.hammer, args=(f"{turn}-{n}",))
                for n, program in enumerate(programs)
            ]
            for one in crowd:
                one.start()
            time.sleep(1 + turn / 10)
            server.stop()
            for one in crowd:
                one.join(PATIENCE)
            written = server.ended()
        told = {c: p for program in programs for c, p in program.told.items()}
        cut = {c for program in programs for c in program.unanswered}
        assert [r for program in programs for r in program.refused] == []
        assert len(told) > CROWD, "there was no crowd"
        assert not cut & recorded(home, told)
        require_calm(written, told)


def test_the_harness_sees_a_server_that_is_cut_off(home: Path) -> None:
    with served(home, "minister-MEX") as server:
        program = Program(server, "minister-MEX")
        with held(home):
            waiting = Thread(target=program.act, args=(ENDORSE, {}, "slow-act"))
            waiting.start()
            time.sleep(1)
            os.killpg(server.process.pid, signal.SIGKILL)
            waiting.join(PATIENCE)
    assert program.unanswered == ["slow-act"]
    assert "slow-act" not in recorded(home, {})

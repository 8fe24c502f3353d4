"""The runner where it runs: by command, beside the pages, killed and begun again."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.office import Office
from tests.houses import at
from tests.mailboxes import Mailbox, listening, sends_by
from tests.telling import TITLE, look, silence
from tests.test_serving import PATIENCE, free_port, running, started
from tests.test_ticking import answer, run
from tests.visiting import Visitor
from tests.world import opened
from web.runner import runner_of


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a register in which silence was opened and nobody knows yet."""
    with opened(tmp_path / "register") as world:
        visitor = Visitor.of(world)
        for person in ("delegate-GUY", "delegate-MEX"):
            visitor.account(person)
        look(world)
        silence(world)
        world.office.close()
        for file in world.office.settings.outbox.glob("*.eml"):
            file.unlink()
        yield tmp_path / "register"


def laid(home: Path) -> list[str]:
    """Return the letters that lie in the folder."""
    return [file.read_text() for file in (home / "outbox").glob("*.eml")]


def until(what: str, box: Mailbox, count: int) -> None:
    """Wait until the server has so many letters."""
    end = time.monotonic() + PATIENCE
    while len(box.taken) < count:
        assert time.monotonic() < end, what
        time.sleep(0.05)


def test_by_command_it_looks_once(home: Path) -> None:
    looked = answer(home, "runner", "--once")
    assert looked["letters"] == 2
    assert all(TITLE in one for one in laid(home))
    assert run(home, "runner", "--once").stdout == "0 new notices, 0 letters sent\n"


def test_serve_runs_it(home: Path) -> None:
    with listening() as box:
        served = ("serve", "--home", home, "--port", free_port())
        with running(*served, folder=home.parent, DEPOSITARY_MAIL_URL=box.url):
            until("letters by serve", box, 2)
    assert len(set(box.ids())) == 2


def test_a_setting_leaves_it_to_other_machines(home: Path) -> None:
    served = ("serve", "--home", home, "--port", free_port())
    with running(*served, folder=home.parent, DEPOSITARY_RUNNER="no"):
        time.sleep(1.5)
    assert laid(home) == []


def test_killed_while_the_letter_is_taken_it_is_sent_again_as_the_same(
    home: Path,
) -> None:
    with listening() as box:
        command = ("runner", "--home", home)
        mail = {"DEPOSITARY_MAIL_URL": box.url}
        with started(*command, folder=home.parent, **mail) as process:
            box.on_letter = lambda: os.kill(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)
        box.on_letter = None
        [first] = box.ids()
        soon = datetime.now(UTC) + timedelta(minutes=6)
        with closing(Office.open(at(home), clock=lambda: soon)) as office:
            sends_by(office, box.url)
            runner_of(office).once()
        assert sorted(box.ids()).count(first) == 2
        assert len(set(box.ids())) == 2


def test_by_itself_it_runs_until_it_is_told_to_stop(home: Path) -> None:
    with listening() as box:
        mail = {"DEPOSITARY_MAIL_URL": box.url}
        with started("runner", "--home", home, folder=home.parent, **mail) as process:
            until("letters by the runner", box, 2)
            process.send_signal(signal.SIGTERM)
            _, complaints = process.communicate(timeout=PATIENCE)
            assert (process.returncode, complaints) == (0, "")


def test_two_processes_send_each_letter_once(home: Path) -> None:
    with listening() as box:
        box.slow = 0.2
        mail = {"DEPOSITARY_MAIL_URL": box.url}
        command = ("runner", "--home", home)
        with (
            started(*command, folder=home.parent, **mail) as one,
            started(*command, folder=home.parent, **mail) as other,
        ):
            until("letters by two", box, 2)
            time.sleep(1.5)
            for process in (one, other):
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=PATIENCE)
        assert len(box.ids()) == len(set(box.ids())) == 2


def test_the_answer_is_one_document(home: Path) -> None:
    told = json.loads(run(home, "runner", "--once", "--json").stdout)
    assert set(told) == {"notices", "letters"}

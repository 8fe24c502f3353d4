"""The clock where it runs: by command, beside the pages, seen by who watches."""

from __future__ import annotations

import json
import signal
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from application.doctor import Severity, examine
from application.office import Office
from application.pauses import pause, paused
from application.settings import Settings
from tests.faults.acting import require_sound
from tests.houses import at
from tests.test_health import counted
from tests.test_serving import PATIENCE, address, free_port, running, started
from tests.visiting import Visitor
from tests.world import World, opened
from web import create_app
from web.commands import main

UNTIL = "2024-06-01T13:00:00.000000Z"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a register on which a mandate ran out long ago, and nobody recorded it."""
    with opened(tmp_path / "register") as world:
        expiring(world)
        world.office.close()
        yield tmp_path / "register"


def expiring(world: World) -> None:
    """Grant a mandate that runs for an hour, and let two pass."""
    said = {"holder": "envoy", "capacity": "delegate", "until": UNTIL}
    world.act("minister-GUY", "participant", "GUY", "delegate", said)
    world.wait(hours=2)


def run(home: Path, *said: str) -> Result:
    """Run a command on the register in *home*."""
    result = CliRunner().invoke(main, ["--home", str(home), *said])
    assert result.exit_code == 0, result.output
    return result


def answer(home: Path, *said: str) -> dict[str, Any]:
    """Run a command for its JSON."""
    found: dict[str, Any] = json.loads(run(home, *said, "--json").stdout)
    return found


def last(home: Path) -> Any:
    """Return the last event of the register in *home*."""
    with closing(Office.open(at(home))) as office:
        ledger = office.register.ledger
        require_sound(office.register, {})
        return ledger.at([ledger.position()])[ledger.position()].event


def findings(home: Path) -> list[tuple[Severity, str]]:
    """Return what the doctor says of the clock."""
    found = examine(Settings.read(at(home)))
    return [(one.severity, one.sentence) for one in found if one.check == "clock"]


# By command


def test_it_is_rehearsed_then_done_once(home: Path) -> None:
    [due] = answer(home, "clock", "--dry-run")["due"]
    assert (due["record"], due["action"]) == ("participant/GUY", "let-mandate-expire")
    assert (due["due"], due["then"], due["refused"]) == (
        UNTIL,
        "Mandate expires",
        False,
    )
    told = run(home, "clock", "--dry-run").stdout
    assert "Mandate expires" in told
    assert "1 would be recorded; nothing was" in told
    assert last(home).TOPIC == "participant.mandate-delegated"
    [done] = answer(home, "clock", "--once")["recorded"]
    assert (done["record"], done["number"]) == ("participant/GUY", due["number"])
    assert done["seconds_late"] > 0
    event = last(home)
    assert (event.TOPIC, event.occurred_at) == ("participant.mandate-expired", UNTIL)
    assert run(home, "clock", "--once").stdout == "0 recorded\n"
    assert (
        run(home, "clock", "--dry-run").stdout == "0 would be recorded; nothing was\n"
    )


def test_it_is_paused_and_goes_on(home: Path) -> None:
    told = run(home, "clock", "pause", "--reason", "the server moves").stdout
    assert told.startswith("the clock is paused since ")
    assert told.endswith(": the server moves\n")
    assert run(home, "clock", "--once").stdout == f"{told}0 recorded\n"
    assert answer(home, "clock", "--once")["paused"] in told
    again = CliRunner().invoke(
        main, ["clock", "pause", "--home", str(home), "--reason", "x"]
    )
    assert again.exit_code == 3
    assert "is paused since" in again.stderr
    assert "it was paused since" in run(home, "clock", "resume").stdout
    assert run(home, "clock", "--once").stdout.endswith("1 recorded\n")


def test_by_itself_it_runs_until_it_is_told_to_stop(home: Path) -> None:
    with started("clock", "--home", home, "--json", folder=home.parent) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complaints) == (0, "")
    assert (said["action"], said["due"]) == ("let-mandate-expire", UNTIL)
    assert last(home).TOPIC == "participant.mandate-expired"


# Beside the pages


def test_serve_runs_it_and_says_what_it_did(home: Path) -> None:
    served = ("serve", "--home", home, "--port", free_port())
    with started(*served, folder=home.parent) as process:
        url, _ = address(process)
        until = time.monotonic() + PATIENCE
        while (
            "lag_seconds 0.0" not in (told := asked(url)) and time.monotonic() < until
        ):
            time.sleep(0.1)
        assert "depositary_deadline_lag_seconds 0.0" in told
        assert "depositary_clock_paused 0.0" in told
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complaints
    lines = [json.loads(line) for line in complaints.splitlines()]
    [line] = [line for line in lines if line["event"] == "deadline passed"]
    assert (line["kind"], line["key"], line["due"]) == ("participant", "GUY", UNTIL)
    assert line["seconds_late"] > 0
    assert last(home).TOPIC == "participant.mandate-expired"


def asked(url: str) -> str:
    """Return the measures."""
    with urllib.request.urlopen(f"{url}/metrics", timeout=PATIENCE) as found:  # noqa: S310 (ours)
        told: str = found.read().decode()
        return told


def test_a_setting_leaves_it_to_other_machines(home: Path) -> None:
    served = ("serve", "--home", home, "--port", free_port())
    with running(*served, folder=home.parent, DEPOSITARY_CLOCK="no") as (url, _):
        time.sleep(1.5)
        assert "depositary_deadline_lag_seconds 0.0" not in asked(url)
    assert last(home).TOPIC == "participant.mandate-delegated"


# Seen by who watches


def test_who_asks_whether_it_is_ready_learns_of_a_pause(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        visitor = Visitor.of(world)
        visitor.client = create_app(world.office).test_client()
        expiring(world)
        assert counted(visitor, "depositary_deadline_lag_seconds") == 3600
        assert counted(visitor, "depositary_clock_paused") == 0
        pause(world.office.register.ledger, UNTIL, "a reason of our own")
        answer = visitor.get("/readyz")
        assert (answer.status_code, answer.text) == (
            200,
            f"ready at position {world.position}; the clock is paused since {UNTIL}\n",
        )
        assert counted(visitor, "depositary_clock_paused") == 1


def test_the_doctor_sees_what_waits_and_a_pause(home: Path) -> None:
    [(severity, sentence)] = findings(home)
    assert severity is Severity.WARNING
    assert sentence.startswith("a deadline passed ")
    run(home, "clock", "pause", "--reason", "the server moves")
    assert findings(home)[0][1].endswith("the server moves")
    run(home, "clock", "resume")
    run(home, "clock", "--once")
    assert findings(home) == [
        (Severity.FINE, "no deadline that passed waits to be recorded")
    ]


def test_a_pause_is_one_for_the_register_wherever_it_is_opened(home: Path) -> None:
    run(home, "clock", "pause", "--reason", "the server moves")
    with closing(Office.open(at(home))) as office:
        found = paused(office.register.ledger)
    assert found is not None
    assert found.reason == "the server moves"

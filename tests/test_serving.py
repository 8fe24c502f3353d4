"""Serving, in a process of its own: says its address, answers, ends when told to."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.houses import at
from tests.registers import SECRETARY, furnished, lent

COMMAND = Path(sys.executable).with_name("depositary")
PATIENCE = 30


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def environment() -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DEPOSITARY_")}
    return clean | {"PYTHONPATH": str(Path(__file__).parent.parent)}


@contextmanager
def running(*said: object, folder: Path, **settings: str) -> Iterator[tuple[str, str]]:
    """Start a command; give its address and what it printed; end it by SIGTERM."""
    with started(*said, folder=folder, **settings) as process:
        yield address(process)
        process.send_signal(signal.SIGTERM)
        _rest, complaints = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complaints
        assert all(
            json.loads(line)["level"] == "info" for line in complaints.splitlines()
        )


@contextmanager
def started(
    *said: object, folder: Path, **settings: str
) -> Iterator[subprocess.Popen[str]]:
    """Start a command; whatever it started ends with the test."""
    process = subprocess.Popen(
        [COMMAND, *map(str, said)],
        cwd=folder,
        env=environment() | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def address(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Read what a process prints, up to the address it serves at."""
    printed = ""
    assert process.stdout is not None
    for line in process.stdout:
        printed += line
        found = re.search(r"The register is at (http://\S+)", line)
        if found:
            return found[1], printed
    raise AssertionError(f"it ended: {printed}{process.communicate()[1]}")


def page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310
        return str(answer.read().decode())


def refused(*said: object, folder: Path) -> str:
    with started(*said, folder=folder) as process:
        printed, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3, printed + complaints
    assert "Traceback" not in complaints
    return complaints


def test_serve_says_its_address_answers_and_ends_cleanly(
    tmp_path: Path, engine: str
) -> None:
    said = ("serve", "--port", port := free_port())
    with (
        lent(engine, tmp_path) as home,
        running(*said, folder=tmp_path, **at(home)) as (url, printed),
    ):
        assert url == f"http://127.0.0.1:{port}"
        assert printed.count("\n") == 1
        assert "Los Angeles Declaration" in page(url)


def test_a_port_in_use_is_a_sentence(tmp_path: Path) -> None:
    home = furnished(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        said = refused("serve", "--home", home, "--port", port, folder=tmp_path)
    assert said == (
        f"depositary: port {port} of 127.0.0.1 is in use; choose with --port\n"
    )


def test_a_second_demo_uses_the_register_of_the_first(tmp_path: Path) -> None:
    """Wherever a real register lies: a demonstration keeps to its own folder."""
    furnished(tmp_path).rename(tmp_path / "demo-register")
    real = {"DEPOSITARY_DATABASE_URL": "postgresql://127.0.0.1:1/real"}
    with running("demo", "--port", free_port(), folder=tmp_path, **real) as served:
        url, printed = served
        assert "records were entered" not in printed
        assert SECRETARY in printed
        assert "demonstration-2022" in printed
        assert "LAD-019" in page(f"{url}/commitments")


def test_demo_keeps_out_of_a_register_that_is_none(tmp_path: Path) -> None:
    home = furnished(tmp_path)
    (home / "demonstration").unlink()
    said = refused("demo", "--home", home, "--port", free_port(), folder=tmp_path)
    assert "is no demonstration" in said


@pytest.mark.slow
def test_the_first_demo_makes_the_register(tmp_path: Path) -> None:
    with running("demo", "--port", free_port(), folder=tmp_path) as served:
        url, printed = served
        assert "96 records were entered" in printed
        assert "Los Angeles Declaration" in page(url)
    assert (tmp_path / "demo-register" / "register.db").exists()

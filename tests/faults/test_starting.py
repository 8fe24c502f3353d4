"""Nodes that start together: one migrates, none crashes, nothing is made twice."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from application.register import Register
from tests.engines import fresh
from tests.faults.acting import ENGINES, SOAK, populate, require_sound

ROUNDS = 5 * SOAK


def started(urls: list[str], how: str) -> list[str]:
    """Let six processes open each register at once; return what went wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.starting", how],
        input="".join(f"{url}\n" for url in urls),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_six_at_once_on_an_empty_register(engine: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        urls = []
        for number in range(ROUNDS):
            (folder := tmp_path / str(number)).mkdir()
            urls.append(stack.enter_context(fresh(engine, folder)))
        assert started(urls, "carefully") == [""] * ROUNDS
        register = Register(urls[-1], "LAD")
        populate(register)
        require_sound(register, {})
        assert started(urls[-1:] * ROUNDS, "carefully") == [""] * ROUNDS
        register.close()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_the_harness_sees_nodes_that_know_nothing_of_each_other(
    engine: str, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        urls = []
        for number in range(5):
            (folder := tmp_path / str(number)).mkdir()
            urls.append(stack.enter_context(fresh(engine, folder)))
        assert any(started(urls, "careless"))


@pytest.mark.slow
def test_nodes_of_the_library_crash_as_they_come(tmp_path: Path) -> None:
    """They replace the same function at once: “tuple concurrently updated”."""
    with fresh("postgresql", tmp_path) as url:
        assert any(started([url] * 40, "as it comes"))


def test_a_node_that_starts_makes_nothing_where_all_is_there(tmp_path: Path) -> None:
    """So that it needs no right to, and takes no lock that others feel."""
    with fresh("postgresql", tmp_path) as url:
        first = Register(url, "LAD")
        made: list[str] = []
        with first.ledger.writing() as cursor:
            first.ledger.recorder.create_table()
            cursor.execute("SELECT COUNT(*) AS n FROM register_form")
            made.append(cursor.fetchone()["n"])
        assert made == [1]
        first.close()

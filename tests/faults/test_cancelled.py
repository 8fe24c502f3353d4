"""A rebuild that a person watches on a terminal, and breaks off."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from application.register import Register
from application.settings import Settings
from application.views.beside import BESIDE
from application.views.rebuild import compare, digest
from tests.houses import at
from tests.registers import lent
from tests.test_serving import COMMAND, environment

pytestmark = pytest.mark.slow
SLOWLY = """
import os, signal, sys
from application.views import replay, sheet
from web.commands import main

how = sys.argv.pop()
sheet.FULL = 5  # so that there is something to see of a small log
draw = replay.Replay.draw

def watched(self):
    tell = self._told
    def told(done, total):
        tell(done, total)
        if done > total / 2:
            os.kill(os.getpid(), signal.SIGINT)
    if how == "broken off":
        self._told = told
    draw(self)

replay.Replay.draw = watched
main()
"""


def rebuilt(home: Path, engine_settings: dict[str, str], how: str) -> tuple[int, str]:
    """Rebuild on a terminal; return how it ended, and what was seen."""
    ours, theirs = pty.openpty()
    told = [COMMAND.with_name("python"), "-c", SLOWLY]
    with subprocess.Popen(
        [*told, "--home", str(home), "view", "rebuild", how],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env=environment() | engine_settings | {"TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 65536):
                seen += part
        except OSError:  # the other end was closed
            pass
        os.close(ours)
        process.wait(30)
    return process.returncode, seen.decode(errors="replace")


@pytest.mark.parametrize("how", ["to its end", "broken off"])
def test_a_rebuild_shows_how_far_it_is_and_can_be_broken_off(
    how: str, engine: str, tmp_path: Path
) -> None:
    with lent(engine, tmp_path) as home:
        url = Settings.read(at(home)).database_url
        with closing(Register(url, "LAD")) as register:
            before = digest(register)
            last = register.ledger.position()
            code, seen = rebuilt(home, at(home), how)
            numbers = [*map(int, re.findall(rf"(\d+)/{last}", seen))]
            assert "Drawing the views" in seen
            assert numbers == sorted(numbers)
            if how == "broken off":
                assert code not in {0, 3}
                assert "Traceback" not in seen
                assert last not in numbers
            else:
                assert code == 0
                assert numbers[-1] == last
            assert digest(register) == before
            assert beside(register) == set()
            assert compare(register) == []


def beside(register: Register) -> set[str]:
    """Return the tables that were drawn and are not in their place."""
    with register.reading() as cursor:
        names = register.ledger.recorder.names(cursor)
    return {name for name in names if name.endswith(BESIDE)}

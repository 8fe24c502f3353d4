"""Two versions on one PostgreSQL register: nobody stops, and no view has a hole."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner

from application import register as registers
from application.readiness import tried
from application.register import Register
from application.views import drawing_on
from application.views.rebuild import bring_up, compare, rebuild, remove_older
from domain.errors import Unreadable
from tests.engines import fresh
from tests.faults.acting import require_sound, revision
from tests.faults.programs import program, said
from web.commands import main

ENOUGH = 20


class Older:
    """A node of an older version, and what it acknowledged."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Wait until it serves."""
        self.process = process
        self.acknowledged: dict[str, int] = {}
        assert said(process).startswith("begun")

    def act(self) -> None:
        """Take an act there; its own page shows it."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        command, position, rows = said(self.process).split()
        assert int(rows) >= len(self.acknowledged) + 1
        self.acknowledged[command] = int(position)

    def act_until(self, ended: Event) -> None:
        """Take act after act."""
        while not ended.is_set():
            self.act()


def by_command(url: str, home: Path) -> None:
    """Draw the views anew as an operator does."""
    settings = {"DEPOSITARY_DATABASE_URL": url, "DEPOSITARY_HOME": str(home)}
    result = CliRunner().invoke(main, ["view", "rebuild"], env=settings)
    assert result.exit_code == 0, result.output


@contextmanager
def older(url: str) -> Iterator[Older]:
    with program("older", url) as process:
        yield Older(process)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with fresh("postgresql", tmp_path) as found:
        yield found


@pytest.mark.slow
def test_views_of_an_older_shape_go_on_while_new_ones_are_drawn(
    url: str, tmp_path: Path
) -> None:
    """The older node acts all the while, its views grow, and the new ones lack none."""
    ended = Event()
    with older(url) as old, closing(Register(url, "LAD")) as new:
        old.act()
        with pytest.raises(Unreadable, match="depositary view rebuild"):
            bring_up(new)
        with pytest.raises(Unreadable, match="depositary view rebuild"):
            new.act(revision("too soon"))
        with ThreadPoolExecutor(1) as pool:
            serving = pool.submit(old.act_until, ended)
            while len(old.acknowledged) < ENOUGH:
                assert not serving.done()
            for _ in range(2):
                rebuild(new)
            by_command(url, tmp_path)
            ended.set()
            serving.result(10)
        old.act()  # after the new views were put in their place
        bring_up(new)
        assert compare(new) == []
        receipt = new.act(revision("by the newer", command="newer-1"))
        old.act()
        acknowledged = old.acknowledged | {"newer-1": receipt.position}
    with closing(Register(url, "LAD")) as after:
        bring_up(after)
        assert remove_older(after)
        require_sound(after, acknowledged)


def test_what_an_older_node_recorded_is_drawn_on_before_the_next_act(url: str) -> None:
    with older(url) as old, closing(Register(url, "LAD")) as new:
        rebuild(new)
        for number in range(5):
            new.act(revision(f"newer {number}"))
            old.act()
            old.act()
        require_sound_but_for_the_end(new)
        assert tried(new) == (new.ledger.position(),) * 2
        require_sound(new, old.acknowledged)


def require_sound_but_for_the_end(register: Register) -> None:
    """Only what the older node recorded last is not shown yet."""
    last = register.ledger.position()
    missing = {d.key for d in compare(register) if d.view == "activity"}
    assert missing == {f"position {last - 1}", f"position {last}"}


@pytest.mark.slow
def test_too_much_is_not_drawn_while_others_wait(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with older(url) as old, closing(Register(url, "LAD")) as new:
        rebuild(new)
        for _ in "1234":
            old.act()
        monkeypatch.setattr(drawing_on, "FEW", 3)
        with pytest.raises(Unreadable, match="depositary view rebuild"):
            new.act(revision("too much is missing"))
        rebuild(new)
        new.act(revision("drawn"))
        require_sound(new, old.acknowledged)


@pytest.mark.slow
def test_the_harness_sees_a_hole_in_the_views(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a node would leave it that looks at its views only once, when it starts."""
    with older(url) as old, closing(Register(url, "LAD")) as new:
        rebuild(new)
        new.act(revision("first"))
        old.act()
        monkeypatch.setattr(registers, "drawn_on", lambda *_: True)
        new.act(revision("second"))
        with pytest.raises(AssertionError):
            require_sound(new, old.acknowledged)

"""Restoring puts a backup in place whole, or changes nothing at all."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from application.accounts import Accounts
from application.backup import Place, back_up, restore, restoring
from application.office import Busy, Office, Refused, Unreadable
from application.recorders.library import sqlite3
from application.register import Register
from application.views.rebuild import compare, digest
from tests.engines import fresh, fresh_postgres
from tests.faults.acting import (
    SOAK,
    furnished,
    populate,
    require_sound,
    revision,
)
from tests.test_backup import changed, depositary, log_of, persons_of
from tests.test_serving import environment, free_port, running
from tests.visiting import Visitor
from tests.world import SHARED, World, opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with opened(tmp_path / "register") as world:
        Visitor.of(world).account("delegate-CAN")
        yield world


@pytest.fixture
def kept(world: World, tmp_path: Path) -> Path:
    """Return a backup of a register that has since gone on."""
    kept = tmp_path / "kept"
    back_up(world.office, kept)
    world.act("minister-MEX", "commitment", SHARED, "endorse")
    return kept


def at(home: Path) -> Place:
    return Place(f"sqlite:///{home / 'register.db'}", home)


def state_of(home: Path) -> dict[str, str]:
    """Return what every file of a home holds, but for what SQLite keeps beside."""
    beside = ("-wal", "-shm", "-door")
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in home.iterdir()
        if file.is_file() and not file.name.endswith(beside)
    }


def require_register(home: Path, position: int) -> None:
    """Check that a home holds a register that can be worked with, and no draft."""
    assert not [file for file in home.iterdir() if file.name.startswith(".")]
    with closing(Office.open({"DEPOSITARY_HOME": str(home)})) as office:
        require_sound(office.register, {})
        assert office.register.ledger.position() == position


def test_what_is_restored_can_be_worked_with(
    world: World, kept: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back"
    done = restore(at(back), kept)
    assert done.views == restoring.AS_KEPT
    require_register(back, done.manifest.position)
    assert log_of(back) == log_of(world.home)[: done.manifest.position]
    assert persons_of(back) == persons_of(world.home)
    again = World(back, world.clock)
    with closing(again.office):
        again.act("minister-MEX", "commitment", SHARED, "endorse")


def test_a_newer_register_is_left_as_it_is(world: World, kept: Path) -> None:
    home, position = world.home, world.position
    recorded = world.office.register.ledger.last_recorded_at()
    world.office.close()
    before = state_of(home)
    with pytest.raises(Refused) as no:
        restore(at(home), kept)
    assert str(no.value).startswith(
        f"the register in {home / 'register.db'} is newer than the backup: it stands at"
        f" position {position}, recorded {recorded}; the backup at position"
    )
    assert state_of(home) == before
    complaint = depositary("--home", home, "restore", kept, code=3)[1]
    assert complaint == f"depositary: {no.value}\n"


def test_a_later_register_is_newer_even_with_fewer_entries(
    world: World, kept: Path, tmp_path: Path
) -> None:
    del world
    with opened(tmp_path / "other") as other:
        other.office.close()
        changed(
            tmp_path / "other" / "register.db",
            "UPDATE stored_events"
            " SET state = CAST(replace(CAST(state AS TEXT), '2024', '2030') AS BLOB)"
            " WHERE position = (SELECT MAX(position) FROM stored_events)",
        )
    with pytest.raises(Refused, match="is newer than the backup"):
        restore(at(tmp_path / "other"), kept)


def test_another_register_is_left_as_it_is(
    world: World, kept: Path, tmp_path: Path
) -> None:
    del world
    other = tmp_path / "other"
    with closing(Register(str(other / "register.db"), "LAD")) as register:
        populate(register)
    changed(other / "register.db", "DELETE FROM stored_events WHERE position > 5")
    changed(
        other / "register.db",
        "UPDATE stored_events"
        " SET state = CAST(replace(CAST(state AS TEXT), '2026', '2020') AS BLOB)",
    )
    before = state_of(other)
    with pytest.raises(Refused) as no:
        restore(at(other), kept)
    assert "is another one than the backup: it stands at position 5" in str(no.value)
    assert "they differ at position 1; nothing was restored" in str(no.value)
    assert state_of(other) == before


def test_a_register_that_is_behind_is_brought_up_to_the_backup(
    world: World, kept: Path, tmp_path: Path
) -> None:
    behind = tmp_path / "behind"
    restore(at(behind), kept)
    position = world.position
    back_up(world.office, tmp_path / "newer")
    assert restore(at(behind), tmp_path / "newer").manifest.position == position
    require_register(behind, position)
    assert restore(at(behind), tmp_path / "newer").manifest.position == position
    require_register(behind, position)


def test_no_journal_of_the_old_register_reaches_the_new_one(
    world: World, kept: Path, tmp_path: Path
) -> None:
    """A process that was killed leaves a journal that belongs to the old file alone."""
    behind = tmp_path / "behind"
    restore(at(behind), kept)
    program = (
        "import os, sys; from application.recorders.library import sqlite3;"
        "d = sqlite3.connect(sys.argv[1]);"
        "d.execute('PRAGMA wal_autocheckpoint = 0');"
        "d.execute('CREATE TABLE left_behind (x)'); d.commit(); os._exit(0)"
    )
    told = [sys.executable, "-c", program, behind / "register.db"]
    subprocess.run(told, check=True, env=environment())
    assert (behind / "register.db-wal").stat().st_size
    back_up(world.office, tmp_path / "newer")
    restore(at(behind), tmp_path / "newer")
    assert not (behind / "register.db-wal").exists()
    require_register(behind, world.position)
    with closing(sqlite3.connect(behind / "register.db")) as database:
        found = database.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'left%'"
        )
        assert found.fetchall() == []


@pytest.mark.slow
def test_a_register_that_is_served_is_left_as_it_is(
    world: World, kept: Path, tmp_path: Path
) -> None:
    del world
    back = tmp_path / "back"
    restore(at(back), kept)
    command = ("serve", "--home", back, "--port", free_port())
    with running(*command, folder=tmp_path):
        complaint = depositary("--home", back, "restore", kept, code=3)[1]
        assert complaint == (
            f"depositary: the register in {back / 'register.db'} is in use;"
            " stop what serves it, then restore\n"
        )
    depositary("--home", back, "restore", kept)


def test_a_file_that_is_no_register_is_left_as_it_is(
    world: World, kept: Path, tmp_path: Path
) -> None:
    del world
    junk = tmp_path / "junk"
    junk.mkdir()
    (junk / "register.db").write_bytes(b"not a database" * 1000)
    before = state_of(junk)
    with pytest.raises(Unreadable, match="is no register"):
        restore(at(junk), kept)
    assert state_of(junk) == before


@pytest.mark.parametrize("what", ["newer", "shut", "erased"])
def test_accounts_that_know_more_are_left_as_they_are(
    world: World, kept: Path, tmp_path: Path, what: str
) -> None:
    """Who was shut or erased since does not come back by a restore."""
    del world
    back = tmp_path / "back"
    restore(at(back), kept)
    with closing(Accounts.open(back / "accounts.db")) as accounts:
        if what == "newer":
            accounts.add("new@example.org", "New", None)
        else:
            end = {"shut": accounts.disable, "erased": accounts.forget}[what]
            end("delegate-CAN")
    before = state_of(back)
    with pytest.raises(Refused, match="know what the backup does not"):
        restore(at(back), kept)
    assert state_of(back) == before


def test_a_rehearsal_changes_nothing(world: World, kept: Path, tmp_path: Path) -> None:
    del world
    back = tmp_path / "back"
    restore(at(back), kept, rehearse=True)
    assert not back.exists()
    restore(at(back), kept)
    before = state_of(back)
    restore(at(back), kept, rehearse=True)
    assert state_of(back) == before


def test_views_of_another_shape_are_drawn_anew(
    world: World, kept: Path, tmp_path: Path
) -> None:
    del world
    changed(kept / "register.db", "DELETE FROM activity_3 WHERE position > 20")
    about = restoring.Manifest.read(kept)
    files = dict(about.files) | {
        "register.db": {
            "sha256": hashlib.sha256((kept / "register.db").read_bytes()).hexdigest(),
            "bytes": (kept / "register.db").stat().st_size,
        }
    }
    (kept / "manifest.json").write_bytes(replace(about, files=files).written())
    done = restore(at(tmp_path / "back"), kept)
    assert done.views == f"{restoring.ANEW}, {restoring.AS_KEPT}"
    require_register(tmp_path / "back", about.position)


def test_a_restore_that_fails_half_way_changes_nothing(
    world: World, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = tmp_path / "back"
    restore(at(back), kept)
    back_up(world.office, tmp_path / "newer")
    before = state_of(back)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for place in ("put_in_place", "_views", "put_back"):
        with monkeypatch.context() as planted:
            planted.setattr(restoring, place, full)
            with pytest.raises(OSError, match="No space left"):
                restore(at(back), tmp_path / "newer")
        after = state_of(back)
        assert after["register.db"] == before["register.db"]
        assert {*after} == {*before}


@pytest.mark.slow
def test_killed_at_any_moment_it_has_restored_all_or_nothing(
    world: World, kept: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back"
    old = restore(at(back), kept).manifest.position
    back_up(world.office, tmp_path / "newer.zip")
    new, ends = world.position, set()
    told = (sys.executable, "-c", RESTORE, str(back), str(tmp_path / "newer.zip"))
    for number in range(24 * SOAK):
        process = subprocess.Popen(told, env=environment(), stdout=subprocess.PIPE)
        with process:
            assert process.stdout is not None
            process.stdout.readline()  # it has begun
            time.sleep(0.006 * (number % 24))
            process.send_signal(signal.SIGKILL)
        for left in back.glob(".*"):
            (depositary_remove if left.is_dir() else Path.unlink)(left)
        with closing(sqlite3.connect(back / "register.db")) as database:
            (position,) = database.execute(
                "SELECT MAX(position) FROM stored_events"
            ).fetchone()
        require_register(back, position)
        ends.add(position)
        assert position in {old, new}
        assert persons_of(back) == persons_of(world.home)
        if position == new:
            (back / "register.db").unlink()
            restore(at(back), kept)
    assert old in ends
    restore(at(back), tmp_path / "newer.zip")
    require_register(back, new)


RESTORE = """
import sys
from pathlib import Path
from application.backup import Place, restore
home, source = map(Path, sys.argv[1:])
print("begun", flush=True)
restore(Place(f"sqlite:///{home / 'register.db'}", home), source)
"""


def depositary_remove(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


ROUTES = [
    ("sqlite", "postgresql"),
    ("postgresql", "postgresql"),
    ("postgresql", "sqlite"),
]


@pytest.mark.parametrize(("source", "target"), ROUTES)
def test_a_backup_of_one_engine_is_restored_on_the_other(
    source: str, target: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    second.mkdir()
    with furnished(source, first) as (_url, register):
        office = office_of(register, first)
        kept = back_up(office, tmp_path / "kept")
        assert kept.engine == source
        register.act(revision("Gone on."))
        last = back_up(office, tmp_path / "newer.zip")
        whole = digest(register)
        office.accounts.close()
    with fresh(target, second) as url:
        place = Place(url, second)
        assert restore(place, tmp_path / "kept").manifest == kept
        assert restore(place, tmp_path / "newer.zip").manifest == last
        with closing(Register(url, "LAD")) as restored:
            assert digest(restored) == whole == last.digests["views"]
            assert compare(restored) == []
            require_sound(restored, {})
            receipt = restored.act(revision("And on."))
            assert receipt.position == last.position + 1
            require_sound(restored, {receipt.command: receipt.position})
        with pytest.raises(Refused, match=r"is newer than the backup: it stands at"):
            restore(place, tmp_path / "newer.zip")


def office_of(register: Register, home: Path) -> Office:
    settings = Office.open({"DEPOSITARY_HOME": str(home / "accounts")})
    settings.register.close()
    return Office(settings.settings, register, settings.accounts)


def test_on_postgresql_another_register_is_left_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path / "register") as world:
        back_up(world.office, tmp_path / "kept")
    with fresh_postgres() as url, closing(Register(url, "LAD")) as register:
        populate(register)
        with closing(office_of(register, tmp_path / "x").accounts):
            position, whole = register.ledger.position(), digest(register)
        with pytest.raises(Refused, match=r"newer than the|another one than"):
            restore(Place(url, tmp_path / "back"), tmp_path / "kept")
        assert (register.ledger.position(), digest(register)) == (position, whole)
        require_sound(register, {})


def test_on_postgresql_a_restore_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "register") as world:
        back_up(world.office, tmp_path / "kept")

    def broken(*_: object) -> str:
        raise Busy("planted")

    with fresh_postgres() as url:
        place = Place(url, tmp_path / "back")
        monkeypatch.setattr(restoring, "put_back", broken)
        with pytest.raises(Busy, match="planted"):
            restore(place, tmp_path / "kept")
        restore(place, tmp_path / "kept", rehearse=True)
        with closing(Register(url, "LAD")) as register:
            assert register.ledger.position() == 0

"""A backup is one state of the register, taken while it serves, and verified."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from application.backup import Place, back_up, restore, taking
from application.backup.manifest import FILE, Manifest
from application.office import NotFound, Office, Refused, Unreadable
from application.recorders.library import sqlite3
from application.register import Register
from tests.faults.acting import SOAK, require_sound
from tests.test_serving import COMMAND, environment
from tests.test_stopping import Program, served
from tests.visiting import Visitor
from tests.world import World, opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with opened(tmp_path / "register") as world:
        Visitor.of(world).account("delegate-CAN")
        yield world


def depositary(*said: object, code: int = 0) -> tuple[str, str]:
    """Run the command; return what it printed and what it complained of."""
    done = subprocess.run(
        [COMMAND, *map(str, said)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def log_of(home: Path) -> list[tuple[Any, ...]]:
    """Return every row of the log in a home."""
    with closing(sqlite3.connect(home / "register.db")) as database:
        return list(database.execute("SELECT * FROM stored_events ORDER BY position"))


def persons_of(home: Path) -> set[str]:
    with closing(sqlite3.connect(home / "accounts.db")) as database:
        return {person for (person,) in database.execute("SELECT person FROM person")}


def test_a_backup_names_what_it_holds_and_where_it_ends(
    world: World, tmp_path: Path
) -> None:
    world.office.settings.secret_key()
    taken = back_up(world.office, tmp_path / "kept")
    assert taken == Manifest.read(tmp_path / "kept")
    assert taken.position == world.position
    assert taken.recorded_at == world.office.register.ledger.last_recorded_at()
    assert (taken.engine, taken.register) == ("sqlite", "LAD")
    assert {*taken.digests} == {"stored_events", "commands", "loaded", "views"}
    names = {file.name for file in (tmp_path / "kept").iterdir()}
    assert names == {FILE, "register.db", "accounts.db"}
    assert "secret.key" in taken.left_out
    taken.require_whole(tmp_path / "kept")


def test_only_the_owner_reads_a_backup(world: World, tmp_path: Path) -> None:
    for name in ("kept", "kept.zip"):
        back_up(world.office, tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) & 0o077 == 0
    for name in ("register.db", "accounts.db"):
        assert stat.S_IMODE((tmp_path / "kept" / name).stat().st_mode) == 0o600


def test_one_file_holds_the_same_as_a_folder(world: World, tmp_path: Path) -> None:
    folder = back_up(world.office, tmp_path / "kept")
    packed = back_up(world.office, tmp_path / "kept.zip")
    assert folder.digests == packed.digests
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        assert {*archive.namelist()} == {FILE, "register.db", "accounts.db"}


def test_a_backup_is_never_written_over(world: World, tmp_path: Path) -> None:
    back_up(world.office, tmp_path / "kept")
    with pytest.raises(Refused, match="is there already; a backup is never written"):
        back_up(world.office, tmp_path / "kept")
    with pytest.raises(NotFound, match="there is no folder"):
        back_up(world.office, tmp_path / "no" / "kept")


def test_it_is_told_how_far_it_is(world: World, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(world.office, tmp_path / "kept", lambda *said: told.append(said))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (3 * world.position, 3 * world.position)


@pytest.mark.slow
def test_taken_among_acts_it_is_one_state_of_the_log(
    world: World, tmp_path: Path
) -> None:
    """Each backup holds all that was acknowledged before it, and no half act."""
    home = world.home
    world.office.close()
    with served(home, "delegate-CAN") as server:
        programs = [Program(server, "delegate-CAN") for _ in range(4)]
        crowd = [
            Thread(target=program.hammer, args=(str(n),))
            for n, program in enumerate(programs)
        ]
        for one in crowd:
            one.start()
        before = []
        for number in range(3 * SOAK):
            time.sleep(0.3)
            before.append(max(p for one in programs for p in one.told.values()))
            suffix = ".zip" if number % 2 else ""
            depositary("--home", home, "backup", tmp_path / f"kept-{number}{suffix}")
        server.stop()
        for one in crowd:
            one.join(30)
        server.ended()
    assert [r for program in programs for r in program.refused] == []
    told = {c: p for program in programs for c, p in program.told.items()}
    whole = log_of(home)
    for number, acknowledged in enumerate(before):
        suffix = ".zip" if number % 2 else ""
        back = tmp_path / f"back-{number}"
        place = Place(f"sqlite:///{back / 'register.db'}", back)
        kept = restore(place, tmp_path / f"kept-{number}{suffix}").manifest
        assert acknowledged <= kept.position < len(whole)
        assert log_of(back) == whole[: kept.position]
        with closing(Register(str(back / "register.db"), "LAD")) as register:
            upto = {c: p for c, p in told.items() if p <= kept.position}
            require_sound(register, upto)


def test_every_person_of_the_log_is_among_the_accounts(
    world: World, tmp_path: Path
) -> None:
    """Somebody who is added while the log is copied is in, and harms nothing."""
    office = world.office
    with office.register.reading():
        office.register.ledger.position()  # the state is held from here on
        office.accounts.add("late@example.org", "Late", None)
        world.act("minister-MEX", "commitment", "LAD-001", "endorse")
        taken = back_up(office, tmp_path / "kept")
    assert taken.position < world.position
    assert persons_of(tmp_path / "kept") == persons_of(world.home)


def changed(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(sql)
        database.commit()


PLANTED = {
    "an event changed": "UPDATE stored_events SET state = X'7B7D' WHERE position = 7",
    "an event as text": "UPDATE stored_events SET state = '{}' WHERE position = 7",
    "an event lost": "DELETE FROM stored_events WHERE position = 7",
    "a command lost": "DELETE FROM commands WHERE command IN"
    " (SELECT command FROM commands LIMIT 1)",
    "a view's row lost": "DELETE FROM activity_3 WHERE position = 7",
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=[*PLANTED])
def test_a_copy_that_differs_is_no_backup(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    honest = taking._copy  # noqa: SLF001 (the fault is planted there)

    def careless(cursor: Any, draft: Path, steps: Any) -> None:
        honest(cursor, draft, steps)
        changed(draft / "register.db", planted)

    monkeypatch.setattr(taking, "_copy", careless)
    with pytest.raises(Unreadable, match=r"the copy of|position 7"):
        back_up(world.office, tmp_path / "kept")
    assert {file.name for file in tmp_path.iterdir()} == {"register"}


def test_a_log_with_a_gap_is_not_backed_up(world: World, tmp_path: Path) -> None:
    changed(world.home / "register.db", PLANTED["an event lost"])
    with pytest.raises(Unreadable, match="the log has no position 7"):
        back_up(world.office, tmp_path / "kept.zip")
    assert {file.name for file in tmp_path.iterdir()} == {"register"}


def flip(file: Path) -> None:
    written = bytearray(file.read_bytes())
    written[len(written) // 2] ^= 1
    file.write_bytes(written)


def rewrite(folder: Path, **said: Any) -> None:
    told = json.loads((folder / FILE).read_bytes())
    (folder / FILE).write_text(json.dumps(told | said))


def require_refused(folder: Path, home: Path, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        restore(Place(f"sqlite:///{home / 'register.db'}", home), folder)
    assert not home.exists()


DAMAGED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a bit of the log": (lambda kept: flip(kept / "register.db"), "register.db is not"),
    "a bit of the accounts": (
        lambda kept: flip(kept / "accounts.db"),
        "accounts.db is not",
    ),
    "a file lost": (lambda kept: (kept / "register.db").unlink(), "lacks register.db"),
    "no manifest": (lambda kept: (kept / FILE).unlink(), "there is no backup"),
    "no JSON": (lambda kept: (kept / FILE).write_text("{"), "there is no backup"),
    "another form": (
        lambda kept: rewrite(kept, schema="depositary-backup/9"),
        "this version reads depositary-backup/1",
    ),
    "a newer register": (lambda kept: rewrite(kept, form=9), "by a newer version"),
    "a strange file": (
        lambda kept: rewrite(kept, files={"../../etc/passwd": {}}),
        "none of its",
    ),
    "nothing said": (lambda kept: rewrite(kept, files=[1]), "lacks what a manifest"),
    "another digest": (
        lambda kept: rewrite(kept, digests={"stored_events": "0", "views": "0"}),
        "restored of stored_events is not what was backed up",
    ),
}


@pytest.mark.parametrize(("damage", "sentence"), DAMAGED.values(), ids=[*DAMAGED])
def test_a_damaged_backup_is_not_restored(
    world: World, tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    back_up(world.office, tmp_path / "kept")
    damage(tmp_path / "kept")
    require_refused(tmp_path / "kept", tmp_path / "back", sentence)


@pytest.mark.parametrize("part", [0, 0.3, 0.9])
def test_a_damaged_file_is_not_restored(
    world: World, tmp_path: Path, part: float
) -> None:
    back_up(world.office, tmp_path / "kept.zip")
    written = (tmp_path / "kept.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(written[: int(len(written) * part)])
    require_refused(tmp_path / "cut.zip", tmp_path / "back", "can't be unpacked")
    flip(tmp_path / "kept.zip")
    require_refused(tmp_path / "kept.zip", tmp_path / "back", "damaged|unpacked")


def test_a_plain_copy_of_a_live_register_is_no_backup(
    world: World, tmp_path: Path
) -> None:
    shutil.copytree(world.home, tmp_path / "copied")
    require_refused(tmp_path / "copied", tmp_path / "back", "there is no backup")
    with pytest.raises(NotFound, match="there is no backup at"):
        restore(Place("sqlite:///x", tmp_path / "back"), tmp_path / "nowhere")


@pytest.mark.slow
def test_the_commands_say_what_they_did(world: World, tmp_path: Path) -> None:
    home, position = world.home, world.position
    world.office.settings.secret_key()
    world.office.close()
    kept, back = tmp_path / "kept.zip", tmp_path / "back"
    printed, complaints = depositary("--home", home, "backup", kept)
    assert f"the register up to position {position}, recorded " in printed
    assert "secret.key is not in it" in complaints
    assert depositary("--home", home, "backup", kept, code=3)[1] == (
        f"depositary: {kept} is there already; a backup is never written over\n"
    )
    printed, _ = depositary("restore", kept, "--home", back, "--dry-run")
    assert "would be" in printed
    assert not back.exists()
    printed, _ = depositary("restore", kept, "--home", back, "--json")
    told = json.loads(printed)
    assert (told["restored"], told["position"]) == (True, position)
    assert told["views"] == "as they were"
    assert not (back / "secret.key").exists()
    assert log_of(back) == log_of(home)
    depositary("--home", back, "view", "compare")
    depositary("backup", code=2)
    assert "no register" in depositary("--home", tmp_path, "backup", "x", code=3)[1]


def test_a_demonstration_that_is_restored_says_so(world: World, tmp_path: Path) -> None:
    (world.home / "demonstration").write_text("An exercise.")
    back_up(world.office, tmp_path / "kept")
    back = tmp_path / "back"
    restore(Place(f"sqlite:///{back / 'register.db'}", back), tmp_path / "kept")
    assert (back / "demonstration").read_text() == "An exercise."
    with closing(Office.open({"DEPOSITARY_HOME": str(back)})) as office:
        assert office.established

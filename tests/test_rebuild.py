"""Views drawn anew beside the live ones: the same rows, whatever ends it.

What is drawn in bulk is compared with what grew act by act; views of an older shape are
planted; acts go on meanwhile; nothing that ends a rebuild touches the live views.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from application.commands.act import Act
from application.office import Office, Unreadable
from application.recorders.log import SQL as LOG
from application.register import Register
from application.settings import Settings
from application.views import crew, projector, rebuild, replay, sheet
from application.views.beside import BESIDE
from application.views.every import VIEWS
from application.views.rebuild import bring_up, compare, digest, remove_older, status
from application.views.rows import made_of, rows_of
from application.views.tables import VERSION
from domain.commitment import Commitment
from domain.definition import load
from domain.errors import Busy
from domain.record import Record
from tests import registers
from tests.engines import fresh
from tests.world import BASIS, SECRETARY, World, opened

ENGINES = ["sqlite", "postgresql"]
OLDER = "commitments_0"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return registers.furnished(tmp_path)


@pytest.fixture
def full(home: Path) -> Iterator[Register]:
    """Open a register with late entries, corrigenda and acts between others."""
    office = Office.open({"DEPOSITARY_HOME": str(home)})
    yield office.register
    office.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with opened(tmp_path / "world") as it:
        yield it


@pytest.fixture(params=ENGINES)
def copied(
    request: pytest.FixtureRequest, full: Register, tmp_path: Path
) -> Iterator[Register]:
    """Copy the log, and nothing else, into a register on either engine."""
    with fresh(request.param, tmp_path) as address:
        copy = Register(address, "LAD")
        with full.reading() as cursor, copy.ledger.writing() as writing:
            cursor.execute("SELECT * FROM stored_events ORDER BY position")
            writing.executemany(
                LOG["insert_event"], [dict(row) for row in cursor.fetchall()]
            )
        yield copy
        copy.close()


def everything(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    with register.reading() as cursor:
        return {view.name: sorted(view.rows(cursor)) for view in VIEWS}


def tables(register: Register) -> set[str]:
    with register.reading() as cursor:
        return register.ledger.recorder.names(cursor)


# The same rows


def test_drawn_in_bulk_on_either_engine_the_rows_are_those_that_grew(
    copied: Register, full: Register
) -> None:
    assert rebuild.rebuild(copied) == full.ledger.position()
    assert everything(copied) == everything(full)
    assert digest(copied) == digest(full)
    assert compare(copied) == []


@pytest.mark.slow
def test_several_processes_draw_the_same(
    copied: Register, full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "ENOUGH_FOR_MANY", 1)
    monkeypatch.setattr(replay, "hands", lambda: 2)
    rebuild.rebuild(copied)
    assert digest(copied) == digest(full)


def test_small_parts_and_batches_change_nothing(
    full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(full)
    monkeypatch.setattr(sheet, "LEAST_WIDTH", 7)
    monkeypatch.setattr(sheet, "FULL", 5)
    monkeypatch.setattr("application.views.drawing.PAGE", 3)
    monkeypatch.setattr(replay, "parted", lambda p, _: PARTED(p, 9))
    rebuild.rebuild(full)
    assert everything(full) == before


PARTED = replay.parted


@pytest.mark.parametrize("number", [1, 2, 7, 64, 256])
@pytest.mark.parametrize("process", ["00" * 16, "6f" * 16, "ff" * 16])
def test_every_stream_but_the_process_is_in_one_range(
    process: str, number: int
) -> None:
    ids = sorted({f"{n:02x}{tail * 15}" for n in range(256) for tail in ("00", "ff")})
    places = [
        [
            one
            for one in (*ids, process)
            if (r.stream, r.version) < (one, 1) and one < r.end
        ]
        for r in PARTED(process, number)
    ]
    found = sorted(one for place in places for one in place)
    assert found == [one for one in ids if one != process]


def test_what_a_record_shows_is_made_of_what_is_said(full: Register) -> None:
    """While what rows are made of is equal, so are the rows: over every history."""
    definition = full.desk().definition
    held: dict[Any, tuple[Any, Any]] = {}
    records: dict[Any, Record] = {}
    for entry in full.ledger.all():
        event: Any = entry.event
        record = records.setdefault(event.originator_id, None) or _begun(event)
        records[event.originator_id] = record
        record.take_in(event)
        now = made_of(record), rows_of(record, definition)
        was = held.get(event.originator_id)
        if was is not None and was[0] is not None and was[0] == now[0]:
            assert was[1] == now[1], entry
        held[event.originator_id] = now


def _begun(event: Any) -> Record:
    return projector.KINDS[event.originator_topic].blank(event.key)


def test_nothing_is_shown_that_rows_are_not_said_to_be_made_of() -> None:
    """An attribute that a row reads is one that is looked at for changes."""
    definition = load("la-declaration")
    for kind in projector.KINDS.values():
        record = kind.blank("X")
        if isinstance(record, Commitment):
            record.announcers.append("MEX")  # or nobody asks who is bound by it
        if made_of(record) is None:
            continue
        looked = read_by(record, made_of)
        shown = read_by(record, lambda it: rows_of(it, definition))
        assert shown - {"key", *COMPUTED} <= looked, kind


COMPUTED = {
    "verifiable", "everybody", "deadlines", "documents", "text", "__class__", "MACHINE",
}  # fmt: skip
"""What is made of attributes that are read, too."""


def read_by(record: Record, look: Any) -> set[str]:
    """Return the names of the attributes that *look* reads of a record."""
    found: set[str] = set()

    def noted(self: Record, name: str) -> Any:
        found.add(name)
        return object.__getattribute__(self, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(record), "__getattribute__", noted, raising=False)
        look(record)
    return found


# Acts go on


@pytest.mark.parametrize("close", [0, 1, 100])
def test_acts_taken_meanwhile_are_in_the_new_views(
    world: World, monkeypatch: pytest.MonkeyPatch, close: int
) -> None:
    monkeypatch.setattr(rebuild, "CLOSE", close)
    register = world.office.register
    names = iter(range(5))

    def meanwhile(*_: int) -> None:
        for number in names:
            said = {"language": "en", "name": f"Mexico {number}"}
            world.act(SECRETARY, "participant", "MEX", "record-name", said, basis=BASIS)
            said = {"language": "es", "name": f"México {number}"}
            world.act(
                SECRETARY, "participant", "MEX", "record-name", said,
                basis=BASIS, occurred="2023-02-01",
            )  # fmt: skip

    last = register.ledger.position()
    assert rebuild.rebuild(register, meanwhile) == last + 10
    assert compare(register) == []


@pytest.mark.slow
def test_an_act_while_a_batch_is_drawn_waits_and_is_in_it(
    copied: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread acts as fast as it can; every act is in the views at the end."""
    rebuild.rebuild(copied)
    ended = threading.Event()
    failures: list[BaseException] = []
    monkeypatch.setattr("application.views.drawing.PAGE", 5)
    monkeypatch.setattr(sheet, "FULL", 5)
    officer = next(
        held.holder
        for held in copied.desk().process.appointments.values()
        if held.capacity == "secretariat"
    )

    def acting() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            said = {"language": "fr", "name": f"Mexique {number}"}
            act = Act("participant", "MEX", "record-name", officer, said, basis=BASIS)
            try:
                copied.act(act)
            except BaseException as error:  # noqa: BLE001 (told below)
                failures.append(error)
                return

    thread = threading.Thread(target=acting)
    thread.start()
    try:
        for _ in range(3):
            rebuild.rebuild(copied)
    finally:
        ended.set()
        thread.join()
    assert failures == []
    assert compare(copied) == []


@pytest.mark.slow
def test_a_reader_never_sees_views_without_rows(copied: Register) -> None:
    rebuild.rebuild(copied)
    whole = everything(copied)
    ended = threading.Event()
    seen: list[int] = []

    def reading() -> None:
        while not ended.is_set():
            with copied.reading() as cursor:
                cursor.execute("SELECT COUNT(*) AS number FROM standings_3")
                seen.append(int(cursor.fetchone()["number"]))

    thread = threading.Thread(target=reading)
    thread.start()
    try:
        for _ in range(3):
            rebuild.rebuild(copied)
    finally:
        ended.set()
        thread.join()
    assert set(seen) == {len(whole["standings"])}


# Whatever ends it


def interrupted(done: int, total: int) -> None:
    if done > total / 2:
        raise KeyboardInterrupt


def test_an_interruption_leaves_the_live_views_and_nothing_beside_them(
    copied: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild.rebuild(copied)
    before, there = everything(copied), tables(copied)
    monkeypatch.setattr(sheet, "FULL", 5)
    monkeypatch.setattr("application.views.drawing.PAGE", 5)
    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild(copied, interrupted)
    assert everything(copied) == before
    assert tables(copied) == there
    rebuild.rebuild(copied)
    assert everything(copied) == before


@pytest.mark.slow
def test_an_interruption_ends_the_processes(
    full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "ENOUGH_FOR_MANY", 1)
    monkeypatch.setattr(replay, "hands", lambda: 2)
    started: list[Any] = []
    begin = crew.Crew.__init__

    def noted(self: crew.Crew, *said: Any) -> None:
        begin(self, *said)
        started.extend(self._processes)

    monkeypatch.setattr(crew.Crew, "__init__", noted)
    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild(full, interrupted)
    assert len(started) == 2
    assert not any(process.is_alive() for process in started)


def test_what_a_process_cannot_draw_is_told_with_its_position(
    full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "ENOUGH_FOR_MANY", 1)
    monkeypatch.setattr(replay, "hands", lambda: 2)
    before = everything(full)
    with full.ledger.writing() as cursor:
        cursor.execute("DROP TRIGGER stored_events_no_update")
        cursor.execute("UPDATE stored_events SET state = '{}' WHERE position = 20")
    with pytest.raises(Unreadable, match="position 20"):
        rebuild.rebuild(full)
    assert everything(full) == before


def test_two_who_draw_at_once_do_not_mix_their_rows(full: Register) -> None:
    before = everything(full)
    also = iter([1])

    def another(*_: int) -> None:
        for _ in also:
            rebuild.rebuild(full)

    with pytest.raises(Busy, match="drawn by another"):
        rebuild.rebuild(full, another)
    assert everything(full) == before
    assert compare(full) == []


def test_indexes_are_there_after_any_number_of_rebuilds(copied: Register) -> None:
    def indexes() -> int:
        return len(tables(copied))

    rebuild.rebuild(copied)
    there = indexes()
    rebuild.rebuild(copied)
    assert indexes() == there
    assert not any(name.endswith(BESIDE) for name in tables(copied))
    Register(copied.ledger.url, "LAD").close()
    assert indexes() == there, "opening again makes nothing"


# An older shape


def plant(register: Register) -> None:
    """Let the views be of an older shape, as an older version would leave them."""
    with register.ledger.writing() as cursor:
        for view in VIEWS:
            older = f"{view.stored_as.rpartition('_')[0]}_0"
            cursor.execute(f"ALTER TABLE {view.stored_as} RENAME TO {older}")


def test_the_status_knows_views_of_an_older_shape(copied: Register) -> None:
    rebuild.rebuild(copied)
    rows = len(everything(copied)["commitments"])
    plant(copied)
    again = Register(copied.ledger.url, "LAD")
    found = {(row.view, row.version): row for row in status(again)}
    assert found["commitments", 0].rows == rows
    assert found["commitments", 0].position == copied.ledger.position()
    new = found["commitments", VERSION]
    assert (new.rows, new.position) == (0, 0)
    again.close()


def test_nothing_is_written_to_views_that_show_nothing(home: Path) -> None:
    office = Office.open({"DEPOSITARY_HOME": str(home)})
    secretary = office.accounts.by_email(registers.SECRETARY) or ""
    plant(office.register)
    office.close()
    office = Office.open({"DEPOSITARY_HOME": str(home)})
    said = {"language": "en", "name": "Mexico"}
    act = Act("participant", "MEX", "record-name", secretary, said, basis=BASIS)
    last = office.register.ledger.position()
    with pytest.raises(Unreadable, match="depositary view rebuild"):
        office.act(act)
    assert office.register.ledger.position() == last
    rebuild.rebuild(office.register)
    assert office.act(act).position == last + 1
    assert compare(office.register) == []
    office.close()


def test_an_older_shape_is_drawn_anew_on_start(home: Path) -> None:
    from application.opening import reopened  # noqa: PLC0415 (what is tried here)

    settings = Settings.read({"DEPOSITARY_HOME": str(home)})
    office = reopened(settings)
    before = everything(office.register)
    plant(office.register)
    office.close()
    office = reopened(settings, as_it_is=True)
    assert everything(office.register)["commitments"] == []
    office.close()
    office = reopened(settings)
    assert everything(office.register) == before
    assert OLDER in tables(office.register), "an older version may still serve from it"
    assert OLDER in remove_older(office.register)
    assert OLDER not in tables(office.register)
    office.close()


def test_on_postgresql_an_older_shape_waits_for_the_command(full: Register) -> None:
    with fresh("postgresql", Path()) as address:
        register = Register(address, "LAD")
        with full.reading() as cursor, register.ledger.writing() as writing:
            cursor.execute("SELECT * FROM stored_events ORDER BY position")
            rows = [dict(row) for row in cursor.fetchall()]
            writing.executemany(LOG["insert_event"], rows)
        with pytest.raises(Unreadable, match="depositary view rebuild"):
            bring_up(register)
        rebuild.rebuild(register)
        bring_up(register)
        register.close()

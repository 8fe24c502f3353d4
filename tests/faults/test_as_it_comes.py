"""The traps of the library, each shown on the library as it comes, and gone here.

A remedy whose trap can't be shown any more may be one that is needed no more.  Traps
that need a harness of their own are shown beside it: the pool that keeps the writer's
lock (``test_crowd``), power loss (``test_power_loss``), a conflict for what was stored
(``test_lost_answers``), a server that says nothing (``test_database_away``), nodes that
start together (``test_starting``).
"""

from __future__ import annotations

import shutil
import sqlite3 as system
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.domain import event as triggers
from eventsourcing.persistence import (
    IntegrityError,
    JSONTranscoder,
    StoredEvent,
    TranscodingNotRegisteredError,
)
from eventsourcing.persistence import Mapper as OfLibrary

from application.backup import back_up
from application.mapper import PlainJSON, PlainMapper
from application.recorders import library as choice
from application.recorders.library import sqlite3
from application.recorders.sqlite_file import SQLiteDatastore, _make_durable
from domain.errors import Busy, Malformed, Unreadable
from domain.events import CATALOGUE, Event
from tests.faults import as_it_comes as promises
from tests.faults.acting import furnished, require_sound, revision
from tests.faults.as_it_comes import Broken, Log, library, log, ours
from tests.test_events import sample
from tests.world import opened

BOTH = ("sqlite", "postgresql")
Promise = Callable[[Log], None]
CASES: list[tuple[str, Promise]] = [
    ("sqlite", promises.who_reads_first_can_write),
    ("sqlite", promises.a_position_stays),
    ("sqlite", promises.a_position_is_used_once),
    *((engine, promises.an_event_is_never_changed) for engine in BOTH),
    ("postgresql", promises.positions_have_no_gap),
    ("postgresql", promises.functions_that_skip_the_lock_are_refused),
]
each = pytest.mark.parametrize(
    ("on", "promise"), CASES, ids=[f"{p.__name__}-{engine}" for engine, p in CASES]
)


def prepare(promise: Promise, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment say what the library would go by."""
    if promise is promises.functions_that_skip_the_lock_are_refused:
        monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")


@each
def test_the_library_as_it_comes_breaks(
    on: str, promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(promise, monkeypatch)
    with log(on, tmp_path, library) as found, pytest.raises(Broken):
        promise(found)


@each
def test_ours_keeps(
    on: str, promise: Promise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(promise, monkeypatch)
    with log(on, tmp_path, ours) as found:
        promise(found)


# The engine


def test_a_version_that_can_lose_commits_is_not_used() -> None:
    """The library takes the system's, whichever that is."""
    from eventsourcing import sqlite as as_it_comes  # noqa: PLC0415

    assert as_it_comes.sqlite3 is system
    if choice.has_reset_bug(system.sqlite_version_info):
        assert sqlite3 is not system
    assert not choice.has_reset_bug(sqlite3.sqlite_version_info)


def test_full_sync_is_asked_for_and_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library leaves it to how SQLite was built; here NORMAL is planted."""
    file = str(tmp_path / "register.db")

    class Normal(sqlite3.Connection):  # type: ignore[misc]
        """A connection of a SQLite that was built for speed."""

        def __init__(self, *told: Any, **more: Any) -> None:
            super().__init__(*told, **more)
            self.execute("PRAGMA synchronous = NORMAL")

    class Deaf(Normal):
        """One that does not listen, either."""

        def execute(self, sql: str, *values: Any) -> Any:
            heard = "SELECT 1" if sql.endswith("synchronous = FULL") else sql
            return super().execute(heard, *values)

    connect = sqlite3.connect
    for kind, kept in ((Normal, True), (Deaf, False)):
        monkeypatch.setattr(
            sqlite3, "connect", lambda *a, k=kind, **m: connect(*a, factory=k, **m)
        )
        with closing(SQLiteDatastore(file)) as store:
            if kept:
                with store.transaction(commit=False) as cursor:
                    found = cursor.execute("PRAGMA synchronous").fetchone()[0]
                assert found == 2
            else:
                with pytest.raises(Unreadable, match="with full sync"):
                    store.transaction(commit=True).__enter__()


def test_a_journal_that_is_not_written_ahead_is_refused() -> None:
    with pytest.raises(Unreadable, match="the journal is “memory”"):
        _make_durable(sqlite3.connect(":memory:"))


# The written form


def plain() -> PlainMapper:
    return PlainMapper(PlainJSON())


LOOKALIKE = {"_type_": "no such", "_data_": "a person typed this"}


def test_an_object_of_two_keys_comes_back() -> None:
    with pytest.raises(TranscodingNotRegisteredError):
        JSONTranscoder().decode(JSONTranscoder().encode({"target": LOOKALIKE}))
    said = PlainJSON().encode({"target": LOOKALIKE})
    assert PlainJSON().decode(said) == {"target": LOOKALIKE}


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_no_json(odd: float) -> None:
    assert JSONTranscoder().encode([odd]) in {b"[NaN]", b"[Infinity]", b"[-Infinity]"}
    with pytest.raises(Malformed, match="can't be written as JSON"):
        PlainJSON().encode({"target": {"quantity": odd}})


def test_half_a_character_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnicodeEncodeError):
        JSONTranscoder().encode({"title": "\ud800"})
    with pytest.raises(Malformed, match="can't be written as JSON"):
        PlainJSON().encode({"title": "\ud800"})


def test_reading_an_event_imports_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "planted_topic.py").write_text("class Event: ...\n")
    row = StoredEvent(UUID(int=1), 1, "planted_topic:Event", b"{}")
    with pytest.raises(Unreadable, match="unknown to this version"):
        plain().to_domain_event(row)
    assert "planted_topic" not in sys.modules
    with suppress(Exception):
        OfLibrary[UUID](JSONTranscoder()).to_domain_event(row)
    assert sys.modules.pop("planted_topic")


def test_a_newer_form_is_not_guessed_at() -> None:
    """The library reads on as if the class knew all that is written."""
    for mapper, refuses in ((Application[UUID]().mapper, False), (plain(), True)):
        now: Any = mapper.to_stored_event(sample(CATALOGUE["package.left"]))
        later = now.state.replace(b"{", b'{"class_version":2,"meaning":"another",', 1)
        row = StoredEvent(now.originator_id, 1, now.topic, later)
        if not refuses:
            assert isinstance(mapper.to_domain_event(row), Event)
            continue
        with pytest.raises(Unreadable, match="must not guess"):
            mapper.to_domain_event(row)


# What is built on what


class Tally(Aggregate):
    """An aggregate as the library's tutorial writes it."""

    @triggers("Counted")
    def count(self) -> None:
        """Count."""


def versions(app: Application[UUID], tally: Tally) -> list[int]:
    return [e.originator_version for e in app.recorder.select_events(tally.id)]


def test_the_library_builds_on_what_was_not_saved() -> None:
    """A row that is in the way stands for whatever makes a save fail."""
    app = Application[UUID]()
    tally = Tally()
    app.save(tally)
    app.recorder.insert_events([StoredEvent(tally.id, 2, "another's", b"{}")])
    tally.count()
    with pytest.raises(IntegrityError):
        app.save(tally)
    tally.count()
    app.save(tally)
    assert versions(app, tally) == [1, 2, 3]
    assert tally.version == 3, "built on a second event that was never stored"


@pytest.mark.parametrize("on", BOTH)
def test_ours_loads_again_after_what_was_not_saved(
    on: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with furnished(on, tmp_path) as (_, register):
        before = register.act(revision("before"))
        store = register.ledger.recorder.datastore

        def failing(_: Any) -> None:
            store._roll_back()  # noqa: SLF001 (as a commit that came to nothing)
            raise Busy("nothing was recorded")

        with monkeypatch.context() as patch:
            patch.setattr(store, "_commit", failing)
            with pytest.raises(Busy):
                register.act(revision("not saved"))
        after = register.act(revision("after"))
        assert (after.position, after.version) == (
            before.position + 1,
            before.version + 1,
        )
        require_sound(register, {after.command: after.position})


# The clock


def test_a_clock_that_goes_back(tmp_path: Path) -> None:
    """As it comes it is recorded as it is; ours keeps the order (``test_clock``)."""
    today, long_ago = datetime(2024, 6, 1, tzinfo=UTC), datetime(2014, 6, 1, tzinfo=UTC)
    app = Application[UUID]()
    with time_machine.travel(today, tick=False):
        tally = Tally()
        app.save(tally)
    with time_machine.travel(long_ago, tick=False):
        tally.count()
        app.save(tally)
    first, second = app.mapper.to_domain_event, app.recorder.select_events(tally.id)
    times: list[Any] = [first(row).timestamp for row in second]
    assert times == [today, long_ago]

    with furnished("sqlite", tmp_path) as (_, register):
        register.clock = lambda: datetime(2034, 6, 1, tzinfo=UTC)
        register.act(revision("in ten years"))
        register.clock = lambda: today
        assert register.act(revision("today")).recorded_at.startswith("2034")


# A copy


def test_a_live_file_that_is_copied_lacks_what_was_written(tmp_path: Path) -> None:
    with log("sqlite", tmp_path, library) as found:
        found.recorder().insert_events([promises.event()])
        shutil.copy(found.file, tmp_path / "copied.db")
        with closing(sqlite3.connect(tmp_path / "copied.db")) as copied:
            tables = copied.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == []

    with opened(tmp_path / "home") as world:
        kept = back_up(world.office, tmp_path / "kept")
        assert kept.position == world.position
        with closing(sqlite3.connect(tmp_path / "kept" / "register.db")) as copied:
            counted = copied.execute("SELECT COUNT(*) FROM stored_events").fetchone()
    assert counted == (world.position,)

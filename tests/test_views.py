"""The views are what the log tells: in step, drawn anew, compared, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from application.office import Act, Office, Unreadable
from application.recorders.library import sqlite3
from application.register import Register
from application.views import projector
from application.views.every import VIEWS
from application.views.rebuild import (
    Difference,
    Replay,
    compare,
    digest,
    rebuild,
    status,
)
from application.views.rows import show
from application.views.tables import ALWAYS, OPEN_END, TABLES
from domain.record import Record
from tests import registers as demo
from tests.houses import at
from tests.world import BASIS, REGISTRAR, SECRETARY, SHARED, UNDERTAKING, World, opened

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def office(tmp_path: Path, engine: str) -> Iterator[Office]:
    """Open the Declaration's record: late entries of the registrar, for the most."""
    with demo.lent(engine, tmp_path) as home:
        it = Office.open(at(home))
        yield it
        it.close()


@pytest.fixture
def register(office: Office) -> Register:
    return office.register


@pytest.fixture
def at_work(tmp_path: Path, engine: str) -> Iterator[Register]:
    """Open a register in which every view has rows, some of them drawn anew."""
    with opened(tmp_path / "work", engine, "reviewed") as world:
        rated(world)
        where = ("commitment", SHARED)
        world.act("minister-COL", *where, "endorse")
        world.act("coordinator-MEX", *where, "endorse")
        cite(world)
        world.wait(days=3)
        reason = {"reason": "a new government"}
        world.act("minister-MEX", *where, "withdraw-endorsement", reason)
        world.wait(days=300)
        world.enter("CAN", *where, "endorse", {}, occurred="2024-01-25")
        name = {"language": "en", "name": "Mexico"}
        world.act(
            REGISTRAR, "participant", "MEX", "record-name", name,
            basis=BASIS, occurred="2023-01-01",
        )  # fmt: skip
        corrected(world, {"version": "1", "field": "title", "new": "Put right"})
        reported(world)
        what = ("undertaking", UNDERTAKING, "set-milestone", {"title": "A decree"})
        world.act("validating_authority-COL", *what)
        yield world.office.register


def rated(world: World) -> None:
    """Let a source's rating be contested: a divergence."""
    where = ("undertaking", UNDERTAKING)
    said = {"scale": "completion", "rating": "Complete", "report_kind": "progress"}
    world.act(REGISTRAR, *where, "record-rating", said, basis=BASIS)
    said = {"rating_number": "1", "reason": "two centres are missing"}
    world.act("coordinator-COL", *where, "contest-rating", said)


def reported(world: World) -> None:
    """Let a period be announced, opened late, and closed over a report."""
    said = {"key": "2024-a", "title": "A year", "begins": "2024-06-01"}
    said["ends"] = "2025-03-31"
    world.act(SECRETARY, "period", "", "announce", said, basis=BASIS)
    where, late = ("period", "2024-a"), {"occurred": "2025-04-01", "basis": BASIS}
    world.wait(days=10)
    world.act(REGISTRAR, *where, "open", **late)
    told = {"self_status": "in progress", "narrative": "Begun."}
    own = ("undertaking", f"{SHARED}-COL")
    world.act("focal_point-COL", *own, "draft-report", told)
    world.act("validating_authority-COL", *own, "submit-report", {"report": "1"})
    relief = {"concerned": "CAN", "reason": "a flood", "authority": "the chair"}
    world.act(SECRETARY, *where, "waive", relief, basis=BASIS)
    more = relief | {"concerned": "COL", "until": "2025-06-30"}
    world.act(SECRETARY, *where, "extend", more, basis=BASIS)
    world.wait(days=100)
    world.act(REGISTRAR, *where, "close", **late | {"occurred": "2025-07-01"})


def corrected(world: World, said: dict[str, str]) -> None:
    where = ("package", "AP01")
    said["reason"] = "as published"
    world.act(SECRETARY, *where, "propose-correction", said, basis=BASIS)
    world.act(REGISTRAR, *where, "correct", {"number": "1"}, basis=BASIS)


def cite(world: World) -> None:
    """Let a report rest on a file."""
    file = world.office.evidence.put(BytesIO(b"%PDF-1.7"), "a.pdf")
    said = {"self_status": "in progress", "narrative": "Begun", "evidence": [str(file)]}
    where = ("undertaking", "LAD-002-COL", "draft-report")
    world.act("focal_point-COL", *where, said)


@pytest.fixture(params=["register", "at_work"])
def either(request: pytest.FixtureRequest, engine: str) -> Register:
    """Give one register after the other."""
    del engine  # both of them lie on it
    found: Register = request.getfixturevalue(request.param)
    return found


def everything(register: Register) -> Rows:
    with register.reading() as cursor:
        return {view.name: sorted(view.rows(cursor)) for view in VIEWS}


def rename(office: Office, name: str) -> Act:
    person = office.accounts.by_email(demo.SECRETARY) or ""
    said = {"language": "en", "name": name}
    return Act("participant", "MEX", "record-name", person, said, basis=("a note",))


def test_a_rebuild_equals_row_by_row_what_grew_act_by_act(either: Register) -> None:
    grown = everything(either)
    assert rebuild(either) == either.ledger.position()
    assert everything(either) == grown
    assert compare(either) == []


def test_late_entries_and_corrigenda_are_in_what_is_compared(
    register: Register, at_work: Register
) -> None:
    events = [entry.event for entry in register.ledger.all()]
    assert sum(event.late for event in events) > 100
    assert sum(event.TOPIC == "record.corrected" for event in events) == 2
    readings = {
        row[-3]
        for row in everything(register)["standings"]
        if row[0] == "GUY" and row[1] == "endorsing"
    }
    assert len(readings) > 1, "the date is known in two readings"
    assert all(everything(at_work)[view.name] for view in VIEWS)


def test_a_replay_elsewhere_is_identical_to_the_byte(
    either: Register, tmp_path: Path
) -> None:
    register = either
    elsewhere = Register(str(tmp_path / "elsewhere.db"), "LAD")
    with register.reading() as cursor, elsewhere.ledger.writing() as writing:
        cursor.execute("SELECT * FROM stored_events ORDER BY position")
        for row in register.ledger.recorder.tuples(cursor):
            writing.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", row)
    assert digest(elsewhere) != digest(register), "nothing is drawn there yet"
    rebuild(elsewhere)
    assert digest(elsewhere) == digest(register)
    assert everything(elsewhere) == everything(register)
    elsewhere.close()


def test_acts_taken_while_the_views_are_drawn_are_in_them(office: Office) -> None:
    names = iter(["Mexico, once", "Mexico, twice"])

    def meanwhile(done: int, total: int) -> None:
        del done, total
        for name in names:
            office.act(rename(office, name))

    last = office.register.ledger.position()
    assert rebuild(office.register, meanwhile) == last + 2
    assert compare(office.register) == []


def test_acts_taken_before_the_rows_are_put_in_place_are_in_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, acts = Replay.draw, [rename(office, "Mexico, meanwhile")]

    def drawn(self: Replay) -> None:
        draw(self)
        while acts:
            office.act(acts.pop())

    monkeypatch.setattr(Replay, "draw", drawn)
    assert rebuild(office.register) == office.register.ledger.position()
    assert compare(office.register) == []


def test_the_digest_does_not_depend_on_the_order_rows_lie_in(
    register: Register,
) -> None:
    before, rows = digest(register), everything(register)
    with register.ledger.writing() as cursor:
        for view in VIEWS:
            cursor.execute(f"DELETE FROM {view.stored_as}")  # noqa: S608
            turned = list(reversed(rows[view.name]))
            load = register.ledger.recorder.load
            load(cursor, view.stored_as, view.columns, turned)
    assert digest(register) == before


def test_progress_is_told_up_to_the_last_position(register: Register) -> None:
    told: list[tuple[int, int]] = []
    rebuild(register, lambda done, total: told.append((done, total)))
    last = register.ledger.position()
    assert told[-1] == (last, last)


def test_a_comparison_names_table_key_and_both_values(register: Register) -> None:
    with register.ledger.writing() as cursor:
        cursor.execute(
            f"UPDATE {TABLES['commitments'].stored_as} SET title = 'planted'"  # noqa: S608
            " WHERE reference = 'LAD-001'"
        )
    (found,) = compare(register)
    assert found.view == "commitments"
    assert found.key.startswith("reference LAD-001 since ")
    assert found.held is not None
    assert found.held["title"] == "planted"
    assert found.replayed is not None
    assert found.replayed["title"].startswith("Implement from August 2022")
    assert str(found).count("title is") == 1
    assert "planted" in str(found)
    rebuild(register)
    assert compare(register) == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_row_lost_from_any_view_is_missed(at_work: Register, view: Any) -> None:
    held = everything(at_work)[view.name]
    with at_work.ledger.writing() as cursor:
        cursor.execute(f"DELETE FROM {view.stored_as}")  # noqa: S608
    found = compare(at_work)
    assert {difference.view for difference in found} == {view.name}
    assert len(found) == len(held)
    assert "missing; the log tells" in str(found[0])


def test_a_row_the_log_does_not_tell_is_named(register: Register) -> None:
    with register.ledger.writing() as cursor:
        cursor.execute("INSERT INTO totals_3 VALUES ('commitments', 'nowhere', 7)")
    (found,) = compare(register)
    assert found == Difference(
        "totals",
        "measure commitments slot nowhere",
        {"measure": "commitments", "slot": "nowhere", "total": 7},
        None,
    )
    assert "the log does not tell it" in str(found)


def test_what_was_asked_under_other_rules_is_not_left_behind(
    tmp_path: Path, engine: str
) -> None:
    """Of `asks` no past is kept, so what lies there is read before it changes."""
    asks = TABLES["asks"]
    stale = dict.fromkeys(asks.fields, "") | {
        "kind": "commitment", "key": SHARED, "address": "role:nobody", "of_each": 0,
        "since": 1, "until": ALWAYS, "valid_from": "", "valid_to": OPEN_END,
        "earliest": "",
    }  # fmt: skip
    with opened(tmp_path / "work", engine) as world:
        with world.office.register.ledger.writing() as cursor:
            cursor.execute(asks.statements["insert"], stale)
        world.office.close()
        world.office = Office.open(at(world.home), world.time)
        world.act("minister-COL", "commitment", SHARED, "endorse")
        assert compare(world.office.register) == []


def test_the_status_tells_position_rows_and_version(register: Register) -> None:
    found = {row.view: row for row in status(register)}
    assert set(TABLES) < set(found)
    assert {row.position for row in found.values()} == {register.ledger.position()}
    assert found["activity"].rows == register.ledger.position()


def broken(*_: Any) -> Any:
    raise ValueError("a view that doesn't know this")


def test_a_view_that_raises_refuses_the_act_and_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, before = rename(office, "Mexico, anew"), everything(office.register)
    last = office.register.ledger.position()
    with monkeypatch.context() as patch:
        patch.setattr(projector, "rows_of", broken)
        with pytest.raises(ValueError, match="doesn't know this"):
            office.act(act)
    assert office.register.ledger.position() == last
    assert everything(office.register) == before
    assert office.act(act).position == last + 1, "the command was not used up"
    assert compare(office.register) == []


def test_a_rebuild_stops_at_the_event_a_view_cannot_show_and_keeps_the_views(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(register)
    with monkeypatch.context() as patch:
        patch.setattr(projector, "rows_of", broken)
        with pytest.raises(
            Unreadable, match=r"stop at position 1 \(process\.established\)"
        ):
            rebuild(register)
    assert everything(register) == before


def test_a_kind_of_record_nobody_thought_of_is_an_error(register: Register) -> None:
    class Stranger(Record):
        KIND = "stranger"

        def begin(self) -> None:
            """Begin with nothing."""

    stranger = Stranger.blank("X")
    with pytest.raises(TypeError, match="no view shows a Stranger"):
        list(show(stranger, register.desk().definition))


REPLACE = "INSERT OR REPLACE INTO stored_events"
FIRST = "FROM stored_events WHERE position = 1"
ELSEWHERE = "position + 1000000, originator_id, originator_version, topic, state"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET topic = 'x' WHERE position = 1",
        "UPDATE OR REPLACE stored_events SET position = 2 WHERE position = 1",
        "DELETE FROM stored_events WHERE position = 1",
        f"{REPLACE} SELECT * {FIRST}",
        f"{REPLACE} SELECT {ELSEWHERE} {FIRST}",
    ],
)
def test_the_log_is_append_only_in_the_database_too(
    office: Office, statement: str
) -> None:
    file = str(office.settings.database)
    database = sqlite3.connect(file, isolation_level=None)
    before = database.execute("SELECT * FROM stored_events").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(statement)
    assert database.execute("SELECT * FROM stored_events").fetchall() == before
    database.close()

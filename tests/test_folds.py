"""Records folded once for all: never behind the log, never changed under a reader."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from application import folds
from application.folds import Folds, Recalled
from domain.record import Record, fold
from tests.world import BASIS, SECRETARY, SHARED, World, opened

COLOMBIA = ("participant", "COL")


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with opened(tmp_path, engine) as it:
        yield it


@pytest.fixture
def kept(world: World) -> Folds:
    return world.office.register.folds


def rename(world: World, code: str, name: str, **rest: Any) -> None:
    said = {"language": "en", "name": name}
    what = ("participant", code, "record-name", said)
    world.act(SECRETARY, *what, basis=BASIS, **rest)


def late(world: World) -> None:
    """Enter an act that falls between others."""
    said = {"language": "es", "name": "Colombia, antes"}
    what = (*COLOMBIA, "record-name", said)
    world.act(SECRETARY, *what, basis=BASIS, occurred="2023-01-01")


def told(world: World, kind: str, key: str) -> Record | None:
    """Fold a record from the log, without anything kept."""
    cls = folds.KINDS[kind]
    ledger = world.office.register.ledger
    return fold(cls, key, [e.event for e in ledger.after(cls.blank(key).id, 0)])


def same(one: Record | None, other: Record | None) -> bool:
    def plain(record: Record | None) -> dict[str, Any]:
        found = dict(vars(record)) if record else {}
        return found | {"events": list(found.get("events", ()))}

    return plain(one) == plain(other)


def test_a_record_is_folded_once_while_nothing_is_added_to_it(
    world: World, kept: Folds
) -> None:
    first = kept.shared(*COLOMBIA)
    rename(world, "MEX", "Mexico, renamed")
    assert kept.shared(*COLOMBIA) is first


def test_what_is_added_is_told_to_a_copy(world: World, kept: Folds) -> None:
    first: Any = kept.shared(*COLOMBIA)
    before = dict(vars(first)) | {"names": repr(first.names)}
    rename(world, "COL", "Colombia, renamed")
    second: Any = kept.shared(*COLOMBIA)
    assert second.name == "Colombia, renamed"
    assert same(second, told(world, *COLOMBIA))
    assert dict(vars(first)) | {"names": repr(first.names)} == before


def test_an_act_between_others_and_a_corrigendum_fold_it_anew(
    world: World, kept: Folds
) -> None:
    kept.shared(*COLOMBIA)
    rename(world, "COL", "Colombia, before", occurred="2023-01-01")
    assert same(kept.shared(*COLOMBIA), told(world, *COLOMBIA))
    said = {"version": "1", "field": "name", "new": "Colombia, put right"}
    said["reason"] = "as published"
    world.act(SECRETARY, *COLOMBIA, "propose-correction", said, basis=BASIS)
    kept.shared(*COLOMBIA)
    world.act("p-registrar", *COLOMBIA, "correct", {"number": "1"}, basis=BASIS)
    assert same(kept.shared(*COLOMBIA), told(world, *COLOMBIA))


def test_what_was_not_recorded_is_seen_by_nobody_else(
    world: World, kept: Folds
) -> None:
    register = world.office.register
    before: Any = kept.shared(*COLOMBIA)
    seen: list[Any] = []
    with suppress(ZeroDivisionError), register.ledger.writing():
        rename(world, "COL", "Colombia, never")
        within: Any = kept.shared(*COLOMBIA)
        assert within.name == "Colombia, never"
        thread = threading.Thread(target=lambda: seen.append(kept.shared(*COLOMBIA)))
        thread.start()
        thread.join()
        raise ZeroDivisionError
    assert seen == [before]
    assert kept.shared(*COLOMBIA) is before


def test_a_reader_of_an_older_state_sees_that_state(world: World, kept: Folds) -> None:
    register = world.office.register
    with register.reading():
        name = getattr(kept.shared(*COLOMBIA), "name", "")

        def meanwhile() -> None:
            rename(world, "COL", "Colombia, later")
            assert getattr(kept.shared(*COLOMBIA), "name", "") == "Colombia, later"

        thread = threading.Thread(target=meanwhile)
        thread.start()
        thread.join()
        assert getattr(kept.shared(*COLOMBIA), "name", "") == name
    assert getattr(kept.shared(*COLOMBIA), "name", "") == "Colombia, later"


def test_who_writes_gets_a_copy(kept: Folds) -> None:
    shared: Any = kept.shared("commitment", SHARED)
    own: Any = kept.own("commitment", SHARED)
    assert same(own, shared)
    own.texts.clear()
    own.events.clear()
    own.last_acts.clear()
    assert shared.texts
    assert shared.events
    assert shared.last_acts
    assert kept.own("commitment", "LAD-999") is None


def test_a_long_record_keeps_no_events_and_reads_them_when_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folds, "LONG", 3)
    kept = Folds(world.office.register.ledger)
    record = kept.shared(*COLOMBIA)
    assert isinstance(getattr(record, "events", None), Recalled)
    assert same(record, told(world, *COLOMBIA))
    rename(world, "COL", "Colombia, at length")
    late(world)
    longer = kept.shared(*COLOMBIA)
    assert same(longer, told(world, *COLOMBIA))
    assert len(longer.events) == longer.version  # type: ignore[union-attr]


def test_few_are_kept_when_many_are_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folds, "MOST_EVENTS", 10)
    kept = Folds(world.office.register.ledger)
    for key in ("CAN", "COL", "GUY", "MEX", "CAN"):
        assert same(kept.shared("participant", key), told(world, "participant", key))
    assert len(kept._kept) < 4  # noqa: SLF001 (what is kept)


def test_acts_on_long_records_are_as_on_short_ones(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folds, "LONG", 1)
    rename(world, "COL", "Colombia, one")
    world.enter("COL", "commitment", SHARED, "endorse", {}, occurred="2024-01-25")
    late(world)
    rename(world, "COL", "Colombia, two")
    assert same(world.record(*COLOMBIA), told(world, *COLOMBIA))

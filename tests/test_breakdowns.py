"""Breakdowns: nothing is half done, nothing of it is remembered, the next act works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from application.ledger import Entry
from application.office import (
    Act,
    DepositaryError,
    Office,
    Receipt,
)
from application.recorders.library import sqlite3
from application.views.projector import Projector
from tests.crowd import ENDORSE, at_once, looked_over
from tests.houses import at
from tests.world import COUNTRIES, SHARED, World


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with looked_over(tmp_path, engine) as found:
        yield found


class Breakdown(Exception):
    """Something that went wrong on the way."""


def breaks(*_: Any) -> None:
    """Break down."""
    raise Breakdown


def test_a_breakdown_on_the_way_leaves_nothing_and_the_next_act_works(
    world: World,
) -> None:
    before, register = world.position, world.office.register
    act = Act(*ENDORSE, "minister-GUY", command="c-1")
    with pytest.raises(Breakdown):
        register.act_all([act], alongside=breaks)
    assert world.position == before
    assert world.record("commitment", SHARED).endorsers == []
    assert world.act("minister-MEX", *ENDORSE).positions[0] == before + 1
    register.act_all([act])  # its command was not used up
    found = world.record("commitment", SHARED).endorsements
    assert [(e.participant, e.ordinal) for e in found] == [("MEX", 1), ("GUY", 2)]


def test_a_view_that_fails_refuses_the_act(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.position
    with monkeypatch.context() as broken:
        broken.setattr("application.views.projector.rows_of", breaks)
        for _ in "12":
            with pytest.raises(Breakdown):
                world.act("minister-GUY", *ENDORSE)
    assert world.position == before
    assert world.act("minister-GUY", *ENDORSE).event == "commitment.endorsed"


def test_one_that_breaks_down_in_a_crowd_takes_nothing_from_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acts that are committed together are undone apart."""
    show = Projector.show

    def fails_for_guyana(self: Projector, cursor: Any, entry: Entry) -> None:
        show(self, cursor, entry)
        if entry.event.by == "minister-GUY":
            raise Breakdown

    monkeypatch.setattr(Projector, "show", fails_for_guyana)
    said = {"holder": "somebody", "capacity": "delegate"}
    tasks = [
        broken_down(world, f"minister-{code}", "participant", code, "delegate", said)
        for code in COUNTRIES * 4
    ]
    answers = at_once(*tasks)
    assert [isinstance(answer, Receipt) for answer in answers] == [
        code != "GUY" for code in COUNTRIES * 4
    ]
    for code in COUNTRIES:
        granted = 0 if code == "GUY" else 4
        assert len(world.record("participant", code).mandates) == 5 + granted


def broken_down(world: World, *what: Any) -> Callable[[], Any]:
    """Return a task that takes one act, or breaks down."""

    def take() -> Any:
        try:
            return world.act(*what)
        except Breakdown as error:
            return error

    return take


class FullAtTheLastMoment:
    """A writing connection whose disk is full when it commits."""

    def __init__(self, connection: Any) -> None:
        """Stand in for *connection*."""
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        """Do what it does, except to commit."""
        return self._full if name == "commit" else getattr(self._connection, name)

    def _full(self) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error


@pytest.mark.sqlite
def test_a_commit_that_fails_is_forgotten(world: World) -> None:
    """Also when another office recorded as many events in the meantime."""
    world.act("minister-COL", *ENDORSE)
    store: Any = world.office.register.ledger.recorder.datastore
    store._writer = FullAtTheLastMoment(store._writer)  # noqa: SLF001 - the engine's
    with pytest.raises(DepositaryError, match="the disk is full"):
        world.act("minister-GUY", *ENDORSE)
    other = Office.open(at(world.home), world.time)
    other.act(Act(*ENDORSE, "minister-MEX"))
    other.close()
    world.act("minister-CAN", *ENDORSE)
    found = world.record("commitment", SHARED).endorsements
    assert [(e.participant, e.ordinal) for e in found] == [
        ("COL", 1),
        ("MEX", 2),
        ("CAN", 3),
    ]

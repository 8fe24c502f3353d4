"""What the register once wrote it must always read: recorded once, replayed for ever.

``python -m tests.recording`` writes the digests anew when a view has changed its shape.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from application.register import Register
from application.views.every import VIEWS
from application.views.rebuild import compare, digest
from domain import definition, workflow
from domain.case import Case
from domain.events import CATALOGUE
from domain.workflow import Definition
from tests.engines import ENGINES
from tests.houses import housed
from tests.recording import DIGESTS, HISTORIES, OF_TODAY, digests_of, replay, stored_in

NAMES = sorted(file.stem for file in HISTORIES.glob("*.jsonl"))
TOLD = json.loads(DIGESTS.read_text())
each = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def register(name: str, tmp_path: Path, engine: str) -> Iterator[Register]:
    """Replay a history into a fresh register; to the same digests on either engine."""
    with housed(engine, tmp_path) as home:
        found = replay(name, home)
        yield found
        found.close()


def test_every_history_has_its_digests() -> None:
    assert sorted(TOLD) == NAMES
    assert len(NAMES) >= 3


@each
def test_a_history_folds_to_the_same_views(register: Register, name: str) -> None:
    assert digests_of(register) == TOLD[name]
    assert compare(register) == []


@each
def test_both_engines_draw_the_same_views(name: str, tmp_path: Path) -> None:
    """To the byte, sums and counts included; and each order is the same."""
    told = []
    for one in ENGINES:
        with (
            housed(one, tmp_path / one) as home,
            closing(replay(name, home)) as register,
        ):
            told.append((digest(register), as_sorted(register)))
    assert told[0] == told[1]


def as_sorted(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each view in the order the database sorts them."""
    with register.reading() as cursor:
        found = {}
        for view in VIEWS:
            cursor.execute(view.statements["sorted"])
            found[view.name] = register.ledger.recorder.tuples(cursor)
    return found


@each
def test_every_event_tells_a_sentence(register: Register, name: str) -> None:
    for entry in register.ledger.all():
        sentence = entry.event.tell()
        assert sentence.isprintable(), (name, entry.position)
        assert len(sentence) > len("x y z"), (name, entry.position)
        assert not set(sentence) & set("{}"), (name, entry.position)


@pytest.mark.parametrize("name", OF_TODAY)
def test_what_is_read_is_written_as_it_was(register: Register, name: str) -> None:
    """To the byte: a form that drifts would change every hash."""
    for stored, entry in zip(stored_in(name), register.ledger.all(), strict=True):
        assert register.ledger.stored(entry.event) == stored


@each
def test_an_older_form_reads_as_that_of_today(register: Register, name: str) -> None:
    mapper = register.ledger.mapper
    for stored, entry in zip(stored_in(name), register.ledger.all(), strict=True):
        now = register.ledger.stored(entry.event)
        assert mapper.to_domain_event(now) == entry.event
        assert orjson.loads(now.state).items() <= orjson.loads(stored.state).items()


def test_the_histories_hold_most_of_what_can_be_recorded() -> None:
    told = {stored.topic for name in NAMES for stored in stored_in(name)}
    assert told <= set(CATALOGUE)
    assert len(told) > len(CATALOGUE) / 2


@each
def test_without_a_single_rule_the_past_still_reads(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table guards the future; no rule of it is asked on the way."""
    pinned = definition.pinned

    def emptied(source: Any) -> Definition:
        found = pinned(source)
        machines = {
            key: replace(machine, moves=()) for key, machine in found.machines.items()
        }
        return replace(found, machines=machines)

    def asked(case: Case, *_: Any) -> None:
        pytest.fail(f"a rule was asked about {case.action}")

    monkeypatch.setattr("application.desk.pinned", emptied)
    monkeypatch.setattr("application.views.projector.pinned", emptied)
    monkeypatch.setattr(workflow, "choose", asked)
    monkeypatch.setattr("domain.acts.choose", asked)
    register = replay(name, tmp_path)
    assert not list(register.desk().definition.moves())
    assert digests_of(register) == TOLD[name]
    register.close()

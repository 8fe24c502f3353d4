"""What is exported is what the events say, though no event is made for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from application import export
from application.ledger import Entry
from application.mapper import OUTSIDE, defaults
from application.pages.reader import Reader
from application.register import Register
from domain.errors import NotFound, Unreadable
from domain.words import stream_id
from tests.houses import housed
from tests.recording import HISTORIES, replay, stored_in

NAMES = sorted(file.stem for file in HISTORIES.glob("*.jsonl"))
TOPIC = "participant.mandate-delegated"


@pytest.fixture(params=NAMES)
def register(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> Iterator[Register]:
    with (
        housed(engine, tmp_path) as home,
        closing(replay(request.param, home)) as found,
    ):
        yield found


def said(entry: Entry) -> dict[str, Any]:
    """Return what an event says, read from the event itself."""
    event, empty = entry.event, defaults(type(entry.event))
    return {
        name: value
        for name, value in vars(event).items()
        if name not in OUTSIDE and (name not in empty or value != empty[name])
    }


def lines(register: Register) -> list[dict[str, Any]]:
    found = export.events(Reader(register), everything=True)
    return [orjson.loads(line) for line in found]


def test_every_line_says_what_its_event_says(register: Register) -> None:
    for line, entry in zip(lines(register), register.ledger.all(), strict=True):
        event = entry.event
        assert event.originator_id == stream_id(line["kind"], line["key"])
        told = {name: line[name] for name in line if name not in {"kind", "key"}}
        assert told == {
            "position": entry.position,
            "version": event.originator_version,
            "recorded_at": event.recorded_at,
            "topic": event.TOPIC,
            "hidden": False,
            "event": said(entry),
        }


def test_a_line_is_in_its_one_form(register: Register) -> None:
    for line in export.events(Reader(register)):
        told = orjson.loads(line)
        assert line == orjson.dumps(told, option=orjson.OPT_SORT_KEYS) + b"\n"


def test_what_fills_several_batches_comes_whole_and_in_order(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = lines(register)
    monkeypatch.setattr(export, "BATCH", 7)
    assert lines(register) == whole
    assert [line["position"] for line in whole] == [*range(1, len(whole) + 1)]


@pytest.fixture
def state() -> dict[str, Any]:
    """Give an event as it is stored."""
    rows = (row for name in NAMES for row in stored_in(name))
    found: dict[str, Any] = orjson.loads(
        next(r for r in rows if r.topic == TOPIC).state
    )
    return found


def test_what_is_stored_though_it_is_empty_is_left_out(state: dict[str, Any]) -> None:
    assert "cause" not in state
    assert export.written(TOPIC, orjson.dumps(state)) == state
    assert export.written(TOPIC, orjson.dumps(state | {"cause": ""})) == state


def test_what_took_effect_when_it_was_recorded_says_so(state: dict[str, Any]) -> None:
    told = state | {"occurred_at": state["recorded_at"]}
    del state["occurred_at"]
    assert export.written(TOPIC, orjson.dumps(state)) == told


@pytest.mark.parametrize(
    ("topic", "more"),
    [
        ("nothing.known", {}),
        (TOPIC, {"class_version": 2}),
        (TOPIC, {"colour": "red"}),
    ],
)
def test_what_may_say_something_else_is_read_as_an_event(
    state: dict[str, Any], topic: str, more: dict[str, Any]
) -> None:
    assert export.written(topic, orjson.dumps(state | more)) is None
    assert export.written(topic, b"{") is None
    assert export.written(topic, b"[1]") is None
    assert export.written(topic, b"7") is None
    del state["recorded_at"]
    assert export.written(TOPIC, orjson.dumps(state)) is None


def test_what_cannot_be_read_is_told_with_its_position(tmp_path: Path) -> None:
    with closing(replay(NAMES[0], tmp_path)) as register:
        ledger = register.ledger
        row = (3, "0" * 32, 1, TOPIC, b"{", "participant", "CAN", "public")
        with pytest.raises(Unreadable, match="position 3"):
            export._line(ledger, row, everything=True)  # noqa: SLF001 (damage)
        row = (3, "0" * 32, 1, TOPIC, b"{", None, None, None)
        with pytest.raises(NotFound, match="view rebuild"):
            export._line(ledger, row, everything=True)  # noqa: SLF001 (a gap)

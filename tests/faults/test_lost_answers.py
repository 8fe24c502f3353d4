"""A connection that is lost at COMMIT: stored is stored, and told so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.utils import Environment, retry

from application.ledger import environment
from application.recorders import postgres
from application.register import Register
from domain.errors import Busy, Unknown
from tests.engines import fresh
from tests.faults.acting import furnished, require_sound, revision
from tests.faults.proxy import Cut, Line, line

LONGEST = 7.5


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Register, Line, Register]]:
    """Give a register beyond a line, the line, and the same register without one."""
    with furnished("postgresql", tmp_path) as (url, near), line(url) as between:
        far = Register(between.url, "LAD")
        far.act(revision("before"))
        try:
            yield far, between, near
        finally:
            far.close()


def test_stored_is_stored_though_the_answer_was_lost(place: Any) -> None:
    register, between, near = place
    last = near.ledger.position()
    between.cut = Cut.ANSWER

    receipt = register.act(revision("once", command="c-1"))

    assert between.cuts == 1
    assert receipt.positions == (last + 1,)
    assert near.ledger.position() == last + 1
    assert near.act(revision("once", command="c-1")) == receipt
    assert register.act(revision("twice")).position == last + 2
    require_sound(near, {"c-1": last + 1})


def test_what_was_not_stored_is_told_so_and_may_be_repeated(place: Any) -> None:
    register, between, near = place
    last = near.ledger.position()
    between.cut = Cut.COMMIT

    with pytest.raises(Busy, match="nothing was recorded"):
        register.act(revision("once", command="c-1"))

    assert near.ledger.position() == last
    assert register.act(revision("once", command="c-1")).position == last + 1
    require_sound(near, {"c-1": last + 1})


def test_a_line_that_went_silent_keeps_nobody_from_writing(place: Any) -> None:
    """The server waits for the lost one, with the lock in its hands."""
    register, between, near = place
    last = near.ledger.position()
    between.cut = Cut.SILENCE
    began = monotonic()

    with pytest.raises(Busy, match="nothing was recorded"):
        register.act(revision("once", command="c-1"))
    near.act(revision("another"))

    assert monotonic() - began < LONGEST
    assert near.ledger.position() == last + 1


@pytest.mark.slow
def test_what_cannot_be_known_is_called_unknown(place: Any) -> None:
    register, between, near = place
    last = near.ledger.position()
    between.cut, between.dead = Cut.ANSWER, True
    began = monotonic()

    with pytest.raises(Unknown, match="ask again with the same key"):
        register.act(revision("once", command="c-1"))
    with pytest.raises(Busy):
        register.act(revision("once", command="c-1"))
    assert monotonic() - began < 2 * LONGEST

    between.dead = False
    assert register.act(revision("once", command="c-1")).position == last + 1
    assert near.ledger.position() == last + 1
    require_sound(near, {"c-1": last + 1})


def test_acts_committed_together_are_settled_together(place: Any) -> None:
    register, between, near = place
    last = near.ledger.position()
    answers: dict[str, int] = {}

    def send(name: str) -> None:
        answers[name] = register.act(revision(name, command=name)).position

    senders = [threading.Thread(target=send, args=(f"c-{i}",)) for i in range(8)]
    between.cut = Cut.ANSWER
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)

    assert between.cuts == 1
    assert sorted(answers.values()) == list(range(last + 1, last + 9))
    require_sound(near, answers)


def plain(between: Line) -> Any:
    """Return a recorder beyond the line, with nothing of ours but itself."""
    env = Environment("ledger", environment(between.url))
    return postgres.Factory(env).application_recorder()


@pytest.mark.parametrize("cut", [Cut.ANSWER, Cut.COMMIT])
def test_a_plain_recorder_finds_its_own_rows_again(tmp_path: Path, cut: Cut) -> None:
    with fresh("postgresql", tmp_path) as url, line(url) as between:
        recorder = plain(between)
        rows = [StoredEvent(uuid4(), v, "topic", b"state") for v in (1, 2, 3)]
        between.cut = cut
        if cut is Cut.ANSWER:
            assert recorder.insert_events(rows) == [1, 2, 3]
        else:
            with pytest.raises(Busy):
                recorder.insert_events(rows)
            assert recorder.insert_events(rows) == [1, 2, 3]
        with pytest.raises(IntegrityError):
            recorder.insert_events(rows)
        assert recorder.max_notification_id() == 3
        recorder.datastore.close()


def test_rows_of_another_in_the_same_place_are_not_taken_for_ours(
    tmp_path: Path,
) -> None:
    with fresh("postgresql", tmp_path) as url, line(url) as between:
        recorder, other = plain(between), plain(between)
        stream = uuid4()
        between.cut = Cut.COMMIT
        settle = recorder.datastore._settle  # noqa: SLF001

        def after_another(*told: Any) -> None:
            other.insert_events([StoredEvent(stream, 1, "topic", b"theirs")])
            settle(*told)

        recorder.datastore._settle = after_another  # noqa: SLF001
        with pytest.raises(Busy):
            recorder.insert_events([StoredEvent(stream, 1, "topic", b"ours")])
        assert [e.state for e in recorder.select_events(stream)] == [b"theirs"]
        recorder.datastore.close()
        other.datastore.close()


def test_the_way_of_the_library_reports_a_conflict(tmp_path: Path) -> None:
    """It inserts again.  This is what all of the above is for, and shows the cut."""
    with fresh("postgresql", tmp_path) as url, line(url) as between:
        recorder = plain(between)

        def raise_as_it_is(_: Any, __: int, lost: Exception) -> None:
            raise ConnectionError from lost

        recorder.datastore._settle = raise_as_it_is  # noqa: SLF001
        again = retry(ConnectionError, max_attempts=10)(recorder.insert_events)
        between.cut = Cut.ANSWER
        with pytest.raises(IntegrityError):
            again([StoredEvent(uuid4(), 1, "topic", b"state")])
        assert between.cuts == 1
        assert recorder.max_notification_id() == 1
        recorder.datastore.close()

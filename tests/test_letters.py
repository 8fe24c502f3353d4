"""Letters: at least once, whatever the mail server does, and no header but ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from application.mail import Letter, LetterRefused, deliver, written
from application.notices import sending
from application.notices.outbox import SENT, Outbox, Taken
from application.notices.runner import Looked, outbox_of
from application.office import Malformed
from application.settings import Settings
from application.views.rebuild import rebuild
from tests.mailboxes import Mailbox, listening, sends_by, text
from tests.telling import (
    DELEGATES,
    PROPOSAL,
    committee,
    findings,
    look,
    page,
    post_of,
    rows,
    silence,
    states,
)
from tests.test_serving import free_port
from tests.world import World


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with committee(tmp_path / "register", engine) as world:
        yield world


@pytest.fixture
def box(world: World) -> Iterator[Mailbox]:
    with post_of(world) as box:
        yield box


# At least once


def test_what_was_sent_and_not_noted_is_sent_again_as_the_same(
    world: World, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(world)
    box.taken.clear()

    note = Outbox.settle

    def die(outbox: Outbox, taken: Taken, state: str, why: str = "") -> None:
        if state == SENT:
            raise KeyboardInterrupt
        note(outbox, taken, state, why)

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "settle", die)
        with pytest.raises(KeyboardInterrupt):
            look(world)
    first = box.ids()
    assert len(first) == 1
    look(world)
    assert box.ids().count(first[0]) == 1
    world.wait(minutes=6)
    look(world)
    assert box.ids().count(first[0]) == 2
    assert len(set(box.ids())) == 3


def test_of_two_senders_one_sends(world: World, box: Mailbox) -> None:
    silence(world)
    box.taken.clear()
    box.slow = 0.1
    threads = [Thread(target=look, args=(world,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(box.ids()) == len(set(box.ids())) == 3


def test_a_look_with_nothing_to_do_waits_for_no_writer(world: World) -> None:
    look(world)
    thread = Thread(target=look, args=(world,))
    with world.office.register.ledger.writing():
        thread.start()
        thread.join(4)
        assert not thread.is_alive()


def test_of_two_readers_one_tells(world: World) -> None:
    silence(world)
    outbox = outbox_of(world.office)
    seen = outbox.reached()
    assert outbox.add([], "now", seen, seen + 1)
    assert not outbox.add([], "now", seen, seen + 1)


def test_drawing_the_views_anew_tells_nothing(world: World, box: Mailbox) -> None:
    silence(world)
    look(world)
    box.taken.clear()
    before = rows(world)
    rebuild(world.office.register)
    assert look(world) == Looked(0, 0)
    assert rows(world) == before
    assert box.taken == []


# The server refuses, or is away


@pytest.mark.parametrize("answer", ["550 no such box", "451 greylisted"])
def test_a_refused_letter_is_kept_and_tried_later_and_later(
    world: World, box: Mailbox, answer: str
) -> None:
    silence(world)
    box.taken.clear()
    box.answer = answer
    assert look(world).letters == 0
    waits = f"3 letters wait: the mail server answered {answer[:3]}; tried next at"
    assert any(waits in one for one in findings(world))
    box.answer = "250 OK"
    world.wait(seconds=59)
    assert look(world).letters == 0
    world.wait(seconds=1)
    assert look(world).letters == 3
    assert findings(world) == ["no letter that is due waits"]


def test_a_letter_refused_once_written_is_kept_too(world: World, box: Mailbox) -> None:
    silence(world)
    box.taken.clear()
    box.late = "554 spam"
    assert look(world).letters == 0
    box.late = ""
    world.wait(minutes=1)
    assert look(world).letters == 3


def test_what_is_refused_for_days_is_given_up_and_seen(
    world: World, box: Mailbox
) -> None:
    silence(world)
    box.answer = "550 no such box"
    for _ in range(50):
        look(world)
        world.wait(hours=4)
    assert "given up" in states(world)
    assert any("are given up" in one for one in findings(world))
    assert page(world, "delegate-MEX")[0]["about"] == "LAD-003"


def test_while_the_server_is_away_nothing_is_lost(world: World) -> None:
    port = int(free_port())
    sends_by(world.office, f"smtp://127.0.0.1:{port}")
    silence(world)
    assert look(world).letters == 0
    waits = [one for one in findings(world) if "can't be reached" in one]
    assert waits
    for _ in range(40):
        world.wait(hours=4)
        assert look(world).letters == 0
    assert "given up" not in states(world)
    with listening(port) as box:
        world.wait(hours=4)
        box.answer = "451 greylisted"
        look(world)
        assert "given up" not in states(world)
        box.answer = "250 OK"
        world.wait(hours=4)
        look(world)
        told = {str(m["To"]) for m in box.taken}
    assert told == {f"{person.lower()}@example.org" for person in DELEGATES}


def test_a_server_that_is_away_is_asked_once_a_look(world: World) -> None:
    tries = []
    silence(world)
    sends_by(world.office, f"smtp://127.0.0.1:{int(free_port())}")
    original = deliver

    def counted(settings: Settings, letter: Letter) -> None:
        tries.append(letter)
        original(settings, letter)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sending, "deliver", counted)
        look(world)
        look(world)
    assert len(tries) == 1


def test_nobody_looks_and_the_doctor_says_so(world: World) -> None:
    silence(world)
    world.wait(minutes=5)
    world.act("minister-COL", *PROPOSAL, "call-off-silence", {"reason": "x"})
    assert any("a runner is needed" in one for one in findings(world))
    look(world)
    assert findings(world) == ["no letter that is due waits"]


# Headers


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nX: y",
        "a b",
        "",
        "é@x.org",
    ],
)
def test_no_address_begins_another_header(world: World, address: str) -> None:
    with pytest.raises(Malformed):
        written(world.office.settings, Letter(address, "x", "y"))
    with pytest.raises(LetterRefused):
        deliver(world.office.settings, Letter(address, "x", "y", "<1@x>"))


def test_no_subject_begins_another_header(world: World, box: Mailbox) -> None:
    subject = "one\r\nBcc: b@example.org\n\nbody\u2028x"
    deliver(world.office.settings, Letter("a@example.org", subject, "y", "<1@x>"))
    [taken] = box.taken
    assert taken["Bcc"] is None
    assert taken["To"] == "a@example.org"
    assert text(taken).strip() == "y"


def test_one_bad_address_keeps_no_other_letter(
    world: World, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(world)
    box.taken.clear()
    accounts = world.office.accounts
    right = accounts.address_of

    def spoilt(person: str) -> str | None:
        return "a@x\r\nBcc: b@x" if person == "delegate-CAN" else right(person)

    monkeypatch.setattr(accounts, "address_of", spoilt)
    assert look(world).letters == 2
    assert any("can't be written" in one for one in findings(world))

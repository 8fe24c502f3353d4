"""Notices: each person is told once, at least once by mail, and of what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from application.accounts import Manner
from application.clock import Clock
from application.doctor import examine
from application.mail import Letter, LetterRefused, deliver, written
from application.notices import sending
from application.notices.outbox import SENT, Outbox, Taken
from application.notices.page import listing
from application.notices.runner import Looked, outbox_of
from application.office import Malformed
from application.settings import Settings
from application.views.rebuild import rebuild
from domain.words import instant
from tests.houses import at
from tests.mailboxes import Mailbox, listening, sends_by, text
from tests.test_serving import free_port
from tests.visiting import Visitor
from tests.world import SECRETARY, World, opened
from web.runner import runner_of

DELEGATES = ("delegate-CAN", "delegate-GUY", "delegate-MEX")
PROPOSAL = ("commitment", "LAD-003")
TITLE = "Five centres"


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    """Give a register that was read for notices up to now; delegates have accounts."""
    with opened(tmp_path / "register", engine) as world:
        visitor = Visitor.of(world)
        for person in DELEGATES:
            visitor.account(person)
        look(world)
        yield world


@pytest.fixture
def box(world: World) -> Iterator[Mailbox]:
    """Run a mail server that takes the letters of the world."""
    with listening() as box:
        sends_by(world.office, box.url)
        yield box


def look(world: World) -> Looked:
    """Let a runner look once, one that remembers nothing."""
    return runner_of(world.office).once()


def sought(world: World) -> None:
    """Bring a proposal of the committee to where the chair may open silence."""
    said = {"package": "AP01", "title": TITLE, "paragraphs": "Five.\n\nTen."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", *PROPOSAL, "concur")
    world.act("delegate-CAN", *PROPOSAL, "table")
    spanish = {"language": "es", "paragraphs": "Cinco.\n\nDiez."}
    world.act(SECRETARY, *PROPOSAL, "add-translation", spanish)
    world.act("delegate-CAN", *PROPOSAL, "circulate")
    world.wait(days=15)
    world.act("delegate-CAN", *PROPOSAL, "seek-decision", {"procedure": "silence"})


def silence(world: World) -> None:
    """Let silence run on a proposal, with nothing before it left to tell."""
    sought(world)
    look(world)
    world.act("minister-COL", *PROPOSAL, "open-silence", {"hours": 72})


def page(world: World, person: str) -> list[dict[str, Any]]:
    """Return what a person's page of notices shows."""
    reader = world.office.reader(person=person)
    found: list[dict[str, Any]] = listing(reader, outbox_of(world.office))["notices"]
    return found


def rows(world: World) -> list[dict[str, Any]]:
    """Return every notice of persons that have an account."""
    outbox = outbox_of(world.office)
    return [
        row | {"person": person}
        for person in DELEGATES
        for row in outbox.of_person(person, ("9999", 0), 100)
    ]


def states(world: World) -> set[str]:
    """Return how the notices of the delegates stand."""
    return {row["state"] for row in rows(world)}


def findings(world: World) -> list[str]:
    """Return what the doctor says of notices."""
    found = examine(Settings.read(at(world.home)))
    return [one.sentence for one in found if one.check == "notices"]


# Whom it concerns


def test_history_is_no_news(tmp_path: Path, engine: str) -> None:
    with opened(tmp_path / "register", engine) as world:
        assert look(world) == Looked(0, 0)
        assert look(world) == Looked(0, 0)


def test_silence_is_told_and_its_answer_asked(world: World, box: Mailbox) -> None:
    silence(world)
    box.taken.clear()
    look(world)
    assert {str(m["To"]) for m in box.taken} == {
        f"{person.lower()}@example.org" for person in DELEGATES
    }
    [letter] = box.to("delegate-mex@example.org")
    assert letter["Subject"] == "LAD-003: silence runs"
    assert letter["Auto-Submitted"] == "auto-generated"
    told = text(letter)
    assert f"LAD-003, “{TITLE}”" in told
    assert "Col opened silence on Rev.1 until" in told
    assert "You can: Object to the text; Agree ad referendum" in told
    assert "/commitments/LAD-003" in told
    assert states(world) <= {"sent", "kept"}


@pytest.mark.parametrize(
    ("who", "action", "said", "subject"),
    [
        ("minister-COL", "extend-silence", {"hours": 24, "reason": "x"}, "extended"),
        ("minister-COL", "call-off-silence", {"reason": "x"}, "called off"),
        ("delegate-MEX", "break-silence", {"reason": "x"}, "broken"),
        ("", "", {}, "lapsed"),
    ],
)
def test_what_becomes_of_silence_is_told(
    world: World,
    box: Mailbox,
    who: str,
    action: str,
    said: dict[str, Any],
    subject: str,
) -> None:
    silence(world)
    look(world)
    box.taken.clear()
    if who:
        world.act(who, *PROPOSAL, action, said)
    else:
        world.wait(hours=80)
        Clock(world.office.register).once()
    look(world)
    told = {str(m["To"]): str(m["Subject"]) for m in box.taken}
    wanted = {f"{p.lower()}@example.org" for p in DELEGATES if p != who}
    assert set(told) == wanted
    assert all(subject in one for one in told.values())


def test_a_concurrence_is_asked_of_the_other_lead(world: World, box: Mailbox) -> None:
    said = {"package": "AP01", "title": TITLE, "paragraphs": "Five."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    look(world)
    [letter] = box.taken
    assert letter["To"] == "delegate-guy@example.org"
    assert letter["Subject"] == "LAD-003: something is asked of you"
    assert "You can: Concur" in text(letter)


def test_a_confirmation_is_asked_of_who_agreed_ad_referendum(
    world: World, box: Mailbox
) -> None:
    silence(world)
    look(world)
    box.taken.clear()
    world.act("delegate-MEX", *PROPOSAL, "enter-ad-referendum")
    look(world)
    [letter] = box.taken
    assert letter["To"] == "delegate-mex@example.org"
    assert "You can: Confirm what was agreed ad referendum" in text(letter)


def test_what_was_asked_and_is_done_is_asked_no_more(
    world: World, box: Mailbox
) -> None:
    said = {"package": "AP01", "title": TITLE, "paragraphs": "Five."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    world.act("delegate-GUY", *PROPOSAL, "concur")
    look(world)
    assert box.taken == []


def test_the_end_of_a_mandate_is_told_once_before_it(
    world: World, box: Mailbox
) -> None:
    Visitor.of(world).account("envoy")
    until = instant(world.clock + timedelta(days=30))
    said = {"holder": "envoy", "capacity": "delegate", "until": until}
    world.act("minister-GUY", "participant", "GUY", "delegate", said)
    look(world)
    assert box.taken == []
    world.wait(days=17)
    assert look(world).letters == 1
    assert look(world).letters == 0
    [letter] = box.taken
    assert letter["To"] == "envoy@example.org"
    assert "a mandate is about to end" in str(letter["Subject"])
    assert "of Guy (a delegate) ends at 2024-" in text(letter)


# What a person may see


def test_who_has_no_authority_learns_nothing(world: World, box: Mailbox) -> None:
    Visitor.of(world).account("delegate-COL")
    silence(world)
    look(world)
    assert box.to("delegate-col@example.org") == []
    assert page(world, "delegate-COL") == []


def test_who_lost_the_mandate_before_the_letter_left_learns_nothing(
    world: World, box: Mailbox
) -> None:
    silence(world)
    box.answer = "451 later"
    look(world)
    [number] = [
        n
        for n, m in world.record("participant", "MEX").mandates.items()
        if m.holder == "delegate-MEX"
    ]
    revoked = {"number": number, "reason": "recalled"}
    world.act("minister-MEX", "participant", "MEX", "revoke", revoked)
    box.answer = "250 OK"
    world.wait(hours=1)
    look(world)
    assert box.to("delegate-mex@example.org") == []
    assert box.to("delegate-can@example.org") != []
    shown = page(world, "delegate-MEX")
    assert shown
    assert all(one["hidden"] for one in shown)
    assert TITLE not in str(shown)


def test_who_was_erased_or_shut_gets_no_letter(world: World, box: Mailbox) -> None:
    silence(world)
    world.office.accounts.forget("delegate-MEX")
    world.office.accounts.disable("delegate-GUY")
    look(world)
    assert {str(m["To"]) for m in box.taken} == {"delegate-can@example.org"}


def test_letters_are_in_the_language_that_was_chosen(
    world: World, box: Mailbox
) -> None:
    world.office.accounts.keep_manner("delegate-MEX", Manner("at once", "es"))
    silence(world)
    look(world)
    letter = box.to("delegate-mex@example.org")[-1]
    assert "Col abrió" in text(letter)
    assert "silence" not in str(letter["Subject"])


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


# Once a day, or on the page alone


def test_what_came_in_a_day_goes_in_one_letter(world: World, box: Mailbox) -> None:
    world.office.accounts.keep_manner("delegate-MEX", Manner("daily"))
    silence(world)
    look(world)
    world.act("minister-COL", *PROPOSAL, "call-off-silence", {"reason": "more talk"})
    look(world)
    assert box.to("delegate-mex@example.org") == []
    world.wait(days=1)
    look(world)
    [letter] = box.to("delegate-mex@example.org")
    assert letter["Subject"] == "2 notices from the register"
    assert "opened silence" in text(letter)
    assert "called the silence off" in text(letter)
    world.wait(days=1)
    look(world)
    assert len(box.to("delegate-mex@example.org")) == 1


def test_a_daily_letter_that_is_tried_again_takes_nothing_new(
    world: World, box: Mailbox
) -> None:
    world.office.accounts.keep_manner("delegate-MEX", Manner("daily"))
    silence(world)
    look(world)
    world.wait(days=1)
    box.late = "451 later"
    look(world)
    [first] = {row["letter"] for row in letters(world, "delegate-MEX")}
    world.act("minister-COL", *PROPOSAL, "call-off-silence", {"reason": "more talk"})
    look(world)
    box.late = ""
    world.wait(days=2)
    look(world)
    taken = box.to("delegate-mex@example.org")
    assert len(taken) == 2
    assert [m["Message-ID"] for m in taken].count(first) == 1
    assert sum("called the silence off" in text(m) for m in taken) == 1


def letters(world: World, person: str) -> list[dict[str, Any]]:
    """Return the rows of the outbox of a person."""
    with world.office.register.reading() as cursor:
        cursor.execute("SELECT * FROM notices WHERE person = :p", {"p": person})
        return [dict(row) for row in cursor.fetchall()]


def test_who_wants_no_letters_reads_the_page(world: World, box: Mailbox) -> None:
    world.office.accounts.keep_manner("delegate-MEX", Manner("page"))
    silence(world)
    look(world)
    assert box.to("delegate-mex@example.org") == []
    [first, *_] = page(world, "delegate-MEX")
    assert (first["about"], first["title"]) == ("LAD-003", TITLE)
    assert first["asked"] == ["Object to the text", "Agree ad referendum"]


def test_the_page_lists_and_takes_a_choice(world: World) -> None:
    silence(world)
    look(world)
    visitor = Visitor.of(world)
    assert visitor.get("/notices").status_code == 403
    visitor.sign_in("delegate-MEX")
    found = visitor.get("/notices")
    assert TITLE in found.text
    assert "You can:" in found.text
    assert "Col opened silence" in visitor.get("/notices.csv").text
    assert visitor.get("/notices?before=x").status_code == 422
    answer = visitor.send("/notices/manner", how="daily", language="es")
    assert answer.status_code == 303
    assert world.office.accounts.manner("delegate-MEX") == Manner("daily", "es")
    assert visitor.send("/notices/manner", how="pigeon").status_code == 422


def test_without_a_mail_server_letters_lie_in_a_folder(world: World) -> None:
    silence(world)
    look(world)
    told = [file.read_text() for file in world.office.settings.outbox.glob("*.eml")]
    assert any("opened silence" in one for one in told)


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

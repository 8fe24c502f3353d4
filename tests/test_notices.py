"""Notices: whom they concern, what they may say, when and where they are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from application.accounts import Manner
from application.clock import Clock
from application.notices.runner import Looked
from domain.words import instant
from tests.mailboxes import Mailbox, text
from tests.telling import (
    DELEGATES,
    PROPOSAL,
    TITLE,
    committee,
    letters,
    look,
    page,
    post_of,
    silence,
    states,
)
from tests.visiting import Visitor
from tests.world import World, opened


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with committee(tmp_path / "register", engine) as world:
        yield world


@pytest.fixture
def box(world: World) -> Iterator[Mailbox]:
    with post_of(world) as box:
        yield box


# Whom it concerns


def test_history_is_no_news(tmp_path: Path, engine: str) -> None:
    with opened(tmp_path / "register", engine) as world:
        assert look(world) == Looked(0, 0)
        assert look(world) == Looked(0, 0)


def test_what_is_entered_long_after_is_no_news(world: World) -> None:
    Visitor.of(world).account("minister-CAN")
    said = {"form": "joint", "title": "Visas", "pillar": "P1", "partners": "CAN"}
    late = {"occurred": "2024-05-01"}
    world.enter("GUY", "commitment", "", "announce", said, **late)
    assert look(world).notices == 0
    world.act("minister-GUY", "commitment", "", "announce", said)
    assert look(world).notices > 0


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


def test_a_concurrence_is_asked_again_after_a_revision(
    world: World, box: Mailbox
) -> None:
    said = {"package": "AP01", "title": TITLE, "paragraphs": "Five."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    world.act("delegate-GUY", *PROPOSAL, "concur")
    look(world)
    assert box.taken == []
    world.act("delegate-CAN", *PROPOSAL, "revise", {"paragraphs": "Six."})
    look(world)
    [letter] = box.taken
    assert letter["To"] == "delegate-guy@example.org"
    assert letter["Subject"] == "LAD-003: something is asked of you"
    assert "Can issued Rev.2" in text(letter)
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
    assert "You can: Confirm what was agreed ad referendum; Decline" in text(letter)
    assert "See: http://127.0.0.1:8000/commitments/LAD-003/answer" in text(letter)


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
    assert look(world) == Looked(0, 0)
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
    for path in ("/notices", "/notices/manner"):
        asked = visitor.get(path)
        assert asked.status_code == 401
        assert f'value="{path}"' in asked.text
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

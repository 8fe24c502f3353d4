"""Inbox, calendar, preview, answer and receipt, as a browser and a program see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.visiting import Visitor
from tests.world import SECRETARY, World, opened

DRAFT = {"package": "AP01", "title": "Another", "paragraphs": "One.\n\nTwo."}
ENDORSE = "/commitments/LAD-001/actions/endorse"


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world)


def silent(world: World) -> str:
    """Let silence run on another proposal; return its reference."""
    key = world.act("delegate-CAN", "commitment", "", "draft", DRAFT).reference
    where = ("commitment", key)
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", *where, "concur")
    world.act("delegate-CAN", *where, "table")
    said = {"language": "es", "paragraphs": "Uno.\n\nDos."}
    world.act(SECRETARY, *where, "add-translation", said)
    world.act("delegate-CAN", *where, "circulate")
    world.wait(days=15)
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "silence"})
    world.act("minister-COL", *where, "open-silence", {"hours": "72"})
    return key


# The inbox


def test_the_inbox_is_for_who_is_signed_in(visitor: Visitor) -> None:
    answer = visitor.get("/inbox")
    assert answer.status_code == 401
    assert 'value="/inbox"' in answer.text


def test_the_inbox_leads_to_the_form(visitor: Visitor) -> None:
    key = visitor.world.act("delegate-CAN", "commitment", "", "draft", DRAFT).reference
    page = visitor.sign_in("delegate-GUY").get("/inbox").text
    assert f'href="/commitments/{key}/actions/concur"' in page


def test_the_inbox_has_its_twins(visitor: Visitor) -> None:
    visitor.world.act("delegate-CAN", "commitment", "", "draft", DRAFT)
    visitor.sign_in("delegate-GUY")
    told = visitor.get("/inbox.json").json
    assert told is not None
    assert [one["action"] for one in told["mine"]] == ["concur"]
    assert "Concur" not in visitor.get("/inbox.csv").text.splitlines()[0]
    assert "concur,Guy is asked as" in visitor.get("/inbox.csv").text


def test_an_inbox_of_the_past_offers_no_form(visitor: Visitor) -> None:
    visitor.world.act("delegate-CAN", "commitment", "", "draft", DRAFT)
    visitor.sign_in("delegate-GUY")
    page = visitor.get("/inbox?as_of=2024-06-01").text
    assert "The inbox is of today" in page
    assert "/actions/" not in page


# Preview and receipt


def test_a_preview_says_what_would_be_and_records_nothing(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    before = visitor.world.position
    page = visitor.send(ENDORSE, declaration="As we read it.", preview="1").text

    assert "Guy endorsed Rev.1 as the 1st" in page or "Guy endorsed" in page
    assert "LAD-001-GUY" in page, "the undertaking that it opens"
    assert visitor.world.position == before


def test_what_was_previewed_is_confirmed_with_the_same_words(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    said = {"declaration": "As we read it.\n\nAnd <this>.", "command": "once"}
    page = visitor.send(ENDORSE, preview="1", **said).text
    carried = dict(
        re.findall(r'<textarea name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    )
    again = {name: unescape(value) for name, value in carried.items()}
    assert again["declaration"] == said["declaration"]
    answer = visitor.send(f"{ENDORSE}?then=receipt", **again)

    assert answer.status_code == 303
    receipt = visitor.get(answer.location).text
    text = visitor.world.record("commitment", "LAD-001").text.sha256
    for told in ("LAD-001", f"@{visitor.world.position - 1}", text, "UTC"):
        assert told in receipt


def test_a_preview_can_be_changed(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    page = visitor.send(f"{ENDORSE}?change=1", declaration="As we read it.").text
    assert "As we read it." in page
    assert 'name="preview"' in page


def test_a_preview_of_what_is_refused_is_the_form_with_the_reason(
    visitor: Visitor,
) -> None:
    visitor.sign_in("minister-COL")
    answer = visitor.send("/commitments/LAD-002/actions/terminate", preview="1")
    assert answer.status_code == 409
    assert "reason in writing" in answer.text


def test_a_program_previews_too(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    answer = visitor.tell(f"{ENDORSE}?preview=1", {})
    assert answer.status_code == 200
    assert answer.json is not None
    topics = [one["topic"] for one in answer.json["acts"]]
    assert topics == ["commitment.endorsed", "undertaking.opened"]
    assert len(answer.json["sha256"]) == 64


def test_a_receipt_keeps_its_words_and_its_hash(visitor: Visitor) -> None:
    key = visitor.world.act("delegate-CAN", "commitment", "", "draft", DRAFT)
    first = visitor.world.record("commitment", key.reference).text.sha256
    said = {"paragraphs": "Quite another."}
    again = visitor.world.act(
        "delegate-CAN", "commitment", key.reference, "revise", said
    )
    second = visitor.world.record("commitment", key.reference).text.sha256
    visitor.sign_in("delegate-CAN")
    for made, version, digest in ((key, 1, first), (again, 2, second)):
        page = visitor.get(f"/receipts/{made.position}").text
        receipt = page.partition('class="receipt"')[2].partition("</section>")[0]
        facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", receipt, re.DOTALL))
        told = {name: re.sub(r"<[^>]+>", "", fact) for name, fact in facts.items()}
        assert told["Reference"] == key.reference
        assert told["Version"] == str(version)
        assert told["Position in the log"] == f"@{made.position}"
        assert digest in told["SHA-256"]


def test_a_receipt_of_a_committee_is_for_its_committee(visitor: Visitor) -> None:
    made = visitor.world.act("delegate-CAN", "commitment", "", "draft", DRAFT)
    page = visitor.get(f"/receipts/{made.position}").text
    assert "for its committee" in page
    assert "Another" not in page
    assert visitor.get("/receipts/99999").status_code == 404


# The answer


def test_going_back_from_the_preview_loses_nothing(visitor: Visitor) -> None:
    key = silent(visitor.world)
    path = f"/commitments/{key}/answer"
    said = {"action": "break-silence", "reason": "Our law says otherwise."}
    preview = visitor.sign_in("delegate-MEX").send(path, **said).text
    assert f'formaction="{path}?change=1&amp;action=break-silence"' in preview
    again = visitor.send(f"{path}?change=1&action=break-silence", reason=said["reason"])
    assert again.status_code == 200
    assert said["reason"] in again.text
    assert re.search(r'value="break-silence"[^>]* checked', again.text)


def test_an_objection_without_words_marks_the_field(visitor: Visitor) -> None:
    key = silent(visitor.world)
    visitor.sign_in("delegate-MEX")
    answer = visitor.send(f"/commitments/{key}/answer", action="break-silence")
    assert answer.status_code == 409
    assert 'href="#f-reason"' in answer.text


def test_the_answers_come_before_the_text(visitor: Visitor) -> None:
    key = silent(visitor.world)
    page = visitor.sign_in("delegate-MEX").get(f"/commitments/{key}/answer").text
    for told in ("No objection", "Object to the text", "Agree ad referendum"):
        assert page.index(told) < page.index('<ol class="text"')


def test_the_text_is_in_the_language_of_the_reader(visitor: Visitor) -> None:
    key = silent(visitor.world)
    visitor.sign_in("delegate-MEX")
    path = f"/commitments/{key}/answer"
    assert '<ol class="text" lang="es"' in visitor.get(f"{path}?lang=es").text
    assert '<ol class="text" lang="en"' in visitor.get(f"{path}?language=en").text


def test_an_objection_is_previewed_confirmed_and_receipted(visitor: Visitor) -> None:
    key = silent(visitor.world)
    visitor.sign_in("delegate-MEX")
    path = f"/commitments/{key}/answer"
    missing = visitor.send(path, action="break-silence")
    assert missing.status_code == 409
    assert "reason in writing" in missing.text
    assert 'value="break-silence" checked' in missing.text

    said = {"action": "break-silence", "reason": "Paragraph 2."}
    page = visitor.send(path, **said).text
    assert "Mex broke the silence on Rev.1 (Paragraph 2.)" in page
    assert visitor.world.record("commitment", key).stage == "silence running"
    confirmed = visitor.send(
        f"/commitments/{key}/actions/break-silence?then=receipt", reason="Paragraph 2."
    )
    assert confirmed.location.startswith("/receipts/")
    assert visitor.world.record("commitment", key).stage == "in consultation"


def test_no_objection_sends_nothing_and_says_so(visitor: Visitor) -> None:
    key = silent(visitor.world)
    visitor.sign_in("delegate-MEX")
    before = visitor.world.position
    answer = visitor.send(f"/commitments/{key}/answer", action="no-objection")
    assert answer.status_code == 303
    assert "silence is agreement" in visitor.get(answer.location).text
    assert visitor.world.position == before


def test_one_second_before_the_end_it_breaks_and_at_the_end_it_does_not(
    visitor: Visitor,
) -> None:
    key = silent(visitor.world)
    visitor.sign_in("delegate-MEX")
    said = {"action": "break-silence", "reason": "Paragraph 2."}
    visitor.world.wait(hours=71, minutes=59, seconds=59)
    assert visitor.send(f"/commitments/{key}/answer", **said).status_code == 200
    visitor.world.wait(seconds=1)
    late = visitor.send(f"/commitments/{key}/answer", **said)
    assert late.status_code == 409


def test_who_is_not_asked_gets_no_choices(visitor: Visitor) -> None:
    key = silent(visitor.world)
    path = f"/commitments/{key}/answer"
    assert visitor.get(path).status_code == 401
    visitor.sign_in("focal_point-MEX")
    assert "No answer is asked of you now" in visitor.get(path).text
    assert visitor.send(path, action="break-silence").status_code == 403
    assert visitor.send(path, action="endorse").status_code == 422
    assert visitor.send(path).status_code == 422


# The calendar


def calendar(visitor: Visitor, query: str = "") -> list[dict[str, object]]:
    """Return the events of the file, read by the library that others use."""
    answer = visitor.get(f"/calendar.ics{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    read = Calendar.from_ical(answer.data)
    assert str(read["version"]) == "2.0"
    return [
        {
            "uid": str(one["uid"]),
            "summary": str(one["summary"]),
            "start": one.decoded("dtstart"),
            "stamp": one.decoded("dtstamp"),
        }
        for one in read.walk("VEVENT")
    ]


def test_the_calendar_is_readable_as_rfc_5545(visitor: Visitor) -> None:
    key = silent(visitor.world)
    due = visitor.world.record("commitment", key).silence_until
    (one,) = [e for e in calendar(visitor) if key in str(e["summary"])]
    assert one["summary"] == f"Silence on {key} ends"
    assert one["start"] == datetime.fromisoformat(due).replace(microsecond=0)
    assert isinstance(one["start"], datetime)
    assert one["start"].tzinfo is not None
    assert one["start"].utcoffset() == datetime.now(UTC).utcoffset()


def test_what_stays_the_same_keeps_its_uid(visitor: Visitor) -> None:
    key = silent(visitor.world)
    (first,) = [e for e in calendar(visitor) if key in str(e["summary"])]
    said = {"hours": "96", "reason": "a holiday"}
    visitor.world.act("minister-COL", "commitment", key, "extend-silence", said)
    (second,) = [e for e in calendar(visitor) if key in str(e["summary"])]
    assert (second["uid"], second["summary"]) == (first["uid"], first["summary"])
    assert second["start"] > first["start"]  # type: ignore[operator]


def test_a_committees_title_is_not_for_the_public(visitor: Visitor) -> None:
    key = silent(visitor.world)
    for path in ("/calendar", "/calendar.json", "/calendar.csv", "/calendar.ics"):
        told = visitor.get(path).text
        assert key in told, path
        assert "Another" not in told, path
    assert "Another" in visitor.sign_in("delegate-MEX").get("/calendar").text


def test_what_a_country_agreed_ad_referendum_is_not_for_the_public(
    visitor: Visitor,
) -> None:
    key = silent(visitor.world)
    visitor.world.act("delegate-MEX", "commitment", key, "enter-ad-referendum")
    for path in ("/calendar.json", "/calendar.csv", "/calendar.ics"):
        told = visitor.get(path).text
        assert f"A time on {key} ends" in told, path
        assert "referendum" not in told, path
        assert "Mex" not in told, path
        assert "MEX" not in told, path
    committee = visitor.sign_in("delegate-MEX").get("/calendar").text
    assert f"Mex confirms or declines {key} until then" in committee


def test_the_calendar_of_one_package_and_of_one_country(visitor: Visitor) -> None:
    key = silent(visitor.world)
    said = {"holder": "p-new", "capacity": "delegate", "until": "2024-07-30"}
    visitor.world.act("minister-MEX", "participant", "MEX", "delegate", said)
    told = {
        query: [str(e["summary"]) for e in calendar(visitor, query)]
        for query in (
            "",
            "?package=AP01",
            "?package=AP02",
            "?participant=MEX",
            "?participant=COL",
        )
    }
    silence, mandate = f"Silence on {key} ends", "Mandate MEX-M6 of Mex ends"
    period = "Reporting period 2030-a opens"
    assert told[""] == [silence, mandate, period]
    assert told["?package=AP01"] == [silence]
    assert told["?package=AP02"] == []
    assert told["?participant=MEX"] == [silence, mandate]
    assert told["?participant=COL"] == []


def test_a_meeting_is_a_day(visitor: Visitor) -> None:
    said = {
        "key": "ministerial-2",
        "title": "Second; with, signs",
        "planned": "2024-07-10",
    }
    said["nature"] = "ministerial"
    visitor.world.act(SECRETARY, "meeting", "", "schedule", said, basis=("call",))
    one, _ = calendar(visitor)
    assert (one["summary"], one["start"]) == ("Second; with, signs", date(2024, 7, 10))


def test_a_calendar_asked_for_nonsense_is_empty(visitor: Visitor) -> None:
    silent(visitor.world)
    assert calendar(visitor, "?participant=%00%0A&package=x%0D%0AEVIL:1") == []

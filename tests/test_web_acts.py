"""The forms: what they ask, what comes of them, and what happens to what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from application.pages.choices import Ask
from domain.events import CATALOGUE
from tests.visiting import PASSWORD, Visitor
from tests.world import opened
from web import schemas

ENDORSE = "/commitments/LAD-001/actions/endorse"
CLOSE = "/commitments/LAD-002/actions/terminate"
TEXT = "Text, one numbered paragraph after another, a blank line between"
DRAFT = "/commitments/new/draft"


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world)


def errors(page: str) -> list[str]:
    """Return what the summary of errors lists."""
    found = re.search(r"error-summary__list.*?</ul>", page, re.DOTALL)
    parts = re.findall(r"<li>(.*?)</li>", found[0] if found else "", re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", part).split()) for part in parts]


def test_what_an_act_asks_goes_before_the_envelope(visitor: Visitor) -> None:
    shared = {
        (event.TOPIC, ask.name)
        for event in CATALOGUE.values()
        for ask in event.ASKS
        if ask.name in {*schemas.ENVELOPE, "csrf_token"}
    }
    assert shared == {("process.source-noted", "seen")}
    visitor.sign_in("p-secretary")
    said = {"source": "cable", "title": "Cable", "seen": "the first page"}
    answer = visitor.send("/processes/LAD/actions/note-source", **said)
    assert answer.status_code == 303
    assert "the first page" in visitor.get("/sources.json").text


def test_who_is_not_signed_in_sees_what_it_needs_and_where_to_sign_in(
    visitor: Visitor,
) -> None:
    page = visitor.get(ENDORSE).text
    assert "What this needs" in page
    assert f"/sign-in?next={ENDORSE}" in page
    assert "<textarea" not in page
    assert visitor.send(ENDORSE).status_code == 401
    assert visitor.tell(ENDORSE, {}).status_code == 401


def test_an_act_leads_to_the_thing_with_a_receipt(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    answer = visitor.send(ENDORSE, declaration="As we understand it.")
    assert answer.status_code == 303
    assert answer.location == "/commitments/LAD-001"
    page = visitor.get(answer.location).text
    assert "It is on the record: LAD-001, version" in page
    assert f'href="/events/{visitor.world.position - 1}"' in page
    assert "As we understand it." in page
    assert "It is on the record" not in visitor.get(answer.location).text


def test_a_double_submit_has_one_effect(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    form = {"package": "AP01", "title": "Twice", "paragraphs": "One.", "command": "c-1"}
    first, second = (visitor.send(DRAFT, **form) for _ in range(2))
    assert first.location == second.location == "/commitments/LAD-003"
    again = visitor.send(DRAFT, **form | {"title": "Another"})
    assert again.status_code == 422
    assert errors(again.text) == [
        "this key was used for another act; a new act needs a new key"
    ]
    assert 'value="Another"' in again.text
    assert 'value="c-1"' not in again.text


def test_each_form_has_a_key_of_its_own(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    keys = {
        re.findall(r'name="command" value="([^"]+)"', visitor.get(ENDORSE).text)[0]
        for _ in range(2)
    }
    assert len(keys) == 2


def test_a_refusal_keeps_what_was_typed_and_names_every_gap(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    answer = visitor.send(DRAFT, package="AP01", paragraphs="<b>One</b>\r\n\r\nTwo")
    assert answer.status_code == 422
    assert errors(answer.text) == ["“Title” is needed"]
    assert "&lt;b&gt;One&lt;/b&gt;" in answer.text
    assert 'href="#f-title"' in answer.text
    nothing = visitor.send(DRAFT, package="AP01")
    assert nothing.status_code == 409
    assert len(errors(nothing.text)) == 3


def test_a_missing_basis_is_told_at_its_field(visitor: Visitor) -> None:
    visitor.sign_in("minister-COL")
    answer = visitor.send(CLOSE, reason="Other plans.")
    assert answer.status_code == 409
    assert "The document or source it rests on is needed." in answer.text
    assert "Other plans." in answer.text


def test_a_page_that_went_stale_is_refused_and_shown_anew(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    said = {"package": "AP01", "title": "Stale", "paragraphs": "One."}
    visitor.send(DRAFT, **said)
    where = "/commitments/LAD-003/actions/concur"
    seen = re.findall(r'name="seen" value="([^"]+)"', visitor.get(where).text)[0]
    visitor.world.act(
        "delegate-CAN", "commitment", "LAD-003", "revise", {"paragraphs": "Two."}
    )
    answer = visitor.send(where, seen=seen)
    assert answer.status_code == 412
    assert "please look again" in answer.text
    fresh = re.findall(r'name="seen" value="([^"]+)"', answer.text)[0]
    assert fresh != seen
    assert visitor.send(where, seen=fresh).status_code == 303


def test_an_act_without_a_mandate_is_refused(visitor: Visitor) -> None:
    visitor.sign_in("nobody")
    answer = visitor.send(ENDORSE)
    assert answer.status_code == 403
    assert "needs a minister or a Special Coordinator" in answer.text


def test_a_draft_can_be_begun_by_whoever_sits_in_some_committee(
    visitor: Visitor,
) -> None:
    visitor.sign_in("delegate-CAN")
    assert f'href="{DRAFT}"' in visitor.get("/commitments").text
    assert 'name="paragraphs"' in visitor.get(DRAFT).text
    chosen = visitor.get(f"{DRAFT}?package=AP02").text
    assert "Not possible now" in chosen


def test_who_has_several_mandates_chooses(visitor: Visitor) -> None:
    said = {"holder": "minister-GUY", "office": "Foreign Minister of Mexico"}
    visitor.world.act(
        "p-secretary", "participant", "MEX", "enter-minister", said, basis=("note",)
    )
    visitor.sign_in("minister-GUY")
    page = visitor.get(ENDORSE).text
    assert 'type="radio" value="GUY-M1"' in page
    assert 'type="radio" value="MEX-M6"' in page
    assert visitor.send(ENDORSE, mandate="MEX-M6").status_code == 303
    told = visitor.get("/commitments/LAD-001.json").json
    assert told is not None
    assert [one["code"] for one in told["endorsements"]] == ["MEX"]


def test_officers_enter_acts_after_the_fact(visitor: Visitor) -> None:
    visitor.sign_in("p-secretary")
    page = visitor.get(ENDORSE).text
    assert "Not possible now in your own name" in page
    assert 'name="for_mandate"' in page
    said = {"occurred": "2024-05-20", "for_mandate": "GUY-M1", "basis": "note"}
    assert visitor.send(ENDORSE, **said | {"basis": ""}).status_code == 409
    assert visitor.send(ENDORSE, **said).status_code == 303
    assert "late entry" in visitor.get("/commitments/LAD-001").text


def test_others_are_not_offered_late_entries(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    page = visitor.get(ENDORSE).text
    assert 'name="for_mandate"' not in page
    assert 'name="occurred"' not in page


def test_the_registrar_enters_an_act_of_a_participant(visitor: Visitor) -> None:
    visitor.sign_in("p-registrar")
    said = {"key": "PER", "name": "Peru", "nature": "state", "basis": "cable"}
    made = visitor.send("/participants/new/register", occurred="2022-06-10", **said)
    assert made.location == "/participants/PER"
    where = "/participants/PER/actions/endorse"
    assert 'name="participant"' in visitor.get(where).text
    answer = visitor.send(
        where, participant="PER", occurred="2022-06-10..2022-09-26", basis="cable"
    )
    assert answer.status_code == 303


def test_persons_are_named_to_those_who_may_know_them(visitor: Visitor) -> None:
    for person, name in (
        ("minister-GUY", "Gina"),
        ("delegate-MEX", "Mauro"),
        ("newcomer", "Nora"),
    ):
        visitor.account(person, name)
    where = "/participants/GUY/actions/delegate"
    mine = visitor.another().sign_in("minister-GUY").get(where).text
    assert "Nora" in mine
    assert "Gina (Guy)" in mine
    assert "Mauro" not in mine
    assert "Mauro" in visitor.another().sign_in("p-secretary").get(where).text
    assert "Nora" not in visitor.get(f"{where}.json").text


def test_a_program_gets_a_receipt(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    answer = visitor.tell(ENDORSE, {"declaration": "So."}, Idempotency_Key="key-1")
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["reference"] == "LAD-001"
    assert answer.json["event"] == "commitment.endorsed"
    assert answer.location.endswith("/commitments/LAD-001")
    again = visitor.tell(ENDORSE, {"declaration": "So."}, Idempotency_Key="key-1")
    assert again.json == answer.json


def test_a_program_gets_problems(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    for path, said, headers, status, detail in (
        (DRAFT, {"title": 5}, {}, 422, "Some fields could not be read."),
        (DRAFT, {"aside": ""}, {}, 422, "Some fields could not be read."),
        (DRAFT, [], {}, 422, "Some fields could not be read."),
        (DRAFT, {"package": "AP01"}, {}, 409, "at least one paragraph"),
        (DRAFT, {"package": "AP09"}, {}, 403, "needs a member"),
        (ENDORSE, {}, {"If_Match": '"1.1"'}, 412, "please look again"),
        ("/commitments/LAD-009/actions/endorse", {}, {}, 404, "LAD-009"),
        ("/commitments/LAD-001/actions/approve", {}, {}, 404, "approve"),
        ("/commitments/new/endorse", {}, {}, 404, "no page"),
        ("/commitments/LAD-001/actions/draft", {}, {}, 404, "no page"),
    ):
        answer = visitor.tell(path, said, **headers)
        assert answer.status_code == status, (path, said, answer.text)
        assert answer.mimetype == "application/problem+json"
        assert answer.json is not None
        assert detail in answer.json["detail"]
        assert answer.json["status"] == status


def test_fields_that_cannot_be_read_are_named_one_by_one(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    answer = visitor.tell(DRAFT, {"title": 5, "paragraphs": 7, "extra": 1})
    assert answer.json is not None
    assert answer.json["errors"] == {
        "title": ["“Title” is needed as text"],
        "paragraphs": [f"“{TEXT}” is needed as a list"],
        "extra": ["there is no such field here"],
    }


def test_a_body_that_is_no_json_is_refused(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    headers = {"X-CSRFToken": visitor.token(), "Content-Type": "application/json"}
    answer = visitor.client.post(DRAFT, data="{", headers=headers)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["detail"] == "The body is needed as JSON."


def test_hostile_text_comes_back_as_text(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    title = '"><script>alert(1)</script>{{ 7 * 7 }}'
    answer = visitor.send(DRAFT, package="AP01", title=title, paragraphs="One.")
    page = visitor.get(answer.location).text
    assert "<script>alert" not in page
    assert "{{ 7 * 7 }}" in page
    turned = visitor.send(DRAFT, package="AP01", title="a\u202eb", paragraphs="One.")
    assert turned.status_code == 422
    assert "turns the direction of reading" in turned.text


def test_readings_are_lines_of_a_value_and_its_sources(visitor: Visitor) -> None:
    visitor.sign_in("p-secretary")
    for source in ("a", "b", "c"):
        said = {"source": source, "title": source.upper()}
        assert (
            visitor.send("/processes/LAD/actions/note-source", **said).status_code
            == 303
        )
    answer = visitor.send(
        "/processes/la-declaration/actions/note-conflict",
        about="how many endorse",
        readings="21: a, b\n22: c\n",
        basis="a",
    )
    assert answer.status_code == 303
    assert answer.location == "/processes/la-declaration"
    assert "how many endorse" in visitor.get("/sources").text


def test_a_correction_is_chosen_from_what_can_be_corrected(visitor: Visitor) -> None:
    visitor.sign_in("p-secretary")
    where = "/commitments/LAD-002/actions"
    form = visitor.get(f"{where}/propose-correction").text
    assert 'value="1"' in form
    assert "announced “20,000 visas”" in form
    assert 'value="title"' in form
    said = {"version": "1", "field": "title", "new": "21,000 visas", "basis": "cable"}
    answer = visitor.send(f"{where}/propose-correction", reason="A slip.", **said)
    assert answer.status_code == 303, errors(answer.text)
    second = visitor.another().sign_in("p-registrar")
    assert "21,000 visas" in second.get(f"{where}/correct").text
    assert second.send(f"{where}/correct", number="1").status_code == 303
    assert "21,000 visas" in visitor.get("/commitments/LAD-002").text


def test_what_cannot_be_read_is_told_at_its_field(visitor: Visitor) -> None:
    visitor.sign_in("p-secretary")
    said = {"key": "PER", "name": "a\u0000b", "nature": "state", "basis": "cable"}
    answer = visitor.send("/participants/new/register", **said)
    assert 'href="#f-name"' in answer.text
    said |= {"name": "Peru", "occurred": "yesterday"}
    answer = visitor.send("/participants/new/register", **said)
    assert answer.status_code == 422
    assert "is needed as a day" in answer.text


def test_every_ask_becomes_a_field_of_the_schema() -> None:
    asks = [Ask("a", "A"), Ask("b", "B", "number"), Ask("c", "C", "list")]
    schema = schemas.schema_of(asks)
    told = schemas.loaded(schema, {"a": "x", "b": "7", "c": "one\ntwo"})
    assert told == {"a": "x", "b": "7", "c": "one\ntwo"}


def test_what_was_typed_outlives_the_session(visitor: Visitor) -> None:
    typed = {"reason": "Overtaken by the new programme", "basis": "Note 7"}
    answer = visitor.send(CLOSE, **typed)
    assert answer.status_code == 401
    assert "Overtaken by the new programme</textarea>" in answer.text
    kept = re.search(r'name="kept" value="([^"]*)"', answer.text)
    assert kept is not None
    address = visitor.account("p-secretary")
    said = {"email": address, "next": CLOSE, "kept": unescape(kept[1])}
    wrong = visitor.send("/sign-in", password=PASSWORD[:-1], **said)
    assert kept[0] in wrong.text
    again = visitor.send("/sign-in", password=PASSWORD, **said)
    assert again.status_code == 200
    assert "Overtaken by the new programme" in again.text


def test_a_form_of_an_earlier_session_keeps_what_was_typed(visitor: Visitor) -> None:
    typed = {"reason": "Overtaken", "csrf_token": "of another session"}
    out = visitor.client.post(CLOSE, data=typed)
    assert out.status_code == 401
    assert "Overtaken</textarea>" in out.text
    visitor.sign_in("p-secretary")
    back = visitor.client.post(CLOSE, data=typed)
    assert back.status_code == 400
    assert "of an earlier session" in back.text
    assert "Overtaken" in back.text


def test_who_begins_without_a_package_is_asked_for_it(visitor: Visitor) -> None:
    """Whether somebody is a member can't be said of no package at all."""
    visitor.sign_in("delegate-CAN")
    answer = visitor.send("/commitments/new/draft", title="Skills", paragraphs="One.")
    assert answer.status_code == 422
    assert "“Action package” is needed" in answer.text
    assert "you act as" not in answer.text

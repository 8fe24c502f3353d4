"""Drafts: kept beside the log, never over a newer one, gone once handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from application.drafts.store import LONGEST, Draft, Drafts
from application.office import Malformed, Outdated
from tests.visiting import Visitor
from tests.world import BASIS, SECRETARY, UNDERTAKING, opened

FOCAL, SECOND = "focal_point-COL", "validating_authority-COL"
FORM = f"/undertakings/{UNDERTAKING}/actions/draft-report"
NIL = f"/undertakings/{UNDERTAKING}/actions/draft-nil-report"
SUBMIT = f"/undertakings/{UNDERTAKING}/actions/submit-report"
DRAFT = f"/undertakings/{UNDERTAKING}/draft"
TOLD = {"self_status": "in progress", "narrative": "Two centres are being built."}
OTHER = {"narrative": "Three centres are being built."}
NOW = "2024-03-01T12:00:00.000000Z"
BY_SCRIPT = {"Accept": "application/json"}
PERIOD = {
    "key": "2024-a",
    "title": "First half of 2024",
    "begins": "2024-01-01",
    "ends": "2024-06-30",
}


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world)


@pytest.fixture
def drafts(visitor: Visitor) -> Drafts:
    return Drafts(visitor.world.office.register.ledger)


def field(page: str, name: str) -> str:
    """Return what a field of the form holds."""
    found = re.search(rf'name="{name}"[^>]*>([^<]*)</textarea>', page)
    found = found or re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


# The store


def test_the_last_one_saved_is_kept(drafts: Drafts) -> None:
    first = drafts.save(Draft(UNDERTAKING, "", NOW, TOLD), FOCAL)
    second = drafts.save(Draft(UNDERTAKING, first.mark, NOW, OTHER), FOCAL)
    assert drafts.of(UNDERTAKING, FOCAL) == second
    assert second.said == OTHER
    assert drafts.of(UNDERTAKING, SECOND) is None


def test_a_stale_one_never_goes_over_a_newer_one(drafts: Drafts) -> None:
    first = drafts.save(Draft(UNDERTAKING, "", NOW, TOLD), FOCAL)
    newer = drafts.save(Draft(UNDERTAKING, first.mark, NOW, OTHER), FOCAL)
    for mark in ("", first.mark):
        with pytest.raises(Outdated, match="another draft was saved since"):
            drafts.save(Draft(UNDERTAKING, mark, NOW, TOLD), FOCAL)
    assert drafts.of(UNDERTAKING, FOCAL) == newer


def test_what_was_handed_over_does_not_come_back(drafts: Drafts) -> None:
    known = drafts.save(Draft(UNDERTAKING, "", NOW, TOLD), FOCAL)
    drafts.discard(UNDERTAKING, FOCAL)
    with pytest.raises(Outdated):
        drafts.save(Draft(UNDERTAKING, known.mark, NOW, TOLD), FOCAL)
    again = drafts.save(Draft(UNDERTAKING, "", NOW, OTHER), FOCAL)
    assert again.mark != known.mark


def test_a_draft_has_its_limit(drafts: Drafts) -> None:
    with pytest.raises(Malformed, match="at most 50000 characters"):
        drafts.save(Draft(UNDERTAKING, "", NOW, {"narrative": "x" * LONGEST}), FOCAL)
    assert drafts.of(UNDERTAKING, FOCAL) is None


# The page


def test_the_button_saves_and_the_draft_outlives_the_session(visitor: Visitor) -> None:
    before = visitor.world.position
    answer = visitor.sign_in(FOCAL).send(DRAFT, **TOLD)
    assert (answer.status_code, answer.location) == (303, FORM)
    page = visitor.another().sign_in(FOCAL).get(FORM).text
    assert field(page, "narrative") == TOLD["narrative"]
    assert "Draft saved" in page
    assert visitor.world.position == before


def test_a_script_saves_on_the_mark_it_was_given(visitor: Visitor) -> None:
    visitor.sign_in(FOCAL)
    token = {"csrf_token": visitor.token()}
    said = {**token, **TOLD, "draft": ""}
    first = visitor.client.post(DRAFT, data=said, headers=BY_SCRIPT)
    assert first.json is not None
    assert first.json["words"].startswith("Draft saved")
    said |= {**OTHER, "draft": first.json["mark"]}
    assert visitor.client.post(DRAFT, data=said, headers=BY_SCRIPT).status_code == 200
    stale = visitor.client.post(DRAFT, data=said | TOLD, headers=BY_SCRIPT)
    assert stale.status_code == 412
    assert stale.json is not None
    assert "another draft was saved since" in stale.json["detail"]
    assert field(visitor.get(FORM).text, "narrative") == OTHER["narrative"]


def test_the_button_keeps_what_it_may_not_save_before_the_eyes(
    visitor: Visitor,
) -> None:
    visitor.sign_in(FOCAL).send(DRAFT, **TOLD)
    answer = visitor.send(DRAFT, **OTHER)
    assert answer.status_code == 412
    assert "another draft was saved since" in answer.text
    assert field(answer.text, "narrative") == OTHER["narrative"]
    again = visitor.send(DRAFT, **OTHER, draft=field(answer.text, "draft"))
    assert again.status_code == 303
    assert field(visitor.get(FORM).text, "narrative") == OTHER["narrative"]


def test_handing_over_leaves_no_draft_and_the_next_begins_with_the_last_report(
    visitor: Visitor,
) -> None:
    visitor.sign_in(FOCAL).send(DRAFT, **TOLD)
    assert visitor.send(FORM, **TOLD).status_code == 303
    assert field(visitor.get(FORM).text, "draft") == ""
    visitor.another().sign_in(SECOND).send(SUBMIT, report="1")
    page = visitor.get(FORM).text
    assert field(page, "narrative") == TOLD["narrative"]
    assert field(page, "draft") == ""


def test_who_drafts_no_report_keeps_no_draft(visitor: Visitor, drafts: Drafts) -> None:
    answer = visitor.sign_in(SECOND).send(DRAFT, **TOLD)
    assert answer.status_code == 403
    assert drafts.of(UNDERTAKING, SECOND) is None


def test_who_is_signed_out_is_asked_to_sign_in_with_what_was_written(
    visitor: Visitor,
) -> None:
    answer = visitor.send(DRAFT, **TOLD)
    assert answer.status_code == 401
    assert TOLD["narrative"] in answer.text
    assert visitor.client.get(DRAFT).status_code == 405


# What is owed


@pytest.fixture
def owing(visitor: Visitor) -> Visitor:
    world = visitor.world
    world.act(SECRETARY, "period", "", "announce", PERIOD, basis=BASIS)
    world.wait(days=40)
    world.act(SECRETARY, "period", "2024-a", "open")
    return visitor


def test_the_inbox_names_what_is_owed_to_both_hands(owing: Visitor) -> None:
    page = owing.another().sign_in(FOCAL).get("/inbox")
    assert "Reports owed" in page.text
    assert f"{FORM}?period=2024-a" in page.text
    assert f"{NIL}?period=2024-a" in page.text
    other = owing.another().sign_in(SECOND).get("/inbox").text
    assert "Not drafted yet" in other
    assert FORM not in other
    assert (
        "Reports owed" not in owing.another().sign_in("delegate-COL").get("/inbox").text
    )


def test_a_draft_clears_nothing_and_is_gone_on_with(owing: Visitor) -> None:
    owing.sign_in(FOCAL).send(DRAFT, **TOLD)
    page = owing.get("/inbox").text
    assert "Go on with the draft" in page
    assert "Draft saved" in page


def test_nothing_to_report_in_two_clicks_for_each_of_two_hands(owing: Visitor) -> None:
    owing.sign_in(FOCAL)
    form = owing.get(f"{NIL}?period=2024-a").text  # the first click
    said = {name: field(form, name) for name in ("seen", "command", "mandate")}
    assert owing.send(NIL, **said, period="2024-a").status_code == 303
    assert "waits to be submitted" in owing.get("/inbox").text
    second = owing.another().sign_in(SECOND)
    inbox = second.get("/inbox").text
    assert f"{SUBMIT}?report=1" in inbox  # the first click
    assert second.send(SUBMIT, report="1").status_code == 303
    assert "Reports owed" not in second.get("/inbox").text
    assert "Reports owed" not in owing.get("/inbox").text


def test_a_report_that_came_late_says_so(owing: Visitor) -> None:
    owing.world.wait(days=60)
    owing.sign_in(FOCAL).send(FORM, **TOLD, period="2024-a")
    owing.another().sign_in(SECOND).send(SUBMIT, report="1")
    page = owing.get(f"/undertakings/{UNDERTAKING}").text
    assert re.search(r'flag--late">\s*late', page)


def test_a_file_attached_to_a_draft_is_kept_with_it(visitor: Visitor) -> None:
    visitor.sign_in(FOCAL)
    file = (BytesIO(b"%PDF-1.4\n"), "decree.pdf")
    answer = visitor.send(DRAFT, **TOLD, attached=file)
    assert answer.status_code == 303, answer.text
    assert "sha256:" in field(visitor.get(FORM).text, "evidence")

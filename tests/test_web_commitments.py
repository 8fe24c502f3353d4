"""The pages of commitments: what each shows, to whom, and at which moment."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from application.clock import Clock
from tests.visiting import Visitor
from tests.world import SECRETARY, opened

PROPOSAL = "LAD-003"
UNREAD = "A proposal still on paper"


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world)


@pytest.fixture
def drafted(visitor: Visitor) -> Visitor:
    said = {
        "package": "AP01",
        "title": UNREAD,
        "paragraphs": "=One.\n\nTwo words here.",
    }
    visitor.world.act("delegate-CAN", "commitment", "", "draft", said)
    return visitor


def test_the_list_shows_each_commitment_and_offers_its_twins(visitor: Visitor) -> None:
    page = visitor.get("/commitments").text
    assert "LAD-001" in page
    assert "20,000 visas" in page
    assert 'href="/commitments.json"' in page
    assert 'href="/commitments.csv"' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("form=national", ["LAD-002"]),
        ("package=AP01", ["LAD-001"]),
        ("participant=COL", ["LAD-002"]),
        ("stage=open", ["LAD-001"]),
        ("pillar=P1&form=shared", []),
        ("after=LAD-001", ["LAD-002"]),
        ("stage=nowhere", []),
    ],
)
def test_the_list_is_filtered_by_its_address(
    visitor: Visitor, asked: str, found: list[str]
) -> None:
    told = visitor.get(f"/commitments.json?{asked}").json
    assert told is not None
    assert [one["reference"] for one in told["commitments"]] == found


def test_a_page_says_which_state_of_the_register_it_shows(visitor: Visitor) -> None:
    answer = visitor.get("/commitments.json?known_at=@20")
    assert answer.json is not None
    assert answer.json["about"] == {"position": 20, "as_of": None, "known_at": "@20"}
    assert answer.headers["Depositary-Position"] == "20"
    assert answer.headers["Depositary-Known-At"] == "@20"


def test_the_twins_are_found_by_suffix_and_by_accept(visitor: Visitor) -> None:
    for accept, kind in (
        ("text/html", "text/html"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("*/*", "text/html"),
        ("image/png", "text/html"),
    ):
        answer = visitor.get("/commitments", headers={"Accept": accept})
        assert answer.mimetype == kind
    assert visitor.get("/index.json").mimetype == "application/json"


def test_a_page_that_lists_nothing_has_no_csv(visitor: Visitor) -> None:
    answer = visitor.get("/commitments/LAD-001.csv")
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["detail"] == "this page lists nothing, so it has no CSV"


def test_no_spreadsheet_takes_a_cell_for_a_formula(visitor: Visitor) -> None:
    said = {"form": "national", "title": "=1+1", "pillar": "P1"}
    visitor.world.act("minister-COL", "commitment", "", "announce", said)
    answer = visitor.get("/commitments.csv?form=national")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["title"] for row in rows] == ["20,000 visas", "'=1+1"]
    assert rows[0]["announcers"] == "COL"
    assert "commitments-at-" in answer.headers["Content-Disposition"]


def test_one_commitment_shows_text_languages_decision_and_history(
    visitor: Visitor,
) -> None:
    page = visitor.get("/commitments/LAD-001").text
    for shown in ("Pathways", "One.", "Where it stands", "declared consensus", "Rev.1"):
        assert shown in page
    assert "<svg" in page


def test_what_a_stage_hides_is_a_placeholder_for_the_public(drafted: Visitor) -> None:
    answer = drafted.get(f"/commitments/{PROPOSAL}")
    assert answer.status_code == 200
    assert "Not public yet" in answer.text
    assert UNREAD not in answer.text
    assert "An act that is not public stands here." in answer.text
    for path in (
        f"/commitments/{PROPOSAL}.json",
        "/commitments.json",
        "/commitments.csv",
        f"/commitments/{PROPOSAL}/history.json",
        "/search.json?q=proposal",
    ):
        assert UNREAD not in drafted.get(path).text
    assert drafted.get(f"/commitments/{PROPOSAL}/text/1").status_code == 403
    assert drafted.get(f"/commitments/{PROPOSAL}/compare/1..1").status_code == 403


def test_who_takes_part_in_the_committee_reads_it(drafted: Visitor) -> None:
    drafted.sign_in("delegate-GUY")
    assert UNREAD in drafted.get(f"/commitments/{PROPOSAL}").text
    assert drafted.get(f"/commitments/{PROPOSAL}/text/1").status_code == 200


def test_revisions_are_compared_word_by_word(drafted: Visitor) -> None:
    said = {"paragraphs": "=One.\n\nTwo plain words.\n\nThree."}
    drafted.world.act("delegate-CAN", "commitment", PROPOSAL, "revise", said)
    drafted.sign_in("delegate-CAN")
    told = drafted.get(f"/commitments/{PROPOSAL}/compare/1..2.json").json
    assert told is not None
    assert [one["number"] for one in told["paragraphs"]] == ["1", "2", "3"]
    assert [one["chunks"] for one in told["paragraphs"]] == [
        [{"op": "same", "text": "=One."}],
        [
            {"op": "same", "text": "Two"},
            {"op": "del", "text": "words here."},
            {"op": "ins", "text": "plain words."},
        ],
        [{"op": "ins", "text": "Three."}],
    ]
    page = drafted.get(f"/commitments/{PROPOSAL}/compare/1..2").text
    assert "<ins>" in page
    assert "<del>" in page
    chosen = drafted.get(f"/commitments/{PROPOSAL}/compare?first=2&last=1")
    assert chosen.location.endswith(f"/commitments/{PROPOSAL}/compare/2..1")


def test_a_text_has_its_hash_in_every_language(visitor: Visitor) -> None:
    english = visitor.get("/commitments/LAD-001/text/1.json").json
    spanish = visitor.get("/commitments/LAD-001/text/1.json?language=es").json
    assert english is not None
    assert spanish is not None
    assert spanish["paragraphs"] == ["Uno.", "Dos."]
    assert [one["language"] for one in spanish["languages"]] == ["en", "es"]
    assert english["sha256"] != spanish["sha256"]
    for told in (english, spanish):
        assert told["authentic"] == "en"
    for asked in ("", "?language=es"):
        page = visitor.get(f"/commitments/LAD-001/text/1{asked}").text
        rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
        standing = [re.sub(r"<[^>]+>", " ", row).split()[:2] for row in rows]
        assert standing[-2:] == [["en", "authentic"], ["es", "translation"]]
    assert visitor.get("/commitments/LAD-001/text/1?language=fr").status_code == 404
    assert visitor.get("/commitments/LAD-001/text/2").status_code == 404


def test_a_symbol_leads_to_its_text_a_reference_to_its_page(visitor: Visitor) -> None:
    for old, page in (("lad/AP01/l.1", "LAD-001/text/1"), ("lad-001", "LAD-001")):
        answer = visitor.get(f"/commitments/{old}?as_of=2024-05-01")
        assert answer.status_code == 302
        assert answer.location == f"/commitments/{page}?as_of=2024-05-01"


def test_a_page_of_the_past_says_so_and_offers_nothing(visitor: Visitor) -> None:
    visitor.sign_in("minister-COL")
    assert "actions/" in visitor.get("/commitments/LAD-001").text
    page = visitor.get("/commitments/LAD-001?as_of=2024-01-31&known_at=@200").text
    assert "This is a page of the past" in page
    assert "2024-01-31" in page
    assert "@200" in page
    assert "actions/" not in page
    assert 'href="/commitments/LAD-001"' in page
    form = visitor.get("/commitments/LAD-001/actions/close?as_of=2024-01-31")
    assert form.status_code == 409


@pytest.mark.parametrize(
    "asked", ["as_of=soon", "known_at=@x", "as_of=2024-13-01", "known_at=2024-01-01T10"]
)
def test_a_moment_that_cannot_be_read_is_told_with_an_example(
    visitor: Visitor, asked: str
) -> None:
    answer = visitor.get(f"/commitments.json?{asked}")
    assert answer.status_code == 400
    assert answer.json is not None
    assert "is needed as" in answer.json["detail"]
    assert visitor.get(f"/commitments?{asked}").status_code == 400


def test_before_the_first_act_a_commitment_is_not_there(visitor: Visitor) -> None:
    answer = visitor.get("/commitments/LAD-001?as_of=2020-01-01")
    assert answer.status_code == 404
    assert "This is not in the register" in answer.text


def test_each_button_that_is_shut_says_why(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    told = visitor.get("/commitments/LAD-001.json").json
    assert told is not None
    actions = {one["action"]: one for one in told["actions"]}
    assert actions["endorse"]["allowed"]
    assert actions["endorse"]["href"] == "/commitments/LAD-001/actions/endorse"
    assert actions["close"]["blocked_by"] == [
        "this is a shared commitment; it needs the chair"
    ]
    shut = [one for one in told["actions"] if not one["allowed"]]
    assert all(one["blocked_by"] for one in shut)


def test_the_search_finds_titles_names_and_references(visitor: Visitor) -> None:
    for words, found in (
        ("pathw", "/commitments/LAD-001"),
        ("lad-002", "/commitments/LAD-002"),
        ("col", "/participants/COL"),
        ("package 1", "/packages/AP01"),
        ("first minist", "/meetings/ministerial-1"),
    ):
        assert f'href="{found}"' in visitor.get(f"/search?q={words}").text
    assert "Nothing in the register is called so." in visitor.get("/search?q=zz").text
    assert visitor.get("/search").status_code == 200


# --- deciding together --------------------------------------------------------------


@pytest.fixture
def consulted(visitor: Visitor) -> Visitor:
    """Bring a proposal of two paragraphs before its committee."""
    world, where = visitor.world, ("commitment", PROPOSAL)
    said = {"package": "AP01", "title": "Skills", "paragraphs": "One.\n\nTwo."}
    world.act("delegate-CAN", "commitment", "", "draft", said)
    for code in ("CAN", "GUY"):
        world.act(f"delegate-{code}", *where, "concur")
    world.act("delegate-CAN", *where, "table")
    spanish = {"language": "es", "paragraphs": "Uno.\n\nDos."}
    world.act(SECRETARY, *where, "add-translation", spanish)
    world.act("delegate-CAN", *where, "circulate")
    return visitor


def silence(visitor: Visitor) -> None:
    world, where = visitor.world, ("commitment", PROPOSAL)
    world.wait(days=14)
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "silence"})
    world.act("minister-COL", *where, "open-silence", {"hours": 72})


def noted(page: str) -> list[str]:
    """Return the notes of a page, as they are read."""
    found = re.findall(r'<p class="text__note">(.*?)</p>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def test_an_objection_stands_beside_its_paragraph_two_clicks_from_a_revision(
    consulted: Visitor,
) -> None:
    silence(consulted)
    said = {"reason": "<b>Too</b> fast.", "paragraph_numbers": ["2"]}
    where = ("commitment", PROPOSAL)
    consulted.world.act("delegate-MEX", *where, "break-silence", said)
    consulted.sign_in("delegate-CAN")
    for path in (f"/commitments/{PROPOSAL}", f"/commitments/{PROPOSAL}/text/1"):
        page = consulted.get(path).text
        assert noted(page) == [
            "Mex objects: &lt;b&gt;Too&lt;/b&gt; fast. Prepare the next revision"
        ]
        assert "<b>Too" not in page
        assert page.index('id="p2"') < page.index("text__note")
    form = consulted.get(f"/commitments/{PROPOSAL}/actions/revise")
    assert form.status_code == 200
    sent = consulted.send(
        f"/commitments/{PROPOSAL}/actions/revise", paragraphs="One.\n\nTwo, slowly."
    )
    assert sent.status_code == 303
    assert noted(consulted.get(f"/commitments/{PROPOSAL}/text/2").text) == []
    assert len(noted(consulted.get(f"/commitments/{PROPOSAL}/text/1").text)) == 1


def test_only_a_lead_is_led_to_an_answer(consulted: Visitor) -> None:
    said = {"paragraph": "2", "change": "replace", "wording": "Two, in time."}
    where = ("commitment", PROPOSAL)
    consulted.world.act("delegate-MEX", *where, "propose-amendment", said)
    told = "Mex, amendment 1, replace: Two, in time."
    mexico, canada = consulted.another(), consulted.another()
    mexico.sign_in("delegate-MEX")
    canada.sign_in("delegate-CAN")
    path = f"/commitments/{PROPOSAL}/text/1"
    assert noted(mexico.get(path).text) == [told]
    assert noted(canada.get(path).text) == [f"{told} Accept Decline"]
    acts = f"/commitments/{PROPOSAL}/actions"
    form = canada.get(f"{acts}/accept-amendment?amendment=1").text
    assert "1 · Mex: replace 2: Two, in time." in form
    canada.send(f"{acts}/accept-amendment", amendment="1")
    assert noted(canada.get(path).text) == [
        f"{told}: accepted Prepare the next revision"
    ]
    assert "One.\n\nTwo, in time." in canada.get(f"{acts}/revise").text


def test_what_a_committee_said_stays_with_it_what_goes_with_the_text_is_for_all(
    consulted: Visitor,
) -> None:
    silence(consulted)
    where, world = ("commitment", PROPOSAL), consulted.world
    objection = {"reason": "Too fast.", "paragraph_numbers": ["2"]}
    world.act("delegate-MEX", *where, "break-silence", objection)
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "silence"})
    world.act("minister-COL", *where, "open-silence", {"hours": 72})
    statement = {"nature": "statement", "text": "We read it so."}
    world.act("delegate-MEX", *where, "attach-statement", statement)
    world.wait(hours=72)
    Clock(world.office.register).once()
    path = f"/commitments/{PROPOSAL}/text/1"
    public, member = consulted.another(), consulted.another()
    for page in (f"/commitments/{PROPOSAL}", f"/commitments/{PROPOSAL}.json"):
        assert "Too fast" not in public.get(page).text, page
    member.sign_in("delegate-GUY")
    assert noted(public.get(path).text) == ["Mex, statement: We read it so."]
    assert noted(member.get(path).text) == [
        "Mex objects: Too fast.",
        "Mex, statement: We read it so.",
    ]


def test_every_dissociation_stands_and_a_decision_that_fell_is_gone(
    consulted: Visitor,
) -> None:
    silence(consulted)
    world, where = consulted.world, ("commitment", PROPOSAL)
    world.act("delegate-MEX", *where, "enter-ad-referendum")
    world.wait(hours=72)
    Clock(world.office.register).once()
    world.act("minister-COL", *where, "refer-back", {"reason": "The figures."})
    page = consulted.get(f"/commitments/{PROPOSAL}.json").json
    assert page is not None
    assert not page.get("decision")
    silence(consulted)
    world.wait(hours=72)
    Clock(world.office.register).once()
    for number in ("1", "2"):
        said = {"reason": f"Our law {number}.", "paragraph_numbers": [number]}
        world.act("delegate-MEX", *where, "dissociate", said)
    shown = consulted.get(f"/commitments/{PROPOSAL}").text
    assert "Our law 1." in shown
    assert "Our law 2." in shown


def test_the_chair_reads_the_exact_text_with_its_hash_and_asks(
    consulted: Visitor,
) -> None:
    world, where = consulted.world, ("commitment", PROPOSAL)
    planned = {
        "key": "m9",
        "title": "M",
        "nature": "committee",
        "planned": "2024-06-20",
    }
    planned |= {"packages": "AP01"}
    basis = ("note verbale",)
    world.act(SECRETARY, "meeting", "", "schedule", planned, basis=basis)
    item = {"title": "Skills", "commitment": PROPOSAL}
    world.act(SECRETARY, "meeting", "m9", "add-agenda-item", item)
    world.wait(days=14)
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "consensus"})
    world.act("minister-COL", "meeting", "m9", "convene")
    consulted.sign_in("minister-COL")
    page = consulted.get("/meetings/m9").text
    digest = world.record(*where).text.sha256
    assert digest in page
    assert "Any objection?" in page
    link = f"/commitments/{PROPOSAL}/actions/declare-consensus?meeting=m9"
    assert f'href="{link}"' in page
    form = consulted.get(link).text
    assert digest in form
    assert re.search(r'value="m9"[^>]* (checked|selected)', form)
    assert "Any objection?" not in consulted.another().get("/meetings/m9").text


def test_silence_shows_its_end_as_it_was_said_and_in_utc(consulted: Visitor) -> None:
    world, where = consulted.world, ("commitment", PROPOSAL)
    world.wait(days=14)
    world.act("delegate-CAN", *where, "seek-decision", {"procedure": "silence"})
    said = {"until": "2024-06-24T17:00-04:00"}
    world.act("minister-COL", *where, "open-silence", said)
    consulted.sign_in("delegate-GUY")
    page = consulted.get(f"/commitments/{PROPOSAL}").text
    assert '<time class="when when--instant" datetime="2024-06-24T21:00' in page
    assert "2024-06-24T17:00-04:00" in page

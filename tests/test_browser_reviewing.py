"""A review by people at real browsers: a draft, a reply, a rating, a contestation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from application.demo import BASIS, PASSWORD, demonstrate, newcomer
from application.initialise import Newcomer, person_of
from application.office import Act, Office
from tests import reviewed
from tests.browser import TODAY, Site, Visitor, driven, opened, served, visiting
from tests.conftest import Clock

pytestmark = pytest.mark.browser

REVIEWER = Newcomer("reviewer@demo.example", "Demo Reviewer", PASSWORD)
FINDINGS = "One contact was named, and took part in one meeting."
REPLY = "The second meeting was held in May."
REASON = "Two meetings were held, and both are on record."


@contextmanager
def serving(home: Path) -> Iterator[Site]:
    """Serve the demonstration under rules that have an independent reviewer."""
    clock = Clock()
    clock.put_to(TODAY)
    home.mkdir()
    (home / "demonstration").touch()
    office = opened(home, clock)
    officers = [person_of(office, newcomer(who)) for who in ("registrar", "secretary")]
    office.register.establish(reviewed.definition(), *officers)
    demonstrate(office)
    try:
        with served(office) as url:
            yield Site(url, office, clock)
    finally:
        office.close()


def act(office: Office, who: str, code: str, *what: str, **said: str) -> None:
    """Let somebody of the demonstration take an act before the review begins."""
    person = person_of(office, newcomer(who, code))
    office.act(Act(what[0], what[1], what[2], person, said, basis=BASIS))


def reported(site: Site) -> str:
    """Let Mexico report on an undertaking and a reviewer be appointed; name it."""
    office = site.office
    rows = office.reader().rows("undertakings_of", participant="MEX")
    key = str(rows[0]["reference"])
    held = office.register.desk().whole("participant", "MEX")
    mandates = getattr(held, "mandates", {}).values()
    (focal,) = [one.number for one in mandates if one.capacity == "focal_point"]
    owner = {"institution": "Ministry of the Interior", "focal_point": focal}
    act(office, "coordinator", "MEX", "undertaking", key, "assign-owner", **owner)
    said = {"self_status": "fulfilled", "narrative": "Two meetings were held."}
    act(office, "focal", "MEX", "undertaking", key, "draft-report", **said)
    act(office, "validating", "MEX", "undertaking", key, "submit-report", report="1")
    act(office, "secretary", "", "undertaking", key, "receive-report", report="1")
    appointed = {"holder": person_of(office, REVIEWER), "capacity": "reviewer"}
    process = office.register.desk().process.key
    act(office, "registrar", "", "process", process, "appoint", **appointed)
    return key


def signs_in(reviewer: Visitor) -> None:
    """Sign in as the reviewer, whom the demonstration does not know."""
    reviewer.goes_to("/sign-in")
    reviewer.fills(**{"E-mail address": REVIEWER.email, "Password": PASSWORD})
    reviewer.presses("Sign in")
    reviewer.sees(REVIEWER.name)


def test_four_voices_on_one_page(tmp_path: Path) -> None:
    with driven() as browser, serving(tmp_path / "register") as site:
        key = reported(site)
        with (
            visiting(browser, site) as reviewer,
            visiting(browser, site) as mexico,
            visiting(browser, site, java_script_enabled=False) as public,
        ):
            signs_in(reviewer)
            mexico.signs_in("coordinator", "MEX")
            the_draft_is_shared(reviewer, mexico, key)
            the_rating_is_published(reviewer, mexico, key)
            anybody_reads_it(public, key)
            assert reviewer.faults == mexico.faults == public.faults == []


def the_draft_is_shared(reviewer: Visitor, mexico: Visitor, key: str) -> None:
    reviewer.goes_to(f"/undertakings/{key}")
    reviewer.follows("Share the draft of a review")
    reviewer.picks("Scale", "completion")
    reviewer.picks("Rating", "Limited")
    reviewer.picks("Kind of report", "end of term")
    criteria = reviewer.page.get_by_label(re.compile("What each criterion came to"))
    assert criteria.input_value().split() == ["relevance:", "specificity:"]
    criteria.fill("relevance: high\nspecificity: low")
    reviewer.fills(**{"What the review found": FINDINGS})
    reviewer.presses("Share the draft of a review")
    mexico.goes_to(f"/undertakings/{key}")
    mexico.sees("Draft of review 1, not public yet", FINDINGS)
    mexico.takes("Reply to the draft of a review", Reply=REPLY)


def the_rating_is_published(reviewer: Visitor, mexico: Visitor, key: str) -> None:
    reviewer.goes_to(f"/undertakings/{key}")
    reviewer.sees(REPLY)
    reviewer.follows("Publish the rating")
    reviewer.fills(Basis="site visit")
    reviewer.presses("Publish the rating")
    mexico.goes_to(f"/undertakings/{key}")
    mexico.follows("Contest a rating")
    mexico.picks("Rating concerned", "Limited")
    mexico.fills(Reason=REASON)
    mexico.presses("Contest a rating")


def anybody_reads_it(public: Visitor, key: str) -> None:
    public.goes_to(f"/undertakings/{key}")
    voices = public.page.locator("dl.voices--whole").first.locator("dd")
    said = [" ".join(one.split()) for one in voices.all_inner_texts()]
    assert len(said) == 4
    assert said[0].startswith("fulfilled")
    assert f"{key}/Rep.1" in said[1]
    assert said[2].startswith("Limited (end of term)")
    assert "an independent reviewer" in said[2]
    assert said[3].startswith(f"{REASON} (Limited)")
    public.sees(REPLY, FINDINGS, "relevance", "site visit")
    public.page.get_by_role("link", name="Where the voices disagree").first.click()
    assert public.rows("Where the voices disagree") == 2
    public.sees("higher than rated: 1", "contested: 1", "not rated since: 0")

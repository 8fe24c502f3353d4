"""Every count on a page opens the list of what it counts, today and in the past."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from application import clock as clocks
from application.office import Office
from application.pages import overview, participants
from tests.browser import Site, demonstration
from tests.furnished import OPEN, SECRETARY, UNDERTAKING, Exercise, furnish
from tests.houses import at
from tests.registers import lent
from web import create_app

PAGES = (
    "/",
    "/keeping",
    "/scorecard",
    "/packages",
    "/packages/AP07",
    "/participants",
    "/participants/MEX",
    "/participants/BLZ",
    "/commitments",
    f"/commitments/{OPEN}",
    "/undertakings",
    f"/undertakings/{UNDERTAKING}",
    "/meetings",
    "/meetings/ministerial-5",
    "/periods",
    "/periods/2026-b",
    "/periods/2027-a",
)
MOMENTS = (
    "",
    "as_of=2022-07-01",
    "as_of=2023-01-01",
    "as_of=2027-02-01",
    "known_at=@234",
    "known_at=@400",
    "as_of=2022-07-01&known_at=@234",
)
NIL = "LAD-006-MEX"
"""An undertaking of Mexico that has nothing to report."""
STANDINGS = ("filed", "nil", "silent", "waived", "overdue", "owed")
LEAST = {"": 120, "as_of=2022-07-01": 10, "known_at=@234": 10}
"""How many counts are followed at least: a crawl that finds none proves nothing."""


class Found(HTMLParser):
    """What a page counts, and how many rows its lists have."""

    def __init__(self, page: str) -> None:
        """Read *page*."""
        super().__init__()
        self.counts: list[tuple[str, int]] = []
        self.rows: dict[str, int] = {}
        self.onward = ""
        self._table, self._within = "", False
        self.feed(page)

    def handle_starttag(self, tag: str, said: list[tuple[str, str | None]]) -> None:
        """Take in a count, a table, a row or the way to the next page."""
        told = {name: value or "" for name, value in said}
        if "data-count" in told:
            self.counts.append((told["href"], int(told["data-count"])))
        if tag == "div" and "aria-labelledby" in told:
            self._table = told["aria-labelledby"]
            self.rows[self._table] = 0
        if tag == "tbody":
            self._within = True
        if tag == "tr" and self._within:
            self.rows[self._table] += 1
        if tag == "td" and "empty" in told.get("class", "").split():
            self.rows[self._table] -= 1
        if told.get("rel") == "next":
            self.onward = told["href"]

    def handle_endtag(self, tag: str) -> None:
        """Leave a table."""
        if tag == "tbody":
            self._within = False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demonstration(tmp_path_factory.mktemp("counts")) as served:
        furnish(served.office, served.clock)
        keep(served)
        yield served


def keep(site: Site) -> None:
    """Let one period close with one of each answer, and another run."""
    it = Exercise(site.office, site.clock)
    for key, begins, ends in (
        ("2026-b", "2026-07-01", "2026-12-31"),
        ("2027-a", "2027-01-01", "2027-06-30"),
    ):
        said = {"title": f"Reports of {key}", "begins": begins, "ends": ends}
        it.act(SECRETARY, ("period", ""), "announce", key=key, **said)
    site.clock.put_to("2027-01-02")
    clocks.Clock(site.office.register).once()
    said = {"reason": "EXERCISE: an earthquake.", "authority": "the chair"}
    it.act(SECRETARY, ("period", "2026-b"), "waive", concerned="USA", **said)
    where = ("undertaking", UNDERTAKING)
    it.act(("validating", "MEX"), where, "submit-report", report="2")
    it.act(SECRETARY, where, "receive-report", report="2")
    focal, validating = ("focal", "MEX"), ("validating", "MEX")
    said = {"self_status": "in progress", "narrative": "More was done."}
    it.act(focal, where, "draft-report", period="2026-b", **said)
    it.act(validating, where, "submit-report", report="3")
    it.act(focal, ("undertaking", NIL), "draft-nil-report", period="2026-b")
    it.act(validating, ("undertaking", NIL), "submit-report", report="1")
    for day in ("2027-04-02", "2027-07-02"):
        site.clock.put_to(day)
        clocks.Clock(site.office.register).once()
    gone = ("undertaking", "LAD-007-MEX")  # was silent, has nothing to report any more
    it.act(("minister", "MEX"), gone, "withdraw", reason="EXERCISE: another way.")


@pytest.fixture(scope="module")
def client(site: Site) -> FlaskClient:
    app = create_app(site.office)
    app.testing = True
    return app.test_client()


def length(client: FlaskClient, href: str) -> int:
    """Return how many rows the list at an address has, on all its pages."""
    part = urlsplit(href).fragment
    lists = {f"t-{part}"} if part else {"the-list", *(f"t-{one}" for one in STANDINGS)}
    total = 0
    while href:
        answer = client.get(href)
        assert answer.status_code == 200, href
        found = Found(answer.text)
        total += sum(rows for name, rows in found.rows.items() if name in lists)
        href = urljoin(href, found.onward) if found.onward else ""
    return total


@pytest.mark.parametrize("moment", MOMENTS)
def test_each_count_is_as_long_as_the_list_it_opens(
    client: FlaskClient, moment: str
) -> None:
    known: dict[str, int] = {}
    wrong, followed = [], 0
    for path in PAGES:
        answer = client.get(f"{path}?{moment}" if moment else path)
        if answer.status_code == 404 and moment:
            continue
        assert answer.status_code == 200, path
        for href, number in Found(answer.text).counts:
            if href not in known:
                known[href] = length(client, href)
            followed += 1
            if known[href] != number:
                wrong.append((path, href, number, known[href]))
    assert wrong == []
    assert followed >= LEAST.get(moment, 10)


def test_a_list_says_by_which_rule_it_counts(client: FlaskClient) -> None:
    for path, words in (
        ("/undertakings", "All are counted, whether or not anybody reported."),
        ("/undertakings?rule=reported", "a report has been received on the record"),
        ("/commitments?reported=no", "no report has been received on the record"),
        ("/reports?voice=statement", "nobody filed it here"),
    ):
        assert words in client.get(path).text, path


def test_a_figure_that_was_corrected_says_what_it_stood_at(
    tmp_path: Path, engine: str
) -> None:
    """Guyana's day was corrected from 26 to 28 September: on the 27th it was not in."""
    with lent(engine, tmp_path / "corrected") as home:
        office = Office.open(at(home))
        for page in (overview.page, participants.listing):
            then = office.reader(office.when("2022-09-27"))
            told = page(then)
            assert told["endorsing"]["words"] == "20"
            assert told["restated"]["endorsing"]["stood"] == "21"
            assert page(office.reader(office.when("2023-01-01")))["restated"] == {}
        office.close()


def test_a_period_is_answered_in_four_ways(client: FlaskClient) -> None:
    """The crawl above is worth what is in the register: each answer is there."""
    told = client.get("/periods.json").json or {}
    (closed,) = [one for one in told["periods"] if one["key"] == "2026-b"]
    assert all(closed[name] for name in ("filed", "nil", "silent", "waived"))
    bar = (client.get("/keeping.json").json or {})["discipline"]["rows"][0]
    assert bar["counts"] == {
        name: closed[name] for name in ("filed", "nil", "silent", "waived")
    }

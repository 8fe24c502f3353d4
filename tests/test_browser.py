"""One commitment from a draft to a report on the record, by people at real browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Site, Visitor, demonstration, driven, visiting

pytestmark = pytest.mark.browser

EXERCISE, DRAFT = "/commitments/LAD-019", "/commitments/LAD-020"
UNDERTAKING = "/undertakings/LAD-020-MEX"
TITLE = "EXERCISE — One contact in each country for complementary pathways"
TEXT = (
    "Each endorsing country names one contact within six months.\n\n"
    "The committee shares once a year what it has learnt."
)
TEXTO = (
    "Cada país adherente designa un contacto en seis meses.\n\n"
    "El comité comparte una vez al año lo que ha aprendido."
)
NARRATIVE = "A contact was named and took part in two meetings of the committee."
PARAGRAPHS = "Text, one numbered paragraph after another, a blank line between"
PEOPLE = {
    "secretary": ("secretary", ""),
    "Canada": ("delegate", "CAN"),
    "Guyana": ("delegate", "GUY"),
    "chair": ("minister", "COL"),
    "Mexico": ("coordinator", "MEX"),
    "focal point": ("focal", "MEX"),
    "validating authority": ("validating", "MEX"),
}


@dataclass
class Cast:
    """Who takes part, each at a browser of their own; the public never signs in."""

    browser: Browser
    site: Site
    album: Path
    javascript: bool
    stack: ExitStack
    known: dict[str, Visitor] = field(default_factory=dict)

    def __call__(self, who: str) -> Visitor:
        """Return somebody; who comes for the first time signs in."""
        if who not in self.known:
            how = {"java_script_enabled": self.javascript}
            visit = visiting(self.browser, self.site, **how)
            self.known[who] = self.stack.enter_context(visit)
            if who in PEOPLE:
                self.known[who].signs_in(*PEOPLE[who])
        return self.known[who]

    def on(self, who: str, path: str) -> Visitor:
        """Return somebody who has opened a page."""
        visitor = self(who)
        visitor.goes_to(path)
        return visitor

    @contextmanager
    def another_tab(self, who: str, path: str) -> Iterator[Visitor]:
        """Let somebody open a page in a second tab."""
        page = self(who).page.context.new_page()
        visitor = Visitor(page, self.site)
        visitor.goes_to(path)
        yield visitor
        page.close()

    def keeps(self, who: str, name: str) -> None:
        """Take a picture of what somebody sees."""
        self(who).keeps(self.album / f"{name}.png")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with driven() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with demonstration(tmp_path / "register") as served:
        yield served


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def cast(
    request: pytest.FixtureRequest, browser: Browser, site: Site, tmp_path: Path
) -> Iterator[Cast]:
    with ExitStack() as stack:
        yield Cast(browser, site, tmp_path, bool(request.param), stack)


def test_from_a_draft_to_a_report_on_the_record(cast: Cast) -> None:
    for chapter in (
        canada_drafts,
        the_leads_concur,
        canada_tables,
        the_secretariat_circulates,
        two_weeks_pass,
        a_meeting_convenes,
        the_chair_declares_consensus,
        mexico_endorses,
        mexico_names_who_reports,
        two_persons_report,
        the_record_is_public,
    ):
        chapter(cast)
    assert {who: one.faults for who, one in cast.known.items() if one.faults} == {}


def canada_drafts(cast: Cast) -> None:
    canada = cast.on("Canada", "/packages/AP07")
    canada.takes("Draft a shared commitment", Title=TITLE)
    canada.sees("There is something to mend", "is needed")
    canada.fills(**{PARAGRAPHS: TEXT})
    cast.keeps("Canada", "01-draft-form")
    canada.presses("Draft a shared commitment")
    canada.sees("It is on the record: LAD-020", TITLE, "Rev.1", "names one contact")
    cast.keeps("Canada", "02-draft")
    public = cast.on("public", DRAFT)
    public.sees("LAD-020", "Not public yet")
    public.does_not_see(TITLE, "names one contact")


def the_leads_concur(cast: Cast) -> None:
    canada = cast("Canada")
    canada.takes("Concur in this revision")
    assert "Guyana" in canada.why_not("Table")
    cast.keeps("Canada", "03-table-is-disabled")
    guyana = cast.on("Guyana", DRAFT)
    guyana.sees(TITLE, "has not concurred")
    guyana.takes("Concur in this revision")
    guyana.sees("It is on the record")
    guyana.does_not_see("has not concurred")


def canada_tables(cast: Cast) -> None:
    canada = cast.on("Canada", f"{DRAFT}/actions/table")
    with cast.another_tab("Canada", f"{DRAFT}/actions/table") as stale:
        canada.presses("Table")
        canada.sees("It is on the record", "LAD/AP07/L.1")
        stale.presses("Table")
        stale.sees("There is something to mend", "changed after you looked")
        stale.keeps(cast.album / "04-stale-page.png")


def the_secretariat_circulates(cast: Cast) -> None:
    secretary = cast.on("secretary", DRAFT)
    assert "es" in secretary.why_not("Circulate for comments")
    secretary.follows("Add a translation")
    secretary.picks("Language", "Español")
    secretary.fills(**{PARAGRAPHS: TEXTO})
    secretary.presses("Add a translation")
    secretary.takes("Circulate for comments")
    secretary.sees("in consultation", "Comments until")
    cast.keeps("secretary", "05-in-consultation")


def two_weeks_pass(cast: Cast) -> None:
    canada = cast.on("Canada", DRAFT)
    assert "2026-12-08" in canada.why_not("Seek a decision")
    cast.site.clock.pass_by(days=14, minutes=1)
    canada.goes_to(DRAFT)
    canada.follows("Seek a decision")
    canada.picks("Decision procedure", "Consensus")
    canada.presses("Seek a decision")
    canada.sees("decision sought", "Electorate", "Guyana", "Mexico")


def a_meeting_convenes(cast: Cast) -> None:
    secretary = cast.on("secretary", "/meetings")
    secretary.follows("Schedule a meeting")
    secretary.picks("Kind", "Ministerial")
    secretary.fills(
        **{
            "Short name for the address (ministerial-5)": "ministerial-5",
            "Title": "Fifth Ministerial Meeting, an exercise",
            "Day": "2026-12-08",
            "Basis": "exercise",
        }
    )
    secretary.presses("Schedule a meeting")
    secretary.sees("Fifth Ministerial Meeting", "scheduled")
    chair = cast.on("chair", "/meetings/ministerial-5")
    chair.takes("Convene")
    chair.sees("convened")


def the_chair_declares_consensus(cast: Cast) -> None:
    present(cast, "CAN", "GUY")
    chair = cast.on("chair", DRAFT)
    chair.follows("Declare consensus")
    chair.picks("Meeting", "Fifth Ministerial")
    chair.presses("Declare consensus")
    chair.sees("There is something to mend", "quorum")
    cast.keeps("chair", "06-no-quorum")
    present(cast, "MEX")
    chair.presses("Declare consensus")
    chair.sees("It is on the record", "adopted")
    cast.keeps("chair", "07-adopted")
    cast.on("Canada", DRAFT).takes("Open for endorsement")
    cast.on("public", DRAFT).sees(TITLE, "open", "names one contact")


def mexico_endorses(cast: Cast) -> None:
    mexico = cast.on("Mexico", f"{DRAFT}/actions/endorse")
    with cast.another_tab("Mexico", f"{DRAFT}/actions/endorse") as second:
        mexico.sees("names one contact within six months")
        mexico.presses_twice("Endorse")
        mexico.sees("It is on the record: LAD-020", "position @")
        assert mexico.row("Endorsements in their order", 1).startswith("1 Mexico")
        cast.keeps("Mexico", "08-endorsed")
        second.presses("Endorse")
        second.sees("There is something to mend", "Mexico has endorsed already")
    public = cast.on("public", DRAFT)
    assert public.rows("Endorsements in their order") == 1
    public.sees("LAD-020-MEX", "unowned")


def mexico_names_who_reports(cast: Cast) -> None:
    mexico = cast.on("Mexico", UNDERTAKING)
    mexico.follows("Assign the owner")
    mexico.fills(**{"Responsible institution": "Secretariat of Exercises"})
    mexico.picks("Focal point's mandate", "focal point")
    mexico.presses("Assign the owner")
    mexico.sees("It is on the record", "Secretariat of Exercises")


def two_persons_report(cast: Cast) -> None:
    focal = cast.on("focal point", UNDERTAKING)
    focal.follows("Draft a progress report")
    focal.picks("Own assessment of the stage", "In progress")
    focal.fills(**{"What was done": NARRATIVE})
    focal.presses("Draft a progress report")
    focal.sees("Report 1", NARRATIVE)
    assert focal.why_not("Submit the report")
    cast.keeps("focal point", "09-drafted")
    validating = cast.on("validating authority", UNDERTAKING)
    validating.follows("Submit the report")
    validating.picks("Report", "1")
    validating.presses("Submit the report")
    validating.sees("submitted")
    cast.on("public", UNDERTAKING).does_not_see(NARRATIVE)
    secretary = cast.on("secretary", UNDERTAKING)
    secretary.follows("Receive on the record")
    secretary.picks("Report", "1")
    secretary.presses("Receive on the record")
    secretary.sees("It is on the record", "received")


def the_record_is_public(cast: Cast) -> None:
    public = cast.on("public", UNDERTAKING)
    public.sees(NARRATIVE, "in progress", "received", "Secretariat of Exercises")
    cast.keeps("public", "10-report-on-the-record")
    public.goes_to(DRAFT)
    public.sees("in progress", "Mexico endorsed", "declared consensus")
    cast.keeps("public", "11-commitment")
    public.goes_to(f"{DRAFT}?as_of=2026-12-01")
    public.sees("This is a page of the past", "in consultation")


def test_a_silence_is_broken_and_the_next_one_lapses(cast: Cast) -> None:
    for chapter in (
        canada_drafts,
        the_leads_concur,
        canada_tables,
        the_secretariat_circulates,
        silence_is_sought_and_opened,
        mexico_breaks_it,
        canada_revises_in_two_clicks,
        silence_runs_again,
        guyana_agrees_ad_referendum,
        nobody_objects,
        guyana_confirms,
    ):
        chapter(cast)
    assert {who: one.faults for who, one in cast.known.items() if one.faults} == {}


def silence_is_sought_and_opened(cast: Cast) -> None:
    cast.site.clock.pass_by(days=14, minutes=1)
    canada = cast.on("Canada", DRAFT)
    canada.follows("Seek a decision")
    canada.picks("Decision procedure", "Silence")
    canada.presses("Seek a decision")
    chair = cast.on("chair", DRAFT)
    chair.follows("Open silence")
    chair.fills(**{"Or: it runs for so many hours (optional)": "71"})
    chair.presses("Open silence")
    chair.sees("silence needs 72 hours at least")
    chair.fills(**{"Or: it runs for so many hours (optional)": "72"})
    chair.presses("Open silence")
    chair.sees("It is on the record", "silence running")
    cast.keeps("chair", "12-silence")


def mexico_breaks_it(cast: Cast) -> None:
    cast.site.clock.pass_by(hours=71, minutes=59)
    mexico = cast.on("Mexico", DRAFT)
    mexico.follows("Object to the text")
    mexico.sees("The committee shares once a year")
    mexico.fills(Reason="Twice a year is what we agreed.")
    mexico.page.get_by_label("2 · The committee").check()
    mexico.presses("Object to the text")
    mexico.sees("in consultation", "Mexico objects: Twice a year")
    cast.on("public", DRAFT).does_not_see("Twice a year")


def canada_revises_in_two_clicks(cast: Cast) -> None:
    canada = cast.on("Canada", DRAFT)
    canada.page.get_by_role("link", name="Prepare the next revision").click()
    canada.fills(**{PARAGRAPHS: TEXT.replace("once a year", "twice a year")})
    canada.presses("Issue a revision")
    canada.sees("It is on the record", "Rev.2")
    canada.goes_to(f"{DRAFT}/compare/1..2")
    canada.sees("Rev.1 against Rev.2")
    assert canada.page.locator("ins").last.inner_text().endswith("twice")
    for who in ("Canada", "Guyana"):
        cast.on(who, DRAFT).takes("Concur in this revision")


def silence_runs_again(cast: Cast) -> None:
    cast.site.clock.pass_by(days=14, minutes=1)
    canada = cast.on("Canada", DRAFT)
    assert "es" in canada.why_not("Seek a decision")
    secretary = cast.on("secretary", DRAFT)
    secretary.follows("Add a translation")
    secretary.picks("Language", "Español")
    secretary.fills(**{PARAGRAPHS: TEXTO.replace("una vez", "dos veces")})
    secretary.presses("Add a translation")
    canada.goes_to(DRAFT)
    canada.follows("Seek a decision")
    canada.picks("Decision procedure", "Silence")
    canada.presses("Seek a decision")
    chair = cast.on("chair", DRAFT)
    chair.follows("Open silence")
    chair.fills(**{"Silence ends at (optional)": "2026-12-31T12:00-05:00"})
    chair.presses("Open silence")
    chair.sees("It is on the record", "2026-12-31T12:00-05:00")


def guyana_agrees_ad_referendum(cast: Cast) -> None:
    cast.on("Guyana", DRAFT).takes("Agree ad referendum")
    cast("Guyana").sees("Agreed ad referendum")


def nobody_objects(cast: Cast) -> None:
    late = cast.on("Mexico", f"{DRAFT}/actions/break-silence")
    cast.site.clock.put_to("2026-12-31")
    cast.site.clock.pass_by(hours=11)  # six hours after the end
    late.fills(Reason="We would rather not.")
    late.presses("Object to the text")
    late.sees("There is something to mend", "agreed ad referendum")
    late.goes_to(DRAFT)
    late.sees("Silence on Rev.2 lapsed at 2026-12-31 17:00 UTC")


def guyana_confirms(cast: Cast) -> None:
    guyana = cast.on("Guyana", DRAFT)
    guyana.takes("Confirm what was agreed ad referendum")
    guyana.sees("adopted")
    cast.on("public", DRAFT).sees(TITLE, "adopted", "twice a year")
    cast.keeps("public", "13-adopted-by-silence")


def present(cast: Cast, *codes: str) -> None:
    """Let the secretary record who is in the room."""
    for code in codes:
        secretary = cast.on("secretary", "/meetings/ministerial-5")
        secretary.follows("Record a presence")
        secretary.picks("Participant", f"{code} ·")
        secretary.picks("Represented under the mandate", f"{code}-M1 ·")
        secretary.presses("Record a presence")
        secretary.sees("It is on the record")


def test_what_was_written_outlasts_a_change(cast: Cast) -> None:
    canada, path = cast("Canada"), f"{EXERCISE}/actions/revise"
    with ExitStack() as tabs:
        first, second = (
            tabs.enter_context(cast.another_tab("Canada", path)) for _ in "ab"
        )
        for tab in (first, second):
            tab.fills(**{PARAGRAPHS: TEXT})
        canada.goes_to(path)
        canada.fills(**{PARAGRAPHS: f"{TEXT}\n\nA third."})
        canada.presses("Issue a revision")
        first.presses("Issue a revision")
        first.sees("changed after you looked")
        assert first.value(PARAGRAPHS).splitlines() == TEXT.splitlines()
        for who in ("Canada", "Guyana"):
            cast.on(who, EXERCISE).takes("Concur in this revision")
        cast.on("Guyana", EXERCISE).takes("Agree to withdraw the proposal")
        canada.goes_to(EXERCISE)
        canada.takes("Withdraw the proposal", Reason="The exercise ends here.")
        second.presses("Issue a revision")
        second.sees("There is something to mend")
        assert second.value(PARAGRAPHS).splitlines() == TEXT.splitlines()

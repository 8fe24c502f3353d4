"""A report at real browsers: saved while written, validated by another, received."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from application.office import Act
from tests.browser import Site, Visitor, demonstration, driven, newcomer, visiting

pytestmark = pytest.mark.browser

NARRATIVE = "Two centres are at work in the exercise, and a third is being built."
PERIOD = {
    "key": "2026-a",
    "title": "Exercise of 2026",
    "begins": "2026-01-01",
    "ends": "2026-12-31",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with driven() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with demonstration(tmp_path / "register") as served:
        person = served.office.accounts.by_email(newcomer("secretary", "").email) or ""
        for key, action, said in (("", "announce", PERIOD), ("2026-a", "open", {})):
            act = Act("period", key, action, person, said, basis=("decision 4",))
            served.office.act(act)
        yield served


@pytest.fixture
def undertaking(site: Site) -> str:
    (first, *_) = site.office.reader().rows("undertakings_of", participant="MEX")
    return str(first["reference"])


def opens(visitor: Visitor, label: str, key: str) -> None:
    """Follow what the inbox asks for, of one undertaking."""
    visitor.goes_to("/inbox")
    named = re.compile(f"{label}.*{key}")
    visitor.page.get_by_role("link", name=named).click()


def test_drafted_by_one_validated_by_another_and_received(
    browser: Browser, site: Site, undertaking: str
) -> None:
    faults: list[str] = []
    with visiting(browser, site) as focal:
        focal.signs_in("focal", "MEX")
        opens(focal, "Draft a progress report", undertaking)
        focal.fills(**{"What was done": NARRATIVE})
        status = focal.page.locator("[data-draft-status]")
        expect(status).to_contain_text("Draft saved")
        focal.page.reload()
        assert focal.value("What was done") == NARRATIVE
        faults += focal.faults
    with visiting(browser, site) as focal:
        focal.signs_in("focal", "MEX")
        opens(focal, "Go on with the draft", undertaking)
        assert focal.value("What was done") == NARRATIVE
        focal.picks("Own assessment of the stage", "In progress")
        focal.presses("Draft a progress report")
        focal.sees("Report 1", NARRATIVE, "handed over", "Exercise of 2026")
        faults += focal.faults
    with visiting(browser, site) as validating:
        validating.signs_in("validating", "MEX")
        opens(validating, "Submit the report", undertaking)
        validating.presses("Submit the report")
        validating.sees("It is on the record", "submitted")
        faults += validating.faults
    with visiting(browser, site) as secretary:
        secretary.signs_in("secretary")
        opens(secretary, "Receive on the record", undertaking)
        secretary.presses("Receive on the record")
        secretary.sees("It is on the record", f"{undertaking}/Rep.1")
        faults += secretary.faults
    with visiting(browser, site) as public:
        public.goes_to(f"/undertakings/{undertaking}")
        public.sees(NARRATIVE, "received", f"{undertaking}/Rep.1")
        faults += public.faults
    assert faults == []


def test_a_window_that_fell_behind_saves_nothing_over_a_newer_draft(
    browser: Browser, site: Site, undertaking: str
) -> None:
    with visiting(browser, site) as focal:
        focal.signs_in("focal", "MEX")
        opens(focal, "Draft a progress report", undertaking)
        other = Visitor(focal.page.context.new_page(), site)
        other.goes_to(f"/undertakings/{undertaking}/actions/draft-report")
        other.fills(**{"What was done": NARRATIVE})
        said = "[data-draft-status]"
        expect(other.page.locator(said)).to_contain_text("Draft saved")
        focal.fills(**{"What was done": "Something old."})
        told = "another draft was saved since"
        expect(focal.page.locator(said)).to_contain_text(told)
        other.page.reload()
        assert other.value("What was done") == NARRATIVE


def test_without_scripts_a_button_saves_the_draft(
    browser: Browser, site: Site, undertaking: str
) -> None:
    with visiting(browser, site, java_script_enabled=False) as focal:
        focal.signs_in("focal", "MEX")
        opens(focal, "Draft a progress report", undertaking)
        focal.fills(**{"What was done": NARRATIVE})
        focal.presses("Save the draft")
        focal.sees("Draft saved")
        assert focal.value("What was done") == NARRATIVE

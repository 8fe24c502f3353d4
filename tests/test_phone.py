"""A delegate on a phone: 320 pixels, no scripts, a thumb; and nothing asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Site, Visitor, demonstration, driven, visiting
from tests.furnished import SHARED, furnish
from tests.test_pages_axe import NARROW, weigh

pytestmark = pytest.mark.browser

RUNNING = SHARED["silence running"]
PAGES = (
    "/inbox",
    "/calendar",
    f"/commitments/{RUNNING}/answer",
    f"/commitments/{RUNNING}/answer?language=es",
    f"/commitments/{RUNNING}/actions/break-silence",
)
LEAST = 44  # pixels


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with driven() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with demonstration(tmp_path / "register") as served:
        furnish(served.office, served.clock)
        yield served


@pytest.fixture(params=[False, True], ids=["no-scripts", "scripts"])
def phone(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[Visitor]:
    how = {"viewport": NARROW, "java_script_enabled": bool(request.param)}
    with visiting(browser, site, has_touch=True, **how) as visitor:
        visitor.signs_in("delegate", "MEX")
        yield visitor


def test_a_delegate_objects_with_a_thumb(phone: Visitor, tmp_path: Path) -> None:
    page = phone.page
    phone.goes_to("/inbox")
    page.get_by_role("link", name="Answer before the silence ends").click()
    phone.sees("days left", "UTC", "in Mexico")
    phone.keeps(tmp_path / "1-answer.png")
    page.get_by_label("Object to the text").check()
    phone.presses("Go on")
    phone.sees("There is something to mend", "this needs a reason in writing")
    assert page.get_by_label("Object to the text").is_checked()
    page.get_by_label("Reason").fill("Paragraph 2 needs our parliament.")
    phone.presses("Go on")
    phone.sees("Nothing is on the record yet", "Mexico broke the silence on Rev.1")
    phone.keeps(tmp_path / "2-preview.png")
    phone.presses("Confirm")
    phone.sees("Receipt", RUNNING, "SHA-256", "UTC", "in Mexico")
    phone.keeps(tmp_path / "3-receipt.png")
    phone.goes_to("/inbox")
    phone.does_not_see("Answer before the silence ends")
    assert phone.faults == []


def test_a_delegate_agrees_ad_referendum(phone: Visitor) -> None:
    phone.goes_to(f"/commitments/{RUNNING}/answer")
    phone.page.get_by_label("Agree ad referendum").check()
    phone.presses("Go on")
    phone.presses("Confirm")
    phone.sees("Receipt", RUNNING)
    phone.goes_to("/inbox")
    phone.sees("Confirm or decline")


def test_a_delegate_without_an_objection_sends_nothing(phone: Visitor) -> None:
    before = phone.site.office.register.ledger.position()
    phone.goes_to(f"/commitments/{RUNNING}/answer")
    phone.page.get_by_label("No objection").check()
    phone.presses("Go on")
    phone.sees("Nothing needs to be sent: silence is agreement")
    assert phone.site.office.register.ledger.position() == before


@pytest.mark.parametrize("path", PAGES)
def test_it_fits_and_can_be_hit(phone: Visitor, path: str) -> None:
    phone.goes_to(path)
    require_fit(phone)


def test_what_is_told_before_and_after_fits_and_can_be_hit(phone: Visitor) -> None:
    phone.goes_to(f"/commitments/{RUNNING}/answer")
    phone.page.get_by_label("Object to the text").check()
    phone.page.get_by_label("Reason").fill("Paragraph 2 needs our parliament.")
    phone.presses("Go on")
    phone.sees("Nothing is on the record yet")
    require_fit(phone)
    phone.presses("Confirm")
    phone.sees("Receipt", RUNNING)
    require_fit(phone)


def require_fit(phone: Visitor) -> None:
    """Check that the page is no wider than the phone, and a thumb hits its targets."""
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
    assert phone.page.evaluate(SMALL, LEAST) == []


def test_the_choices_come_before_the_text_and_the_text_is_one_step_away(
    phone: Visitor,
) -> None:
    phone.goes_to(f"/commitments/{RUNNING}/answer")
    page = phone.page
    places = [
        page.locator(where).first.bounding_box()
        for where in ("main input[type=radio]", "main button", "main ol.text")
    ]
    heights = [place["y"] for place in places if place]
    assert heights == sorted(heights)
    assert len(heights) == len(places)
    page.get_by_role("link", name="Read the text").click()
    assert page.url.endswith("#the-text")


def test_axe_finds_nothing(browser: Browser, site: Site) -> None:
    with visiting(browser, site) as visitor:
        visitor.signs_in("delegate", "MEX")
        for path in PAGES:
            visitor.goes_to(path)
            weigh(visitor)
        visitor.goes_to(f"/commitments/{RUNNING}/answer")
        visitor.page.get_by_label("Agree ad referendum").check()
        visitor.presses("Go on")
        weigh(visitor)
        visitor.presses("Confirm")
        weigh(visitor)


SMALL = """least => [...document.querySelectorAll(
    'main :is(a, button, input, textarea, select, summary)')]
  .filter(it => it.offsetParent !== null && it.type !== 'hidden')
  .map(it => [it, ['radio', 'checkbox'].includes(it.type) ? it.parentElement : it])
  .map(([it, box]) => [it.outerHTML.slice(0, 80), box.getBoundingClientRect()])
  .filter(([_, box]) => box.height < least - 0.5 || box.width < least - 0.5)
  .map(([html, box]) => `${box.width}x${box.height} ${html}`)"""

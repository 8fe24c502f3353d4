"""Every page can be used: by keyboard, at 320 pixels, in the dark, read aloud, printed.

axe finds nothing, the browser complains of nothing, and no other host is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import Site, Visitor, demonstration, driven, visiting
from tests.furnished import JOINT, NATIONAL, OPEN, SHARED, UNDERTAKING, furnish

pytestmark = pytest.mark.browser

CONSULTED = SHARED["in consultation"]
PUBLIC = {
    "overview": "/",
    "keeping the word": "/keeping",
    "scorecard": "/scorecard",
    "keeping the word, past": "/keeping?as_of=2023-01-01",
    "undertakings": "/undertakings",
    "undertakings, a rule": "/undertakings?rule=no%20report&package=none",
    "reports": "/reports",
    "statements": "/reports?voice=statement",
    "packages": "/packages",
    "packages of one": "/packages?participant=MEX",
    "participants in": "/participants?standing=endorsing",
    "package": "/packages/AP07",
    "package, members not known": "/packages/AP04",
    "commitments": "/commitments",
    "commitments, none": "/commitments?stage=open&participant=HTI",
    "not public": f"/commitments/{SHARED['draft']}",
    "open": f"/commitments/{OPEN}",
    "superseded": f"/commitments/{SHARED['superseded']}",
    "national": "/commitments/LAD-001",
    "joint": "/commitments/LAD-017",
    "partner": "/commitments/LAD-018",
    "text, translated": f"/commitments/{OPEN}/text/1?language=es",
    "history": f"/commitments/{OPEN}/history",
    "undertaking": f"/undertakings/{UNDERTAKING}",
    "undertaking, a statement": "/undertakings/LAD-001-BLZ",
    "participants": "/participants",
    "participant": "/participants/MEX",
    "participant outside": "/participants/ESP",
    "brief": "/participants/MEX/brief",
    "ministerial pack": "/packages/AP07/pack",
    "between meetings": "/meetings/ministerial-1..ministerial-4",
    "meetings": "/meetings",
    "meeting": "/meetings/ministerial-1",
    "activity": "/activity",
    "activity, none": "/activity?late=none",
    "event": "/events/20",
    "receipt": "/receipts/20",
    "receipt, hidden": "/receipts/256",
    "calendar": "/calendar",
    "calendar, none": "/calendar?package=AP01",
    "event, hidden": "/events/256",
    "process": "/processes/la-declaration",
    "mandates": "/mandates",
    "sources": "/sources",
    "search": "/search?q=visas",
    "search, nothing": "/search?q=zzzz",
    "sign-in": "/sign-in",
    "reset": "/sign-in/reset",
    "past": "/?as_of=2022-07-15",
    "past, by position": "/commitments/LAD-001?known_at=@200",
    "form": f"/commitments/{OPEN}/actions/endorse",
}
OFFICER = {
    "overview": "/",
    "package": "/packages/AP07",
    "commitments": "/commitments",
    **{f"shared, {stage}": f"/commitments/{key}" for stage, key in SHARED.items()},
    "national, open to others": f"/commitments/{NATIONAL}",
    "joint, not confirmed": f"/commitments/{JOINT}",
    "compare": f"/commitments/{CONSULTED}/compare/1..2",
    "undertaking": f"/undertakings/{UNDERTAKING}",
    "participant": "/participants/MEX",
    "meeting": "/meetings/ministerial-5",
    "meeting, cancelled": "/meetings/committee-off",
    "activity": "/activity",
    "mandates": "/mandates",
    "enter a minister": "/participants/CAN/actions/enter-minister",
    "schedule": "/meetings/new/schedule",
    "translate": f"/commitments/{CONSULTED}/actions/add-translation",
    "correct": "/commitments/LAD-001/actions/propose-correction",
    "presence": "/meetings/ministerial-5/actions/record-presence",
    "refused": f"/commitments/{OPEN}/actions/circulate",
    "inbox": "/inbox",
    "how it becomes possible": f"/commitments/{CONSULTED}/actions/seek-decision",
    "invite": "/people/invite",
    "password": "/password",
}
MINISTER = {
    "delegate": "/participants/CAN/actions/delegate",
    "revoke": "/participants/CAN/actions/revoke?number=CAN-M2",
    "announce": "/commitments/new/announce",
    "endorse": f"/commitments/{OPEN}/actions/endorse",
    "mandates": "/mandates",
    "inbox": "/inbox",
    "calendar": "/calendar",
}
PROBLEMS = {
    "404": ("/nowhere", 404),
    "404, a commitment": ("/commitments/LAD-999", 404),
    "403": ("/people/invite", 403),
    "400": ("/commitments?as_of=yesterday", 400),
}
SPANISH = ("/", "/commitments/LAD-001", "/participants/GUY", "/activity")
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
NARROW: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with driven() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demonstration(tmp_path_factory.mktemp("register")) as served:
        furnish(served.office, served.clock)
        yield served


@pytest.fixture(scope="module")
def public(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, viewport=WIDE) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def officer(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, viewport=WIDE) as visitor:
        visitor.signs_in("secretary")
        yield visitor


@pytest.fixture(scope="module")
def minister(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, viewport=WIDE) as visitor:
        visitor.signs_in("minister", "CAN")
        yield visitor


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC.keys())
def test_the_public_can_use_each_page(public: Visitor, path: str) -> None:
    look(public, path, 200)


@pytest.mark.parametrize("path", OFFICER.values(), ids=OFFICER.keys())
def test_an_officer_can_use_each_page(officer: Visitor, path: str) -> None:
    look(officer, path, 200)


@pytest.mark.parametrize("path", MINISTER.values(), ids=MINISTER.keys())
def test_a_minister_can_use_each_form(minister: Visitor, path: str) -> None:
    look(minister, path, 200)


@pytest.mark.parametrize(("path", "status"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_problem_is_a_page_like_others(
    public: Visitor, path: str, status: int
) -> None:
    look(public, path, status)


def test_who_reads_spanish_can_use_the_pages(browser: Browser, site: Site) -> None:
    with visiting(browser, site, viewport=WIDE, locale="es-MX") as visitor:
        for path in SPANISH:
            look(visitor, path, 200)
            assert visitor.page.locator("html").get_attribute("lang") == "es"
            visitor.sees("Iniciar sesión")
        visitor.goes_to(f"/commitments/{OPEN}/actions/endorse")
        visitor.sees("cada país adherente designa un contacto")


def test_a_form_with_mistakes_can_be_mended(officer: Visitor) -> None:
    officer.goes_to("/meetings/new/schedule")
    officer.presses("Schedule a meeting")
    summary = officer.page.locator(".govuk-error-summary")
    assert summary.evaluate("it => it === document.activeElement")
    weigh(officer)
    summary.get_by_role("link").first.click()
    focused = "document.activeElement.matches('input, select, textarea')"
    assert officer.page.evaluate(focused)


def test_a_form_without_scripts_can_be_mended(browser: Browser, site: Site) -> None:
    with visiting(browser, site, java_script_enabled=False) as visitor:
        visitor.goes_to("/sign-in")
        visitor.presses("Sign in")
        visitor.sees("There is something to mend")


def look(visitor: Visitor, path: str, status: int) -> None:
    """Open a page and hold it to everything that every page promises."""
    answer = visitor.page.goto(visitor.site.url + path)
    assert answer is not None
    assert answer.status == status
    weigh(visitor)


def weigh(visitor: Visitor) -> None:
    """Hold the page that is open to everything that every page promises."""
    page = visitor.page
    found = [fault for check in CHECKS for fault in check(page)]
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size(WIDE)
    found += visitor.faults
    visitor.faults.clear()
    assert found == []


def has_a_frame(page: Page) -> Iterator[str]:
    """One heading of the first order, a title, a language."""
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} headings of the first order"
    if not re.fullmatch(r".{3,} \S Depositary", page.title()):
        yield f"the title is “{page.title()}”"
    if page.locator("html").get_attribute("lang") not in {"en", "es"}:
        yield "no language is named"


def passes_axe(page: Page) -> Iterator[str]:
    """All of axe in the light; in the dark only the colours differ."""
    page.emulate_media(media="screen", color_scheme="light")
    yield from violations(page, {"resultTypes": ["violations"]})
    page.emulate_media(media="screen", color_scheme="dark")
    yield from violations(page, COLOURS)


def violations(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """Say what axe finds, with the places."""
    for one in Axe().run(page, options=options).response["violations"]:
        nodes = [node["html"][:200] for node in one["nodes"]]
        yield f"{one['id']}: {one['help']}: {len(nodes)} times: {nodes[:2]}"


def fits_a_phone(page: Page) -> Iterator[str]:
    """Nothing makes the whole page scroll sideways at 320 pixels."""
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        yield f"{width} pixels wide at {NARROW['width']}: {page.evaluate(WIDEST)}"


def prints(page: Page) -> Iterator[str]:
    """The content is on paper, the way around is not."""
    page.emulate_media(media="print")
    if not page.locator("main h1").is_visible():
        yield "the heading is not printed"
    if page.locator(".masthead__search").is_visible():
        yield "the search is printed"


WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(it => it.getBoundingClientRect().right > 320.5)
  .map(it => it.tagName + '.' + it.className).slice(0, 4)"""
CHECKS: tuple[Callable[[Page], Iterator[str]], ...] = (
    has_a_frame,
    passes_axe,
    fits_a_phone,
    prints,
)


def test_the_first_stop_skips_to_the_content(public: Visitor) -> None:
    page = public.page
    public.goes_to("/commitments")
    page.keyboard.press("Tab")
    assert focus(page)[1] == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_keyboard_alone_signs_in_and_reaches_an_act(
    browser: Browser, site: Site
) -> None:
    with visiting(browser, site, viewport=WIDE) as visitor:
        keys = visitor.page.keyboard
        visitor.goes_to("/sign-in")
        tab_to(visitor.page, "f-email")
        keys.type("secretary@demo.example")
        tab_to(visitor.page, "f-password")
        keys.type("demonstration-2022")
        keys.press("Enter")
        visitor.sees("Technical Secretariat")
        visitor.goes_to(f"/commitments/{SHARED['adopted']}")
        tab_to(visitor.page, "Open for endorsement")
        keys.press("Enter")
        visitor.page.wait_for_url("**/actions/open")
        visitor.sees("Open for endorsement")


def tab_to(page: Page, wanted: str) -> None:
    """Go from stop to stop until one is what is *wanted*, by its id or its words."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if wanted in focus(page):
            assert page.evaluate(VISIBLE), f"the focus on “{wanted}” cannot be seen"
            return
    pytest.fail(f"the keyboard does not reach “{wanted}”")


def focus(page: Page) -> tuple[str, str]:
    """Return the id and the words of what has the focus."""
    found = page.evaluate(
        "[document.activeElement.id, document.activeElement.innerText]"
    )
    return (found[0], (found[1] or "").strip())


VISIBLE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
}"""

"""Every page can be read by everybody: axe, light and dark, and 320 pixels wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import Site, Visitor, demonstration, driven, visiting

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/?as_of=2022-07-01",
    "/packages",
    "/packages/AP07",
    "/packages/AP04",
    "/commitments",
    "/commitments/LAD-001",
    "/commitments/LAD-001/text/1",
    "/commitments/LAD-019",
    "/participants",
    "/participants/USA",
    "/participants/CAN",
    "/participants/GUY",
    "/meetings",
    "/meetings/ministerial-1",
    "/activity",
    "/activity?late=none",
    "/events/1",
    "/events/150",
    "/events/255",
    "/sources",
    "/processes/la-declaration",
    "/undertakings/LAD-001-BLZ",
    "/mandates",
    "/search?q=visas",
    "/sign-in",
    "/sign-in/reset",
    "/packages/nowhere",
)
FORMS = (
    "/participants/CAN/actions/delegate",
    "/participants/CAN/actions/revoke?number=CAN-M2",
    "/meetings/new/schedule",
    "/commitments/new/announce",
    "/people/invite",
    "/password",
)
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 800}},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with driven() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demonstration(tmp_path_factory.mktemp("accessible")) as served:
        yield served


@pytest.fixture(scope="module", params=LOOKS)
def reader(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[Visitor]:
    with visiting(browser, site, **LOOKS[request.param]) as visitor:
        yield visitor


@pytest.fixture(scope="module", params=LOOKS)
def minister(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[Visitor]:
    with visiting(browser, site, **LOOKS[request.param]) as visitor:
        visitor.signs_in("minister", "CAN")
        yield visitor


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    told = [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]
    shown = page.viewport_size or {"width": 0}
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    if wide > shown["width"]:
        told.append(f"the page is {wide} wide on a screen of {shown['width']}")
    return told


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_meets_no_obstacle(reader: Visitor, path: str) -> None:
    reader.goes_to(path)
    assert faults(reader.page) == []
    assert reader.faults == []


@pytest.mark.parametrize("path", [*FORMS, "/mandates", "/participants/CAN"])
def test_who_acts_meets_no_obstacle(minister: Visitor, path: str) -> None:
    minister.goes_to(path)
    assert faults(minister.page) == []
    assert minister.faults == []

"""A register served to a real browser: the site, the browser, and people who use them.

The server runs in this process around an office with a clock that a test puts, so that
fourteen days can pass while the pages are open.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from werkzeug.serving import make_server

from application.accounts import Accounts
from application.demo import PASSWORD, demonstrate, newcomer
from application.office import Office
from tests.conftest import Clock
from web import create_app
from web.security import limiter

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "no Chromium was found; DEPOSITARY_CHROMIUM may name one,"
    f" or the path may hold {', '.join(NAMES)}"
)
TODAY = "2026-11-24"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PATIENCE = 10_000  # milliseconds


@dataclass
class Site:
    """A register that is served: where, around which office, by which clock."""

    url: str
    office: Office
    clock: Clock


def chromium() -> str | None:
    """Return the browser to drive, if this machine has one."""
    named = os.environ.get("DEPOSITARY_CHROMIUM", "")
    found = (shutil.which(name) for name in (named, *NAMES) if name)
    return next(filter(None, found), None)


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Launch the browser of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def driven() -> Iterator[Browser]:
    """Launch the browser for tests; a laptop may do without, a gate may not."""
    if chromium() is None:
        pytest.fail(MISSING) if os.environ.get("CI") == "true" else pytest.skip(MISSING)
    with launched() as running:
        yield running


@contextlib.contextmanager
def demonstration(home: Path) -> Iterator[Site]:
    """Serve the demonstration in *home*, from a day in November 2026 on."""
    shutil.copytree(_made(), home, dirs_exist_ok=True)
    clock = Clock()
    clock.put_to(TODAY)
    office = opened(home, clock)
    try:
        with served(office) as url:
            yield Site(url, office, clock)
    finally:
        office.close()


def opened(home: Path, clock: Clock) -> Office:
    """Open an office whose passwords cost nothing to check."""
    office = Office.open({"DEPOSITARY_HOME": str(home)}, clock=clock)
    office.accounts.close()
    office.accounts = Accounts.open(home / "accounts.db", clock=clock, hasher=QUICK)
    return office


@contextlib.contextmanager
def served(office: Office) -> Iterator[str]:
    """Serve the pages of *office* on a free port of this machine."""
    app = create_app(office)
    limiter.reset()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@cache
def _made() -> Path:
    home = Path(tempfile.mkdtemp(prefix="depositary-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    clock = Clock()
    clock.put_to(TODAY)
    office = opened(home, clock)
    demonstrate(office)
    office.close()
    return home


@dataclass
class Visitor:
    """Somebody at a browser of their own, and all that went wrong in it."""

    page: Page
    site: Site
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note what the browser complains about and whom it asks."""
        self.page.set_default_timeout(PATIENCE)
        context = self.page.context
        context.on("console", lambda said: self._heard(said.type, said.text))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", self._asked)

    def _heard(self, kind: str, text: str) -> None:
        # A refusal is answered 4xx, which the browser reports for the page itself.
        if kind in {"error", "warning"} and "the server responded with" not in text:
            self.faults.append(f"{kind}: {text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:")):
            self.faults.append(f"asked another host: {request.url}")

    def goes_to(self, path: str) -> None:
        """Open an address of the register."""
        self.page.goto(self.site.url + path)

    def signs_in(self, role: str, code: str = "") -> None:
        """Sign in with the account of somebody of the demonstration."""
        self.goes_to("/")
        self.page.get_by_role("link", name="Sign in", exact=True).click()
        self.fills(**{"E-mail address": newcomer(role, code).email})
        self.fills(Password=PASSWORD)
        self.presses("Sign in")
        self.sees(newcomer(role, code).name)

    def fills(self, **fields: str) -> None:
        """Write into fields, each named by its label."""
        for label, value in fields.items():
            self.page.get_by_label(label, exact=True).fill(value)

    def follows(self, name: str) -> None:
        """Follow what leads to the form of an act."""
        self.page.locator(".acts__open").get_by_text(name, exact=True).first.click()

    def takes(self, act: str, **fields: str) -> None:
        """Take an act from the button on: its form, what it asks, its other button."""
        self.follows(act)
        self.fills(**fields)
        self.presses(act)

    def presses(self, name: str) -> None:
        """Press the button that sends a form."""
        self.page.locator("main form").get_by_role("button", name=name).click()

    def value(self, label: str) -> str:
        """Return what stands in a field."""
        return self.page.get_by_label(label, exact=True).input_value()

    def picks(self, label: str, wanted: str) -> None:
        """Choose what *wanted* says, whether among few or in a long list."""
        named = re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")
        group = self.page.get_by_role("group", name=named)
        if group.count():
            group.get_by_label(wanted).first.check()
            return
        field = self.page.get_by_label(named)
        option = field.locator("option", has_text=wanted).first
        field.select_option(option.get_attribute("value"))

    def presses_twice(self, name: str) -> None:
        """Press the button that sends a form in the haste of a double click."""
        form = self.page.locator("main form")
        form.get_by_role("button", name=name).dblclick(no_wait_after=True)
        self.page.wait_for_url(lambda url: "/actions/" not in url)

    def keeps(self, path: Path) -> None:
        """Take a picture of the whole page."""
        self.page.screenshot(path=path, full_page=True)

    def rows(self, caption: str) -> int:
        """Count the rows of a table."""
        return self.page.get_by_role("table", name=caption).locator("tbody tr").count()

    def row(self, caption: str, number: int) -> str:
        """Return what a row of a table says."""
        table = self.page.get_by_role("table", name=caption)
        return " ".join(table.locator("tbody tr").nth(number - 1).inner_text().split())

    def sees(self, *texts: str) -> None:
        """Be shown each of the *texts*, anywhere on the page."""
        shown = " ".join(self.page.locator("body").inner_text().split())
        for text in texts:
            assert text.lower() in shown.lower(), f"“{text}” is not on: {shown[:3000]}"

    def does_not_see(self, *texts: str) -> None:
        """Be shown none of the *texts*."""
        shown = self.page.locator("body").inner_text().lower()
        assert [text for text in texts if text.lower() in shown] == []

    def why_not(self, label: str) -> str:
        """Return why a button is disabled, as the page says it."""
        shut = self.page.locator(".acts__item", has_text=label).first
        return (shut.locator(".acts__why").text_content() or "").strip()


@contextlib.contextmanager
def visiting(browser: Browser, site: Site, **how: Any) -> Iterator[Visitor]:
    """Let somebody in with a browser context of their own."""
    context: BrowserContext = browser.new_context(**{"locale": "en-GB", **how})
    try:
        yield Visitor(context.new_page(), site)
    finally:
        context.close()

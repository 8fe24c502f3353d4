"""Takes the pictures of docs/pictures/ anew: ``python -m docs.pictures``.

They are of the demonstration; the clock stands still, so that two runs give the same
pictures. The Declaration is shown as it is loaded, an exercise where acts are needed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser

from tests.browser import MISSING, Site, chromium, demonstration, launched, visiting
from tests.furnished import OPEN, furnish

HOME = Path(__file__).parent / "pictures"


class Picture(NamedTuple):
    """One picture: of which page, how wide and high, seen how, by whom."""

    path: str
    width: int
    height: int
    how: dict[str, Any]
    who: tuple[str, str] | None = None


DECLARATION = {
    "overview": Picture("/", 1280, 1400, {}),
    "dark": Picture("/commitments/LAD-006", 1280, 1000, {"color_scheme": "dark"}),
}
CANADA = ("coordinator", "CAN")
EXERCISE = {
    "commitment": Picture(f"/commitments/{OPEN}", 1280, 1400, {}, CANADA),
    "phone": Picture(f"/commitments/{OPEN}", 390, 1200, {"has_touch": True}, CANADA),
}


def take(browser: Browser, site: Site, name: str, picture: Picture) -> None:
    """Take one picture, and say how heavy it is."""
    size = {"width": picture.width, "height": picture.height}
    with visiting(browser, site, viewport=size, **picture.how) as visitor:
        if picture.who:
            visitor.signs_in(*picture.who)
        visitor.goes_to(picture.path)
        HOME.mkdir(exist_ok=True)
        taken = visitor.page.screenshot(path=HOME / f"{name}.png")
    print(f"{name}.png: {len(taken) // 1024} KB")


def main() -> None:
    """Take all pictures, and say how heavy they are."""
    if chromium() is None:
        sys.exit(MISSING)
    with (
        tempfile.TemporaryDirectory() as home,
        launched() as browser,
        demonstration(Path(home)) as site,
    ):
        for name, picture in DECLARATION.items():
            take(browser, site, name, picture)
        furnish(site.office, site.clock)
        for name, picture in EXERCISE.items():
            take(browser, site, name, picture)


if __name__ == "__main__":
    main()

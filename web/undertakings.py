"""The undertakings: the list, one of them, and what is on the record about them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from application.pages import keeping, undertakings
from application.pages.choices import Choices
from web.links import key_of
from web.site import buttons, reader, show, there

site = Blueprint("undertakings", __name__)
COLUMNS = (
    "reference", "commitment", "title", "participant", "package", "stage",
    "institution", "unowned", "verifiable", "received", "statements",
)  # fmt: skip
WORDS = ("undertaking", "number", "participant", "package", "symbol", "at", "words")
SAID = ("voice", "participant", "package", "undertaking", "after")


def onward(after: str) -> str:
    """Return the query string of the next page of a list."""
    said = {k: v for k, v in request.args.items() if k not in {"after", "lang"} and v}
    return urlencode({**said, "after": after}) if after else ""


def options() -> dict[str, list[dict[str, str]]]:
    """Return what the undertakings can be filtered by."""
    choices = Choices(reader(), "undertaking", "")
    return {
        "package": [*choices.things("package")],
        "participant": [*choices.things("participant")],
        "pile": [
            {"value": key, "label": _(label)} for key, label in keeping.PILES.items()
        ],
        "rule": [{"value": key, "label": _(key)} for key in keeping.REPORTED],
        "shown": [{"value": key, "label": _(key)} for key in keeping.LACKING],
    }


@site.get("/undertakings")
def listing() -> Response:
    """List the undertakings that a count counts."""
    asked: Any = {name: request.args.get(name, "") for name in keeping.FILTERS}
    found = keeping.listing(reader(), after=request.args.get("after", ""), **asked)
    rows = [
        [*map({**one, "participant": one["participant"]["code"]}.get, COLUMNS)]
        for one in found["undertakings"]
    ]
    found["options"] = options()
    return show(
        "undertakings.html",
        found,
        listing=(COLUMNS, rows),
        here="keeping",
        onward=onward(found["next"]),
    )


@site.get("/reports")
def words() -> Response:
    """List the reports received on the record, or the statements taken from sources."""
    asked = {name: request.args.get(name, "") for name in SAID}
    found = keeping.words(reader(), **asked)
    rows = [
        [*map({**one, "participant": one["participant"]["code"]}.get, WORDS)]
        for one in found["words"]
    ]
    return show(
        "words.html",
        found,
        listing=(WORDS, rows),
        here="keeping",
        onward=onward(found["next"]),
    )


@site.get("/undertakings/<text>")
def page(text: str) -> Response:
    """Show one undertaking."""
    key = key_of("undertaking", text)
    found = undertakings.page(reader(), key)
    last = {"report": f"report={found['last_report']}"} if found["last_report"] else {}
    found["actions"] = [
        button
        for one in found["actions"]
        for button in buttons("undertaking", key, [one], last.get(one["machine"], ""))
    ]
    for one in found["reports"]:
        said = f"report={one['number']}"
        one["actions"] = buttons("undertaking", key, one["actions"], said)
    for one in found["milestones"]:
        said = f"milestone={one['number']}"
        one["actions"] = buttons("undertaking", key, one["actions"], said)
    reference = found["commitment"]["reference"]
    crumbs = [
        {"text": reference, "href": there(f"/commitments/{reference}")},
        {"text": key},
    ]
    return show("undertaking.html", found, here="commitments", breadcrumbs=crumbs)

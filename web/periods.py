"""The reporting periods."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from application.pages import periods
from web.links import key_of
from web.site import buttons, reader, show, there

site = Blueprint("periods", __name__)
HEADERS = (
    "key", "title", "stage", "begins", "ends", "due", "owed", "filed", "nil", "silent",
    "waived",
)  # fmt: skip
OWING = (
    "undertaking", "participant", "standing", "due", "commitment", "title",
    "institution",
)  # fmt: skip


@site.get("/periods")
def listing() -> Response:
    """List the reporting periods."""
    found = periods.listing(reader())
    rows = [[*map(one.get, HEADERS)] for one in found["periods"]]
    found["actions"] = buttons("period", "", found["actions"])
    return show("periods.html", found, listing=(HEADERS, rows), here="periods")


@site.get("/periods/<text>")
def page(text: str) -> Response:
    """Show one period: who owes, who filed, who kept silent."""
    key = key_of("period", text)
    asked = (request.args.get(name, "") for name in ("list", "after", "participant"))
    found = periods.page(reader(), key, *asked)
    rows = [[*map(one.get, OWING)] for one in found["rows"]]
    found["actions"] = buttons("period", key, found["actions"])
    crumbs = [{"text": _("Reporting"), "href": there("/periods")}, {"text": key}]
    return show(
        "period.html", found, listing=(OWING, rows), here="periods", breadcrumbs=crumbs
    )

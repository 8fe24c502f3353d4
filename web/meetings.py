"""The meetings."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext as _

from application.pages import meetings
from web.links import key_of
from web.site import buttons, reader, show, there

site = Blueprint("meetings", __name__)
HEADERS = (
    "key",
    "title",
    "nature",
    "number",
    "planned",
    "place",
    "hosts",
    "stage",
    "outcome",
)


@site.get("/meetings")
def listing() -> Response:
    """List the meetings."""
    found = meetings.listing(reader())
    rows = [[*map(one.get, HEADERS)] for one in found["meetings"]]
    found["actions"] = buttons("meeting", "", found["actions"])
    return show("meetings.html", found, listing=(HEADERS, rows), here="meetings")


@site.get("/meetings/<text>")
def page(text: str) -> Response:
    """Show one meeting."""
    key = key_of("meeting", text)
    found = meetings.page(reader(), key)
    found["actions"] = buttons("meeting", key, found["actions"])
    crumbs = [{"text": _("Meetings"), "href": there("/meetings")}, {"text": key}]
    return show("meeting.html", found, here="meetings", breadcrumbs=crumbs)

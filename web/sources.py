"""The sources, what is claimed, and where sources disagree."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages import sources
from web.site import buttons, reader, show

site = Blueprint("sources", __name__)
HEADERS = ("key", "title", "publisher", "url", "seen", "noted")


@site.get("/sources")
def listing() -> Response:
    """List the sources; claims and conflicts stand beside them."""
    found = sources.page(reader())
    rows = [[*map(one.get, HEADERS)] for one in found["sources"]]
    found["actions"] = buttons("process", reader().definition.key, found["actions"])
    return show("sources.html", found, listing=(HEADERS, rows), here="sources")

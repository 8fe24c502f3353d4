"""The undertakings."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages import undertakings
from web.links import key_of
from web.site import buttons, reader, show, there

site = Blueprint("undertakings", __name__)


@site.get("/undertakings/<text>")
def page(text: str) -> Response:
    """Show one undertaking."""
    key = key_of("undertaking", text)
    found = undertakings.page(reader(), key)
    found["actions"] = buttons("undertaking", key, found["actions"])
    reference = found["commitment"]["reference"]
    crumbs = [
        {"text": reference, "href": there(f"/commitments/{reference}")},
        {"text": key},
    ]
    return show("undertaking.html", found, here="commitments", breadcrumbs=crumbs)

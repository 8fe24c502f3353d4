"""The receipt of an act: reference, version, position, time, hash of the text."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages.preview import receipt
from application.pages.zones import local
from web.links import people
from web.site import reader, show, there

site = Blueprint("receipts", __name__)


@site.get("/receipts/<int:position>")
def page(position: int) -> Response:
    """Show the receipt of the act at a position."""
    found = receipt(reader(), position, people)
    told = [
        {"name": reader().name(code), "time": time}
        for code in sorted(reader().viewer.participants)
        if not found["hidden"] and (time := local(found["recorded"], code))
    ]
    return show(
        "receipt.html",
        found | {"local": told},
        here="activity",
        event=there(f"/events/{position}"),
    )

"""The participants."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from application.pages import participants
from application.pages.pieces import time_words
from web.links import key_of, people
from web.site import buttons, reader, show, there

site = Blueprint("participants", __name__)
HEADERS = ("code", "name", "standing", "perhaps", "partner", "seats", "since")


@site.get("/participants")
def listing() -> Response:
    """List who takes part."""
    asked = {name: request.args.get(name, "") for name in participants.FILTERS}
    found = participants.listing(reader(), **asked)
    rows = [
        [*map({**one, "since": time_words(one["since"])}.get, HEADERS)]
        for one in found["participants"]
    ]
    found["actions"] = buttons("participant", "", found["actions"])
    return show(
        "participants.html", found, listing=(HEADERS, rows), here="participants"
    )


@site.get("/participants/<path:text>")
def page(text: str) -> Response:
    """Show one participant; each name it ever had leads here."""
    key = key_of("participant", text)
    found = participants.page(reader(), key, people)
    found["actions"] = buttons("participant", key, found["actions"])
    crumbs = [
        {"text": _("Participants"), "href": there("/participants")},
        {"text": key},
    ]
    return show("participant.html", found, here="participants", breadcrumbs=crumbs)

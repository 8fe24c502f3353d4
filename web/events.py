"""One event of the log, by its position."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext as _

from application.pages import events
from web.links import people
from web.site import reader, show, there

site = Blueprint("events", __name__)


@site.get("/events/<int:position>")
def page(position: int) -> Response:
    """Show everything one event says."""
    found = events.page(reader(), position, people)
    crumbs = [
        {"text": _("Activity"), "href": there("/activity")},
        {"text": f"@{position}"},
    ]
    return show("event.html", found, here="activity", breadcrumbs=crumbs)

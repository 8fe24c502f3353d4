"""The overview: where the whole process stands."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages import overview
from web.site import reader, show

site = Blueprint("overview", __name__)


@site.get("/")
def page() -> Response:
    """Show the overview."""
    return show("overview.html", overview.page(reader()), here="overview")

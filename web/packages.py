"""The action packages."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from application.pages import packages
from web.links import key_of
from web.site import buttons, reader, show, there

site = Blueprint("packages", __name__)
HEADERS = (
    "key",
    "number",
    "title",
    "pillar",
    "stage",
    "leads",
    "members",
    "completeness",
)


@site.get("/packages")
def listing() -> Response:
    """List the packages."""
    found = packages.listing(reader(), request.args.get("participant", ""))
    rows = [[*map(one.get, HEADERS)] for one in found["packages"]]
    found["actions"] = buttons("package", "", found["actions"])
    return show("packages.html", found, listing=(HEADERS, rows), here="overview")


@site.get("/packages/<path:text>")
def page(text: str) -> Response:
    """Show one package; each title it ever had leads here."""
    key = key_of("package", text)
    found = packages.page(reader(), key)
    found["actions"] = buttons("package", key, found["actions"])
    found["drafting"] = buttons("commitment", "", found["drafting"], f"package={key}")
    crumbs = [{"text": _("Packages"), "href": there("/packages")}, {"text": key}]
    return show("package.html", found, here="overview", breadcrumbs=crumbs)

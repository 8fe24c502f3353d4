"""Pages for people with five minutes, to be read on a screen or on paper."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, redirect
from flask_babel import gettext as _

from application.pages import briefs
from web.links import key_of
from web.site import reader, show, there

site = Blueprint("briefs", __name__)


@site.get("/participants/<text>/brief")
def participant(text: str) -> Response:
    """Show what one participant promised, and how it keeps it."""
    key = key_of("participant", text)
    found = briefs.participant(reader(), key)
    crumbs = [
        {"text": _("Participants"), "href": there("/participants")},
        {"text": key, "href": there(f"/participants/{key}")},
        {"text": _("Brief")},
    ]
    return show("brief.html", found, here="participants", breadcrumbs=crumbs)


@site.get("/packages/<text>/pack")
def pack(text: str) -> Response:
    """Show one committee as ministers need it."""
    key = key_of("package", text)
    crumbs = [
        {"text": _("Packages"), "href": there("/packages")},
        {"text": key, "href": there(f"/packages/{key}")},
        {"text": _("Ministerial pack")},
    ]
    found = briefs.pack(reader(), key)
    return show("pack.html", found, here="overview", breadcrumbs=crumbs)


@site.get("/meetings/<first>..<second>")
def between(first: str, second: str) -> Response:
    """Show what changed from one meeting to another."""
    found = briefs.between(reader(), first, second)
    crumbs = [{"text": _("Meetings"), "href": there("/meetings")}]
    return show("between.html", found, here="meetings", breadcrumbs=crumbs)


@site.get("/meetings/<text>/since/<other>")
def since(text: str, other: str) -> Response:
    """Lead to the one address of what changed between two meetings."""
    where = there(f"/meetings/{other}..{text}")
    return redirect(where, HTTPStatus.MOVED_PERMANENTLY)  # type: ignore[return-value]

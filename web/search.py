"""The page that finds things."""

from __future__ import annotations

from flask import Blueprint, Response, request

from application.pages import search
from web.site import PLURALS, reader, show, there

site = Blueprint("search", __name__)


@site.get("/search")
def find() -> Response:
    """Find what the words name."""
    found = search.page(reader(), request.args.get("q", ""))
    rows = [("commitment", o["reference"], o["title"]) for o in found["commitments"]]
    rows += [(o["kind"], o["leads_to"], o["shown"]) for o in found["things"]]
    rows += [("meeting", o["meeting"], o["title"]) for o in found["meetings"]]
    shown = [
        {"kind": kind, "key": key, "title": title, "href": there(_path(kind, key))}
        for kind, key, title in rows
    ]
    return show(
        "search.html", found, listing=(("kind", "key", "title"), rows), rows=shown
    )


def _path(kind: str, key: str) -> str:
    return f"/{PLURALS[kind]}/{key}"

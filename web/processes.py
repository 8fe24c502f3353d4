"""The process and the definition it pins."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages import processes
from web.links import people
from web.site import buttons, reader, show

site = Blueprint("processes", __name__)
HEADERS = ("machine", "action", "label", "who", "from", "to", "needs", "event")


@site.get("/processes/<key>")
def page(key: str) -> Response:
    """Show the process; its CSV twin holds every row of the table."""
    found = processes.page(reader(), key, people)
    rows = [
        [*map({**move, "machine": machine["key"]}.get, HEADERS)]
        for machine in found["machines"]
        for move in machine["moves"]
    ]
    found["actions"] = buttons("process", found["key"], found["actions"])
    return show("process.html", found, listing=(HEADERS, rows), here="process")

"""The process and the definition it pins."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext as _

from application import diagrams
from application.pages import processes
from web.links import people
from web.site import buttons, reader, show

site = Blueprint("processes", __name__)
HEADERS = ("machine", "action", "label", "who", "from", "to", "needs", "event")


@site.get("/processes/<key>")
def page(key: str) -> Response:
    """Show the process; its CSV twin holds every row of the table."""
    found = processes.page(reader(), key, people)
    found["actions"] = buttons("process", found["key"], found["actions"])
    rows = [
        [*map({**move, "machine": machine["key"]}.get, HEADERS)]
        for machine in found["machines"]
        for move in machine["moves"]
    ]
    return show(
        "process.html", found, listing=(HEADERS, rows), here="process", drawn=drawn
    )


def drawn(machine: str) -> str:
    """Draw one machine of the definition."""
    return diagrams.svg(processes.definition_of(reader()), machine, "", _)

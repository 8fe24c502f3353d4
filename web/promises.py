"""Keeping the word: what became of the promises."""

from __future__ import annotations

from flask import Blueprint, Response

from application.pages import promises
from web.site import reader, show

site = Blueprint("promises", __name__)
HEADERS = ("participant", "package", "seat", "undertakings", "reported", "silent")


@site.get("/keeping")
def page() -> Response:
    """Show what became of the promises, for packages, pillars and participants."""
    found = promises.page(reader())
    columns = [column["key"] for column in found["matrix"]["columns"]]
    rows = [
        [row["code"], column, *map(cell.get, HEADERS[2:])]
        for row in found["matrix"]["rows"]
        for column, cell in zip(columns, row["cells"], strict=True)
        if cell["seat"] or cell["undertakings"]
    ]
    return show("promises.html", found, listing=(HEADERS, rows), here="keeping")

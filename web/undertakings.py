"""The undertakings: the list, and one of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from application.pages import undertakings
from web.links import key_of
from web.site import buttons, reader, show, there

site = Blueprint("undertakings", __name__)
HERE = "commitments"
COLUMNS = (
    "reference",
    "title",
    "participant",
    "stage",
    "institution",
    "unowned",
    "verifiable",
    "received",
)


@site.get("/undertakings")
def listing() -> Response:
    """List the undertakings: all, or those that lack an owner or a criterion."""
    shown, after = (request.args.get(name, "") for name in ("shown", "after"))
    found = undertakings.listing(reader(), shown=shown, after=after)
    said = {k: v for k, v in request.args.items() if v} | {"after": found["next"]}
    return show(
        "undertakings.html",
        found,
        listing=(COLUMNS, [_cells(row) for row in found["undertakings"]]),
        here=HERE,
        onward=urlencode(said) if found["next"] else "",
    )


def _cells(row: dict[str, Any]) -> list[Any]:
    return [*map({**row, "participant": row["participant"]["code"]}.get, COLUMNS)]


@site.get("/undertakings/<text>")
def page(text: str) -> Response:
    """Show one undertaking."""
    key = key_of("undertaking", text)
    found = undertakings.page(reader(), key)
    last = {"report": f"report={found['last_report']}"} if found["last_report"] else {}
    found["actions"] = [
        button
        for one in found["actions"]
        for button in buttons("undertaking", key, [one], last.get(one["machine"], ""))
    ]
    for one in found["reports"]:
        said = f"report={one['number']}"
        one["actions"] = buttons("undertaking", key, one["actions"], said)
    for one in found["milestones"]:
        said = f"milestone={one['number']}"
        one["actions"] = buttons("undertaking", key, one["actions"], said)
    reference = found["commitment"]["reference"]
    crumbs = [
        {"text": reference, "href": there(f"/commitments/{reference}")},
        {"text": key},
    ]
    return show("undertaking.html", found, here=HERE, breadcrumbs=crumbs)

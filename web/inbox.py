"""The inbox of who is signed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response

from application.pages import inbox
from web.again import signing_in
from web.site import address, person, reader, show

site = Blueprint("inbox", __name__)
REPORTING = {"report": "draft-report", "nil": "draft-nil-report"}
HEADERS = (
    "reference",
    "title",
    "package",
    "action",
    "why",
    "whom",
    "since",
    "due",
    "left",
)


@site.get("/inbox")
def page() -> Response:
    """Show what waits for who is signed in."""
    if not person():
        return signing_in({}, HTTPStatus.UNAUTHORIZED, "/inbox")
    found = inbox.page(reader())
    for item in (*found["mine"], *found["others"], *found["without_mandate"]):
        item["page"] = address(item["kind"], item["key"])
        item["href"] = form_of(item)
    for one in found["owing"]:
        one["page"] = address("undertaking", one["key"])
        one["hrefs"] = {
            name: f"{address('undertaking', one['key'], action)}?period={one['period']}"
            for name, action in REPORTING.items()
        }
    rows = [_row(item) for item in (*found["mine"], *found["others"])]
    return show("inbox.html", found, listing=(HEADERS, rows), here="inbox")


def form_of(item: dict[str, Any]) -> str:
    """Return the address of the form by which one item is met."""
    if item["answer"]:
        return f"{item['page']}/answer"
    number = item["item"].removeprefix("Corr.")
    name = "report" if item["kind"] == "undertaking" else "number"
    said = f"?{name}={number}" if number else ""
    return address(item["kind"], item["key"], item["action"]) + said


def _row(item: dict[str, Any]) -> list[Any]:
    told = item | {"reference": item["key"]}
    told |= {"whom": ", ".join(one["code"] for one in item["whom"])}
    return [told[name] for name in HEADERS]

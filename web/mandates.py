"""The mandates: who may act for whom, and what the viewer may do about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from application.invitations import may_invite
from application.pages import mandates
from web.links import people
from web.site import buttons, reader, show

site = Blueprint("mandates", __name__)
HEADERS = (
    "number",
    "participant",
    "role",
    "level",
    "scope",
    "since",
    "until",
    "stage",
)


@site.get("/mandates")
def listing() -> Response:
    """List the mandates in force."""
    asked = request.args.get("participant", "")
    found = mandates.page(reader(), people, asked)
    held = [*found["officers"]]
    for one in found["participants"]:
        held += one["mandates"]
    for mandate in held:
        with_addresses(mandate)
    for one in found["may"]:
        one["actions"] = buttons("participant", one["code"], one["actions"])
    rows = [[*map(mandate.get, HEADERS)] for mandate in held]
    inviting = may_invite(reader().viewer) and not reader().when.past
    return show(
        "mandates.html",
        found,
        listing=(HEADERS, rows),
        here="mandates",
        inviting=inviting,
    )


def with_addresses(mandate: dict[str, Any]) -> None:
    """Give what may be done with one mandate its address."""
    if mandate["actions"]:
        code, number = mandate["participant"]["code"], mandate["number"]
        mandate["actions"] = buttons(
            "participant", code, mandate["actions"], f"number={number}"
        )

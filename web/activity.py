"""The activity: every act, newest first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from application.pages import activity
from application.pages.pieces import time_words
from application.views.tables import ALWAYS
from web.site import reader, show

site = Blueprint("activity", __name__)
HEADERS = (
    "position",
    "recorded",
    "when",
    "kind",
    "key",
    "topic",
    "sentence",
    "participant",
    "role",
    "mandate",
    "late",
    "hidden",
)


@site.get("/activity")
def listing() -> Response:
    """List a page of acts."""
    asked = {name: request.args.get(name, "") for name in activity.FILTERS}
    found = activity.listing(reader(), asked, before=cursor())
    rows = [row_of(act) for act in found["acts"]]
    return show(
        "activity.html",
        found,
        listing=(HEADERS, rows),
        here="activity",
        filters=filters(asked),
        following=following(found["next"]),
    )


def cursor() -> int:
    """Return the position to go on before."""
    said = request.args.get("before", "")
    if said and not (
        said.isascii() and said.isdigit() and len(said) < len(str(ALWAYS))
    ):
        raise BadRequest(_("“before” is needed as a position."))
    return int(said or ALWAYS)


def following(position: int) -> str:
    """Return the address of the page after this one, empty at the end."""
    said = {**request.args.to_dict(), "before": str(position)}
    return f"{request.script_root}{request.path}?{urlencode(said)}" if position else ""


def filters(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the fields that filter the list."""
    labels = {
        "topic": _("What happened"),
        "kind": _("To what"),
        "participant": _("Participant"),
        "package": _("Package"),
        "role": _("Acting as"),
        "late": _("Late entries"),
    }
    choices = activity.choices(reader())
    return [
        {"name": name, "label": label, "value": asked[name], "options": choices[name]}
        for name, label in labels.items()
    ]


def row_of(act: dict[str, Any]) -> list[Any]:
    """Return one act as a row of the CSV twin."""
    flat = {**act, **act["about"]}
    flat["participant"] = (act.get("participant") or {}).get("code", "")
    flat["when"] = time_words(act["when"]) if "when" in act else ""
    return [flat.get(name, "") for name in HEADERS]

"""Inviting a person, who can then be named in forms."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, jsonify, request
from flask_babel import gettext as _

from application.invitations import invite, may_invite
from application.office import Malformed, NotAllowed
from web import problems
from web.asking import (
    EMAIL,
    asking,
    errors_of,
    local,
    onward,
    said,
)
from web.site import office, reader

site = Blueprint("people", __name__)


@site.get("/people/invite")
def inviting() -> Response:
    """Show where to invite a person."""
    if not may_invite(reader().viewer):
        raise NotAllowed(_("to invite a person needs the secretariat or a minister"))
    return _invite({}, HTTPStatus.OK)


@site.post("/people/invite")
def invited() -> Response:
    """Open the account and write to the person, who can be named in forms at once."""
    told: Any = request.get_json() if request.is_json else request.form
    if not isinstance(told, Mapping):
        raise Malformed(_("an object with named fields is needed"))
    email, name = str(told.get("email", "")), str(told.get("name", ""))
    try:
        found = invite(office, reader().viewer, email.strip(), name)
    except Malformed as error:
        if request.is_json:
            raise
        return _invite(errors_of(error, "email"), problems.status_of(error))
    if request.is_json:
        answer: Response = jsonify({"person": found})
        answer.status_code = HTTPStatus.CREATED
        return answer
    shown = office.accounts.name_of(found)
    flash(_("%(name)s has an account and can be named here.", name=shown))
    query = urlencode({"holder": found})
    return onward(f"{local(said('next') or '/mandates')}?{query}")


def _invite(errors: dict[str, str], status: int) -> Response:
    fields = [
        {"name": "name", "kind": "text", "label": _("Name"), "value": said("name")},
        EMAIL
        | {
            "label": _("E-mail address"),
            "value": said("email"),
            "autocomplete": "off",
        },
        {"name": "next", "kind": "hidden", "value": said("next")},
    ]
    lede = _("They get a letter with a link. What they may do comes with a mandate.")
    return asking(_("Invite a person"), fields, errors, status, lede=lede)

"""What was typed outlives a session that ends: it is shown, and signing in keeps it.

A form that comes without its session cannot be taken.  The answer asks to sign in,
holds what was typed, and leads back to the form filled with it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, current_app, g, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from application.office import DepositaryError
from application.pages.openings import opening
from web import problems, schemas
from web.answers import shown
from web.asking import EMAIL, PASSWORD, asking
from web.site import KINDS, office, person, reader

TAKE = {"acts.take", "drafts.save"}
"""What is sent by the form of an act: the act, or what is written of it so far."""


def install(app: Flask) -> None:
    """Teach *app* what to do with a form that comes without its session."""
    app.register_error_handler(CSRFError, foreign)


def foreign(error: CSRFError) -> Response:
    """Answer a form of another session: with what was typed, where it is an act's."""
    if request.endpoint not in TAKE or not request.form.get("csrf_token"):
        return problems.foreign(error)
    try:
        asked = _opened(request.view_args or {}, request.form.to_dict())
        if not person():
            return sign_in_first(asked)
        sentence = _(
            "The form is of an earlier session. Please look at it, and send it."
        )
        return shown(asked, _told(asked), {"": sentence}, HTTPStatus.BAD_REQUEST)
    except DepositaryError as refused:
        return problems.told(refused)


def sign_in_first(asked: dict[str, Any]) -> Response:
    """Ask to sign in, with what was typed kept in sight and on the way back."""
    told = _told(asked)
    labels = {ask.name: _(ask.label) for ask in asked["asks"]}
    written = {
        labels[name]: "\n\n".join(value) if isinstance(value, list) else value
        for name, value in told.items()
        if value and name in labels
    }
    return signing_in({}, HTTPStatus.UNAUTHORIZED, request.path, _packed(told), written)


def signing_in(
    errors: dict[str, str],
    status: int,
    back: str,
    kept: str = "",
    written: dict[str, str] | None = None,
) -> Response:
    """Show the form to sign in with; *kept* goes along to the form that lies *back*."""
    fields = [
        EMAIL | {"label": _("E-mail address"), "value": request.form.get("email", "")},
        PASSWORD | {"label": _("Password")},
        {"name": "next", "kind": "hidden", "value": back},
    ]
    more: dict[str, Any] = {"forgotten": True}
    if kept:
        fields.append({"name": "kept", "kind": "hidden", "value": kept})
        more["lede"] = _("To act, sign in first. What you wrote is kept.")
    action = f"{request.script_root}/sign-in"
    return asking(
        _("Sign in"), fields, errors, status, action=action, written=written, **more
    )


def resumed(back: str, kept: str) -> Response | None:
    """Show the form at *back* again, filled with what was *kept*."""
    g.pop("reader", None)
    try:
        told = orjson.loads(kept)
        places = current_app.url_map.bind("")
        endpoint, named = places.match(back, method="POST")
        if endpoint not in TAKE or not isinstance(told, dict):
            return None
        asked = _opened(named, told)
    except (orjson.JSONDecodeError, HTTPException, DepositaryError):
        return None
    return shown(asked, told, {}, HTTPStatus.OK)


def _opened(named: Any, told: dict[str, Any]) -> dict[str, Any]:
    kind, key, look = KINDS[named["plural"]], named["key"], reader()
    if kind == "process" and key == look.definition.key:
        key = office.register.key
    return opening(look, kind, key, named["action"], told)


def _told(asked: dict[str, Any]) -> dict[str, Any]:
    told = schemas.sent(request.form, schemas.schema_of(asked["asks"]))
    return {name: value for name, value in told.items() if name != "csrf_token"}


def _packed(told: dict[str, Any]) -> str:
    return orjson.dumps(told).decode()

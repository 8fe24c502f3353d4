"""Small forms that are no acts: a few fields, one button, the same answer to all."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, redirect, request
from flask_wtf.csrf import generate_csrf

from application.office import DepositaryError, Malformed, Refused
from web.site import show, told

EMAIL = {"name": "email", "kind": "email", "autocomplete": "username"}
PASSWORD = {"name": "password", "kind": "password"}
NEW = {"name": "password", "kind": "password", "autocomplete": "new-password"}
TRIES = "20 per minute; 200 per hour"


def asking(
    title: str,
    fields: list[dict[str, Any]],
    errors: dict[str, str],
    status: int,
    **more: Any,
) -> Response:
    """Show the form, with what is wrong in it."""
    asked = [one for one in fields if one["kind"] != "hidden"]
    data = {"title": title, "fields": asked, "csrf_token": generate_csrf()}
    return show(
        "ask.html",
        data,
        status=status,
        fields=fields,
        errors=errors,
        **({"action": request.script_root + request.path} | more),
    )


def local(path: str) -> str:
    """Return *path* when it lies on this site, else the overview."""
    outside = path.startswith("//") or "\\" in path or not path.isprintable()
    return path if path.startswith("/") and not outside else "/"


def onward(path: str) -> Response:
    """Lead on to another page of this site."""
    where = request.script_root + path
    return redirect(where, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def said(name: str) -> str:
    """Return what was said in a field, or empty text."""
    return request.values.get(name, "").strip()


def errors_of(error: DepositaryError, field: str) -> dict[str, str]:
    """Return what is wrong, at the field it names or at *field*."""
    named = error.field if isinstance(error, Malformed) else ""
    known = {"email", "name", "password"}
    where = named if named in known else field
    return {"" if isinstance(error, Refused) else where: told(error)}

"""Signing in and out, choosing a password, and inviting somebody to do so."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, jsonify, redirect, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from application.invitations import invite, may_invite, offer_reset
from application.office import DepositaryError, Malformed, NotAllowed, Refused
from web import persons, problems
from web.security import limiter
from web.site import office, person, reader, show

site = Blueprint("sign_in", __name__)
TRIES = "20 per minute; 200 per hour"

EMAIL = {"name": "email", "kind": "email", "autocomplete": "username"}
PASSWORD = {"name": "password", "kind": "password"}
NEW = {"name": "password", "kind": "password", "autocomplete": "new-password"}


@site.get("/sign-in")
def ask() -> Response:
    """Show where to sign in."""
    return _sign_in({}, HTTPStatus.OK)


@site.post("/sign-in")
@limiter.limit(TRIES)
def sign_in() -> Response:
    """Sign in; whatever is wrong, the answer is the same."""
    email, password = _said("email"), request.form.get("password", "")
    until = office.accounts.locked_until(email)
    found = office.accounts.sign_in(email, password)
    if found is None:
        sentence = _("This e-mail address and this password do not go together.")
        if until:
            at = f"{until:%H:%M} UTC"
            sentence = _("There were too many tries. Please wait until %(at)s.", at=at)
        return _sign_in({"": sentence}, HTTPStatus.UNAUTHORIZED)
    persons.begin(found)
    return _on(local(_said("next")))


@site.post("/sign-out")
def sign_out() -> Response:
    """End the session."""
    persons.end()
    flash(_("You are signed out."))
    return _on("/")


@site.get("/sign-in/reset")
def forgotten() -> Response:
    """Ask which account has lost its password."""
    return _reset({})


@site.post("/sign-in/reset")
@limiter.limit(TRIES)
def send_reset() -> Response:
    """Write to the account, if there is one; the answer does not tell."""
    offer_reset(office, _said("email"))
    flash(_("If this address has an account, a letter with a link is on its way."))
    return _on("/sign-in")


@site.get("/sign-in/choose/<token>")
def choose(token: str) -> Response:
    """Let who holds a link choose a password."""
    return _choose(token, {}, HTTPStatus.OK)


@site.post("/sign-in/choose/<token>")
@limiter.limit(TRIES)
def chosen(token: str) -> Response:
    """Take the password, end the link, begin a session."""
    try:
        found = office.accounts.reset(token, request.form.get("password", ""))
    except DepositaryError as error:
        return _choose(token, _errors(error, "password"), problems.status_of(error))
    persons.begin(found)
    flash(_("The password is set and you are signed in."))
    return _on("/")


@site.get("/password")
def password() -> Response:
    """Show where to choose another password."""
    _require_person()
    return _password({}, HTTPStatus.OK)


@site.post("/password")
@limiter.limit(TRIES)
def change_password() -> Response:
    """Change it; every other session of this person ends."""
    _require_person()
    email = office.accounts.address_of(person()) or ""
    if office.accounts.sign_in(email, request.form.get("current", "")) != person():
        said = {"current": _("This is not the password you have now.")}
        return _password(said, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        office.accounts.set_password(person(), request.form.get("password", ""))
    except DepositaryError as error:
        return _password(_errors(error, "password"), problems.status_of(error))
    persons.begin(person())
    flash(_("The password is changed; other sessions have ended."))
    return _on("/")


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
        return _invite(_errors(error, "email"), problems.status_of(error))
    if request.is_json:
        answer: Response = jsonify({"person": found})
        answer.status_code = HTTPStatus.CREATED
        return answer
    shown = office.accounts.name_of(found)
    flash(_("%(name)s has an account and can be named here.", name=shown))
    query = urlencode({"holder": found})
    return _on(f"{local(_said('next') or '/mandates')}?{query}")


def local(path: str) -> str:
    """Return *path* when it lies on this site, else the overview."""
    outside = path.startswith("//") or "\\" in path or not path.isprintable()
    return path if path.startswith("/") and not outside else "/"


def _on(path: str) -> Response:
    where = request.script_root + path
    return redirect(where, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def _said(name: str) -> str:
    return request.values.get(name, "").strip()


def _require_person() -> None:
    if not person():
        raise NotAllowed(_("this needs you to sign in first"))


def _errors(error: DepositaryError, field: str) -> dict[str, str]:
    named = error.field if isinstance(error, Malformed) else ""
    known = {"email", "name", "password"}
    where = named if named in known else field
    return {"" if isinstance(error, Refused) else where: str(error)}


def _sign_in(errors: dict[str, str], status: int) -> Response:
    fields = [
        EMAIL | {"label": _("E-mail address"), "value": _said("email")},
        PASSWORD | {"label": _("Password")},
        {"name": "next", "kind": "hidden", "value": local(_said("next"))},
    ]
    return _ask(_("Sign in"), fields, errors, status, forgotten=True)


def _reset(errors: dict[str, str]) -> Response:
    fields = [EMAIL | {"label": _("E-mail address")}]
    lede = _("We write to the address of your account; the link lasts an hour.")
    return _ask(_("Choose a new password"), fields, errors, HTTPStatus.OK, lede=lede)


def _choose(token: str, errors: dict[str, str], status: int) -> Response:
    del token
    fields = [NEW | {"label": _("New password"), "hint": _long_enough()}]
    return _ask(_("Choose a password"), fields, errors, status)


def _password(errors: dict[str, str], status: int) -> Response:
    current = PASSWORD | {"name": "current", "label": _("Password you have now")}
    fields = [current, NEW | {"label": _("New password"), "hint": _long_enough()}]
    return _ask(_("Change the password"), fields, errors, status)


def _invite(errors: dict[str, str], status: int) -> Response:
    fields = [
        {"name": "name", "kind": "text", "label": _("Name"), "value": _said("name")},
        EMAIL
        | {
            "label": _("E-mail address"),
            "value": _said("email"),
            "autocomplete": "off",
        },
        {"name": "next", "kind": "hidden", "value": _said("next")},
    ]
    lede = _("They get a letter with a link. What they may do comes with a mandate.")
    return _ask(_("Invite a person"), fields, errors, status, lede=lede)


def _ask(
    title: str,
    fields: list[dict[str, Any]],
    errors: dict[str, str],
    status: int,
    **more: Any,
) -> Response:
    asked = [one for one in fields if one["kind"] != "hidden"]
    data = {"title": title, "fields": asked, "csrf_token": generate_csrf()}
    return show(
        "ask.html",
        data,
        status=status,
        fields=fields,
        errors=errors,
        action=request.script_root + request.path,
        **more,
    )


def _long_enough() -> str:
    return str(_("At least 12 characters; several words make a good one."))

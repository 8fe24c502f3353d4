"""Choosing a password: after an invitation, when it is lost, or a new one."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _

from application.invitations import offer_reset
from application.office import DepositaryError, NotAllowed
from web import persons, problems
from web.asking import (
    EMAIL,
    NEW,
    PASSWORD,
    TRIES,
    asking,
    errors_of,
    onward,
    said,
)
from web.security import limiter
from web.site import office, person

site = Blueprint("passwords", __name__)


@site.get("/sign-in/reset")
def forgotten() -> Response:
    """Ask which account has lost its password."""
    return _reset({})


@site.post("/sign-in/reset")
@limiter.limit(TRIES)
def send_reset() -> Response:
    """Write to the account, if there is one; the answer does not tell."""
    offer_reset(office, said("email"))
    flash(_("If this address has an account, a letter with a link is on its way."))
    return onward("/sign-in")


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
        return _choose(token, errors_of(error, "password"), problems.status_of(error))
    persons.begin(found)
    flash(_("The password is set and you are signed in."))
    return onward("/")


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
        return _password(errors_of(error, "password"), problems.status_of(error))
    persons.begin(person())
    flash(_("The password is changed; other sessions have ended."))
    return onward("/")


def _reset(errors: dict[str, str]) -> Response:
    fields = [EMAIL | {"label": _("E-mail address")}]
    lede = _("We write to the address of your account; the link lasts an hour.")
    return asking(_("Choose a new password"), fields, errors, HTTPStatus.OK, lede=lede)


def _choose(token: str, errors: dict[str, str], status: int) -> Response:
    del token
    fields = [NEW | {"label": _("New password"), "hint": _long_enough()}]
    return asking(_("Choose a password"), fields, errors, status)


def _password(errors: dict[str, str], status: int) -> Response:
    current = PASSWORD | {"name": "current", "label": _("Password you have now")}
    fields = [current, NEW | {"label": _("New password"), "hint": _long_enough()}]
    return asking(_("Change the password"), fields, errors, status)


def _require_person() -> None:
    if not person():
        raise NotAllowed(_("this needs you to sign in first"))


def _long_enough() -> str:
    return str(_("At least 12 characters; several words make a good one."))

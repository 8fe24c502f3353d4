"""Signing in and out."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _

from web import persons
from web.again import resumed, signing_in
from web.asking import TRIES, local, onward, said
from web.security import limiter
from web.site import office

site = Blueprint("sign_in", __name__)


@site.get("/sign-in")
def ask() -> Response:
    """Show where to sign in."""
    return _sign_in({}, HTTPStatus.OK)


@site.post("/sign-in")
@limiter.limit(TRIES)
def sign_in() -> Response:
    """Sign in; whatever is wrong, the answer is the same."""
    email, password = said("email"), request.form.get("password", "")
    until = office.accounts.locked_until(email)
    found = office.accounts.sign_in(email, password)
    if found is None:
        sentence = _("This e-mail address and this password do not go together.")
        if until:
            at = f"{until:%H:%M} UTC"
            sentence = _("There were too many tries. Please wait until %(at)s.", at=at)
        return _sign_in({"": sentence}, HTTPStatus.UNAUTHORIZED)
    persons.begin(found)
    kept = request.form.get("kept", "")
    again = resumed(local(said("next")), kept) if kept else None
    return again or onward(local(said("next")))


@site.post("/sign-out")
def sign_out() -> Response:
    """End the session."""
    persons.end()
    flash(_("You are signed out."))
    return onward("/")


def _sign_in(errors: dict[str, str], status: int) -> Response:
    kept = request.form.get("kept", "")
    return signing_in(errors, status, local(said("next")), kept)

"""The notices of the signed-in person, and how they want to be told."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _

from application.accounts import MANNERS, Manner
from application.notices.page import listing
from application.notices.runner import outbox_of
from application.office import Malformed
from web import problems
from web.again import signing_in
from web.asking import asking, errors_of, onward, said
from web.frame import LANGUAGES
from web.site import office, person, reader, show

site = Blueprint("notices", __name__)
HEADERS = ("position", "made_at", "kind", "about", "sentence", "asked", "state")


@site.get("/notices")
def notices() -> Response:
    """List what the person was told, and what was asked."""
    if not person():
        return signing_in({}, HTTPStatus.UNAUTHORIZED, request.path)
    before = request.args.get("before", "")
    found = listing(reader(), outbox_of(office), before=before)
    rows = [[*map(one.get, HEADERS)] for one in found["notices"]]
    return show(
        "notices.html",
        found,
        listing=(HEADERS, rows),
        following=_following(found["next"]),
    )


@site.get("/notices/manner")
def manner() -> Response:
    """Ask how the person wants to be told."""
    if not person():
        return signing_in({}, HTTPStatus.UNAUTHORIZED, request.path)
    return _manner({}, HTTPStatus.OK)


@site.post("/notices/manner")
def chosen() -> Response:
    """Keep how the person wants to be told."""
    if not person():
        return signing_in({}, HTTPStatus.UNAUTHORIZED, request.path)
    language = said("language")
    wanted = Manner(said("how"), language if language in LANGUAGES else "")
    try:
        office.accounts.keep_manner(person(), wanted)
    except Malformed as error:
        return _manner(errors_of(error, "how"), problems.status_of(error))
    flash(_("From now on you are told of things as you chose."))
    return onward("/notices")


def _manner(errors: dict[str, str], status: int) -> Response:
    known = office.accounts.manner(person())
    labels = {
        "at once": _("By mail, at once"),
        "daily": _("By mail, once a day"),
        "page": _("On this site alone"),
    }
    fields = [
        {
            "name": "how",
            "kind": "choice",
            "label": _("How you are told"),
            "value": request.form.get("how", known.how),
            "options": [{"value": one, "label": labels[one]} for one in MANNERS],
        },
        {
            "name": "language",
            "kind": "choice",
            "label": _("Language of the letters"),
            "value": request.form.get("language", known.language)
            or office.settings.language,
            "options": [
                {"value": code, "label": name} for code, name in LANGUAGES.items()
            ],
        },
    ]
    lede = _("What is decided without you does not wait for a letter: look here, too.")
    return asking(
        _("How you are told of things"),
        fields,
        errors,
        status,
        lede=lede,
        button=_("Keep this"),
    )


def _following(before: str) -> str:
    """Return the address of the page after this one, empty at the end."""
    query = urlencode({"before": before})
    return f"{request.script_root}{request.path}?{query}" if before else ""

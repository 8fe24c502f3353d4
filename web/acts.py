"""Every act has one address: GET shows its form, POST carries it out.

``/commitments/LAD-001/actions/table`` acts on a thing, ``/commitments/new/draft`` makes
one.  A form and a program send the same fields; a program gets a receipt or a problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from flask import Blueprint, Response, request
from flask_babel import gettext as _
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest

from application.office import (
    Act,
    DepositaryError,
    NotFound,
    Refused,
)
from application.pages.acts import outline
from application.pages.openings import opening
from web import problems, schemas
from web.again import sign_in_first
from web.answers import CHANGE, done, previewed, refused, shown, unread
from web.evidence import attached
from web.forms import readings
from web.site import KINDS, moment, office, person, reader
from web.taking import carried_out

site = Blueprint("acts", __name__)
HEADERS = {"command": "Idempotency-Key", "seen": "If-Match"}
"""What a program may say in headers as well, by its name among the fields."""
PREVIEW = "preview"


def form(plural: str, key: str, action: str) -> Response:
    """Show what an act asks for, and what stands in its way."""
    if moment().past:
        raise Refused(_("Nothing can be done from a page of the past."))
    asked = opened(plural, key, action)
    return shown(asked, request.args.to_dict(), {}, HTTPStatus.OK)


def take(plural: str, key: str, action: str) -> Response:
    """Carry the act out; a refusal shows the form again with all that was said."""
    asked = outlined(plural, key, action)
    by = person()
    if not by:
        return stranger(plural, key, action)
    schema = schemas.schema_of(asked["asks"])
    told = body() if request.is_json else schemas.sent(request.form, schema)
    if CHANGE in request.args:
        return shown(opened(plural, key, action), told, {}, HTTPStatus.OK)
    try:
        attached(told)
        act = act_of(asked, schemas.loaded(schema, told), by, from_headers())
        if PREVIEW in request.values:
            return previewed(opened(plural, key, action), told, act)
        return done(carried_out(act))
    except ValidationError as error:
        return unread(opened(plural, key, action), told, schemas.sentences(error))
    except NotFound:
        raise
    except DepositaryError as error:
        return refused(opened(plural, key, action), told, error)


def stranger(plural: str, key: str, action: str) -> Response:
    """Ask who is not signed in to do so."""
    if not request.is_json:
        return sign_in_first(opened(plural, key, action))
    return problems.problem(HTTPStatus.UNAUTHORIZED, _("To act, sign in first."))


def outlined(plural: str, key: str, action: str) -> dict[str, Any]:
    """Return what the act asks for that the address names."""
    asked = outline(reader(), KINDS[plural], key_of(plural, key), action)
    return required(asked)


def opened(plural: str, key: str, action: str) -> dict[str, Any]:
    """Return the form of the act the address names."""
    named = request.args.to_dict() | request.form.to_dict()
    kind, own = KINDS[plural], key_of(plural, key)
    return required(opening(reader(), kind, own, action, named))


def key_of(plural: str, key: str) -> str:
    """Return the key of a thing; the process is addressed by its definition."""
    of_process = KINDS[plural] == "process" and key == reader().definition.key
    return office.register.key if of_process else key


def required(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what is *asked*, where the address goes with it."""
    if asked["creates"] == bool(asked["key"]):
        raise NotFound(_("There is no page at this address."))
    return asked


def act_of(
    asked: Mapping[str, Any], told: dict[str, Any], by: str, headers: Mapping[str, str]
) -> Act:
    """Put together the act of a person from what was asked and what was *told*.

    *headers* is what a program says beside the fields, which come first.
    """
    names = schemas.envelope(asked["asks"])
    about = {name: told.pop(name) for name in names if name in told}
    basis = about.pop("basis", [])
    about = {name: value for name, value in headers.items() if value} | about
    for ask in asked["asks"]:
        if ask.kind == "readings" and ask.name in told:
            told[ask.name] = readings(told[ask.name])
    return Act(
        asked["kind"],
        asked["key"],
        asked["action"],
        by,
        told,
        basis=tuple(basis.splitlines() if isinstance(basis, str) else map(str, basis)),
        **about,
    )


def from_headers() -> dict[str, str]:
    """Return what a program may say in headers as well."""
    if not request.is_json:
        return {}
    return {name: request.headers.get(header, "") for name, header in HEADERS.items()}


def body() -> Any:
    """Read what a program sent."""
    try:
        return orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise BadRequest(_("The body is needed as JSON.")) from error


for plural in KINDS:
    about = {"plural": plural}
    for methods, view in ((["GET"], form), (["POST"], take)):
        site.add_url_rule(
            f"/{plural}/new/<action>",
            view_func=view,
            methods=methods,
            defaults={**about, "key": ""},
        )
        site.add_url_rule(
            f"/{plural}/<key>/actions/<action>",
            view_func=view,
            methods=methods,
            defaults=about,
        )

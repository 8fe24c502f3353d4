"""Every act has one address: GET shows its form, POST carries it out.

``/commitments/LAD-001/actions/table`` acts on a thing, ``/commitments/new/draft`` makes
one.  A form and a program send the same fields; a program gets a receipt or a problem.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, flash, redirect, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest

from application.invitations import may_invite
from application.office import (
    Act,
    DepositaryError,
    Malformed,
    NotAllowed,
    NotFound,
    Receipt,
    Refused,
    Reused,
)
from application.pages.choices import Choices
from application.pages.openings import opening
from web import problems, schemas
from web.forms import fields_of, late_entries, readings
from web.site import KINDS, address, moment, office, person, reader, show, there

site = Blueprint("acts", __name__)


def form(plural: str, key: str, action: str) -> Response:
    """Show what an act asks for, and what stands in its way."""
    if moment().past:
        raise Refused(_("Nothing can be done from a page of the past."))
    asked = opened(plural, key, action)
    return shown(asked, request.args.to_dict(), {}, HTTPStatus.OK)


def take(plural: str, key: str, action: str) -> Response:
    """Carry the act out; a refusal shows the form again with all that was said."""
    asked = opened(plural, key, action)
    if not person():
        return problems.problem(HTTPStatus.UNAUTHORIZED, _("To act, sign in first."))
    schema = schemas.schema_of(asked["asks"])
    told = body() if request.is_json else schemas.sent(request.form, schema)
    try:
        receipt = office.act(act_of(asked, schemas.loaded(schema, told)))
    except ValidationError as error:
        return unread(asked, told, schemas.sentences(error))
    except NotFound:
        raise
    except DepositaryError as error:
        return refused(asked, told, error)
    return done(receipt)


def opened(plural: str, key: str, action: str) -> dict[str, Any]:
    """Return the form of the act the address names."""
    kind, look = KINDS[plural], reader()
    if kind == "process" and key == look.definition.key:
        key = office.register.key
    named = request.args.to_dict() | request.form.to_dict()
    asked = opening(look, kind, key, action, named)
    if asked["creates"] == bool(key):
        raise NotFound(_("There is no page at this address."))
    return asked


def act_of(asked: dict[str, Any], told: dict[str, Any]) -> Act:
    """Put the act together from the form and what it was filled with."""
    names = schemas.envelope(asked["asks"])
    about = {name: told.pop(name) for name in names if name in told}
    basis = about.pop("basis", [])
    if request.is_json:
        about |= from_headers(about)
    for ask in asked["asks"]:
        if ask.kind == "readings" and ask.name in told:
            told[ask.name] = readings(told[ask.name])
    return Act(
        asked["kind"],
        asked["key"],
        asked["action"],
        person(),
        told,
        basis=tuple(basis.splitlines() if isinstance(basis, str) else map(str, basis)),
        **about,
    )


def from_headers(about: dict[str, str]) -> dict[str, str]:
    """Return what a program may say in headers as well."""
    said = {
        "command": request.headers.get("Idempotency-Key", ""),
        "seen": request.headers.get("If-Match", ""),
    }
    return {name: value for name, value in said.items() if value and name not in about}


def body() -> Any:
    """Read what a program sent."""
    try:
        return orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise BadRequest(_("The body is needed as JSON.")) from error


def done(receipt: Receipt) -> Response:
    """Answer with the receipt: a program at once, a person on the thing's page."""
    where = address(receipt.kind, receipt.reference)
    if receipt.kind == "process":
        where = address("process", reader().definition.key)
    if request.is_json:
        answer = Response(orjson.dumps(receipt), HTTPStatus.CREATED)
        answer.mimetype, answer.location = "application/json", where
        return answer
    flash(told(receipt))
    return redirect(where, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def told(receipt: Receipt) -> Markup:
    """Tell a person what was recorded, where in the log and when."""
    return Markup('{} <a href="{}">@{}</a> · {}').format(
        _(
            "It is on the record: %(reference)s, version %(version)s, position",
            reference=receipt.reference,
            version=receipt.version,
        ),
        there(f"/events/{receipt.position}"),
        receipt.position,
        f"{receipt.recorded_at[:19].replace('T', ' ')} UTC",
    )


def unread(asked: dict[str, Any], told: Any, errors: dict[str, str]) -> Response:
    """Answer fields that cannot be read."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if request.is_json:
        detail = _("Some fields could not be read.")
        said = {name: [sentence] for name, sentence in errors.items()}
        return problems.problem(status, detail, errors=said)
    return shown(asked, told, errors, status)


def refused(asked: dict[str, Any], told: Any, error: DepositaryError) -> Response:
    """Answer an act the register said no to."""
    if request.is_json:
        raise error
    errors = {"": str(error)}
    if isinstance(error, Malformed):
        errors = {field_of(asked, error.field): str(error)}
    if not isinstance(error, NotAllowed):
        errors |= missing(asked, told, errors)
    if asked["basis_needed"] and not told.get("basis"):
        errors["basis"] = _("The document or source it rests on is needed.")
    if isinstance(error, Reused):
        told.pop("command", None)
    return shown(asked, told, errors, problems.status_of(error))


def field_of(asked: dict[str, Any], named: str) -> str:
    """Return the field that an error names, by its name or by its label."""
    labels = {ask.label: ask.name for ask in asked["asks"]} | {"Basis": "basis"}
    names = {*labels.values(), *schemas.ENVELOPE}
    found = labels.get(named, named)
    return found if found in names else ""


def missing(
    asked: dict[str, Any], told: dict[str, Any], errors: dict[str, str]
) -> dict[str, str]:
    """Name every needed field that is empty, not only the first."""
    return {
        ask.name: _("“%(label)s” is needed", label=ask.label)
        for ask in asked["asks"]
        if not ask.optional and not told.get(ask.name) and ask.name not in errors
    }


def shown(
    asked: dict[str, Any], said: dict[str, Any], errors: dict[str, str], status: int
) -> Response:
    """Show the form, filled with what was *said*."""
    known = office.accounts.listed() if person() else {}
    choices = Choices(reader(), asked["kind"], asked["key"], known)
    fields = fields_of(asked, choices, said)
    late = late_entries(choices)
    mandates = [
        one | {"label": choices.mandate(**one)["label"]} for one in asked["mandates"]
    ]
    data = {
        **asked,
        "mandates": mandates,
        "fields": [field for field in fields if field["kind"] != "hidden"],
        "csrf_token": generate_csrf(),
    }
    return show(
        "form.html",
        data,
        status=status,
        fields=fields,
        errors=errors,
        usable=bool(person()) and (asked["refusal"] is None or late),
        late=late,
        invites=invites(asked),
        action=address(asked["kind"], asked["key"], asked["action"]),
        back=address(asked["kind"], asked["key"]) if asked["key"] else "",
        here=PLACES.get(asked["kind"], ""),
    )


def invites(asked: dict[str, Any]) -> str:
    """Return where to invite a person whom the form is to name, if one may."""
    names = any(ask.kind == "person" for ask in asked["asks"])
    if not (names and may_invite(reader().viewer)):
        return ""
    back = address(asked["kind"], asked["key"], asked["action"])
    return there("/people/invite") + f"?{urlencode({'next': back})}"


PLACES = {
    "commitment": "commitments",
    "undertaking": "commitments",
    "participant": "participants",
    "meeting": "meetings",
    "process": "process",
    "package": "overview",
}


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

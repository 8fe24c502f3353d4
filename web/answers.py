"""What comes of a form: the thing with a receipt, or the form again with what is wrong.

A person keeps all that was typed; a program gets a receipt or a problem.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, flash, redirect, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from application.drafts.filling import DRAFTING, drafted
from application.invitations import may_invite
from application.office import (
    Act,
    DepositaryError,
    Malformed,
    NotAllowed,
    Receipt,
    Reused,
)
from application.pages import texts
from application.pages.choices import Choices
from application.pages.how import how
from application.pages.preview import preview
from web import problems, schemas, site
from web.forms import fields_of, late_entries
from web.site import PLURALS, address, office, person, reader, show, there

TAKE = "acts.take"
CHANGE = "change"
"""What an address says that leads from a preview back to the form."""
PLACES = {
    "commitment": "commitments",
    "undertaking": "commitments",
    "period": "periods",
    "participant": "participants",
    "meeting": "meetings",
    "process": "process",
    "package": "overview",
}


def done(receipt: Receipt) -> Response:
    """Answer with the receipt: a program at once, a person on the thing's page."""
    where = address(receipt.kind, receipt.reference)
    if receipt.kind == "process":
        where = address("process", reader().definition.key)
    if request.is_json:
        answer = Response(orjson.dumps(receipt), HTTPStatus.CREATED)
        answer.mimetype, answer.location = "application/json", where
        return answer
    if request.args.get("then") == "receipt":
        where = there(f"/receipts/{receipt.position}")
    else:
        flash(told(receipt))
    return redirect(where, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def told(receipt: Receipt) -> Markup:
    """Tell a person what was recorded, where in the log and when."""
    return Markup('{} <a href="{}">@{}</a> · {} · <a href="{}">{}</a>').format(
        _(
            "It is on the record: %(reference)s, version %(version)s, position",
            reference=receipt.reference,
            version=receipt.version,
        ),
        there(f"/events/{receipt.position}"),
        receipt.position,
        f"{receipt.recorded_at[:19].replace('T', ' ')} UTC",
        there(f"/receipts/{receipt.position}"),
        _("Receipt"),
    )


def previewed(
    asked: dict[str, Any],
    told: dict[str, Any],
    act: Act,
    *,
    then: str = "",
    back: str = "",
) -> Response:
    """Show what an act would put on the record, and ask to confirm it.

    *then* says what comes after it, *back* where the answer was written, to change it.
    """
    found = preview(reader(), act)
    if request.is_json:
        return Response(orjson.dumps(found), mimetype="application/json")
    given = {name: value for name, value in told.items() if name != "csrf_token"}
    where = address(asked["kind"], asked["key"], asked["action"])
    thing = address(asked["kind"], asked["key"]) if asked["key"] else ""
    return show(
        "preview.html",
        {**found, "label": asked["label"], "key": asked["key"], "given": given},
        labels={ask.name: _(ask.label) for ask in asked["asks"]},
        action=f"{where}?then={then}" if then else where,
        change=f"{there(back)}?change=1&action={asked['action']}"
        if back
        else f"{where}?change=1",
        back=thing,
        here=PLACES.get(asked["kind"], ""),
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
    errors = {"": site.told(error)}
    if isinstance(error, Malformed):
        errors = {field_of(asked, error.field): site.told(error)}
    lacking = missing(asked, told, errors)
    if isinstance(error, NotAllowed) and lacking and not asked["key"]:
        # Who may begin a thing depends on what it is: of which package, say.
        return shown(asked, told, lacking, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not isinstance(error, NotAllowed):
        errors |= lacking
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
        ask.name: _("“%(label)s” is needed", label=_(ask.label))
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
        # What somebody wrote is kept before them, though it cannot be taken now.
        usable=bool(person()) and (asked["refusal"] is None or late or bool(errors)),
        late=late,
        how=ways(asked),
        stale=status == HTTPStatus.PRECONDITION_FAILED and bool(asked["key"]),
        invites=invites(asked),
        draft=draft_of(asked),
        text=text_of(asked),
        action=address(asked["kind"], asked["key"], asked["action"]),
        back=address(asked["kind"], asked["key"]) if asked["key"] else "",
        here=PLACES.get(asked["kind"], ""),
    )


def ways(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how a blocked act becomes possible, each step with its address."""
    if asked["refusal"] is None or not asked["key"]:
        return []
    found = how(reader(), asked["kind"], asked["key"], asked["action"])
    for need in found:
        for step in need["steps"]:
            where = address(step["kind"], step["key"], step["action"])
            step["href"] = where if step["key"] else there(f"/{PLURALS[step['kind']]}")
    return found


def text_of(asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return the text that is agreed to or spoken of; a revision brings its own."""
    if asked["kind"] != "commitment" or not asked["key"] or asked["action"] == "revise":
        return None
    return texts.at_hand(reader(), asked["key"])


def draft_of(asked: dict[str, Any]) -> dict[str, str] | None:
    """Return where the form is saved as a draft, and what was saved last."""
    if asked["action"] != DRAFTING or not person():
        return None
    known = drafted(reader(), asked["key"])
    mark = known.mark if known else ""
    if request.endpoint == TAKE:  # it was written on that one, whatever was saved since
        mark = request.form.get("draft", mark)
    return {
        "href": f"{address(asked['kind'], asked['key'])}/draft",
        "mark": mark,
        "saved_at": known.saved_at if known else "",
    }


def invites(asked: dict[str, Any]) -> str:
    """Return where to invite a person whom the form is to name, if one may."""
    names = any(ask.kind == "person" for ask in asked["asks"])
    if not (names and may_invite(reader().viewer)):
        return ""
    back = address(asked["kind"], asked["key"], asked["action"])
    return there("/people/invite") + f"?{urlencode({'next': back})}"

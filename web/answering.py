"""A delegate's answer to a text: choose, see what it would say, confirm, receipt."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, redirect, request
from flask_babel import gettext as _

from application.office import (
    Act,
    DepositaryError,
    NotAllowed,
    NotFound,
    Refused,
    new_command,
)
from application.pages import answer
from application.pages.choices import Choices
from application.pages.openings import opening
from web import problems, site
from web.again import signing_in
from web.answers import CHANGE, missing, previewed
from web.site import moment, office, person, reader, show, there

pages = Blueprint("answering", __name__, url_prefix="/commitments")
CARRIED = ("reason", "mandate", "seen", "command")
"""What the small form says beside the choice."""


@pages.get("/<reference>/answer")
def ask(reference: str) -> Response:
    """Ask for the answer, the choices before the text."""
    if not person():
        return signing_in(
            {}, HTTPStatus.UNAUTHORIZED, f"/commitments/{reference}/answer"
        )
    return shown(reference, {}, {}, HTTPStatus.OK)


@pages.post("/<reference>/answer")
def given(reference: str) -> Response:
    """Show what the chosen answer would put on the record, to be confirmed."""
    chosen = request.values.get("action", "")
    said = {name: request.form.get(name, "").strip() for name in CARRIED}
    if CHANGE in request.args:
        return shown(reference, said, {}, HTTPStatus.OK)
    try:
        if chosen == answer.NO_OBJECTION:
            told = answer.silence_counts(reader(), reference).told(_)
            flash(told)
            return redirect(there(f"/commitments/{reference}"), HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
        if chosen not in answer.ANSWERS:
            errors = {"action": _("Choose an answer.")}
            return shown(reference, said, errors, HTTPStatus.UNPROCESSABLE_ENTITY)
        return confirming(reference, chosen, said)
    except NotFound:
        raise
    except DepositaryError as error:
        errors = {"": site.told(error)}
        return shown(reference, said, errors, problems.status_of(error))


def confirming(reference: str, chosen: str, said: dict[str, str]) -> Response:
    """Show the answer as it would stand on the record."""
    asked = opening(reader(), "commitment", reference, chosen, {})
    wanted = {ask.name for ask in asked["asks"]} | {*CARRIED} - {"reason"}
    told = {name: value for name, value in said.items() if value and name in wanted}
    about: dict[str, Any] = {k: told[k] for k in CARRIED[1:] if k in told}
    inner = {name: value for name, value in told.items() if name not in about}
    act = Act("commitment", reference, chosen, person(), inner, **about)
    back = f"/commitments/{reference}/answer"
    try:
        return previewed(asked, told, act, then="receipt", back=back)
    except Refused as error:
        if isinstance(error, NotAllowed) or not missing(asked, said, {}):
            raise
        errors = {"reason": site.told(error)}
        return shown(reference, said, errors, problems.status_of(error))


def shown(
    reference: str, said: dict[str, str], errors: dict[str, str], status: int
) -> Response:
    """Show the page, filled with what was *said*."""
    found = answer.page(reader(), reference, request.args.get("language", ""))
    known = Choices(reader(), "commitment", reference, office.accounts.listed())
    fields = fields_of(
        found, known, {**said, "action": request.values.get("action", "")}
    )
    return show(
        "answer.html",
        found,
        status=status,
        fields=[] if moment().past else fields,
        errors=errors,
        here="commitments",
    )


def fields_of(
    found: dict[str, Any], choices: Choices, said: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the fields: the answer, a reason, the mandate where there are several."""
    options = [
        {"value": one["action"], "label": one["label"]} for one in found["answers"]
    ]
    if found["silent"]:
        options.insert(0, {"value": answer.NO_OBJECTION, "label": _("No objection")})
    fields: list[dict[str, Any]] = [
        {
            "name": "action",
            "kind": "choice",
            "label": _("Your answer"),
            "options": options,
            "value": said["action"],
        },
        {
            "name": "reason",
            "kind": "long",
            "rows": 3,
            "label": _("Reason"),
            "hint": _("Needed when you object or decline."),
            "value": said.get("reason", ""),
            "required": False,
        },
        {"name": "seen", "kind": "hidden", "value": said.get("seen") or found["seen"]},
        {
            "name": "command",
            "kind": "hidden",
            "value": said.get("command") or new_command(),
        },
    ]
    if len(found["mandates"]) > 1:
        held = [choices.mandate(**one) for one in found["mandates"]]
        fields.insert(
            2,
            {
                "name": "mandate",
                "kind": "choice",
                "label": _("Act under"),
                "options": held,
                "value": said.get("mandate") or held[0]["value"],
            },
        )
    return fields if options else []

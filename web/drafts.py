"""Saving the draft of a report: by a button, or by a script while somebody writes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from flask import Blueprint, Response, flash, redirect, request
from flask_babel import gettext as _

from application.drafts.filling import DRAFTING, require_drafter
from application.drafts.store import Draft, Drafts
from application.office import Malformed, Outdated
from web import schemas
from web.acts import opened
from web.again import sign_in_first
from web.answers import refused
from web.evidence import attached
from web.site import address, office, person, reader
from web.twins import wanted

site = Blueprint("drafts", __name__)


def save(plural: str, key: str, action: str) -> Response:
    """Keep what was written, on the draft that it was written on."""
    asked = opened(plural, key, action)
    if not person():
        return sign_in_first(asked)
    require_drafter(reader(), key)
    told = schemas.sent(request.form, schemas.schema_of(asked["asks"]))
    attached(told)
    kept = {ask.name: told[ask.name] for ask in asked["asks"] if ask.name in told}
    draft = Draft(key, request.form.get("draft", ""), reader().now, kept)
    try:
        made = Drafts(office.register.ledger).save(draft, person())
    except (Outdated, Malformed) as error:
        if by_script():
            raise
        return refused(asked, told, error)
    words = f"{_('Draft saved')} {made.saved_at[11:19]} UTC"
    if by_script():
        return _written({"mark": made.mark, "words": words})
    flash(words)
    where = address(asked["kind"], key, action)
    return redirect(where, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def by_script() -> bool:
    """Whether a script saves, and no button."""
    return wanted() == "json"


def _written(data: dict[str, Any]) -> Response:
    return Response(orjson.dumps(data), mimetype="application/json")


site.add_url_rule(
    "/undertakings/<key>/draft",
    view_func=save,
    methods=["POST"],
    defaults={"plural": "undertakings", "action": DRAFTING},
)

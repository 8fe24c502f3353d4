"""Files as evidence: taken with a form or by a program, given back to be saved.

A file is never shown by a browser here: it is an attachment of the type its bytes
have, in a sandbox, so that nothing in it runs in the name of this site.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from flask import Blueprint, Response, abort, request, send_file
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from application.office import NotAllowed
from application.pages.evidence import cited, told
from web import problems
from web.site import office, person, reader

site = Blueprint("evidence", __name__)
site.add_app_template_filter(told, "piece")
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
BESIDES = 2_000_000
"""What a form may say besides its file."""
FORMS, BARE = {"acts.take", "drafts.save"}, "evidence.take"
ATTACHED = "attached"
"""The name of the files among the fields of a form."""


@site.get("/evidence/<sha256>/<name>")
def give(sha256: str, name: str) -> Response:
    """Give a file that the reader may read."""
    file = cited(reader(), sha256, name)
    answer = send_file(
        office.evidence.path(file.sha256),
        mimetype=file.type,
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


@site.post("/evidence")
def take() -> Response:
    """Keep a file that a program sends as a body, its name in the address."""
    if not person():
        return problems.problem(HTTPStatus.UNAUTHORIZED, _("To act, sign in first."))
    require_mandate()
    sent = FileStorage(request.stream, filename=request.args.get("name", ""))
    entry = keep(sent)
    written = orjson.dumps({"entry": entry, **told(entry)})
    return Response(written, HTTPStatus.CREATED, mimetype="application/json")


def attached(said: dict[str, Any]) -> None:
    """Keep the files that came with a form, and say so among what was *said*."""
    sent = [file for file in request.files.getlist(ATTACHED) if file.filename]
    if not sent:
        return
    require_mandate()
    given = said.get("evidence", [])
    lines = given.split("\n") if isinstance(given, str) else list(given)
    said["evidence"] = lines
    for file in sent:
        lines.append(keep(file))


def keep(sent: FileStorage) -> str:
    """Keep one file; return how an act cites it."""
    return str(office.evidence.put(sent.stream, sent.filename or ""))  # type: ignore[arg-type]


def require_mandate() -> None:
    """Refuse what comes from somebody who could not act with it."""
    if not any(actor.mandate for actor in reader().viewer.actors):
        raise NotAllowed("this needs a mandate")


def make_room() -> None:
    """Let a file be as large as the settings say; all else stays small."""
    if request.endpoint not in {*FORMS, BARE} or not person():
        return
    if request.endpoint in FORMS and request.mimetype != "multipart/form-data":
        return
    limit = office.settings.evidence_limit
    request.max_content_length = limit + BESIDES
    if (request.content_length or 0) > limit + BESIDES:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told_limit(limit))


def told_limit(limit: int) -> str:
    """Say how large a file may be."""
    return str(_("A file may have at most %(most)s MB.", most=limit // 1_000_000))

"""Every error becomes one kind of answer: a readable page, or a problem (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from application.office import (
    Busy,
    Defective,
    DepositaryError,
    Malformed,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    Reused,
    TooLarge,
    Unknown,
    Unreadable,
)
from web import site
from web.logs import route
from web.twins import wanted

STATUS: tuple[tuple[type[DepositaryError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (Refused, HTTPStatus.CONFLICT),
    (Outdated, HTTPStatus.PRECONDITION_FAILED),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (Malformed, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Reused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Defective, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (Unknown, HTTPStatus.SERVICE_UNAVAILABLE),
    (Unreadable, HTTPStatus.INTERNAL_SERVER_ERROR),
)
RETRY_AFTER = "2"
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")
log = structlog.get_logger("depositary.web")


def status_of(error: DepositaryError) -> HTTPStatus:
    """Return the status that says how *error* says no."""
    for cls, status in STATUS:
        if isinstance(error, cls):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def problem(status: HTTPStatus, detail: str, **more: Any) -> Response:
    """Answer with a problem, as the asker reads it best."""
    answer = (
        _document(status, detail, more) if _for_programs() else _page(status, detail)
    )
    answer.status_code = status
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def install(app: Flask) -> None:
    """Teach *app* to answer errors."""
    app.register_error_handler(DepositaryError, told)
    app.register_error_handler(CSRFError, foreign)
    app.register_error_handler(HTTPException, plain)
    app.register_error_handler(Exception, unexpected)


def told(error: DepositaryError) -> Response:
    """Answer what the register says no to."""
    field = error.field if isinstance(error, Malformed) else ""
    sentence = site.told(error)
    more = {"errors": {field: [sentence]}} if field else {}
    return problem(status_of(error), sentence, **more)


def foreign(error: CSRFError) -> Response:
    """Answer a form that does not come from this site, or not from this session."""
    del error
    return problem(
        HTTPStatus.BAD_REQUEST,
        _(
            "This form belongs to another session or another site. Please open the"
            " page again and send the form from there."
        ),
    )


def plain(error: HTTPException) -> Response:
    """Answer what HTTP itself says no to; headers such as ``Allow`` stay."""
    if error.response is not None:
        return make_response(error.response)
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    own = error.description not in {None, type(error).description}
    known = None if own else _sentences().get(status)
    answer = problem(status, known or error.description or status.phrase)
    for name, value in error.get_headers():
        if name in KEPT:
            answer.headers[name] = value
    return answer


def unexpected(error: Exception) -> Response:
    """Answer calmly what nobody foresaw, and leave the operator what happened."""
    log.error("unexpected", method=request.method, route=route(), exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Something went wrong here, not with you. Nothing was recorded half-way."),
    )


def _sentences() -> dict[HTTPStatus, str]:
    return {
        HTTPStatus.NOT_FOUND: _("There is no page at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not do that."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _(
            "What was sent is larger than this register takes."
        ),
        HTTPStatus.TOO_MANY_REQUESTS: _(
            "There were too many tries from this place. Please wait a little."
        ),
    }


def _for_programs() -> bool:
    return wanted(lists=True) != "html" or request.mimetype == "application/json"


def _document(status: HTTPStatus, detail: str, more: dict[str, Any]) -> Response:
    name = status.phrase.lower().replace(" ", "-")
    body = {
        "type": f"/problems/{name}",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "request_id": g.get("request_id", ""),
        **more,
    }
    return Response(orjson.dumps(body), mimetype="application/problem+json")


def _page(status: HTTPStatus, detail: str) -> Response:
    try:
        words = render_template(
            "problem.html", title=_title(status), detail=detail, status=int(status)
        )
    except Exception:  # the last page must not fail
        log.exception("problem page")
        words = f"<!DOCTYPE html><title>{status.phrase}</title><p>{escape(detail)}</p>"
    return make_response(words)


def _title(status: HTTPStatus) -> str:
    titles = {
        HTTPStatus.NOT_FOUND: _("This is not in the register"),
        HTTPStatus.FORBIDDEN: _("This needs another mandate"),
        HTTPStatus.CONFLICT: _("The rules do not allow this now"),
        HTTPStatus.PRECONDITION_FAILED: _("It changed after you looked"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("The register is busy"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong"),
        HTTPStatus.TOO_MANY_REQUESTS: _("Please wait a little"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not do that"),
    }
    return str(titles.get(status, _("This could not be read")))

"""What the operator reads while the register serves: one line for each request.

These logs are not the log: the register records acts, and nothing said here proves
anything.  A line names the route, never the address asked for (an address may hold a
secret), no query, no body, no name; a person by the opaque id that the log knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, current_app, g, request

from web.measures import Measures

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
UNMATCHED, OTHER = "unmatched", "other"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BEGUN = "depositary.begun"
"""When a request began that was looked at before the site was asked."""
log = structlog.get_logger("depositary.web")


def install(app: Flask) -> None:
    """Name, measure and log each request of *app*; before all else is installed."""
    app.before_request(begin)
    app.after_request(answered)
    app.teardown_request(ended)


def named(came: str) -> str:
    """Return the id a request came with, or one of ours; a problem page shows it."""
    return came if REQUEST_ID.fullmatch(came) else uuid4().hex


def begin() -> None:
    """Give the request its id, which every line about it carries."""
    g.begun = request.environ.get(BEGUN) or perf_counter()
    g.request_id = named(request.headers.get("X-Request-ID", ""))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def answered(answer: Response) -> Response:
    """Take note of the answer, and tell the asker the id."""
    g.status = answer.status_code
    answer.headers["X-Request-ID"] = g.get("request_id", "")
    return answer


def ended(error: BaseException | None) -> None:
    """Say in one line what was asked and how it ended."""
    del error  # what nobody foresaw was told with its traceback
    if "begun" not in g:
        return
    more = {"position": g.get("position"), "person": who()}
    told(
        current_app.extensions["measures"],
        method=request.method if request.method in METHODS else OTHER,
        route=route(),
        status=g.get("status", 500),
        seconds=perf_counter() - g.begun,
        tell=log.debug if request.endpoint == "static" else log.info,
        **{name: value for name, value in more.items() if value},
    )
    structlog.contextvars.clear_contextvars()


def told(  # noqa: PLR0913 (what a line says)
    measures: Measures,
    *,
    method: str,
    route: str,
    status: int,
    seconds: float,
    tell: Callable[..., Any] | None = None,
    **more: Any,
) -> None:
    """Count one request and say it in one line."""
    measures.request(route=route, method=method, status=status, seconds=seconds)
    (tell or log.info)(
        "request",
        method=method,
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
        **more,
    )


def route() -> str:
    """Return the rule that matched the address; the address itself is never told."""
    return request.url_rule.rule if request.url_rule else UNMATCHED


def who() -> str:
    """Return the person this request looked up, if it did, by the opaque id."""
    return str(getattr(g.get("_login_user"), "person", ""))

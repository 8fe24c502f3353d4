"""Three addresses for machines: is it up, can it take acts, what did it count.

They stand before the site: no session, no cookie, no held state, no line in the logs.
``/metrics`` is for this machine alone, or for whoever bears the token of the settings;
a request that a proxy passed on is never taken for one of this machine.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

import structlog
from flask import Flask
from werkzeug.wrappers import Request, Response

from application.office import Office
from application.readiness import Readiness
from web.measures import CONTENT_TYPE, Measures
from web.security import borne

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
RETRY_AFTER = "2"
CLOSED = (
    "The measures are read on this machine, or with the token that"
    " DEPOSITARY_METRICS_TOKEN names.\n"
)
log = structlog.get_logger("depositary.web")


def install(app: Flask) -> None:
    """Put the three addresses before *app*; after all else that stands there."""

    def office() -> Office:
        opened: Office = app.extensions["office"]
        return opened

    measures = app.extensions["measures"] = Measures(office)
    office().register.ledger.recorder.datastore.waited = measures.waited
    app.wsgi_app = Health(app.wsgi_app, office, measures)  # type: ignore[assignment, method-assign]


class Health:
    """WSGI: answer the three addresses and pass on all others."""

    def __init__(
        self, inner: Wsgi, office: Callable[[], Office], measures: Measures
    ) -> None:
        """Stand before *inner*."""
        self._inner, self._office, self._measures = inner, office, measures
        self._readiness = Readiness(lambda: office().register)
        self._pages = {
            "/livez": self._alive,
            "/readyz": self._ready,
            "/metrics": self._counted,
        }

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer, or pass on."""
        page = self._pages.get(environ.get("PATH_INFO", ""))
        if page is None:
            return self._inner(environ, start)
        asked = Request(environ)
        if asked.method in {"GET", "HEAD"}:
            answer = page(asked)
        else:
            answer = Response("", HTTPStatus.METHOD_NOT_ALLOWED)
            answer.headers["Allow"] = "GET, HEAD"
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        log.debug("asked", path=asked.path, status=answer.status_code)
        return answer(environ, start)

    def _alive(self, asked: Request) -> Response:
        del asked
        return Response("alive\n")

    def _ready(self, asked: Request) -> Response:
        del asked
        trial = self._readiness.asked()
        if trial.ready:
            pause = (
                f"; the clock is paused since {trial.paused}" if trial.paused else ""
            )
            return Response(f"ready at position {trial.position}{pause}\n")
        if trial.error is not None:
            log.error("not ready", exc_info=trial.error)
        answer = Response(f"{trial.complaint}\n", HTTPStatus.SERVICE_UNAVAILABLE)
        answer.headers["Retry-After"] = RETRY_AFTER
        return answer

    def _counted(self, asked: Request) -> Response:
        token = self._office().settings.metrics_token
        if token and hmac.compare_digest(_token(asked), token.encode()):
            return Response(self._measures.written(), content_type=CONTENT_TYPE)
        if not token and of_this_machine(asked):
            return Response(self._measures.written(), content_type=CONTENT_TYPE)
        return Response(CLOSED, HTTPStatus.FORBIDDEN)


def _token(asked: Request) -> bytes:
    return borne(asked.headers.get("Authorization", "")).encode()


def of_this_machine(asked: Request) -> bool:
    """Whether a request comes from this machine and was not passed on."""
    if any(name in asked.headers for name in PASSED_ON):
        return False
    try:
        return ip_address(asked.remote_addr or "").is_loopback
    except ValueError:
        return False

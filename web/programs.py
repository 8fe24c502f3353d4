"""The short way of a program's act: a token, a body of JSON, a receipt.

What needs no more than that is carried out before the site is asked, which would look
up a session, a language and a form for it.  All else goes on to the site: whatever is
unusual as it came, and an act that was refused with what it met, for the site says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from io import BytesIO
from time import monotonic, perf_counter
from typing import Any

import orjson
from flask import Flask
from structlog.contextvars import bound_contextvars

from application.office import Act, Office, Receipt
from application.pages.acts import written
from web import logs, schemas
from web.acts import HEADERS, act_of
from web.persons import ACT
from web.security import LARGEST_BODY, VARY, borne
from web.site import KINDS, PLURALS
from web.taking import MET, counted

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
JSON = "application/json"
CREATED = f"{HTTPStatus.CREATED.value} {HTTPStatus.CREATED.phrase}"
FOR_THE_SITE = ("HTTP_COOKIE", "QUERY_STRING", "HTTP_TRANSFER_ENCODING")
MOMENT = 1.0
NEW, ON_IT = "/{plural}/new/<action>", "/{plural}/<key>/actions/<action>"


class Programs:
    """WSGI: carry out an act that needs no page, or pass on."""

    def __init__(self, inner: Wsgi, app: Flask) -> None:
        """Stand before *inner*, the site of *app*."""
        self._inner, self._app = inner, app
        vary = ("Vary", ", ".join(VARY))
        self._known: tuple[Any, Any, float] = None, None, 0.0
        self._headers = [*app.extensions["policy"], vary, ("Content-Type", JSON)]

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer an act with its receipt, or pass on."""
        begun = perf_counter()
        act = self._asked(environ) if usual(environ) else None
        if act is None:
            return self._inner(environ, start)
        name = logs.named(environ.get("HTTP_X_REQUEST_ID", ""))
        with bound_contextvars(request_id=name):
            try:
                receipt = counted(act, self._office, self._app.extensions["measures"])
            except Exception as error:  # noqa: BLE001 (the site tells it)
                environ |= {MET: error, logs.BEGUN: begun, "HTTP_X_REQUEST_ID": name}
            else:
                return self._done(act, receipt, environ, start, begun, name)
        return self._inner(environ, start)

    def _asked(self, environ: dict[str, Any]) -> Act | None:
        """Return the act, or ``None`` where the site has to look at the request."""
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
        try:
            return self._read(environ, body)
        except Exception:  # noqa: BLE001 (whatever it is, the site meets it again)
            return None

    def _read(self, environ: Mapping[str, Any], body: bytes) -> Act | None:
        kind, key, action = named(environ["PATH_INFO"])
        bearer = self._office.accounts.bearer(borne(environ["HTTP_AUTHORIZATION"]))
        if bearer is None or ACT not in bearer.scopes:
            return None
        asked = written(self._definition(), kind, key, action)
        if asked["creates"] == bool(key):
            return None
        said = schemas.loaded(schemas.schema_of(asked["asks"]), orjson.loads(body))
        return act_of(asked, said, bearer.person, from_headers(environ))

    def _done(  # noqa: PLR0913, PLR0917
        self,
        act: Act,
        receipt: Receipt,
        environ: dict[str, Any],
        start: Any,
        begun: float,
        name: str,
    ) -> Iterable[bytes]:
        body, plural = orjson.dumps(receipt), PLURALS[receipt.kind]
        place = f"{environ.get('SCRIPT_NAME', '')}/{plural}/{receipt.reference}"
        own = ("Content-Length", str(len(body))), ("Location", place)
        start(CREATED, [*self._headers, *own, ("X-Request-ID", name)])
        logs.told(
            self._app.extensions["measures"],
            method="POST",
            route=(ON_IT if act.key else NEW).format(plural=PLURALS[act.kind]),
            status=HTTPStatus.CREATED.value,
            seconds=perf_counter() - begun,
            position=receipt.position,
            person=act.person,
        )
        return [body]

    def _definition(self) -> Any:
        """Return the definition, as it was known a moment ago at the longest.

        Under another one the act is decided, and what that refuses the site looks at.
        """
        office, definition, until = self._known
        if office is not self._office or until < monotonic():
            definition = self._office.definition
            self._known = self._office, definition, monotonic() + MOMENT
        return definition

    @property
    def _office(self) -> Office:
        office: Office = self._app.extensions["office"]
        return office


def usual(environ: Mapping[str, Any]) -> bool:
    """Whether a request is nothing but a program's act, as far as its head tells."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ.get("CONTENT_TYPE") == JSON
        and "HTTP_AUTHORIZATION" in environ
        and not any(environ.get(name) for name in FOR_THE_SITE)
        and length.isdecimal()
        and int(length) <= LARGEST_BODY
    )


def named(path: str) -> tuple[str, str, str]:
    """Return kind, key and action of an address; raises ``LookupError``.

    The process is left to the site: its address is by the definition, not by its key.
    """
    match path.split("/"):
        case ["", plural, "new", action]:
            return KINDS_HERE[plural], "", action
        case ["", plural, key, "actions", action]:
            return KINDS_HERE[plural], key, action
    raise LookupError(path)


KINDS_HERE = {plural: kind for plural, kind in KINDS.items() if kind != "process"}


def from_headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """Return what a program may say in headers as well."""
    return {name: environ.get(header, "") for name, header in VARIABLES.items()}


VARIABLES = {
    name: f"HTTP_{header.upper().replace('-', '_')}" for name, header in HEADERS.items()
}


def install(app: Flask) -> None:
    """Put the short way before all else of *app*."""
    programs = app.extensions["programs"] = Programs(app.wsgi_app, app)
    app.wsgi_app = programs  # type: ignore[assignment, method-assign]

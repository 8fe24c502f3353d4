"""Pages that are answered again as they were, while nothing was recorded since.

What anybody may read without a session hangs on the address, the language, and the
position of the log; so one who asks again gets the same bytes without a page being
made, or a 304 where the browser has them still.  A page is kept for a minute at most,
for some of it hangs on the time as well.  While one makes a page, who else asks for it
waits for that one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event, Lock
from time import monotonic, perf_counter
from typing import Any

from flask import Flask, Response, request

from application.office import DepositaryError, Office
from web import logs

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
ASKED = "depositary.kept"
SAME = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "wsgi.url_scheme")
PREFERRED = ("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE")
APART = ("/static/", "/sign-in", "/password", "/evidence/")
LASTS = 60.0
PATIENCE = 2.0
"""Seconds to wait for a page that somebody else makes."""
LARGEST, MOST = 500_000, 4_000_000
LONGEST_KEY = 2_000
NOT_AGAIN = {"X-Request-ID", "Content-Length"}
UNSAID = {"Content-Type", "Content-Length", "Content-Disposition"}
"""What a 304 leaves out: it has no body."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, and how long it holds."""

    office: Office
    position: int
    until: float
    route: str
    etag: str
    headers: list[tuple[str, str]]
    body: bytes


class Kept:
    """WSGI: answer from what is kept, or pass on and keep what comes of it."""

    def __init__(self, inner: Wsgi, app: Flask) -> None:
        """Stand before *inner*, the site of *app*."""
        self._inner, self._app = inner, app
        self._session = f"{app.config['SESSION_COOKIE_NAME']}="
        self._pages: dict[Key, Page] = {}
        self._making: dict[Key, Event] = {}
        self._size = 0
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request."""
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start)
        begun, page = perf_counter(), self._held(key)
        if page is None:
            with self._alone(key) as first:
                page = None if first else self._held(key)
                if page is None:
                    environ[ASKED] = key, self._position()
                    return self._inner(environ, start)
        return self._again(page, environ, start, begun)

    def keep(self, answer: Response) -> Response:
        """Keep an answer that others may get, and say by what it is known again."""
        key, position = request.environ.get(ASKED, (None, None))
        if position is None or not _for_all(answer):
            return answer
        body = answer.get_data()
        answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
        if len(body) <= LARGEST:
            self._put(key, self._page(answer, body, position))
        answer.make_conditional(request.environ)
        return answer

    def forget(self) -> None:
        """Let go of every page."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    @contextmanager
    def _alone(self, key: Key) -> Iterator[bool]:
        """Let one make a page, and others wait for it; gives whether it is the one."""
        with self._lock:
            making = self._making.get(key)
            mine = self._making.setdefault(key, Event())
        if making is not None:
            making.wait(PATIENCE)
            yield False
            return
        try:
            yield True
        finally:
            del self._making[key]
            mine.set()

    def _page(self, answer: Response, body: bytes, position: int) -> Page:
        """Return what is kept; *position* was the last before the page was made."""
        return Page(
            self._office,
            position,
            monotonic() + LASTS,
            logs.route(),
            answer.headers["ETag"],
            [(k, v) for k, v in answer.headers.items() if k not in NOT_AGAIN],
            body,
        )

    def _put(self, key: Key, page: Page) -> None:
        with self._lock:
            known = self._pages.pop(key, None)
            self._pages[key] = page
            self._size += len(page.body) - (len(known.body) if known else 0)
            while self._size > MOST:
                oldest = self._pages.pop(next(iter(self._pages)))
                self._size -= len(oldest.body)

    def _key(self, environ: Mapping[str, Any]) -> Key | None:
        """Return by what an answer is kept; ``None`` where it is for one person."""
        cookies = environ.get("HTTP_COOKIE", "")
        if (
            environ["REQUEST_METHOD"] != "GET"
            or "HTTP_AUTHORIZATION" in environ
            or "HTTP_RANGE" in environ
            or self._session in cookies
            or environ.get("PATH_INFO", "").startswith(APART)
        ):
            return None
        key = tuple(environ.get(name, "") for name in (*SAME, *PREFERRED))
        return key if sum(map(len, key)) <= LONGEST_KEY else None

    def _held(self, key: Key) -> Page | None:
        """Return the page that is kept and holds."""
        page = self._pages.get(key)
        if page is None or page.office is not self._office:
            return None
        holds = page.until > monotonic() and page.position == self._position()
        return page if holds else None

    def _position(self) -> int | None:
        try:
            return self._office.register.ledger.position()
        except DepositaryError:
            return None  # the site will say what is wrong

    @property
    def _office(self) -> Office:
        office: Office = self._app.extensions["office"]
        return office

    def _again(
        self, page: Page, environ: dict[str, Any], start: Any, begun: float
    ) -> Iterable[bytes]:
        same = page.etag in environ.get("HTTP_IF_NONE_MATCH", "").split(", ")
        status = HTTPStatus.NOT_MODIFIED if same else HTTPStatus.OK
        body = b"" if same else page.body
        name = logs.named(environ.get("HTTP_X_REQUEST_ID", ""))
        headers = [*page.headers, ("X-Request-ID", name)]
        if same:
            headers = [(k, v) for k, v in headers if k not in UNSAID]
        else:
            headers.append(("Content-Length", str(len(body))))
        start(f"{status.value} {status.phrase}", headers)
        logs.told(
            self._app.extensions["measures"],
            method="GET",
            route=page.route,
            status=status.value,
            seconds=perf_counter() - begun,
            request_id=name,
        )
        return [body]


def _for_all(answer: Response) -> bool:
    return (
        answer.status_code == HTTPStatus.OK
        and not answer.is_streamed
        and "Set-Cookie" not in answer.headers
        and "ETag" not in answer.headers
    )


def install(app: Flask) -> None:
    """Keep the pages of *app*; asked last of all what becomes of an answer."""
    kept = Kept(app.wsgi_app, app)
    app.extensions["kept"] = kept
    app.after_request_funcs.setdefault(None, []).insert(0, kept.keep)
    app.wsgi_app = kept  # type: ignore[assignment, method-assign]

"""The twins of a page: the same as JSON, and where it lists things as CSV.

One rule serves all three: ``.json`` and ``.csv`` are taken off the path before Flask
looks at it, so no view knows of suffixes.  ``/index.json`` is the twin of ``/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, request
from werkzeug.exceptions import NotFound

from application.pages.cells import csv_of

ASKED = "depositary.twin"
SUFFIXES = {".json": "json", ".csv": "csv"}
APART = ("/static/", "/api/", "/exports/", "/feeds/", "/evidence/")
TYPES = {"json": "application/json", "csv": "text/csv"}

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Suffixes:
    """WSGI: take the suffix off the path and remember what was asked for."""

    def __init__(self, inner: Wsgi) -> None:
        """Stand before *inner*."""
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Pass the request on, its path without the suffix."""
        path = environ.get("PATH_INFO", "")
        for suffix, twin in SUFFIXES.items():
            if path.endswith(suffix) and not path.startswith(APART):
                bare = path.removesuffix(suffix)
                environ["PATH_INFO"] = "/" if bare == "/index" else bare
                environ[ASKED] = twin
        return self.inner(environ, start)


def wanted(*, lists: bool = False) -> str:
    """Return ``html``, ``json`` or ``csv``: by suffix, else by ``Accept``."""
    suffix = str(request.environ.get(ASKED, ""))
    if suffix == "csv" and not lists:
        raise NotFound("this page lists nothing, so it has no CSV")
    if suffix:
        return suffix
    offered = ["text/html", "application/json", "application/problem+json"]
    if lists:
        offered.append("text/csv")
    best = request.accept_mimetypes.best_match(offered) or "text/html"
    return best.rpartition("/")[2].rpartition("+")[2]


def as_json(data: dict[str, Any], about: dict[str, Any]) -> Response:
    """Answer with *data*, and *about* which state of the register it is."""
    told = {"about": about, **data}
    written = orjson.dumps(told, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    return Response(written, mimetype=TYPES["json"])


def as_csv(
    headers: Sequence[str], rows: Iterable[Sequence[Any]], about: dict[str, Any]
) -> Response:
    """Answer with a list, as a file that names its page and position."""
    answer = Response(csv_of(headers, rows), mimetype=TYPES["csv"])
    page = request.path.strip("/").replace("/", "-") or "index"
    name = f"{page}-at-{about['position']}.csv"
    answer.headers.set("Content-Disposition", "inline", filename=name)
    return answer


def links(*, lists: bool) -> list[dict[str, str]]:
    """Return the addresses of this page's twins, for the foot of the page."""
    said = [(k, v) for k, v in request.args.items(multi=True) if k != "lang" and v]
    query = f"?{urlencode(said)}" if said else ""
    path = request.script_root + (request.path if request.path != "/" else "/index")
    found = [("JSON", "json"), ("CSV", "csv")] if lists else [("JSON", "json")]
    return [
        {"label": label, "href": f"{path}.{twin}{query}", "type": TYPES[twin]}
        for label, twin in found
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)

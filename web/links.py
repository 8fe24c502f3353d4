"""The way from an old title, another spelling or a symbol to a thing's own address."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote, urlencode

from flask import abort, redirect, request

from application.pages.references import resolve
from web.site import PLURALS, office, person, reader
from web.twins import ASKED


def key_of(kind: str, text: str) -> str:
    """Return the key that *text* is; another name of the thing is sent on to it."""
    key = resolve(reader(), kind, text)
    if key != text:
        abort(redirect(_address(kind, key), HTTPStatus.MOVED_PERMANENTLY))
    return key


def _address(kind: str, key: str) -> str:
    """Return the thing's own address, as the twin that was asked for."""
    twin = request.environ.get(ASKED)
    path = f"{request.script_root}/{PLURALS[kind]}/{quote(key)}"
    said = urlencode([*request.args.items(multi=True)])
    return path + (f".{twin}" if twin else "") + (f"?{said}" if said else "")


def people(persons: object) -> dict[str, str]:
    """Name persons, for who is signed in; the pages decide who may know whom."""
    return office.accounts.names([*persons]) if person() else {}  # type: ignore[misc]

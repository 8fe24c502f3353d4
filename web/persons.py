"""Who is signed in; a session ends when the password changes or the account shuts."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from flask import Flask, Request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from web.security import bearer
from web.site import office

logins = LoginManager()
LASTS = timedelta(hours=12)
ACT = "act"
"""The scope of a token that may change anything."""


class Person(UserMixin):
    """Who is signed in: an id, and the print of the key their session hangs on."""

    def __init__(self, person: str, key: str) -> None:
        """Know *person* by the session *key* of the account."""
        self.person = person
        self.print = hashlib.sha256(key.encode()).hexdigest()[:32]

    def get_id(self) -> str:
        """Return what the session cookie holds."""
        return f"{self.person}.{self.print}"


def person_of(number: str) -> Person | None:
    """Return the person of an id, while the account is open."""
    key = office.accounts.session_key(number)
    return Person(number, key) if key else None


@logins.user_loader
def _(cookie: str) -> Person | None:
    number, _dot, seen = cookie.rpartition(".")
    found = person_of(number)
    return found if found and hmac.compare_digest(found.print, seen) else None


@logins.request_loader
def _(request: Request) -> Person | None:
    secret = bearer()
    found = office.accounts.bearer(secret) if secret else None
    needed = "read" if request.method in {"GET", "HEAD"} else ACT
    if found is None or needed not in found.scopes:
        return None
    return Person(found.person, found.session_key)


def begin(number: str) -> None:
    """Begin a session of its own for a person who has shown who they are."""
    found = person_of(number)
    session.clear()
    if found:
        session.permanent = True
        login_user(found)


def end() -> None:
    """End the session; nothing of it stays in the browser."""
    logout_user()
    session.clear()


def install(app: Flask) -> None:
    """Let *app* know who is signed in."""
    app.permanent_session_lifetime = LASTS
    logins.session_protection = None
    logins.init_app(app)

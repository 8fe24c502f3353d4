"""Visits to the pages without a browser: who signs in, reads, sends and tells."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from application.accounts import Accounts
from application.office import Office
from tests.world import World
from web import create_app
from web.security import limiter

SITES: list[Flask] = []
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "several words make one"  # noqa: S105 (of made-up people)


def site_of(office: Office) -> Flask:
    """Return one site for all tests, so that no template is compiled twice."""
    if not SITES:
        SITES.append(create_app(office))
        SITES[0].testing = True
    return SITES[0]


@dataclass
class Visitor:
    """One browser of one person, who may sign in."""

    world: World
    client: FlaskClient

    @classmethod
    def of(cls, world: World) -> Self:
        """Open the site of a register at work, its passwords quick to check."""
        office = world.office
        office.accounts.close()
        office.accounts = Accounts.open(
            Path(world.home) / "accounts.db", clock=world.time, hasher=QUICK
        )
        app = site_of(office)
        app.extensions["office"] = office
        limiter.reset()
        return cls(world, app.test_client())

    def another(self) -> Self:
        """Return somebody else at the same site."""
        return type(self)(self.world, self.client.application.test_client())

    def account(self, person: str, name: str = "") -> str:
        """Give *person* of the log an account; return the address."""
        address = f"{person.lower()}@example.org"
        if self.world.office.accounts.by_email(address):
            return address
        made = self.world.office.accounts.add(address, name or person, PASSWORD)
        file = sqlite3.connect(Path(self.world.home) / "accounts.db")
        with file:
            file.execute(
                "UPDATE person SET person = ? WHERE person = ?", (person, made)
            )
        file.close()
        return address

    def sign_in(self, person: str) -> Self:
        """Sign in as *person*."""
        answer = self.send(
            "/sign-in", email=self.account(person), password=PASSWORD, next="/"
        )
        assert answer.status_code == 303, answer.text
        return self

    def get(self, path: str, **rest: Any) -> TestResponse:
        """Read a page."""
        return self.client.get(path, **rest)

    def token(self) -> str:
        """Return the token that says a form is of this site."""
        return str(self.client.get("/sign-in.json").json["csrf_token"])  # type: ignore[index]

    def send(self, path: str, **said: Any) -> TestResponse:
        """Send a form, as a browser does."""
        return self.client.post(path, data={"csrf_token": self.token(), **said})

    def tell(self, path: str, said: Any, **headers: str) -> TestResponse:
        """Send the same as a program, in JSON."""
        sent = {"X-CSRFToken": self.token()}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, json=said, headers=sent)

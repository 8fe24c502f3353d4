"""The inbox of one among many, beside the page of commitments.

``python -m bench.inbox [--commitments 5000] [--engine postgresql]``
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from application.accounts import Accounts
from application.commands.act import Act
from application.office import Office
from application.register import Register
from application.settings import Settings
from bench.engines import database
from bench.table import Floor, interleaved, show, times
from domain.definition import load
from web import create_app, lines
from web.persons import person_of

REGISTRAR, SECRETARY = "p-registrar", "p-secretary"
BASIS = ("bench",)
PACKAGES, MEMBERS = 20, 20
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
WATCHED = {"a lead": 1, "a member": 51}
"""Whose inbox is measured: the participant by its number."""
TEXT = ["The participating governments widen resettlement and pathways."]


class Crowd:
    """Many participants in many committees, with many open questions."""

    def __init__(self, url: str, participants: int, named: Mapping[int, str]) -> None:
        """Set the scene; *named* are the delegates of some, by their number."""
        self.clock = BEGIN
        self.register = Register(url, "LAD", lambda: self.clock)
        self.register.establish(load("la-declaration"), REGISTRAR, SECRETARY)
        letters = product(ascii_uppercase, repeat=3)
        self.codes = ["".join(next(letters)) for _ in range(participants)]
        self.delegates = {code: f"p-delegate-{code}" for code in self.codes}
        self.delegates |= {self.codes[n]: person for n, person in named.items()}
        for code in self.codes:
            self._admit(code)
        said: dict[str, Any] = {"code": "P1", "number": 1, "title": "One"}
        self.act(SECRETARY, "process", "LAD", "define-pillar", said)
        said = {"office": "chair", "holder": self.codes[-1]}
        self.act(SECRETARY, "process", "LAD", "assume-office", said)
        self.seats = [self._form(number) for number in range(1, PACKAGES + 1)]

    def act(
        self, person: str, kind: str, key: str, action: str, said: Any = None
    ) -> Any:
        """Carry out one act."""
        act = Act(kind, key, action, person, said or {}, basis=BASIS)
        return self.register.act(act)

    def ask(self, number: int) -> None:
        """Bring a commitment to one of the stages in which somebody is asked."""
        place = number % PACKAGES
        first, second = (self.delegates[code] for code in self.seats[place][:2])
        said = {"package": f"AP{place + 1:02}", "title": f"Commitment {number}"}
        said = {**said, "paragraphs": TEXT}
        key = self.act(first, "commitment", "", "draft", said).reference
        where = ("commitment", key)
        self.act(second, *where, "concur")
        if number % 3 == 0:
            return
        self.act(first, *where, "concur")
        self.act(first, *where, "table")
        said = {"language": "es", "paragraphs": TEXT}
        self.act(SECRETARY, *where, "add-translation", said)
        self.act(SECRETARY, *where, "circulate")

    def silence(self, number: int, reference: str) -> None:
        """Let silence run on a commitment whose comment period is over."""
        first = self.delegates[self.seats[number % PACKAGES][0]]
        where = ("commitment", reference)
        self.act(first, *where, "seek-decision", {"procedure": "silence"})
        chair = f"p-minister-{self.codes[-1]}"
        self.act(chair, *where, "open-silence", {"hours": "100"})

    def _admit(self, code: str) -> None:
        said = {"key": code, "name": f"Country {code}", "nature": "state"}
        self.act(SECRETARY, "participant", "", "register", said)
        where, minister = ("participant", code), f"p-minister-{code}"
        said = {"holder": minister, "office": "Minister"}
        self.act(SECRETARY, *where, "enter-minister", said)
        self.act(minister, *where, "endorse")
        said = {"holder": f"p-coordinator-{code}", "level": "principal"}
        self.act(minister, *where, "designate", said)
        said = {"holder": self.delegates[code], "capacity": "delegate"}
        self.act(minister, *where, "delegate", said)

    def _form(self, number: int) -> list[str]:
        key = f"AP{number:02}"
        said = {"key": key, "number": number, "title": f"Area {number}"}
        said["pillar"] = "P1"
        self.act(SECRETARY, "package", "", "identify", said)
        step, whole = len(self.codes) // MEMBERS, len(self.codes)
        seats = [self.codes[(number + n * step) % whole] for n in range(MEMBERS)]
        actions = ["volunteer-lead", "volunteer-co-lead", *["join"] * (MEMBERS - 2)]
        for code, action in zip(seats, actions, strict=True):
            self.act(f"p-coordinator-{code}", "package", key, action)
        return seats


def filled(
    url: str, participants: int, commitments: int, named: Mapping[int, str]
) -> Crowd:
    """Make the register."""
    crowd = Crowd(url, participants, named)
    for number in range(commitments):
        crowd.ask(number)
    crowd.clock += timedelta(days=15)
    for number in range(commitments):
        if number % 3 == 2:  # a third of them
            crowd.silence(number, f"LAD-{number + 1:03}")
    return crowd


def signed_in(app: Flask, person: str) -> FlaskClient:
    """Return a browser in which somebody is signed in."""
    client = app.test_client()
    with app.app_context(), client.session_transaction() as session:
        found = person_of(person)
        session["_user_id"] = found.get_id() if found else ""
        session["_fresh"] = True
    return client


def page(client: FlaskClient, path: str) -> Callable[[], Any]:
    """Return what asks for a page, made anew."""
    kept = client.application.extensions["kept"]

    def get() -> None:
        kept.forget()
        answer = client.get(path)
        assert answer.status_code == HTTPStatus.OK
        assert len(answer.data) > 10_000

    return get


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=200)
    parser.add_argument("--commitments", type=int, default=5000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--repeats", type=int, default=9)
    said = parser.parse_args()
    lines.configure("error", "json", sys.stderr)
    with tempfile.TemporaryDirectory(prefix="depositary-") as folder:
        return measured(Path(folder), said)


def measured(home: Path, said: argparse.Namespace) -> int:
    """Make the register in *home*, and measure."""
    url = f"sqlite:///{home / 'register.db'}"
    if said.engine == "postgresql":
        url = database(home / "postgresql", "inbox", fresh=True)
    accounts = Accounts.open(home / "accounts.db")
    people = {
        name: accounts.add(f"{number}@example.org", name, None)
        for name, number in WATCHED.items()
    }
    named = {WATCHED[name]: person for name, person in people.items()}
    crowd = filled(url, said.participants, said.commitments, named)
    settings = Settings.read({"DEPOSITARY_HOME": str(home)})
    office = Office(settings, crowd.register, accounts)
    app, found = create_app(office), dict[str, Callable[[], int]]()
    for name, person in people.items():
        client = signed_in(app, person)
        found[f"commitments, {name}"] = times(10, page(client, "/commitments"))
        found[f"inbox, {name}"] = times(10, page(client, "/inbox"))
    for run in found.values():
        run()
    floors = [
        Floor(f"inbox, {name}", f"commitments, {name}", most=1.5) for name in WATCHED
    ]
    title = f"The inbox among {said.participants} and {said.commitments} open"
    reached = show(title, "page", interleaved(found, said.repeats), floors)
    office.close()
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

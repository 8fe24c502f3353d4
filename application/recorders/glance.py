"""A look at a PostgreSQL server that makes nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from application.recorders.appendonly import missing_in_postgres
from application.recorders.patient import Cursor, connect
from application.sql import statements
from domain.errors import Unreadable

SQL = statements("server.postgres.sql")
SECONDS = 15


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server says of itself, and of the log it holds."""

    about: dict[str, Any]
    missing: list[str]
    may_undo: bool


@contextmanager
def looking(url: str) -> Iterator[Cursor]:
    """Give a cursor that only reads; raises ``Unreadable`` with the server's reason."""
    try:
        connection = connect(url, SECONDS)
    except psycopg.Error as reason:
        raise Unreadable(in_a_line(reason)) from reason
    try:
        connection.read_only = True
        yield Cursor(connection.cursor())
    except psycopg.Error as reason:
        raise Unreadable(in_a_line(reason)) from reason
    finally:
        connection.close()


def in_a_line(reason: psycopg.Error) -> str:
    """Return what the server said, without its hints."""
    return (str(reason).splitlines() or [type(reason).__name__])[0]


def holds_log(url: str) -> bool:
    """Whether a database holds a log; raises ``Unreadable``."""
    with looking(url) as cursor:
        return bool(cursor.execute(SQL["holds_log"]).fetchone()["found"])


def seen(url: str) -> Seen:
    """Look at the server, at the triggers, and at what this role may undo."""
    with looking(url) as cursor:
        about = dict(cursor.execute(SQL["about"]).fetchone())
        undo = cursor.execute(SQL["may_undo"]).fetchone()
        missing = missing_in_postgres(cursor)
    return Seen(about, missing, may_undo=bool(undo and undo["found"]))

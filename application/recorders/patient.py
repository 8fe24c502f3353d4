"""A connection to PostgreSQL that doesn't wait for ever, and a cursor of our manner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from time import monotonic
from typing import Any, Self

import psycopg
from psycopg.rows import dict_row

from application.recorders.writer import PATIENCE

CONNECT_SECONDS = 2
SHORTEST = 0.2
AT_ONCE = 500
OPTIONS = (
    "-c lock_timeout={lock}"
    " -c idle_in_transaction_session_timeout={idle}"
    " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
    " -c timezone=UTC"
)
LOCK_SECONDS = PATIENCE - 1
"""The server says that a lock can't be had before we stop to listen."""


class Patient(psycopg.Connection[Any]):
    """A connection that doesn't wait for ever for a server that says nothing."""

    seconds: float = PATIENCE
    deadline: float | None = None

    def wait(
        self, gen: Any, interval: float = 0.1, timeout: float | None = None
    ) -> Any:
        """Wait for one answer, up to ``seconds``, and to the ``deadline`` if any."""
        limit = timeout or self.seconds
        if self.deadline is not None:
            limit = max(min(limit, self.deadline - monotonic()), SHORTEST)
        return super().wait(gen, interval=interval, timeout=limit)

    def lose(self) -> None:
        """Close it at once, without a word to the server."""
        self.pgconn.finish()


def connect(url: str, idle_seconds: int) -> Patient:
    """Connect; the server ends a transaction that idles so long (a lost node)."""
    return Patient.connect(
        url,
        connect_timeout=CONNECT_SECONDS,
        options=OPTIONS.format(lock=int(LOCK_SECONDS * 1000), idle=idle_seconds * 1000),
        keepalives=1,
        keepalives_idle=5,
        tcp_user_timeout=int(PATIENCE * 1000),
        row_factory=dict_row,
    )


class Cursor:
    """A cursor that takes ``:named`` values and gives rows as mappings."""

    def __init__(self, cursor: Any) -> None:
        """Wrap a cursor of the driver."""
        self._cursor = cursor

    def execute(self, sql: str, values: Mapping[str, Any] | None = None) -> Self:
        """Run one statement."""
        self._cursor.execute(translated(sql), values or {})
        return self

    def executemany(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> Self:
        """Run one statement for each row, some hundred at once."""
        for first in range(0, len(rows), AT_ONCE):
            self._cursor.executemany(translated(sql), rows[first : first + AT_ONCE])
        return self

    def copy(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Send rows to a statement that copies them into a table."""
        with self._cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    def stream(self, sql: str) -> Iterator[Any]:
        """Give the rows of a statement as the server sends them."""
        return iter(self._cursor.stream(translated(sql)))

    def fetchone(self) -> Any:
        """Return the next row, or ``None``."""
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """Return every row."""
        found: list[Any] = self._cursor.fetchall()
        return found

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows the last statement touched."""
        return int(self._cursor.rowcount)


@cache
def translated(sql: str) -> str:
    """Return a statement with ``:named`` values as the driver writes them."""
    return re.sub(r"(?<![:\w]):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))

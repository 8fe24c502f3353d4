"""Acts a second in one process: raw INSERT, the library as it comes, this register.

``python -m bench.writing [--threads 16] [--engine postgresql]``
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bench.committee import Committee
from bench.engines import database
from bench.grow import KEPT
from bench.library import Library, on_postgres, on_sqlite
from bench.table import Candidates, Floor, interleaved, show

PAYLOAD = b"x" * 450
ACTS = 13
Life = Callable[[], int]


def raw_sqlite(folder: Path) -> Life:
    """One INSERT a transaction, with full sync: the limit of the machine."""
    connection = sqlite3.connect(
        folder / "raw.db", isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, state BLOB)")

    def life() -> int:
        for _ in range(ACTS):
            connection.execute("INSERT INTO t (state) VALUES (?)", (PAYLOAD,))
        return ACTS

    return life


def raw_postgres(url: str) -> Life:
    """One INSERT a transaction on PostgreSQL."""
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE TABLE t (n BIGSERIAL PRIMARY KEY, state BYTEA)")

    def life() -> int:
        for _ in range(ACTS):
            connection.execute("INSERT INTO t (state) VALUES (%s)", (PAYLOAD,))
        return ACTS

    return life


def many(life: Life, lives: int, threads: int) -> Life:
    """Run many lives, in one thread or in several."""

    def run() -> int:
        if threads == 1:
            return sum(life() for _ in range(lives))
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(lambda _: life(), range(lives)))

    return run


def library_on(url: str) -> Library:
    """Return the library's application on a PostgreSQL database."""
    told = conninfo_to_dict(url)
    return on_postgres({
        "POSTGRES_DBNAME": str(told["dbname"]),
        "POSTGRES_HOST": str(told["host"]),
        "POSTGRES_PORT": str(told.get("port", 5432)),
        "POSTGRES_USER": str(told["user"]),
        "POSTGRES_PASSWORD": str(told.get("password", "")),
    })  # fmt: skip


def sqlite_pair(folder: Path) -> dict[str, Life]:
    """Return the limit, the library and the register on SQLite."""
    return {
        "raw INSERT": raw_sqlite(folder),
        "library": on_sqlite(str(folder / "library.db")).life,
        "register": Committee(str(folder / "register.db")).life,
    }


def postgres_pair() -> dict[str, Life]:
    """Return the limit, the library and the register on PostgreSQL."""
    names = ("writing_raw", "writing_library", "writing_register")
    urls = [database(KEPT / "postgresql", name, fresh=True) for name in names]
    return {
        "raw INSERT": raw_postgres(urls[0]),
        "library": library_on(urls[1]).life,
        "register": Committee(urls[2]).life,
    }


def asked(description: str | None) -> Any:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--lives", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=5)
    return parser.parse_args()


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    said = asked(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pair = sqlite_pair(folder) if said.engine == "sqlite" else postgres_pair()
        candidates: Candidates = {
            name: many(life, said.lives, 1 if name == "raw INSERT" else said.threads)
            for name, life in pair.items()
        }
        found = interleaved(candidates, said.repeats)
    title = f"Acts on {said.engine}, full sync, {said.threads} thread(s)"
    floor = 1.5 if said.threads == 1 else 2.5
    floors = [Floor("register", "library", least=floor)]
    floors.append(Floor("register", "raw INSERT", least=0.0))
    return 0 if show(title, "acts", found, floors) else 1


if __name__ == "__main__":
    sys.exit(main())

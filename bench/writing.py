"""Acts a second in one process: raw INSERT, the library as it comes, this register.

``python -m bench.writing [--threads 16]``
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.committee import register_in
from bench.library import on_sqlite
from bench.table import interleaved, show

PAYLOAD = b"x" * 450


def raw(folder: Path) -> Callable[[], int]:
    """One INSERT a transaction, with full sync: the limit of the machine."""
    connection = sqlite3.connect(
        folder / "raw.db", isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, state BLOB)")

    def life() -> int:
        for _ in range(13):
            connection.execute("INSERT INTO t (state) VALUES (?)", (PAYLOAD,))
        return 13

    return life


def many(life: Callable[[], int], lives: int, threads: int) -> Callable[[], int]:
    """Run many lives, in one thread or in several."""

    def run() -> int:
        if threads == 1:
            return sum(life() for _ in range(lives))
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(lambda _: life(), range(lives)))

    return run


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--lives", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    floor = 1.5 if asked.threads == 1 else 2.5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = register_in(folder), on_sqlite(str(folder / "library.db"))
        candidates = {
            "raw INSERT": many(raw(folder), asked.lives, 1),
            "library": many(theirs.life, asked.lives, asked.threads),
            "register": many(ours.life, asked.lives, asked.threads),
        }
        found = interleaved(candidates, asked.repeats)
    title = f"Acts on SQLite, full sync, {asked.threads} thread(s)"
    floors = [("register", "library", floor), ("register", "raw INSERT", 0.0)]
    return 0 if show(title, "acts/s", found, floors) else 1


if __name__ == "__main__":
    sys.exit(main())

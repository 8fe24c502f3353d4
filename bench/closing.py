"""Closing a reporting period over twenty thousand owed reports, beside raw INSERTs.

``python -m bench.closing [--owed 20000] [--engine postgresql]``

Closing reads who filed, fixes the four lists in one event and brings the views up to
date.  Beside it as many bare rows are inserted by one statement in one transaction.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import psycopg

from application.commands.act import Act
from bench.engines import database
from bench.grow import KEPT
from bench.scene import CAPACITIES, COUNTRIES, SECRETARY, Scene
from bench.table import Floor, interleaved, show

AT_ONCE = 500
CREATE = (
    "CREATE TABLE bare (period TEXT NOT NULL, undertaking TEXT NOT NULL,"
    " participant TEXT NOT NULL, standing TEXT NOT NULL, due TEXT NOT NULL,"
    " PRIMARY KEY (period, undertaking))"
)
Row = tuple[str, str, str, str, str]


def bare(rows: int, turn: int) -> Iterator[Row]:
    """Give rows as wide as those of the view."""
    for number, code in zip(range(rows), cycle(COUNTRIES), strict=False):
        key = f"LAD-{number:05}-{code}"
        yield f"period-{turn}", key, code, "silent", "2023-08-29T23:59:59.999999Z"


def raw(connect: Callable[[], Any], mark: str, rows: int) -> Callable[[], int]:
    """Return what inserts as many rows by one statement, in one transaction."""
    connection, turns = connect(), iter(range(10_000))
    connection.execute(CREATE)
    sql = f"INSERT INTO bare VALUES ({', '.join([mark] * 5)})"  # noqa: S608 (our own)

    def insert() -> int:
        given = [*bare(rows, next(turns))]
        connection.execute("BEGIN")
        connection.cursor().executemany(sql, given)
        connection.execute("COMMIT")
        return rows

    return insert


def on_sqlite(folder: Path) -> Callable[[], Any]:
    """Return what opens a bare SQLite file, with full sync."""

    def connect() -> Any:
        found = sqlite3.connect(folder / "raw.db", isolation_level=None)
        found.execute("PRAGMA journal_mode = WAL")
        found.execute("PRAGMA synchronous = FULL")
        return found

    return connect


def on_postgres() -> Any:
    """Open an empty PostgreSQL database."""
    url = database(KEPT / "postgresql", "closing_raw", fresh=True)
    return psycopg.connect(url, autocommit=True)


def promised(scene: Scene, rows: int) -> None:
    """Let every country announce its share of the undertakings."""
    ours = cycle(COUNTRIES)
    for first in range(0, rows, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, rows))
        scene.wait(minutes=3)
        scene.register.act_all([
            Act(
                "commitment", "", "announce", f"p-minister-{next(ours)}",
                {"form": "national", "title": f"Promise {number}", "pillar": "P1"},
            )
            for number in numbers
        ])  # fmt: skip


def opened(scene: Scene, periods: int, filed: int) -> list[str]:
    """Open several periods over the same undertakings; some report in each."""
    keys = [f"{2022 + turn}-a" for turn in range(periods)]
    for key in keys:
        said = {"key": key, "title": key, "begins": "2021-01-04", "ends": "2021-02-28"}
        scene.act(SECRETARY, "period", "", "announce", said)
        scene.act(SECRETARY, "period", key, "open")
    for number in range(1, filed + 1):
        code = [*COUNTRIES][(number - 1) % len(COUNTRIES)]
        where = ("undertaking", f"LAD-{number:03}-{code}")
        said = {"self_status": "in progress", "narrative": "Begun."}
        drafter, submitter = (f"p-{capacity}-{code}" for capacity in CAPACITIES[1:])
        for report, key in enumerate(keys, start=1):
            scene.act(drafter, *where, "draft-report", said | {"period": key})
            scene.act(submitter, *where, "submit-report", {"report": str(report)})
    for key in keys:
        scene.act(SECRETARY, "period", key, "remind")
    scene.clock += timedelta(days=365)
    return keys


def closing(scene: Scene, keys: list[str], rows: int) -> Callable[[], int]:
    """Return what closes the next period."""
    waiting = iter(keys)

    def close() -> int:
        scene.act(SECRETARY, "period", next(waiting), "close")
        return rows

    return close


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--owed", type=int, default=20_000)
    parser.add_argument("--filed", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=5)
    said = parser.parse_args()
    sqlite = said.engine == "sqlite"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'register.db'}"
        if not sqlite:
            url = database(KEPT / "postgresql", "closing", fresh=True)
        scene = Scene(url)
        promised(scene, said.owed)
        keys = opened(scene, said.repeats, said.filed)
        connect, mark = (on_sqlite(folder), "?") if sqlite else (on_postgres, "%s")
        found = interleaved(
            {
                "raw INSERT": raw(connect, mark, said.owed),
                "closing": closing(scene, keys, said.owed),
            },
            said.repeats,
        )
        scene.register.close()
    title = f"Closing a period over {said.owed:,} owed on {said.engine}, full sync"
    floors = [Floor("closing", "raw INSERT", most=5)]
    return 0 if show(title, "rows", found, floors) else 1


if __name__ == "__main__":
    sys.exit(main())

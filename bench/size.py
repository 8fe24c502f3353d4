"""Bytes on disk for each act: the log, the answers kept, the views and their indexes.

``python -m bench.size [--events 1000000]`` (SQLite alone tells what each tree takes)
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from rich.console import Console
from rich.table import Table

from application.recorders.library import sqlite3
from bench.committee import register_in
from bench.grow import asked, grown
from bench.table import tell

MOST = 900
TREES = """
import json, sqlite3, sys
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True)
sql = "SELECT name, SUM(pgsize), SUM(payload) FROM dbstat GROUP BY name"
print(json.dumps(database.execute(sql).fetchall()))
"""
"""Run apart: the system's SQLite knows ``dbstat``, and two must not open one file."""


def counted(file: Path) -> tuple[int, int]:
    """Return how many acts and how many events there are."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (acts,) = database.execute("SELECT COUNT(*) FROM commands").fetchone()
        (events,) = database.execute("SELECT COUNT(*) FROM stored_events").fetchone()
        (free,) = database.execute("PRAGMA freelist_count").fetchone()
        if free:
            database.execute("VACUUM")  # what a rebuild left is no part of an act
    return acts, events


def trees(file: Path) -> dict[str, tuple[int, int]]:
    """Return the bytes that each table and index takes, and those it is filled with."""
    command = [sys.executable, "-c", TREES, str(file)]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    if done.returncode:
        return {}
    return {
        name: (pages, payload) for name, pages, payload in orjson.loads(done.stdout)
    }


def of_acts(lives: int = 600) -> float:
    """Return the bytes for each act where all were acts: thirteen a commitment."""
    with TemporaryDirectory() as name:
        committee = register_in(Path(name))
        for _ in range(lives):
            committee.life()
        committee.register.close()
        file = Path(name) / "register.db"
        acts, _ = counted(file)
        return file.stat().st_size / acts


def main() -> int:
    """Measure and print; 1 when the floor is not reached."""
    said = asked(__doc__).parse_args()
    home, _ = grown(said.events, "sqlite", said.folder)
    file = home / "register.db"
    acts, events = counted(file)
    size, console = file.stat().st_size, Console(width=100, highlight=False)
    table = Table(title=f"{acts:,} acts, {events:,} events", title_justify="left")
    for head in ("", "bytes an act", "of it filled", "bytes an event"):
        table.add_column(head, justify="left" if not head else "right")
    for name, (pages, filled) in sorted(trees(file).items(), key=lambda it: -it[1][0]):
        if pages / acts >= 1:
            row = (pages / acts, filled / acts, pages / events)
            table.add_row(name, *(f"{value:,.0f}" for value in row))
    table.add_section()
    table.add_row("whole file", f"{size / acts:,.0f}", "", f"{size / events:,.0f}")
    console.print(table)
    told = []
    kinds = {"lives of commitments": size / acts, "thirteen acts": of_acts()}
    for kind, found in kinds.items():
        word = "reached" if found <= MOST else "NOT reached"
        text = f"bytes on disk for each act, {kind}: {found:,.0f} (at most {MOST})"
        told.append((f"{text} {word}", found <= MOST))
    return 0 if tell(console, told) else 1


if __name__ == "__main__":
    sys.exit(main())

"""The Partnership's rows: imported, and pages as of a day at fifty times as many.

``python -m bench.ogp [--rows ../shared/data/ogp] [--times 50] [--repeats 5]``
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any

from application.accounts import Accounts
from application.load_ogp import load_ogp
from application.office import Office
from application.recorders.library import sqlite3
from application.recorders.log import SQL
from application.register import Register
from application.settings import Settings
from application.views.rebuild import rebuild
from bench.table import Floor, interleaved, show, times
from domain.words import stream_id
from web import create_app, lines

ROWS = Path(__file__).parents[2] / "shared" / "data" / "ogp"
REGISTRAR, SECRETARY = "p-registrar", "p-secretary"
COPIED = ("commitment.", "undertaking.", "process.reference-allotted")
DAYS = ("2012-06-15", "2012-12-31", "2013-11-05", "2016-12-31", "2020-02-29")
PAGES = {
    "overview": "/",
    "scorecard": "/scorecard",
    "brief": "/participants/ALB/brief",
}
FLOOR, MOST = 5_000, 1.5
TURNS = 4
Log = list[tuple[str, int, str, bytes]]
"""Rows of a log in their order: stream, version, topic, state."""


def office_in(home: Path) -> Office:
    """Open an office in a folder, its register without an address elsewhere."""
    home.mkdir(parents=True, exist_ok=True)
    said = {"DEPOSITARY_HOME": str(home), "DEPOSITARY_LOG_LEVEL": "error"}
    register = Register(f"sqlite:///{home / 'register.db'}", "OGP")
    return Office(Settings.read(said), register, Accounts.open(home / "accounts.db"))


def imported(folder: Path, rows: Path, most: int) -> Callable[[], int]:
    """Return what imports the rows, each time into another of *most* new registers."""
    offices = []
    for number in range(1, most + 1):
        offices.append(office_in(folder / f"import-{number}"))
        offices[-1].establish("ogp-nap", REGISTRAR, SECRETARY)
    empty = iter(offices)

    def run() -> int:
        with closing(next(empty)) as office:
            return load_ogp(office, rows, REGISTRAR).events

    return run


def log_of(home: Path) -> Log:
    """Return the rows of the log in a folder."""
    with closing(sqlite3.connect(home / "register.db")) as database:
        found = database.execute(
            "SELECT originator_id, originator_version, topic, state"
            " FROM stored_events ORDER BY position"
        )
        return [(*row[:3], bytes(row[3])) for row in found.fetchall()]


def inserted(folder: Path, log: Log) -> Callable[[], int]:
    """Return what writes the same rows into a table, and nothing else: the limit."""
    numbers = count(1)

    def run() -> int:
        with closing(sqlite3.connect(folder / f"raw-{next(numbers)}.db")) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.execute(
                "CREATE TABLE log (position INTEGER PRIMARY KEY, stream TEXT,"
                " version INTEGER, topic TEXT, state BLOB, UNIQUE (stream, version))"
            )
            rows = [(n, *row) for n, row in enumerate(log, start=1)]
            database.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?)", rows)
            database.commit()
        return len(log)

    return run


def grown(home: Path, log: Log, copies: int) -> int:
    """Make a register of a log whose commitments are there *copies* times."""
    with closing(office_in(home)) as office:
        ledger = office.register.ledger
        commitments = sum(row[2] == COPIED[2] for row in log)
        rows = numbered(log, commitments, copies, office.register.key)
        with ledger.writing() as cursor:
            cursor.executemany(SQL["insert_event"], rows)
        rebuild(office.register)
        return ledger.position()


def numbered(
    log: Log, commitments: int, copies: int, process: str
) -> Iterator[dict[str, Any]]:
    """Give the rows of the whole log and of its copies, each at its position."""
    positions, own = count(1), stream_id("process", process).hex
    versions = count(sum(row[0] == own for row in log) + 1)
    streams, last = names_in(log), log[-1][3][16:43]  # recorded when the last one was
    for number in range(copies):
        for stream, version, topic, state in log:
            if number and not topic.startswith(COPIED):
                continue
            told = (stream, version, state)
            if number:
                later = state[:16] + last + state[43:]
                told = copied(stream, version, later, number * commitments, streams)
            if number and stream == own:
                told = (own, next(versions), told[2])
            yield {
                "position": next(positions), "originator_id": told[0],
                "originator_version": told[1], "topic": topic, "state": told[2],
            }  # fmt: skip


def names_in(log: Log) -> dict[str, tuple[str, str, int]]:
    """Return the kind, the key and the number of each stream that is copied."""
    found = {}
    for stream, version, topic, state in log:
        kind = topic.partition(".")[0]
        if version == 1 and kind in {"commitment", "undertaking"}:
            key = after(state, b'"key":"')
            found[stream] = kind, key, int(key.split("-")[1])
        elif topic == COPIED[2]:
            key = after(state, b'"reference":"')
            found[f"{stream}/{version}"] = "process", key, int(key.split("-")[1])
    return found


def after(state: bytes, mark: bytes) -> str:
    """Return the text that begins after a mark, up to its quotation mark."""
    return state.partition(mark)[2].partition(b'"')[0].decode()


def copied(
    stream: str,
    version: int,
    state: bytes,
    more: int,
    streams: dict[str, tuple[str, str, int]],
) -> tuple[str, int, bytes]:
    """Return a row for the commitment that is *more* references further on."""
    named = streams.get(stream) or streams[f"{stream}/{version}"]
    kind, key, number = named
    process = key.split("-")[0]
    old, new = f"{process}-{number:03d}", f"{process}-{number + more:03d}"
    state = state.replace(f'"{old}'.encode(), f'"{new}'.encode())
    place = stream_id(kind, key.replace(old, new, 1)).hex
    return place, version, state


def asking(office: Office, address: str) -> Callable[[], object]:
    """Return what asks for a page as of one day after another, none of them kept."""
    client, turn = create_app(office).test_client(), count()

    def ask() -> None:
        day = DAYS[next(turn) % len(DAYS)]
        answer = client.get(f"{address}?as_of={day}&q={next(turn)}")
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    return ask


def importing(folder: Path, rows: Path, repeats: int) -> tuple[bool, Log]:
    """Measure the import beside its limit; return the log it made, too."""
    run = imported(folder, rows, repeats + 1)
    run()
    log = log_of(folder / "import-1")
    candidates = {"raw INSERT": inserted(folder, log), "import": run}
    found = interleaved(candidates, repeats)
    floors = [Floor("import", least=FLOOR, quiet=True)]
    return show("The Partnership's rows imported", "events", found, floors), log


def reading(folder: Path, log: Log, copies: int, repeats: int) -> bool:
    """Measure each page as of a day, on the plain rows and on *copies* times them."""
    plain, large = office_in(folder / "import-1"), folder / "large"
    events = grown(large, log, copies)
    office, reached = office_in(large), True
    for name, address in PAGES.items():
        if create_app(plain).test_client().get(address).status_code != HTTPStatus.OK:
            print(f"{name}: this version has no such page")
            continue
        candidates = {
            "plain": asking(plain, address),
            f"x {copies}": asking(office, address),
        }
        for ask in candidates.values():
            times(len(DAYS), ask)()
        turns = {
            n: partial(times(len(DAYS) * TURNS, ask)) for n, ask in candidates.items()
        }
        gc.collect()
        found = interleaved(turns, repeats)
        floors = [Floor(f"x {copies}", "plain", most=MOST)]
        title = f"{name} as of a day, {len(log):,} and {events:,} events"
        reached &= show(title, "pages", found, floors)
    plain.close()
    office.close()
    return reached


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, default=ROWS)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--repeats", type=int, default=5)
    said = parser.parse_args()
    lines.configure("error", "json", sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fast, log = importing(folder, said.rows, said.repeats)
        same = reading(folder, log, said.times, said.repeats)
    return 0 if fast and same else 1


if __name__ == "__main__":
    sys.exit(main())

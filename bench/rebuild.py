"""Events a second: all views drawn anew, and the library's way on a slice.

``python -m bench.rebuild [--events 1000000] [--engine postgresql]``
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteFactory, SQLiteTrackingRecorder
from eventsourcing.utils import Environment

from application.recorders.library import sqlite3
from application.register import Register
from application.views.rebuild import rebuild
from bench.grow import asked, grown
from bench.library import on_sqlite
from bench.table import Floor, interleaved, show

SLICE = 1_300
NAME = "library"


class View(SQLiteTrackingRecorder):
    """A view as the library's documentation has it: a row and how far, each time."""

    def put(self, row: tuple[Any, ...], tracking: Tracking) -> None:
        """Write one row and how far it goes, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute("INSERT INTO shown VALUES (?, ?, ?, ?)", row)


def library(folder: Path) -> Callable[[], int]:
    """Return what shows a slice of events, one transaction each."""
    application = on_sqlite(str(folder / "library.db"))
    recorder = application.recorder
    while (recorder.max_notification_id() or 0) < SLICE:
        application.life()
    file = folder / "view.db"

    def show_all() -> int:
        file.unlink(missing_ok=True)
        view, events = view_in(file), 0
        for found in recorder.select_notifications(1, SLICE):
            event: Any = application.mapper.to_domain_event(found)
            stream, time = str(event.originator_id), str(event.timestamp)
            view.put((found.id, stream, found.topic, time), Tracking(NAME, found.id))
            events += 1
        return events

    return show_all


def view_in(file: Path) -> View:
    """Make an empty view of the library in a file."""
    factory = SQLiteFactory(Environment(NAME, {"SQLITE_DBNAME": str(file)}))
    view = View(factory.datastore)
    view.create_table()
    with factory.datastore.transaction(commit=True) as cursor:
        columns = "n INTEGER PRIMARY KEY, stream TEXT, topic TEXT, at TEXT"
        cursor.execute(f"CREATE TABLE shown ({columns})")
    return view


def reading(url: str) -> Callable[[], int]:
    """Return what reads each row and its JSON, and nothing else: the limit."""
    file = url.removeprefix("sqlite:///")

    def read() -> int:
        events = 0
        with closing(sqlite3.connect(file)) as database:
            for (state,) in database.execute("SELECT state FROM stored_events"):
                orjson.loads(state)
                events += 1
        return events

    return read


def drawing(url: str) -> Callable[[], int]:
    """Return what draws every view anew."""
    register = Register(url, "LAD")
    return lambda: rebuild(register)


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = asked(__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    said = parser.parse_args()
    home, url = grown(said.events, said.engine, said.folder)
    with tempfile.TemporaryDirectory(dir=home) as name:
        candidates: dict[str, Callable[[], int]] = {"library": library(Path(name))}
        if said.engine == "sqlite":
            candidates["read + JSON"] = reading(url)
        candidates["register"] = drawing(url)
        found = interleaved(candidates, said.repeats)
    floors = [
        Floor("register", "library", least=30),
        Floor("register", least=80_000, quiet=True),
    ]
    title = f"All views of {said.events:,} events on {said.engine}"
    reached = show(title, "events", found, floors)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    each = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"  resident at most: {most} MB here, {each} MB in each process that draws")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

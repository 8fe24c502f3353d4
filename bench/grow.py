"""Makes a big register quickly: lives played by the rules, copied in bulk, views drawn.

``python -m bench.grow [--events 1000000] [--engine postgresql] [--folder …]``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

from application.accounts import Accounts
from application.commands.act import DIGEST_SIZE
from application.commands.answers import key_of
from application.ledger import Ledger
from application.office import Office
from application.recorders.log import SQL
from application.register import Register
from application.settings import Settings
from application.views.rebuild import rebuild
from bench.copies import Played, Row, copies
from bench.engines import database
from bench.lives import SHARES
from bench.scene import Scene

HERE = Path(__file__).parent
KEPT = Path(tempfile.gettempdir()) / "depositary-bench"
BATCH = 10_000
A_DAY = 40
MADE_BY = ("grow.py", "copies.py", "lives.py", "scene.py", "../application/mapper.py")


def grown(events: int, engine: str = "sqlite", folder: Path = KEPT) -> tuple[Path, str]:
    """Return the home and the address of a register of *events*, made when needed."""
    home = folder / f"{engine}-{events}"
    url = address(home, engine)
    mark, made_by = home / "made-by", fingerprint(*MADE_BY)
    if not mark.exists() or mark.read_text("utf-8") != made_by:
        if home.exists():
            shutil.rmtree(home)
        home.mkdir(parents=True)
        fill(address(home, engine, fresh=True), events)
        mark.write_text(made_by, "utf-8")
    draw(url, home / "drawn-by")
    return home, url


def address(home: Path, engine: str, *, fresh: bool = False) -> str:
    """Return the address of the database of a home; a *fresh* one is empty."""
    if engine == "sqlite":
        return f"sqlite:///{home / 'register.db'}"
    name = home.name.replace("-", "_")
    return database(home.parent / "postgresql", name, fresh=fresh)


def fingerprint(*names: str) -> str:
    """Return what tells whether the files that made something have changed."""
    told = hashlib.sha256()
    for name in names:
        told.update((HERE / name).read_bytes())
    return told.hexdigest()


def draw(url: str, mark: Path) -> None:
    """Draw the views, unless they were drawn by the code there is now."""
    views = sorted((HERE.parent / "application" / "views").glob("*.py"))
    made_by = fingerprint(*(str(file) for file in views))
    if not mark.exists() or mark.read_text("utf-8") != made_by:
        register = Register(url, "LAD")
        rebuild(register)
        register.close()
        mark.write_text(made_by, "utf-8")


def fill(url: str, events: int) -> None:
    """Set the scene, and write the stored events of as many lives as are needed."""
    scene = Scene(url)
    with tempfile.TemporaryDirectory() as name:
        elsewhere = Scene(str(Path(name) / "played.db"))
        turns = ((life, turn) for life, share in SHARES for turn in range(share))
        played = [Played(elsewhere, life, turn) for life, turn in turns]
        elsewhere.register.close()
    ledger = scene.register.ledger
    writing = Writing(ledger)
    acts = copies(played, first=1, a_day=A_DAY)
    while writing.position < events:
        writing.write(list(islice(acts, BATCH)), events)
    scene.register.close()


class Writing:
    """Writes the events of acts at the next positions, with the commands' answers."""

    def __init__(self, ledger: Ledger) -> None:
        """Go on after what *ledger* holds."""
        self.ledger = ledger
        self.position = ledger.position()
        self._versions: dict[str, Iterator[int]] = {}
        with ledger.reading() as cursor:
            cursor.execute(
                "SELECT originator_id, MAX(originator_version) AS last"
                " FROM stored_events GROUP BY originator_id"
            )
            for row in cursor.fetchall():
                self._versions[row["originator_id"]] = count(row["last"] + 1)

    def write(self, acts: list[list[Row]], upto: int) -> None:
        """Write *acts* until the log has *upto* events."""
        events: list[dict[str, Any]] = []
        answers: list[dict[str, Any]] = []
        for act in acts:
            if self.position >= upto:
                break
            first = self.position + 1
            events += [self._event(row) for row in act]
            answers.append(self._answer(act, first))
        with self.ledger.writing() as cursor:
            cursor.executemany(SQL["insert_event"], events)
            cursor.executemany(SQL["keep_command"], answers)

    def _event(self, row: Row) -> dict[str, Any]:
        self.position += 1
        return {
            "position": self.position,
            "originator_id": row.stream,
            "originator_version": row.version or next(self._versions[row.stream]),
            "topic": row.topic,
            "state": row.state.encode(),
        }

    def _answer(self, act: list[Row], first: int) -> dict[str, Any]:
        told = act[0]
        return {
            "command": key_of(told.command),
            "digest": hashlib.sha256(told.command.encode()).digest()[:DIGEST_SIZE],
            "position": first + told.own,
            "edition": told.edition,
        }


def office_on(home: Path, url: str) -> Office:
    """Open the office of a grown register, on either engine."""
    said = {"DEPOSITARY_HOME": str(home), "DEPOSITARY_LOG_LEVEL": "error"}
    settings = Settings.read(said)
    accounts = Accounts.open(home / "accounts.db")
    return Office(settings, Register(url, "LAD"), accounts)


def asked(description: str | None, **defaults: Any) -> argparse.ArgumentParser:
    """Return a parser with what every bench on a grown register can be asked."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--events", type=int, default=defaults.get("events", 1_000_000))
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--folder", type=Path, default=KEPT)
    return parser


def main() -> int:
    """Make one and say how long it took."""
    said = asked(__doc__).parse_args()
    began = time.perf_counter()
    home, url = grown(said.events, said.engine, said.folder)
    print(json.dumps({"home": str(home), "url": url}))
    print(f"{time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Long streams: a commitment replayed, and acts on a stream of ten and of a thousand.

``python -m bench.streams``
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from application.views.tables import ALL_KNOWN, When
from bench.lives import CONTEXT, delegate, tabled
from bench.scene import CO_LEAD, LEAD, Scene
from bench.table import Floor, interleaved, show, times
from domain.commitment import Commitment
from domain.record import fold

SIXTY, SHORT, LONG = 60, 10, 1_000
NUMBERS = count(1)


def argued(scene: Scene) -> str:
    """Bring a commitment to sixty events by arguing about its text."""
    key = tabled(scene, 0)
    record = scene.register.desk().whole("commitment", key)
    version = record.version if record else 0
    while version < SIXTY:
        text = f"{CONTEXT}\n\nTurn {version}."
        version = delegate(scene, LEAD, key, "revise", paragraphs=text).version
        for code in (LEAD, CO_LEAD)[: SIXTY - version]:
            version = delegate(scene, code, key, "concur").version
    return key


def declare(scene: Scene, code: str) -> int:
    """Take one act on a participant, that leaves what its rows show."""
    said = {"text": f"As we understand it, for the time {next(NUMBERS)}."}
    where = ("participant", code, "attach-declaration")
    receipt = scene.act(f"p-minister-{code}", *where, said)
    return int(receipt.version)


def lengthened(scene: Scene, code: str, length: int) -> Callable[[], int]:
    """Bring a participant's stream to a length; return what acts on it."""
    while declare(scene, code) < length:
        pass
    return times(20, partial(declare, scene, code))


def replay(scene: Scene, key: str) -> None:
    """Read a commitment's events from the database and fold them."""
    ledger, stream = scene.register.ledger, Commitment.blank(key).id
    events = [entry.event for entry in ledger.after(stream, 0)]
    assert len(events) == SIXTY
    fold(Commitment, key, events)


def by_row(scene: Scene, key: str) -> None:
    """Read the row that the views hold of it."""
    with scene.register.reading() as cursor:
        cursor.execute(
            "SELECT * FROM commitments_3 WHERE reference = :key AND until > :known"
            " AND valid_to > :at AND valid_from <= :at",
            {"key": key, "known": ALL_KNOWN, "at": When().at},
        )
        assert cursor.fetchone() is not None


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=9)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(str(Path(folder) / "register.db"))
        key = argued(scene)
        candidates = {
            "one by row": times(100, partial(by_row, scene, key)),
            f"{SIXTY} events replayed": times(50, partial(replay, scene, key)),
            f"act on a stream of {SHORT}": lengthened(scene, "ARG", SHORT),
            f"act on a stream of {LONG}": lengthened(scene, "BRA", LONG),
        }
        found = interleaved(candidates, said.repeats)
        scene.register.close()
    row, replayed, short, long = candidates
    floors = [
        Floor(replayed, most=0.001),
        Floor(replayed, row, most=100),
        Floor(long, short, most=3),
    ]
    return 0 if show("Long streams", "times", found, floors) else 1


if __name__ == "__main__":
    sys.exit(main())

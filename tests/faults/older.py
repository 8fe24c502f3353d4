"""A node of an older version: it writes the log, and views of an older shape.

Run as a program: the address.  For each line it is told it takes an act, and says the
answer in a line: command, position, and how many rows its own views show.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from application.recorders import patient, postgres
from application.register import Register
from application.views.every import MADE_IN, VIEWS, making
from application.views.tables import VERSION
from tests.faults.acting import populate, revision
from tests.faults.writer import say

MADE = {found[1] for sql in making() if (found := MADE_IN.search(sql))}
NAMES = "|".join(name.rpartition("_")[0] for name in MADE)
OURS = re.compile(rf"(?<!\w)({NAMES})_{VERSION}(?!\d)")
ACTIVITY = next(view.stored_as for view in VIEWS if view.name == "activity")


def grow_old() -> None:
    """Let all that is said of the views be said of those of an older shape."""
    speak, make = patient.translated, postgres.PostgresRecorder.make

    def older(sql: str) -> str:
        return OURS.sub(rf"\1_{VERSION - 1}", sql)

    def made(recorder: Any, cursor: Any, sql: str) -> None:
        make(recorder, cursor, older(sql))

    patient.translated = lambda sql: speak(older(sql))  # type: ignore[assignment]
    postgres.PostgresRecorder.make = made  # type: ignore[method-assign]


def main(address: str) -> None:
    """Serve from older views until the input ends."""
    grow_old()
    register = Register(address, "LAD")
    if not register.ledger.position():
        populate(register)
    say(f"begun {register.ledger.position()}")
    for number, _ in enumerate(sys.stdin):
        act = revision(f"older {number}", command=f"older-{number}")
        position = register.act(act).position
        with register.reading() as cursor:
            cursor.execute(f"SELECT COUNT(*) AS number FROM {ACTIVITY}")  # noqa: S608
            say(f"{act.command} {position} {cursor.fetchone()['number']}")
    register.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A process that acts as fast as it can, and says what was acknowledged, and when.

Run as a program: the address, a name for its commands, how many acts.  Each answer is
one line on standard output: command, position.  With ``careless`` after that it says so
before it has acted: the planted fault.
"""

from __future__ import annotations

import os
import sys

from application.recorders.library import sqlite3
from application.register import Register
from domain.errors import Busy
from tests.faults.acting import revision


def main(address: str, name: str, count: str, manner: str = "careful") -> None:
    """Act, again and again."""
    if manner in {"full", "normal"}:
        _checkpoint_often(manner)
    register = Register(address, "LAD")
    say(f"begun {register.ledger.position()}")
    for number in range(int(count)):
        act = revision(f"{name} {number}", command=f"{name}-{number}")
        if manner == "careless":
            say(f"{act.command} {register.ledger.position() + 1}")
        try:
            receipt = register.act(act)
        except Busy:
            continue
        if manner != "careless":
            say(f"{act.command} {receipt.position}")
    register.close()


def say(line: str) -> None:
    """Tell the world at once, in one piece."""
    os.write(1, f"{line}\n".encode())


def _checkpoint_often(synchronous: str) -> None:
    """Bring the journal to the file often; *normal* is the control, losing acts."""
    from application.recorders import sqlite_file  # noqa: PLC0415

    durable = sqlite_file._make_durable  # noqa: SLF001

    def prepared(connection: sqlite3.Connection) -> None:
        durable(connection)
        connection.execute("PRAGMA wal_autocheckpoint = 100")
        connection.execute(f"PRAGMA synchronous = {synchronous}")

    sqlite_file._make_durable = prepared  # noqa: SLF001


if __name__ == "__main__":
    main(*sys.argv[1:])

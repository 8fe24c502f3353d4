"""Processes that open one register in the same instant, again and again.

Run as a program: it is told addresses on standard input, one a line, and says for each
what the processes said.  They are forked, so that they start together and soon.
"""

from __future__ import annotations

import os
import sys
import traceback

from application.recorders import postgres, postgres_server
from application.recorders.appendonly import SQLITE
from application.recorders.library import sqlite3
from application.register import Register
from application.views.rebuild import status
from tests.faults.as_it_comes import library

TOGETHER = 6


def open_it(address: str) -> None:
    """Open the register as a node does."""
    register = Register(address, "LAD")
    status(register)
    register.close()


def open_carelessly(address: str) -> None:
    """Make the tables as a node would that knows of no other: the planted fault."""
    if address.startswith("sqlite"):
        database = sqlite3.connect(address.removeprefix("sqlite:///"), timeout=0)
        database.execute("PRAGMA journal_mode = WAL")
        for sql in SQLITE.values():
            database.execute(sql)
        return
    connection = postgres_server.connect(address, 60)
    for sql in postgres.CREATE.values():
        connection.execute(sql)
    connection.commit()


def open_as_it_comes(address: str) -> None:
    """Open it as a node of the library does, which makes its tables and functions."""
    library(address).datastore.close()


MANNERS = {"careless": open_carelessly, "as it comes": open_as_it_comes}


def together(address: str, how: str) -> list[str]:
    """Let several processes open it; return what went wrong."""
    begin, go = os.pipe()
    told, tell = os.pipe()
    children = []
    for _ in range(TOGETHER):
        child = os.fork()
        if not child:
            os.close(go)
            _be_one(address, how, begin, tell)
        children.append(child)
    os.close(tell)
    os.close(go)  # all who wait to read see the end at once
    os.close(begin)
    with os.fdopen(told) as lines:
        wrong = [line.strip() for line in lines]
    for child in children:
        os.waitpid(child, 0)
    return wrong


def _be_one(address: str, how: str, begin: int, tell: int) -> None:
    try:
        os.read(begin, 1)
        MANNERS.get(how, open_it)(address)
    except BaseException:  # noqa: BLE001 (it is told)
        said = traceback.format_exc().strip().splitlines()[-1]
        os.write(tell, f"{said}\n".encode())
    finally:
        os._exit(0)


def main() -> None:
    """Take addresses until there are no more."""
    for line in sys.stdin:
        wrong = together(line.strip(), sys.argv[1])
        sys.stdout.write(f"{'; '.join(wrong)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Resident memory of ``serve``: as it begins, and after pages of every kind.

``python -m bench.memory [--events 1000000]``
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from urllib.request import urlopen

from rich.console import Console
from rich.table import Table

from bench.grow import asked, grown
from bench.servers import Server, register
from bench.table import tell

SMALL, MOST = 10_000, 200
ROUNDS = 200
PAGES = (
    "/",
    "/commitments",
    "/participants",
    "/activity",
    "/meetings",
    "/packages/AP01",
)


def visited(server: Server, size: int) -> None:
    """Ask for pages of every kind, and for many commitments and participants."""
    for path in PAGES:
        _get(server, path)
    for number in range(ROUNDS):
        reference = f"LAD-{1 + number * max(size // 14 // ROUNDS, 1):03}"
        _get(server, f"/commitments/{reference}")
        _get(server, f"/commitments?after={reference}")


def _get(server: Server, path: str) -> None:
    with urlopen(f"{server.url}{path}") as answer:  # noqa: S310 (our own server)
        answer.read()


def main() -> int:
    """Measure and print; 1 when the floor is not reached."""
    said = asked(__doc__).parse_args()
    table = Table(title="Resident memory of serve, MB", title_justify="left")
    for head in ("events", "begun", "after pages of every kind"):
        table.add_column(head, justify="right")
    last = 0.0
    for size in dict.fromkeys((SMALL, said.events)):
        with ExitStack() as stack:
            server = stack.enter_context(register(grown(size, folder=said.folder)[0]))
            begun = server.memory() / 1e6
            visited(server, size)
            last = server.memory() / 1e6
        table.add_row(f"{size:,}", f"{begun:,.0f}", f"{last:,.0f}")
    console = Console(width=100, highlight=False)
    console.print(table)
    word = "reached" if last <= MOST else "NOT reached"
    told = f"resident at {said.events:,} events: {last:,.0f} MB (at most {MOST}) {word}"
    return 0 if tell(console, [(told, last <= MOST)]) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Requests a second over HTTP: an empty view, a page, a 304, acts; one worker.

``python -m bench.serving [--events 1000000] [--seconds 5]`` (needs ``wrk``)
"""

from __future__ import annotations

import http.client
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import orjson
from rich.console import Console
from rich.table import Table

from application.accounts import Accounts
from bench.grow import asked, grown
from bench.servers import Asked, empty, register, wrk
from bench.table import tell

SMALL, CLIENTS = 10_000, 8
PAGE = "/commitments"
PEOPLE = ("p-delegate-CAN", "p-delegate-GUY", "p-delegate-MEX")
TEXT = "The participating governments widen the pathways for those who move."


def etag_of(url: str) -> str:
    """Return what a page is known by."""
    with urlopen(url) as answer:  # noqa: S310 (our own server)
        return str(answer.headers["ETag"])


def tokens(home: Path) -> dict[str, str]:
    """Give each of the people a token to act with."""
    file = home / "accounts.db"
    accounts = Accounts.open(file)
    found = {}
    for person in PEOPLE:
        made = accounts.add(f"{person}@example.org".lower(), person, None)
        found[person] = accounts.issue_token(made, {"read", "act"}, 30)
        with closing(sqlite3.connect(file)) as database, database:
            for table, column in (("token", "person"), ("person", "person")):
                database.execute("PRAGMA foreign_keys = OFF")
                database.execute(
                    f"UPDATE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608
                    (person, made),
                )
    accounts.close()
    return found


@dataclass
class Client:
    """Somebody who acts by the API, on one connection."""

    url: str
    borne: dict[str, str]

    def __post_init__(self) -> None:
        """Connect."""
        self.taken: list[float] = []
        self._line = http.client.HTTPConnection(urlsplit(self.url).netloc)

    def act(self, code: str, path: str, **said: Any) -> Any:
        """Take one act; note how long it took."""
        headers = {
            "Authorization": f"Bearer {self.borne[f'p-delegate-{code}']}",
            "Content-Type": "application/json",
        }
        began = time.perf_counter()
        self._line.request("POST", path, orjson.dumps(said), headers)
        answer = self._line.getresponse()
        told = answer.read()
        self.taken.append(time.perf_counter() - began)
        assert answer.status == http.client.CREATED, told
        return orjson.loads(told)

    def life(self) -> None:
        """Bring one commitment through thirteen acts."""
        said = {"package": "AP01", "title": "Pathways", "paragraphs": TEXT}
        reference = self.act("CAN", "/commitments/new/draft", **said)["reference"]
        path = f"/commitments/{reference}/actions"
        for code in ("CAN", "GUY"):
            self.act(code, f"{path}/concur")
        self.act("CAN", f"{path}/table")
        self.act("MEX", f"{path}/co-sponsor")
        for turn in range(4):
            self.act("CAN", f"{path}/revise", paragraphs=f"{TEXT} {turn}")
            self.act("GUY", f"{path}/concur")


def acting(url: str, borne: dict[str, str], seconds: float) -> Asked:
    """Let eight clients act until the time is over."""
    clients = [Client(url, borne) for _ in range(CLIENTS)]
    until = time.perf_counter() + seconds

    def live(client: Client) -> None:
        while time.perf_counter() < until:
            client.life()

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(live, clients))
    took = time.perf_counter() - began
    taken = sorted(second for client in clients for second in client.taken)
    p99 = taken[int(len(taken) * 0.99)]
    return Asked(len(taken) / took, statistics.median(taken), p99)


def show(found: dict[str, list[Asked]]) -> dict[str, Asked]:
    """Print the table; return the median of each."""
    table = Table(title=f"Over HTTP, {CLIENTS} clients", title_justify="left")
    for head in ("", "answers/s", "±", "median ms", "p99 ms", "of the empty view"):
        table.add_column(head, justify="left" if not head else "right")
    middle = {name: _middle(runs) for name, runs in found.items()}
    for name, runs in found.items():
        rates, it = [run.rate for run in runs], middle[name]
        spread = (max(rates) - min(rates)) / 2 / it.rate
        table.add_row(
            name,
            f"{it.rate:,.0f}",
            f"{spread:.0%}",
            f"{it.median * 1000:.2f}",
            f"{it.p99 * 1000:.2f}",
            f"{it.rate / middle['empty view'].rate:.2f}",
        )
    Console(width=100, highlight=False).print(table)
    return middle


def _middle(runs: list[Asked]) -> Asked:
    return Asked(
        *(
            statistics.median(values)
            for values in zip(*((r.rate, r.median, r.p99) for r in runs), strict=True)
        )
    )


LIMITS = {"page": (0.15, 3.0), "304": (0.6, 3.0), "acts": (0.12, 4.0)}
"""The least part of the empty view, the most that p99 may be of the median."""


def floors(found: dict[str, Asked]) -> Iterator[tuple[str, bool]]:
    """Say which floors were reached."""
    limit = found["empty view"].rate
    for name, it in found.items():
        kind = name.split(",")[0]
        if kind in LIMITS:
            least, most = LIMITS[kind]
            part, tail = it.rate / limit, it.p99 / it.median
            yield _told(
                f"{name} / empty view", part, f"at least {least}", part >= least
            )
            yield _told(
                f"{name}, p99 / median", tail, f"at most {most:g}", tail <= most
            )
    rate = found["acts"].rate
    yield _told("acts a second", rate, "at least 800 on a quiet machine", rate >= 800)


def _told(what: str, value: float, limit: str, reached: bool) -> tuple[str, bool]:  # noqa: FBT001
    word = "reached" if reached else "NOT reached"
    return f"{what}: {value:,.2f} ({limit}) {word}", reached


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = asked(__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--repeats", type=int, default=3)
    said = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed: apt-get install wrk")
    sizes = list(dict.fromkeys((SMALL, said.events)))
    homes = {size: grown(size, folder=said.folder)[0] for size in sizes}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copytree(homes[SMALL], folder / "acts")
        borne = tokens(folder / "acts")
        limit = stack.enter_context(empty()).url
        runs: dict[str, Callable[[], Asked]] = {
            "empty view": partial(wrk, limit, said.seconds)
        }
        for size, home in homes.items():
            url = stack.enter_context(register(home)).url + PAGE
            known = f"If-None-Match: {etag_of(url)}"
            runs[f"page, {size:,}"] = partial(wrk, url, said.seconds)
            runs[f"304, {size:,}"] = partial(wrk, url, said.seconds, known)
        acts = stack.enter_context(register(folder / "acts")).url
        runs["acts"] = partial(acting, acts, borne, said.seconds)
        found: dict[str, list[Asked]] = {name: [] for name in runs}
        for _ in range(said.repeats):
            for name, run in runs.items():
                found[name].append(run())
    middle = show(found)
    return 0 if tell(Console(width=100, highlight=False), floors(middle)) else 1


if __name__ == "__main__":
    sys.exit(main())

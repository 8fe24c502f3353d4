"""Processes that draw views side by side: as many as there are processors.

Each is given ranges of streams, one after another, and sends back what it drew as plain
tuples.  They read the log and write nothing to the database: what lies in the order of
positions they lay aside in files, and pack these once all is drawn.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Self, cast

from application.ledger import Ledger
from application.recorders.library import sqlite3
from application.views.aside import Aside, Part, Place
from application.views.drawing import Batch, Drawing, Range, Rules
from application.views.sheet import PLAIN
from domain.errors import Busy, DepositaryError, Unreadable

AHEAD = 2
"""How many ranges each is given before it has drawn the first."""


def hands() -> int:
    """Return how many processors there are for us."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Several processes on one log; to be used in a ``with``, that they end."""

    def __init__(self, url: str, number: int) -> None:
        """Start *number* of them on the log at *url*."""
        context = get_context("spawn")
        self._lines: list[Connection] = []
        self._processes = []
        for _ in range(number):
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(url, theirs), daemon=True)
            process.start()
            theirs.close()
            self._lines.append(ours)
            self._processes.append(process)

    def __enter__(self) -> Self:
        """Go on with the processes."""
        return self

    def __exit__(self, *_: object) -> None:
        """End them, whatever they do."""
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.terminate()
            process.join()

    def draw(
        self, last: int, rules: Rules, place: Place, ranges: Sequence[Range]
    ) -> Iterator[Batch]:
        """Give what they draw of the *ranges*, in no order; raises what they raise.

        Rows that lie in the order of positions they lay aside in the *place*.
        """
        waiting, busy = iter(ranges), dict.fromkeys(self._lines, 0)
        for line in self._lines:
            line.send((last, rules, place))
            for asked in islice(waiting, AHEAD):
                line.send(asked)
                busy[line] += 1
        while any(busy.values()):
            for ready in wait([line for line, left in busy.items() if left]):
                line = cast("Connection", ready)
                batch, ended = _received(line)
                yield batch
                if ended:
                    busy[line] -= 1
                    for asked in islice(waiting, 1):
                        line.send(asked)
                        busy[line] += 1

    def pack(self, parts: Sequence[Part]) -> Iterator[Path]:
        """Give the packed files of *parts* in their order; packing begins at once."""
        lines = list(islice(cycle(self._lines), len(parts)))
        for line, part in zip(lines, parts, strict=True):
            line.send(part)
        return (Path(_told(line)[0]) for line in lines)


def _received(line: Any) -> tuple[Batch, bool]:
    batch = Batch(*_told(line))
    return batch, batch.sums is not None


def _told(line: Any) -> Any:
    try:
        written = line.recv_bytes()
    except EOFError:
        raise Busy("a process that draws views has ended; please try again") from None
    told = marshal.loads(written)  # noqa: S302 (our own child's)
    if isinstance(told, str):
        raise Unreadable(told)
    return told


def work(url: str, line: Connection) -> None:
    """Draw one range after another, and pack parts, until nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # nothing here lives in circles, and there is no end of tuples
    ledger = Ledger(url)
    with suppress(EOFError, BrokenPipeError, ConnectionError):
        last, rules, place = line.recv()
        drawing, aside = Drawing(ledger, last, rules), Aside(place, f"{os.getpid()}")
        while True:
            for told in _answers(drawing, aside, line.recv()):
                line.send_bytes(marshal.dumps(told, PLAIN))
    ledger.close()


def _answers(drawing: Drawing, aside: Aside, asked: Range | Part) -> Iterator[Any]:
    try:
        if isinstance(asked, Part):
            yield (str(aside.place.packed(asked)),)
            return
        for batch in drawing.batches(asked):
            for name, parts in batch.parts.items():
                aside.lay(name, parts)
            if batch.sums is not None:
                aside.flush()
            yield batch.events, batch.rows, {}, batch.sums
    except DepositaryError as error:
        yield str(error)
    except (OSError, sqlite3.Error) as error:
        yield f"the views can't be drawn here: {error}"

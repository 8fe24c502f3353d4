"""A line to PostgreSQL that can be cut at the worst moment."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from enum import Enum, auto

import psycopg


class Cut(Enum):
    """What becomes of the next COMMIT."""

    NOTHING = auto()
    ANSWER = auto()
    """The server commits, its answer is lost."""
    COMMIT = auto()
    """The server is told that the line is gone, and never hears of the COMMIT."""
    SILENCE = auto()
    """The server neither hears of the COMMIT nor that the line is gone."""


class Line:
    """Forwards loopback connections to a server's socket, until it is cut."""

    def __init__(self, address: str) -> None:
        """Listen on loopback for those who want to go to *address*."""
        told = psycopg.conninfo.conninfo_to_dict(address)
        self._socket = f"{told['host']}/.s.PGSQL.{told.get('port') or 5432}"
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.url = f"postgresql://{told['user']}@127.0.0.1:{self.port}/{told['dbname']}"
        self.cut = Cut.NOTHING
        self.dead = False
        """Whether nobody gets through any more."""
        self.cuts = 0
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                if self.dead:
                    here.close()
                    continue
                there = socket.socket(socket.AF_UNIX)
                there.connect(self._socket)
                self._open += [here, there]
                for pump in (self._ask, self._answer):
                    thread = threading.Thread(
                        target=pump, args=(here, there), daemon=True
                    )
                    thread.start()
                    self._threads.append(thread)

    def _ask(self, here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while asked := here.recv(65536):
                if b"COMMIT" in asked and self.cut is not Cut.NOTHING:
                    self._cut(here, there, asked)
                    return
                there.sendall(asked)
            there.shutdown(socket.SHUT_WR)

    def _cut(self, here: socket.socket, there: socket.socket, asked: bytes) -> None:
        how, self.cut = self.cut, Cut.NOTHING
        self.cuts += 1
        if how is Cut.ANSWER:
            here.shutdown(socket.SHUT_RD)
            self._deaf = here
            there.sendall(asked)
            return
        _close(here)
        if how is Cut.COMMIT:
            _close(there)

    _deaf: socket.socket | None = None

    def _answer(self, here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while told := there.recv(65536):
                if self._deaf is here:
                    break
                here.sendall(told)
        _close(here)

    def close(self) -> None:
        """Close every connection."""
        _close(self._listening)
        for end in self._open:
            _close(end)
        for thread in self._threads:
            thread.join(5)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def line(address: str) -> Iterator[Line]:
    """Give a line to the server at *address*."""
    made = Line(address)
    try:
        yield made
    finally:
        made.close()

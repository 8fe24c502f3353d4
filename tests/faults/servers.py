"""A PostgreSQL server of one's own: to be stopped, frozen and started again."""

from __future__ import annotations

import atexit
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil  # type: ignore[import-untyped]

from tests.engines import new_folder, start_server


class Server:
    """A server that does what a test wants of it."""

    def __init__(self, started: Any) -> None:
        """Take one that was started."""
        self._started = started

    @property
    def url(self) -> str:
        """The address of its database."""
        return str(self._started.get_uri())

    def _processes(self) -> list[psutil.Process]:
        postmaster = psutil.Process(self._started.get_pid())
        return [postmaster, *postmaster.children(recursive=True)]

    def freeze(self) -> None:
        """Let every process of it stand still; connections stay open."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def kill(self) -> None:
        """End it without a word to anybody."""
        processes = self._processes()
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, 5)

    def stop(self) -> None:
        """Stop it as an administrator does."""
        processes = self._processes()
        processes[0].send_signal(signal.SIGINT)
        psutil.wait_procs(processes, 10)

    def start(self) -> None:
        """Start it on the files it left."""
        self._started.ensure_postgres_running()


@contextmanager
def own_server() -> Iterator[Server]:
    """Start a server, and stop it afterwards, whatever was done to it."""
    folder = new_folder()
    started = start_server(folder)
    server = Server(started)
    try:
        yield server
    finally:
        atexit.unregister(started._cleanup)  # noqa: SLF001 (ours is more thorough)
        with suppress(psutil.NoSuchProcess):
            server.thaw()
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)

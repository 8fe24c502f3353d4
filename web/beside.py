"""What runs beside the pages: a thread of each process that serves, or a command."""

from __future__ import annotations

import signal
from collections.abc import Callable
from threading import Event, Thread, main_thread


def beside(name: str, run: Callable[[Event], None]) -> Thread:
    """Let something run in a thread that stops when the main one has ended."""
    stopped = Event()
    thread = Thread(target=run, args=(stopped,), name=name)
    thread.start()
    Thread(target=_end_with_main, args=(stopped,), daemon=True).start()
    return thread


def until_told() -> Event:
    """Return an event that is set when a signal says to stop."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def _end_with_main(stopped: Event) -> None:
    main_thread().join()
    stopped.set()

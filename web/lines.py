"""How a line of the operator's logs is written: JSON for programs, text for people."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import IO, Any

import orjson
import structlog
from structlog.typing import Processor

SERVER = "_granian"


class Stream:
    """Where lines go; a stream that cannot be written to stops nothing."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to *stream*, one line at a time."""
        self._stream, self._lock = stream, Lock()

    def msg(self, line: str) -> None:
        """Write a line."""
        with self._lock, suppress(OSError, ValueError):
            self._stream.write(f"{line}\n")
            self._stream.flush()

    debug = info = warning = error = critical = msg


def configure(level: str, form: str, stream: IO[str]) -> None:
    """Write to *stream* what weighs at least *level*, in a *form*.

    ``auto`` is text on a terminal and JSON elsewhere.  What a library warns of comes in
    the same form.
    """
    terminal = stream.isatty()
    people = form == "text" or (form == "auto" and terminal)
    last = _for_people(colours=terminal) if people else _FOR_PROGRAMS
    lowest = getattr(logging, level.upper())
    lines = Stream(stream)
    structlog.configure(
        processors=[*_SHARED, *last],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=False,
    )
    _lend_to_libraries(max(lowest, logging.WARNING), stream, last)


def _lend_to_libraries(lowest: int, stream: IO[str], last: list[Processor]) -> None:
    form = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *last,
        ],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(form)
    logging.basicConfig(handlers=[handler], level=lowest, force=True)
    server = logging.getLogger(SERVER)  # it wrote to standard output, in its own form
    server.handlers.clear()
    server.propagate = True


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]


FIRST = ("time", "level", "event", "request_id")


def _as_json(said: dict[str, Any], default: Callable[[Any], Any]) -> str:
    del default  # its own would show what objects hold
    told = {name: said.pop(name) for name in FIRST if name in said} | said
    return orjson.dumps(told, default=lambda other: type(other).__name__).decode()


_FOR_PROGRAMS: list[Processor] = [
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(serializer=_as_json),
]


def _for_people(*, colours: bool) -> list[Processor]:
    """Return what writes for people; a traceback shows no values."""
    return [
        structlog.dev.ConsoleRenderer(
            colors=colours,
            exception_formatter=structlog.dev.plain_traceback,
            timestamp_key="time",
        )
    ]

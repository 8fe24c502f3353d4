"""``depositary serve``: pages and API, until the process is told to stop."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import closing, suppress
from threading import Thread

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from application.settings import Settings
from web.commands.common import COULD_NOT, at_home, at_office, complain, settings_of

THREADS = 8
PATIENCE = 20  # seconds that a request under way may still take
PAUSE, TRIES = 0.05, 600


@click.command("serve")
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65_535), help="[default: 8000]")
@at_home
def serve(host: str | None, port: int | None, home: str | None) -> None:
    r"""Serve the pages and the API; ends on SIGTERM when the last answer is out.

    \b
    Example: depositary serve --home ./register --port 8080
    """
    tell_workers(HOST=host, PORT=port)
    settings = settings_of(home)
    with at_office(home):
        pass  # what can't be served is refused here, in a sentence
    run(settings, lambda: click.echo(f"The register is at {settings.base_url}"))


def tell_workers(**said: object) -> None:
    """Put settings into the environment, which the server's workers inherit."""
    for name, value in said.items():
        if value is not None:
            os.environ[f"DEPOSITARY_{name}"] = str(value)


def untold(*names: str) -> None:
    """Take settings out of the environment, so that nobody goes by them."""
    for name in names:
        for variable in (f"DEPOSITARY_{name}", f"DEPOSITARY_{name}_FILE"):
            os.environ.pop(variable, None)


def suppose(**settings: object) -> None:
    """Put settings into the environment where nothing is said of them yet."""
    for name, value in settings.items():
        os.environ.setdefault(f"DEPOSITARY_{name}", str(value))


def run(settings: Settings, ready: Callable[[], None]) -> None:
    """Serve with one worker; call *ready* when it listens."""
    if taken(settings.host, settings.port):
        complain(
            f"port {settings.port} of {settings.host} is in use; choose with --port",
            COULD_NOT,
        )
    tell_workers(HOME=settings.home)
    server = Granian(
        "web.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    )
    waiting = Thread(target=announce, args=(settings, ready), daemon=True)
    server.on_startup(waiting.start)
    try:
        server.serve()
    except SystemExit as ended:
        if ended.code:
            complain("the server stopped; what it said stands above", COULD_NOT)


def taken(host: str, port: int) -> bool:
    """Whether another program listens there; raises ``OSError`` for no such host."""
    for family, kind, proto, _name, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        with closing(socket.socket(family, kind, proto)) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(address)
            except OSError:
                return True
    return False


def announce(settings: Settings, ready: Callable[[], None]) -> None:
    """Call *ready* as soon as the server answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 (read, not listened on)
    for _ in range(TRIES):
        with suppress(OSError), socket.create_connection((host, settings.port), 1):
            ready()
            return
        time.sleep(PAUSE)

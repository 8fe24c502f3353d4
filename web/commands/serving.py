"""``depositary serve``: pages and API, until the process is told to stop."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

import click
from granian import Granian
from granian.constants import Interfaces

from application.settings import Settings
from web.commands.common import COULD_NOT, at_home, at_office, complain, settings_of

THREADS = 8
PATIENCE = 20  # seconds that a request under way may still take


@click.command("serve")
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65_535), help="[default: 8000]")
@at_home
def serve(host: str | None, port: int | None, home: str | None) -> None:
    r"""Serve the pages and the API; ends on SIGTERM when the last answer is out.

    \b
    Example: depositary serve --home ./register --port 8080
    """
    tell_workers(HOME=home, HOST=host, PORT=port)
    settings = settings_of(home)
    with at_office(home):
        pass  # what can't be served is refused here, in a sentence
    run(settings, lambda: click.echo(f"The register is at {settings.base_url}"))


def tell_workers(**said: object) -> None:
    """Put settings into the environment, which the server's workers inherit."""
    for name, value in said.items():
        if value is not None:
            os.environ[f"DEPOSITARY_{name}"] = str(value)


def run(settings: Settings, ready: Callable[[], None]) -> None:
    """Serve with one worker; call *ready* when it listens."""
    tell_workers(HOME=settings.home)
    logging.getLogger("_granian").setLevel(logging.ERROR)
    server = Granian(
        "web.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        workers_kill_timeout=PATIENCE,
        log_enabled=False,
    )
    server.on_startup(ready)
    try:
        server.serve()
    except (OSError, RuntimeError) as reason:
        complain(
            f"can't listen on {settings.host}:{settings.port}: {reason}", COULD_NOT
        )

"""``depositary demo``: the Declaration with made-up people, served on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import click

from application.demo import Account, demonstrate
from application.office import Office
from application.settings import Settings
from web.commands.common import echo_table, narrow, progress, settings_of, without_label
from web.commands.serving import run, suppose, taken, tell_workers, untold

FOLDER = "demo-register"
PORTS_TRIED = 20
COLUMNS = [("email", "sign in as"), ("name", "who is"), ("may", "and")]


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65_535),
              help="[default: 8000, or the next that is free]")  # fmt: skip
@click.option("--home", metavar="FOLDER", help=f"[default: ./{FOLDER}]")
@click.pass_context
def demo(ctx: click.Context, port: int | None, home: str | None) -> None:
    r"""Serve a demonstration register, made on the first run and used again later.

    It has a folder of its own, so that made-up people never enter a real register.

    \b
    Example: depositary demo --port 8080
    """
    place = home or ctx.find_root().params.get("home") or FOLDER
    untold("DATABASE_URL")  # it names where a real register lies
    settings = at_free_port(place, port)
    with closing(Office.open(settings)) as office, progress("Entering") as told:
        summary, accounts = demonstrate(office, without_label(told))
    suppose(LOG_LEVEL="warning")  # who looks on wants the pages, not the logs
    if summary.new:
        click.echo(f"{summary.new} records were entered into {settings.home}")
    run(settings, lambda: welcome(settings, accounts))


def at_free_port(home: str, port: int | None) -> Settings:
    """Return the settings with the port asked for, or with the first that is free."""
    settings = settings_of(home)
    if port is None:
        tried = range(settings.port, settings.port + PORTS_TRIED)
        free = (number for number in tried if not taken(settings.host, number))
        port = next(free, settings.port)
    tell_workers(PORT=port)
    return settings_of(home)


def welcome(settings: Settings, accounts: Sequence[Account]) -> None:
    """Print the address and who can sign in."""
    rows = [{"email": a.email, "name": a.name, "may": a.may} for a in accounts]
    echo_table([COLUMNS[0], COLUMNS[-1]] if narrow() else COLUMNS, rows)
    click.echo(f"All of them are made up, and each has the password"
               f" {accounts[0].password}")  # fmt: skip
    click.echo(f"\nThe register is at {settings.base_url} (Ctrl-C ends it)")

"""``depositary export``: the events as lines, the state as tables."""

from __future__ import annotations

import hashlib
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import click

from application import export
from web.commands.common import F, at_home, at_office


@click.group("export")
def group() -> None:
    """Take the register out; the same position gives the same bytes."""


def everything(command: F) -> F:
    """Give a command ``--all``."""
    return click.option(
        "--all",
        "everything",
        is_flag=True,
        help="Also what is not public; without it a placeholder stands there.",
    )(command)


@group.command("events")
@at_home
@click.option("--known-at", default="", help="A position (@42) or an instant.")
@click.option("--output", type=click.Path(path_type=Path), help="A file to write.")
@everything
def events(
    home: str | None, known_at: str, output: Path | None, *, everything: bool
) -> None:
    r"""Write each event as one line of JSON, in the order of the log.

    \b
    Example: depositary export events --known-at @100 --output events.ndjson
    """
    told, count = hashlib.sha256(), 0
    with at_office(home) as office:
        reader = office.reader(office.when(known_at=known_at))
        target = output.open("wb") if output else nullcontext(_stdout())
        with target as file:
            for line in export.events(reader, everything=everything):
                file.write(line)
                told.update(line)
                count += 1
        last = export.last_known(reader)
    click.echo(
        f"{count} events up to position {last}, sha256:{told.hexdigest()}", err=True
    )


@group.command("register")
@at_home
@click.option("--as-of", default="", help="As things stood on a day or instant.")
@click.option("--known-at", default="", help="As known at a position or instant.")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A file for JSON, a folder for CSV.",
)
@everything
def register(  # noqa: PLR0913 (an option each)
    home: str | None,
    as_of: str,
    known_at: str,
    form: str,
    output: Path | None,
    *,
    everything: bool,
) -> None:
    r"""Write every table as it stood, with its position, time and checksum.

    \b
    Example: depositary export register --format csv --output ./tables
    """
    if form == "csv" and output is None:
        raise click.UsageError("--output FOLDER is needed for CSV")
    with at_office(home) as office:
        reader = office.reader(office.when(as_of, known_at))
        found = export.register(reader, everything=everything)
    if form == "csv" and output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for name, content in found.files().items():
            (output / name).write_bytes(content)
    elif output is not None:
        output.write_bytes(found.document())
    else:
        _stdout().write(found.document())
    click.echo(f"position {found.position}, sha256:{found.checksum}", err=True)


def _stdout() -> BinaryIO:
    return sys.stdout.buffer

"""``depositary events``: the log listed, shown, followed, traced to its cause."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click
import orjson

from application.trail import Asked, following, listed, shown, traced
from web.commands.common import (
    F,
    at_home,
    at_office,
    echo_json,
    echo_table,
    narrow,
    with_json,
)

COLUMNS = [
    ("position", "position"),
    ("recorded_at", "recorded"),
    ("stream", "stream"),
    ("topic", "event"),
    ("participant", "for"),
    ("sentence", "what happened"),
]
FEWER = [pair for pair in COLUMNS if pair[0] not in {"topic", "participant"}]
PAUSE = 0.5


@click.group("events")
def group() -> None:
    """Read the log: every act as it was recorded, in order."""


def filters(command: F) -> F:
    """Give a command the options that say which events are asked for."""
    options: list[Callable[[F], F]] = [
        click.option("--stream", default="", help="Such as commitment/LAD-001."),
        click.option("--type", "topic", default="", help="Such as commitment.endorsed,"
                     " or commitment for all of them."),
        click.option("--actor", default="", help="A person's id, or e-mail address."),
        click.option("--participant", default="", help="A code, such as COL."),
        click.option("--from", "start", default="", help="Recorded since; a day or"
                     " an instant with its zone."),
        click.option("--to", "stop", default="", help="Recorded until."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@group.command("list")
@at_home
@filters
@click.option("--after", default=0, type=click.IntRange(0), help="After a position.")
@click.option("--limit", default=50, type=click.IntRange(1, 100_000), show_default=True)
@with_json
def listing(
    home: str | None, after: int, limit: int, *, as_json: bool, **wanted: str
) -> None:
    r"""List events in the order they were recorded.

    \b
    Example: depositary events list --type commitment --participant COL
    """
    with at_office(home) as office:
        asked = asked_for(office, wanted)
        rows = listed(office.reader(), asked, after=after, limit=limit)
    if as_json:
        echo_json({"events": rows})
        return
    told = [row | {"recorded_at": row["recorded_at"][:19]} for row in rows]
    echo_table(FEWER if narrow() else COLUMNS, told)
    if len(rows) == limit:
        click.echo(f"More: --after {rows[-1]['position']}", err=True)


def asked_for(office: Any, wanted: dict[str, str]) -> Asked:
    """Return what is asked for; an e-mail address stands for its person."""
    actor = wanted["actor"]
    if "@" in actor:
        wanted |= {"actor": office.accounts.by_email(actor) or actor}
    return Asked(**wanted)


@group.command("show")
@click.argument("position", type=click.IntRange(1))
@at_home
@with_json
def one(position: int, home: str | None, *, as_json: bool) -> None:
    r"""Show one event whole: by whom, for whom, on which basis, and what it says.

    \b
    Example: depositary events show 42
    """
    with at_office(home) as office:
        found = shown(office.reader(), position)
    if as_json:
        echo_json(found)
        return
    said = {k: v for k, v in found.pop("said").items() if k not in found}
    rows = [{"field": k, "value": v} for k, v in (found | said).items() if v != ""]
    echo_table([("field", "field"), ("value", "value")], rows)


@group.command("trace")
@click.argument("position", type=click.IntRange(1))
@at_home
@with_json
def trace(position: int, home: str | None, *, as_json: bool) -> None:
    r"""Show the act an event came from, and all that followed from it.

    \b
    Example: depositary events trace 42
    """
    with at_office(home) as office:
        rows = traced(office.reader(), position)
    if as_json:
        echo_json({"position": position, "events": rows})
        return
    for row in rows:
        mark = ">" if row["position"] == position else " "
        indent = "  " * row["depth"]
        click.echo(f"{mark} {row['position']:>6}  {indent}{row['sentence']}")


@group.command("follow")
@at_home
@filters
@click.option("--after", default=-1, help="From a position on; without it, from now.")
@click.option("--limit", default=0, type=click.IntRange(0), help="Stop after so many.")
@with_json
def follow(
    home: str | None, after: int, limit: int, *, as_json: bool, **wanted: str
) -> None:
    r"""Show events as they are recorded, until interrupted; --json gives lines.

    \b
    Example: depositary events follow --type commitment.endorsed
    """
    with at_office(home) as office, suppress(KeyboardInterrupt):
        asked = asked_for(office, wanted)
        position, count = following(office.reader(), after), 0
        while not limit or count < limit:
            room = limit - count if limit else 1_000
            rows = listed(office.reader(), asked, after=position, limit=room)
            for row in rows:
                click.echo(_line(row, as_json=as_json))
            count += len(rows)
            position = rows[-1]["position"] if rows else position
            if not rows:
                time.sleep(PAUSE)


def _line(row: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return orjson.dumps(row).decode()
    return f"{row['position']:>6}  {row['recorded_at']}  {row['sentence']}"

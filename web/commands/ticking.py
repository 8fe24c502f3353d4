"""``depositary clock``: what falls due is recorded, by a process of its own."""

from __future__ import annotations

from typing import Any

import click
import orjson

from application.clock import Clock, Foreseen
from application.lapsing import Passed
from application.office import Office
from application.pauses import pause, paused, resume
from web.beside import until_told
from web.clock import line_of
from web.commands.common import at_home, at_office, echo_json, echo_table, with_json

COLUMNS = (
    ("due", "due"), ("record", "record"), ("action", "action"), ("number", "about"),
    ("position", "recorded at"),
)  # fmt: skip
FORESEEN = (*COLUMNS[:-1], ("then", "what would happen"))


@click.group("clock", invoke_without_command=True)
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and end.")
@at_home
@with_json
@click.pass_context
def group(
    ctx: click.Context, home: str | None, *, once: bool, dry_run: bool, as_json: bool
) -> None:
    r"""Record what falls due: silence, terms, notices; until it is told to stop.

    Several may run at once, beside those of “depositary serve”.  What is recorded late
    counts from the instant it fell due.

    \b
    Example: depositary clock --once
    """
    ctx.ensure_object(dict)["home"] = home
    if ctx.invoked_subcommand is not None:
        return
    with at_office(home) as office:
        if dry_run:
            foretell(office, as_json=as_json)
        elif once:
            look(office, as_json=as_json)
        else:
            run(office, as_json=as_json)


def foretell(office: Office, *, as_json: bool) -> None:
    """Say what a look would record now."""
    found = [foreseen_row(one) for one in Clock(office.register).foreseen()]
    if as_json:
        echo_json({"due": found, "paused": since(office)})
        return
    tell_pause(office)
    if found:
        echo_table(FORESEEN, found)
    click.echo(f"{len(found)} would be recorded; nothing was")


def look(office: Office, *, as_json: bool) -> None:
    """Look once, and say what was recorded."""
    rows: list[dict[str, Any]] = []
    Clock(office.register, lambda passed: rows.append(passed_row(passed))).once()
    if as_json:
        echo_json({"recorded": rows, "paused": since(office)})
        return
    tell_pause(office)
    if rows:
        echo_table(COLUMNS, rows)
    click.echo(f"{len(rows)} recorded")


def run(office: Office, *, as_json: bool) -> None:
    """Look again and again until a signal says to stop; a line for each act."""

    def told(passed: Passed) -> None:
        row = passed_row(passed)
        said = (
            orjson.dumps(row).decode() if as_json else " ".join(map(str, row.values()))
        )
        click.echo(said)

    tell_pause(office)
    Clock(office.register, told).run(until_told())


@group.command("pause")
@click.option("--reason", required=True, help="Why; it is shown wherever it matters.")
@at_home
@click.pass_context
def stand(ctx: click.Context, home: str | None, reason: str) -> None:
    r"""Let every clock of the register stand, on all machines.

    \b
    Example: depositary clock pause --reason "the server moves"
    """
    with at_office(home or ctx.obj["home"]) as office:
        register = office.register
        click.echo(f"{pause(register.ledger, register.now(), reason)}")


@group.command("resume")
@at_home
@click.pass_context
def go_on(ctx: click.Context, home: str | None) -> None:
    r"""Let the clocks go on; what fell due meanwhile counts from its own instant.

    \b
    Example: depositary clock resume
    """
    with at_office(home or ctx.obj["home"]) as office:
        register = office.register
        known = resume(register.ledger, register.now())
        click.echo(f"the clock goes on; it was paused since {known.since}")


def since(office: Office) -> str:
    """Return since when the clock is paused, or empty text."""
    found = paused(office.register.ledger)
    return found.since if found else ""


def tell_pause(office: Office) -> None:
    """Say so when the clock is paused."""
    found = paused(office.register.ledger)
    if found is not None:
        click.echo(str(found))


def passed_row(passed: Passed) -> dict[str, Any]:
    """Return an act of the clock as it is listed."""
    said = line_of(passed)
    record = f"{said.pop('kind')}/{said.pop('key')}"
    return {"due": said.pop("due"), "record": record, "number": "", **said}


def foreseen_row(found: Foreseen) -> dict[str, Any]:
    """Return what would happen as it is listed."""
    then = found.refusal or (
        f"{found.label} → {found.stage}" if found.stage else found.label
    )
    return passed_row(Passed(found.due)) | {
        "then": then,
        "refused": bool(found.refusal),
    }

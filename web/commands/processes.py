"""``depositary process``: definitions as data, listed, checked and drawn."""

from __future__ import annotations

import click

from application.definitions import FORMATS, diagram, listing, named, summary
from application.office import Defective
from application.simulating.play import play
from application.simulating.script import script_in
from web.commands.common import FINDINGS, complain, echo_json, echo_table, with_json

COLUMNS = [
    ("key", "key"),
    ("version", "version"),
    ("moves", "moves"),
    ("digest", "digest"),
    ("title", "title"),
]
STEPS = [
    ("step", "step"),
    ("at", "at"),
    ("who", "who"),
    ("act", "act"),
    ("due", "due then"),
    ("led", "stage, or why not"),
]


@click.group("process")
def group() -> None:
    """Look at process definitions: who may do what, when, and what it needs."""


@group.command("list")
@with_json
def every(*, as_json: bool) -> None:
    r"""List the definitions that ship.

    \b
    Example: depositary process list
    """
    rows = listing()
    if as_json:
        echo_json({"processes": rows})
    else:
        echo_table(COLUMNS, [row | {"digest": row["digest"][:16]} for row in rows])


@group.command("check")
@click.argument("file")
@with_json
@click.pass_context
def check(ctx: click.Context, file: str, *, as_json: bool) -> None:
    r"""Check a definition; a defect is named with file, row and reason.

    \b
    Ends with 1 when there is a defect.
    Example: depositary process check ./our-process.toml
    """
    try:
        found = summary(named(file))
    except Defective as defect:
        if not as_json:
            complain(str(defect), FINDINGS)
        echo_json({"file": file, "defects": [str(defect)]})
        ctx.exit(FINDINGS)
    if as_json:
        echo_json({"file": file, "defects": [], "process": found})
    else:
        click.echo(
            f"{found['key']}, version {found['version']}: {found['moves']} moves,"
            " no defect"
        )


@group.command("simulate")
@click.argument("process")
@click.argument("script")
@with_json
@click.pass_context
def simulate(ctx: click.Context, process: str, script: str, *, as_json: bool) -> None:
    r"""Play a scripted history by a definition, shipped or in a file.

    \b
    Prints each step with the stage it led to or why it was refused, and what falls
    due from then on.  Nothing is kept.  Ends with 1 when a step was refused.
    Example: depositary process simulate la-declaration ./silence.toml
    """
    try:
        found = [*play(named(process), script_in(script))]
    except Defective as defect:
        complain(str(defect), FINDINGS)
    if as_json:
        echo_json({"process": process, "steps": found})
    else:
        echo_table(STEPS, [one.line for one in found])
    if any(one.refusal for one in found):
        ctx.exit(FINDINGS)


@group.command("diagram")
@click.argument("process")
@click.option("--machine", default="commitment", show_default=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="svg",
    show_default=True,
)
def draw(process: str, machine: str, form: str) -> None:
    r"""Draw the stages and moves of a definition, shipped or in a file.

    \b
    Example: depositary process diagram la-declaration --format mermaid
    """
    click.echo(diagram(named(process), machine, form))

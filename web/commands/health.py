"""``depositary doctor``: what is not as it should be, each finding a sentence."""

from __future__ import annotations

from dataclasses import asdict

import click

from application.doctor import Severity, examine
from application.opening import require_register
from web.commands.common import (
    FINDINGS,
    at_home,
    echo_json,
    progress,
    settings_of,
    with_json,
)

MARKS = {Severity.FINE: "ok", Severity.WARNING: "warning", Severity.ERROR: "error"}


@click.command("doctor")
@at_home
@with_json
@click.pass_context
def doctor(ctx: click.Context, home: str | None, *, as_json: bool) -> None:
    r"""Look at the register, its files and its database.

    \b
    Ends with 1 when something must be mended.
    Example: depositary doctor --json
    """
    settings = settings_of(home)
    require_register(settings)
    found = []
    with progress("Looking") as told:
        for number, finding in enumerate(examine(settings), start=1):
            found.append(finding)
            if told is not None:
                told(number, number)
    if as_json:
        echo_json({"findings": [asdict(finding) for finding in found]})
    for finding in found if not as_json else ():
        click.echo(
            f"{MARKS[finding.severity]:<8} {finding.check:<13} {finding.sentence}"
        )
    if any(finding.severity is Severity.ERROR for finding in found):
        ctx.exit(FINDINGS)

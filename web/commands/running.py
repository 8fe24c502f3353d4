"""``depositary runner``: notices are read from the log and sent, by a process alone."""

from __future__ import annotations

import click

from web.beside import until_told
from web.commands.common import at_home, at_office, echo_json, with_json
from web.runner import runner_of


@click.command("runner")
@click.option("--once", is_flag=True, help="Look once, send what is due, and end.")
@at_home
@with_json
def runner(home: str | None, *, once: bool, as_json: bool) -> None:
    r"""Send notices: what persons are told and asked; until it is told to stop.

    Several may run at once, beside those of “depositary serve”.  A letter is sent at
    least once; a repeat has the same Message-ID.

    \b
    Example: depositary runner --once
    """
    with at_office(home) as office:
        if not once:
            runner_of(office).run(until_told())
            return
        looked = runner_of(office).once()
        if as_json:
            echo_json({"notices": looked.notices, "letters": looked.letters})
        else:
            click.echo(f"{looked.notices} new notices, {looked.letters} letters sent")

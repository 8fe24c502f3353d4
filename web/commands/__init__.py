"""The command line: ``depositary``, a noun and then a verb."""

from __future__ import annotations

import click

from web.commands import (
    accounts,
    beginning,
    demonstration,
    events,
    exports,
    health,
    keeping,
    processes,
    running,
    serving,
    ticking,
    views,
)
from web.commands.common import Sentences, keep_lines

HOME = "The register's folder; without it DEPOSITARY_HOME, or ./register."


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="depositary")
@click.option("--home", metavar="FOLDER", help=HOME)
def main(home: str | None) -> None:
    r"""Run a register of commitments whose every page can be traced to the log.

    \b
    Settings: --home, or DEPOSITARY_* in the environment.
    Ends with: 0 fine, 1 findings, 2 wrong usage, 3 could not run.
    Example: depositary demo
    """
    del home  # read by settings_of, for every command


for command in (
    demonstration.demo,
    beginning.init,
    beginning.load,
    serving.serve,
    ticking.group,
    running.runner,
    accounts.group,
    processes.group,
    events.group,
    views.group,
    exports.group,
    keeping.backup,
    keeping.restore,
    health.doctor,
):
    main.add_command(command)

keep_lines(main)

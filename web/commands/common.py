"""What the commands share: where the register is, how answers look, what errors say.

Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from application.office import DepositaryError, Malformed, Office
from application.opening import broken, reopened
from application.settings import Misconfigured, Settings

FINDINGS, USAGE, COULD_NOT = 1, 2, 3
WIDE = 10_000  # off a terminal nothing is folded: another program reads it
ROOMY = 130
F = TypeVar("F", bound=Callable[..., Any])
Told = Callable[[int, int], None]


class Sentences(click.Group):
    """A group whose commands say in a sentence why they could not run."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn what people can cause into a sentence and a code."""
        try:
            return super().invoke(ctx)
        except DepositaryError as reason:
            wrong = isinstance(reason, Malformed) and not isinstance(
                reason, Misconfigured
            )
            complain(str(reason), USAGE if wrong else COULD_NOT)
        except broken() as reason:
            complain(f"the database can't be used: {reason}", COULD_NOT)
        except BrokenPipeError:
            raise
        except OSError as reason:
            what = f"{reason.filename}: " if reason.filename else ""
            complain(f"{what}{reason.strerror or reason}", COULD_NOT)


def keep_lines(command: click.Command) -> None:
    r"""Let click see the mark ``\b`` of a raw docstring: lines after it stay lines."""
    command.help = (command.help or "").replace(r"\b", "\b")
    for inner in getattr(command, "commands", {}).values():
        keep_lines(inner)


def complain(sentence: str, code: int) -> None:
    """Say why on standard error and end with *code*."""
    for line in sentence.splitlines():
        click.echo(f"depositary: {line}", err=True)
    raise click.exceptions.Exit(code)


def at_home(command: F) -> F:
    """Give a command ``--home``, before or after its name."""
    option: Callable[[F], F] = click.option(
        "--home",
        metavar="FOLDER",
        help="The register's folder; without it DEPOSITARY_HOME, or ./register.",
    )
    return option(command)


def with_json(command: F) -> F:
    """Give a command ``--json``."""
    option: Callable[[F], F] = click.option(
        "--json", "as_json", is_flag=True, help="One JSON document instead of a table."
    )
    return option(command)


def settings_of(home: str | None) -> Settings:
    """Read the settings; a folder given to the command outranks the environment."""
    given = home or click.get_current_context().find_root().params.get("home")
    return Settings.read(os.environ, given)


@contextmanager
def at_office(home: str | None, *, as_it_is: bool = False) -> Iterator[Office]:
    """Open the register for one command; its views as they are, if wanted so."""
    office = reopened(settings_of(home), as_it_is=as_it_is)
    try:
        yield office
    finally:
        office.close()


def echo_json(value: Any) -> None:
    """Print one JSON document."""
    written = orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2)
    click.echo(written.decode())


def echo_table(
    columns: Sequence[tuple[str, str]], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Print rows as a table; *columns* are pairs of field and heading."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, (_field, heading) in enumerate(columns, start=1):
        last = place == len(columns)
        table.add_column(heading, no_wrap=not last, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row[field])) for field, _heading in columns))
    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())


def narrow() -> bool:
    """Whether a person looks on a terminal too narrow for every column."""
    return sys.stdout.isatty() and shutil.get_terminal_size().columns < ROOMY


def cell(value: Any) -> str:
    """Return a value as a table shows it."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


@contextmanager
def progress(title: str) -> Iterator[Told | None]:
    """Show a bar on standard error while something runs, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told


def without_label(told: Told | None) -> Callable[[int, int, str], None]:
    """Return a progress that shows the bar alone, or nothing."""

    def bar(done: int, total: int, label: str) -> None:
        del label
        if told is not None:
            told(done, total)

    return bar


def on_a_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(value: str | None, option: str, question: str) -> str:
    """Return *value*, or ask a person for it; never off a terminal."""
    if value:
        return value
    if not on_a_terminal():
        raise click.UsageError(f"{option} is needed")
    return str(click.prompt(question, err=True))

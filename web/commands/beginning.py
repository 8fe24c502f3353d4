"""``depositary init`` and ``load``: a new register, and reference data into it."""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from application.definitions import shipped
from application.initialise import Newcomer, initialise
from application.load import Summary, declaration
from application.load import load as enter
from application.load_ogp import Imported, counted, load_ogp
from application.office import Office
from application.opening import opened, registrar_of
from application.pages.cells import cell
from web.commands.accounts import link
from web.commands.common import (
    ask,
    at_home,
    at_office,
    echo_json,
    echo_table,
    progress,
    settings_of,
    with_json,
    without_label,
)

SHIPPED_DATA = "la-declaration"
OFFICERS = ("registrar", "secretary")
REMARKS = (
    ("file", "File"), ("row", "Row"), ("why", "Said of it"), ("field", "Field"),
    ("stated", "Stands there"), ("done", "Done"),
)  # fmt: skip


@click.command("init")
@click.option("--process", required=True, type=click.Choice(shipped()),
              help="The definition the register runs under.")  # fmt: skip
@click.option("--registrar-email", help="Who keeps the register.")
@click.option("--registrar-name", default="Registrar", show_default=True)
@click.option("--secretary-email", help="The first of the technical secretariat.")
@click.option("--secretary-name", default="Technical Secretariat", show_default=True)
@at_home
@with_json
def init(process: str, home: str | None, *, as_json: bool, **said: str | None) -> None:
    r"""Make a new register and invite its first two officers.

    \b
    Example: depositary init --process la-declaration
      --registrar-email reg@example.org --secretary-email sec@example.org
    """
    officers = {name: officer(name, said) for name in OFFICERS}
    with closing(opened(settings_of(home))) as office:
        initialise(office, process, **officers)
        links = {name: invitation(office, who) for name, who in officers.items()}
        told = {"home": str(office.settings.home), "process": process, **links}
    if as_json:
        echo_json(told)
        return
    click.echo(f"the register is in {told['home']}, under {process}")
    for name, address in links.items():
        click.echo(f"the {name} chooses a password at {address}" if address else
                   f"the {name} signs in as before")  # fmt: skip


def officer(name: str, said: dict[str, str | None]) -> Newcomer:
    """Return who is to hold an office, asked for on a terminal."""
    email = ask(
        said[f"{name}_email"], f"--{name}-email", f"E-mail address of the {name}"
    )
    return Newcomer(email, said[f"{name}_name"] or name)


def invitation(office: Office, who: Newcomer) -> str:
    """Return where the person chooses a password; empty when there is one."""
    known = office.accounts.by_email(who.email)
    if known and office.accounts.begun(known):
        return ""
    return link(office, office.accounts.invite(who.email, who.name)[1])


@click.command("load")
@click.argument("file")
@click.option(
    "--ogp", "of_ogp", is_flag=True, help="FILE is the folder of the two files."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --ogp: a CSV file for all that is said of the rows.",
)
@at_home
@with_json
def load(
    file: str, home: str | None, report: Path | None, *, of_ogp: bool, as_json: bool
) -> None:
    r"""Enter reference data, as late entries of the registrar, each with its basis.

    \b
    FILE is a file of records, or la-declaration for the one that ships. With --ogp it
    is the folder of ogp_commitments.csv and ogp_assessments.jsonl. What was loaded
    before adds nothing; a file with a defect is refused whole.
    Example: depositary load la-declaration
    """
    with at_office(home) as office:
        summary = entered_ogp(office, file) if of_ogp else entered(office, file)
    if report is not None and isinstance(summary, Imported):
        write_remarks(report, summary)
    if as_json:
        echo_json(asdict(summary))
        return
    click.echo(in_words(summary))
    if isinstance(summary, Imported):
        tell_remarks(summary, report)


def entered_ogp(office: Office, folder: str) -> Imported:
    """Load the Partnership's files, with a bar while it runs."""
    with progress("Entering the rows") as told:
        return load_ogp(office, Path(folder), registrar_of(office), without_label(told))


def tell_remarks(summary: Imported, report: Path | None) -> None:
    """Say how many rows were read, what is said of them, and which were left out."""
    click.echo(
        f"{summary.read} rows were read, {summary.entered} of them are in the register,"
        f" {summary.left_out} are not"
    )
    if summary.remarks:
        echo_table(
            [("said", "Said of rows"), ("rows", "Rows"), ("entered", "Entered")],
            counted(summary.remarks),
        )
    if summary.left_out:
        left_out = [asdict(one) for one in summary.remarks if one.left_out]
        echo_table(REMARKS, left_out)
    if summary.remarks and report is None:
        click.echo("each row is named with --report FILE.csv, or with --json")


def write_remarks(report: Path, summary: Imported) -> None:
    """Write all that is said of the rows to a file."""
    with report.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([heading for _, heading in REMARKS])
        for one in summary.remarks:
            told = asdict(one)
            table.writerow([cell(str(told[name])) for name, _ in REMARKS])


def entered(office: Office, file: str) -> Summary:
    """Load a file, or what ships, with a bar while it runs."""
    data = declaration() if file == SHIPPED_DATA else Path(file)
    with progress("Entering the records") as told:
        return enter(office, data, registrar_of(office), without_label(told))


def in_words(summary: Summary) -> str:
    """Say what a load brought."""
    parts = ", ".join(f"{n} {section}" for section, n in summary.by_section.items())
    brought = f" ({parts}; {summary.events} events)" if summary.new else ""
    return f"{summary.new} records are new{brought}, {summary.unchanged} were known"

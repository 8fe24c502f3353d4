"""``depositary account``: who may sign in; what they may do, mandates say."""

from __future__ import annotations

import sys

import click

from application.office import NotFound, Office
from web.commands.common import (
    at_home,
    at_office,
    echo_json,
    on_a_terminal,
    with_json,
)

SCOPES = ("read", "act")


@click.group("account")
def group() -> None:
    """Keep accounts; they lie outside the log and can be forgotten."""


def link(office: Office, token: str) -> str:
    """Return the address at which an invitation is taken up."""
    return f"{office.settings.base_url}/sign-in/choose/{token}"


def person_of(office: Office, who: str) -> str:
    """Return the person with this e-mail address, or with this id."""
    found = office.accounts.by_email(who) if "@" in who else who
    if found is None:
        raise NotFound(f"there is no account for {who}")
    return found


@group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The name people will read.")
@click.option("--password", is_flag=True, help="Ask for a password now; off a"
              " terminal it is the first line of standard input.")  # fmt: skip
@at_home
@with_json
def add(
    email: str, name: str, home: str | None, *, password: bool, as_json: bool
) -> None:
    r"""Open an account: by an invitation to choose a password, or with one.

    \b
    Example: depositary account add ana@example.org --name "Ana Ruiz"
    """
    with at_office(home) as office:
        if password:
            person = office.accounts.add(email, name, secret())
            told = {"person": person, "invitation": ""}
        else:
            person, token = office.accounts.invite(email, name)
            told = {"person": person, "invitation": link(office, token)}
    if as_json:
        echo_json(told)
        return
    click.echo(f"{name} is {told['person']}")
    if told["invitation"]:
        click.echo(f"within seven days a password is chosen at {told['invitation']}")


def secret() -> str:
    """Return a password: typed twice on a terminal, else read from standard input."""
    if on_a_terminal():
        asked = click.prompt(
            "Password", hide_input=True, confirmation_prompt=True, err=True
        )
        return str(asked)
    return sys.stdin.readline().rstrip("\n")


@group.command("disable")
@click.argument("who")
@at_home
def disable(who: str, home: str | None) -> None:
    r"""Shut an account: sessions, links and tokens end; mandates are not touched.

    \b
    Example: depositary account disable ana@example.org
    """
    with at_office(home) as office:
        office.accounts.disable(person_of(office, who))
    click.echo(f"the account of {who} is shut")


@group.command("enable")
@click.argument("who")
@at_home
def enable(who: str, home: str | None) -> None:
    r"""Open an account that was shut; the old password serves again.

    \b
    Example: depositary account enable ana@example.org
    """
    with at_office(home) as office:
        office.accounts.enable(person_of(office, who))
    click.echo(f"the account of {who} is open again")


@group.command("token")
@click.argument("who")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES),
              default=("read",), show_default=True)  # fmt: skip
@click.option("--days", default=90, show_default=True, help="How long it lives.")
@at_home
@with_json
def token(
    who: str, scopes: tuple[str, ...], days: int, home: str | None, *, as_json: bool
) -> None:
    r"""Issue a bearer token for the API; it is shown once and kept nowhere.

    \b
    Example: depositary account token ana@example.org --scope read --days 30
    """
    with at_office(home) as office:
        issued = office.accounts.issue_token(person_of(office, who), scopes, days)
    if as_json:
        echo_json({"token": issued, "scopes": sorted(scopes), "days": days})
    else:
        click.echo(issued)

"""``depositary view``: how the views stand, drawn anew, compared with the log."""

from __future__ import annotations

from dataclasses import asdict

import click

from application.views.rebuild import (
    compare,
    digest,
    rebuild,
    status,
)
from application.views.rebuild import remove_older as remove
from web.commands.common import (
    FINDINGS,
    at_home,
    at_office,
    echo_json,
    echo_table,
    progress,
    with_json,
)


@click.group("view")
def group() -> None:
    """Keep the views: they can be drawn anew from the log at any time."""


@group.command("status")
@at_home
@with_json
def show(home: str | None, *, as_json: bool) -> None:
    r"""Tell how each view stands, and the digest of all of them.

    \b
    Example: depositary view status --json
    """
    with at_office(home, as_it_is=True) as office:
        found, whole = status(office.register), digest(office.register)
    rows = [asdict(row) for row in found]
    if as_json:
        echo_json({"views": rows, "digest": whole})
        return
    echo_table([(name, name) for name in ("view", "position", "rows", "version")], rows)
    click.echo(f"digest sha256:{whole}")


@group.command("rebuild")
@at_home
@click.option(
    "--remove-older",
    is_flag=True,
    help="Also remove views of an older shape: no older version serves any more.",
)
@with_json
def anew(home: str | None, *, remove_older: bool, as_json: bool) -> None:
    r"""Draw every view anew from the log and put all in place at once.

    Views of an older shape stay for those who still serve from them.

    \b
    Example: depositary view rebuild
    """
    with (
        at_office(home, as_it_is=True) as office,
        progress("Drawing the views") as told,
    ):
        position = rebuild(office.register, told)
        if remove_older:
            remove(office.register)
        whole = digest(office.register)
    if as_json:
        echo_json({"position": position, "digest": whole})
    else:
        click.echo(f"every view was drawn anew up to position {position}")


@group.command("compare")
@at_home
@with_json
@click.pass_context
def differ(ctx: click.Context, home: str | None, *, as_json: bool) -> None:
    r"""Replay the log and name each row on which a view differs from it.

    \b
    Ends with 1 when there is a difference.
    Example: depositary view compare
    """
    with (
        at_office(home, as_it_is=True) as office,
        progress("Replaying the log") as told,
    ):
        found = compare(office.register, told)
        position = office.register.ledger.position()
    if as_json:
        echo_json({"position": position, "differences": [asdict(row) for row in found]})
    for difference in found if not as_json else ():
        click.echo(str(difference))
    if not found and not as_json:
        click.echo(f"every row agrees with the log at position {position}")
    if found:
        ctx.exit(FINDINGS)

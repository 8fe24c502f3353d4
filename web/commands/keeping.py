"""``depositary backup`` and ``restore``: the register kept elsewhere, and put back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from application.backup import Place, back_up
from application.backup import restore as put_back
from web.commands.common import (
    at_home,
    at_office,
    echo_json,
    progress,
    settings_of,
    with_json,
)


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@at_home
@with_json
def backup(target: Path, home: str | None, *, as_json: bool) -> None:
    r"""Copy the register and its accounts while it serves, and verify the copy.

    TARGET is a new folder, or a new file that ends in .zip. The key that seals
    sessions (secret.key) and the outbox are not in it.

    \b
    Example: depositary backup /backups/register-2026-11-24.zip
    """
    with at_office(home) as office, progress("Copying") as told:
        taken = back_up(office, target, told)
    if as_json:
        echo_json({"backup": str(target), "manifest": taken.sha256} | asdict(taken))
        return
    click.echo(f"the register up to {taken.place} is in {target}")
    click.echo(f"manifest sha256:{taken.sha256}")
    click.echo("secret.key is not in it: keep that apart, or sign in anew", err=True)


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@at_home
@click.option("--dry-run", is_flag=True, help="Check everything and change nothing.")
@with_json
def restore(source: Path, home: str | None, *, dry_run: bool, as_json: bool) -> None:
    r"""Put a backup in place; a register that is newer or another one is refused.

    Nothing may serve the register meanwhile. The backup is verified first, and put in
    place whole or not at all.

    \b
    Example: depositary restore /backups/register-2026-11-24.zip
    """
    settings = settings_of(home)
    place = Place.of(settings)
    with progress("Restoring") as told:
        done = put_back(place, source, told, rehearse=dry_run)
    kept = done.manifest
    if as_json:
        about = {"restored": not dry_run, "home": str(place.home), "views": done.views}
        about["database"] = settings.shown_database
        echo_json(about | asdict(kept))
        return
    would = "would be" if dry_run else "is"
    where = place.home if place.file else settings.shown_database
    click.echo(f"the register {would} in {where} up to {kept.place}")
    click.echo(f"the views are {done.views}")

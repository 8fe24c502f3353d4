"""What a PostgreSQL server says of itself: whether it keeps what it was told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from application.doctor.finding import Finding, error, fine, warning
from application.settings import Settings

if TYPE_CHECKING:
    from application.recorders.glance import Seen

OLDEST = 14
"""The first version that can replace a trigger in one step."""


def server(settings: Settings) -> Iterator[Finding]:
    """Look at the server that holds the log, before anything is opened."""
    from application.recorders.glance import seen  # noqa: PLC0415 (the driver)

    found = seen(settings.database_url)
    yield version(found)
    yield acknowledged(found)
    yield pages(found)
    yield append_only(found)
    yield role(found)


def version(found: Seen) -> Finding:
    """Judge the version, and that the server writes and knows every letter."""
    about = found.about
    told = f"PostgreSQL {about['version']}"
    if about["number"] < OLDEST * 10_000:
        return error("engine", f"{told} is too old; {OLDEST} or newer is needed")
    if about["standby"]:
        return error("engine", f"{told} is a standby; the primary is needed")
    if about["encoding"] != "UTF8":
        return error(
            "engine", f"the database is in {about['encoding']}; UTF8 is needed"
        )
    return fine("engine", f"{told} holds the log")


def acknowledged(found: Seen) -> Finding:
    """Judge whether an act that was acknowledged is on the disk."""
    about = found.about
    if about["synchronous"] == "off":
        return error("synchronous", "synchronous_commit is off: acts get lost")
    for name, setting in (("fsync", "fsync"), ("whole_pages", "full_page_writes")):
        if about[name] != "on":
            return error(
                "synchronous",
                f"{setting} is off: the server's disk can lose acts, or the database",
            )
    return fine(
        "synchronous",
        "an acknowledged act is on the server's disk"
        f" (synchronous_commit is {about['synchronous']}, fsync on)",
    )


def pages(found: Seen) -> Finding:
    """Judge whether a bit that flips on the disk is noticed."""
    if found.about["checksums"] == "on":
        return fine("integrity", "the server keeps checksums of its pages")
    return warning(
        "integrity",
        "the server keeps no checksums of its pages: a bit that flips on the disk"
        " goes unnoticed (pg_checksums --enable)",
    )


def append_only(found: Seen) -> Finding:
    """Judge whether the triggers are there."""
    if found.missing:
        named = ", ".join(found.missing)
        return error("append-only", f"the log can be changed: {named} missing or off")
    return fine("append-only", "triggers refuse to change or remove an event")


def role(found: Seen) -> Finding:
    """Judge whether who connects could undo the triggers."""
    name = found.about["role"]
    if found.may_undo:
        return warning(
            "role",
            f"the role {name} could remove what keeps the log append-only; serve as"
            " a role that adds to the log and does no more (docs/operator.md)",
        )
    return fine("role", f"the role {name} can't remove what keeps the log append-only")

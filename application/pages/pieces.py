"""Small pieces that several pages show alike: a time, a commitment, a row of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from application.accounts import ERASED, UNKNOWN
from application.pages.reader import Reader

People = Callable[[Iterable[str]], Mapping[str, str]]
"""Names of persons, asked of the accounts; the log knows opaque ids only."""

PLURAL = {
    "process": "processes",
    "participant": "participants",
    "package": "packages",
    "meeting": "meetings",
    "commitment": "commitments",
    "undertaking": "undertakings",
    "period": "periods",
}
END_OF_DAY = "T23:59:59.999999Z"


def nobody(persons: Iterable[str]) -> Mapping[str, str]:
    """Name nobody: who may not know, or where there are no accounts."""
    del persons
    return {}


def when_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the time of a row as exactly as it is known; a day stays a day."""
    said, at = str(row.get("occurred") or ""), str(row["valid_from"])
    if not said and not row["earliest"] and at.endswith(END_OF_DAY):
        said = at[:10]
    return {"said": said, "occurred_at": at, "earliest": row["earliest"]}


def time_words(time: Mapping[str, str]) -> str:
    """Say a time in one cell: as it was said, a bracket of days, or an instant."""
    if time["said"] or not time["earliest"]:
        return time["said"] or time["occurred_at"]
    return f"{time['earliest'][:10]}..{time['occurred_at'][:10]}"


def day_or_instant(at: str) -> str:
    """Return an instant, or its day where it stands for a whole day."""
    return at[:10] if at.endswith(END_OF_DAY) else at


def commitment_row(reader: Reader, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a commitment in a list; of a hidden one no title is told."""
    announcers = str(row.get("announcers") or "").split(",")
    seen = reader.may_see(row["visible"], row["package"], announcers)
    shown = {k: v for k, v in row.items() if k not in {"valid_from", "earliest"}}
    if "announcers" in row:
        shown["announcers"] = reader.named(announcers) if seen else []
    return shown | {"hidden": not seen, "title": row["title"] if seen else ""}


def names_for(
    reader: Reader, people: People, holders: Mapping[str, str]
) -> dict[str, str]:
    """Name the holders whom the viewer may know, by id.

    *holders* maps a person to the participant whose mandate it holds.  Officers of the
    process know all; who speaks for a participant knows its people; others nobody.
    """
    viewer = reader.viewer
    known = [
        person
        for person, participant in holders.items()
        if viewer.officer or participant in viewer.participants
    ]
    named = people(known) if known else {}
    return {
        person: reader.translate(name) if name in {ERASED, UNKNOWN} else name
        for person, name in named.items()
    }


def meeting_of(reader: Reader, key: str) -> dict[str, str] | None:
    """Return a meeting that something names, by its title where it is known."""
    it = reader.find("meeting", key) if key else None
    return {"key": key, "title": str(getattr(it, "title", key))} if key else None


def about_of(reader: Reader, kind: str, key: str) -> dict[str, str]:
    """Return the thing an act is about; a commitment's title may not be for all."""
    it = reader.desk.whole(kind, key) if kind in {"package", "meeting"} else None
    path = reader.definition.key if kind == "process" else key
    return {
        "kind": kind,
        "key": key,
        "title": str(getattr(it, "title", "")),
        "href": f"/{PLURAL[kind]}/{path}",
    }

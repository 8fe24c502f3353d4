"""What changed between two instants, each change in one sentence.

Two states of the register are compared, not the acts between them: what was done and
undone again is not told, and each thing is told once, as it was and as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from application.pages.pieces import commitment_row
from application.pages.reader import Reader
from domain.sentences import Sentence, say

LIMIT = 500
IN = "in"
LONG = {
    "changed_commitments": ("changed_commitments_of", "changed_commitments_in"),
    "changed_endorsements": ("changed_endorsements_of", "changed_endorsements_in"),
    "changed_undertakings": ("changed_undertakings_of", "changed_undertakings_in"),
}
"""What is asked of one participant, and in one package, where a table is long."""
Row = Mapping[str, Any]
Tell = Callable[[Reader, Row], Sentence | None]


def changes(
    reader: Reader, before: str, *, participant: str = "", package: str = ""
) -> list[dict[str, Any]]:
    """Return what is otherwise than at *before*, in groups with their sentences."""
    asked = {"before": before, "participant": participant, "package": package}
    found = []
    for heading, tellers in GROUPS:
        told = [
            line
            for name, tell in tellers.items()
            for line in _lines(reader, _within(name, participant, package), tell, asked)
        ]
        if told:
            found.append({
                "heading": heading.told(reader.translate), "lines": told,
            })  # fmt: skip
    return found


def _within(name: str, participant: str, package: str) -> str:
    """Return the statement that asks no more of the register than is wanted."""
    own, inside = LONG.get(name, (name, name))
    return own if participant else inside if package else name


def _lines(
    reader: Reader, name: str, tell: Tell, asked: dict[str, str]
) -> Iterator[dict[str, str]]:
    for row in reader.rows(name, **asked, limit=LIMIT):
        shown = commitment_row(reader, row) if "visible" in row else row
        told = tell(reader, shown)
        if told is not None:
            key = str(row.get("reference") or row.get("package") or row["participant"])
            yield {"sentence": told.told(reader.translate), "key": key}


def _standing(reader: Reader, row: Row) -> Sentence:
    country = reader.name(row["participant"])
    if not row["was"]:
        return say("{country} takes part: {now}.", country=country, now=row["now"])
    return say(
        "{country} is {now}; it was {was}.",
        country=country, now=row["now"], was=row["was"],
    )  # fmt: skip


def _package(reader: Reader, row: Row) -> Sentence:
    del reader
    words = {"key": row["package"], "title": row["title"]}
    if not row["was"]:
        return say("{key}, “{title}”, was identified.", **words)
    if row["title"] != row["title_was"]:
        return say(
            "{key} is called “{title}” now; it was “{was}”.",
            **words, was=row["title_was"],
        )  # fmt: skip
    return say(
        "{key}, “{title}”, is {now}; it was {was}.",
        **words, now=row["now"], was=row["was"],
    )  # fmt: skip


def _seat(reader: Reader, row: Row) -> Sentence:
    words = {"country": reader.name(row["participant"]), "package": row["package"]}
    if not row["now"]:
        return say("{country} left the committee of {package}.", **words)
    if not row["was"]:
        return say(
            "{country} joined the committee of {package}: {now}.",
            **words, now=row["now"],
        )  # fmt: skip
    return say(
        "{country} is {now} of {package}; it was {was}.",
        **words, now=row["now"], was=row["was"],
    )  # fmt: skip


def _commitment(reader: Reader, row: Row) -> Sentence:
    del reader
    words = {"key": row["reference"], "title": _title(row), "now": row["now"]}
    if not row["was"]:
        return say("{key}{title} is new: {now}.", **words)
    return say("{key}{title} is {now}; it was {was}.", **words, was=row["was"])


def _endorsement(reader: Reader, row: Row) -> Sentence | None:
    words = {
        "country": reader.name(row["participant"]),
        "key": row["reference"],
        "title": _title(row),
    }
    if row["now"] == IN:
        return say("{country} endorsed {key}{title}.", **words)
    if row["was"] == IN:
        return say("{country} withdrew its endorsement of {key}{title}.", **words)
    return None  # it joined and left between


def _undertaking(reader: Reader, row: Row) -> Sentence:
    words = {"country": reader.name(row["participant"]), "key": row["reference"]}
    if row["now"] != row["was"]:
        return say(
            "{country}: undertaking {key} is {now}; it was {was}.",
            **words, now=row["now"], was=row["was"],
        )  # fmt: skip
    return say(
        "{country}: reports of undertaking {key} received since: {number}.",
        **words, number=row["reports"],
    )  # fmt: skip


def _title(row: Row) -> str:
    return f" “{row['title']}”" if row["title"] else ""


GROUPS: tuple[tuple[Sentence, Mapping[str, Tell]], ...] = (
    (say("Who takes part"), {"changed_standings": _standing}),
    (
        say("Committees"),
        {"changed_packages": _package, "changed_seats": _seat, "left_seats": _seat},
    ),
    (say("Commitments"), {"changed_commitments": _commitment}),
    (say("Endorsements"), {"changed_endorsements": _endorsement}),
    (say("Undertakings"), {"changed_undertakings": _undertaking}),
)
"""What is told under which heading, from which statement."""

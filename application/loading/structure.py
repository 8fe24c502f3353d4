"""The acts that enter the process, its participants, meetings and packages."""

from __future__ import annotations

from application.loading.countries import name_of
from application.loading.fields import month_of
from application.loading.sections import OFFICES, Record
from application.loading.steps import UNKNOWN, Rank, Step, Steps, basis_of, when

IDENTIFIED_AT = "special-coordinators-2022"
"""The implementation launch: it identified eleven areas for action (its outcome)."""


def source(data: Record, key: str, record: Record) -> Steps:
    """Note a source."""
    del data
    said = {"source": key} | record
    yield Step(Rank.SOURCE, "process", "", "note-source", said, basis=(key,))


def instrument(data: Record, key: str, record: Record) -> Steps:
    """Record the instrument."""
    del data, key
    said = {
        "instrument": record["id"],
        "title": record["title"],
        "nature": record["nature"],
        "meeting": record["adopted_at"],
    }
    yield Step(
        Rank.INSTRUMENT, "process", "", "record-instrument", said,
        record["adopted_on"], basis=basis_of(record),
    )  # fmt: skip


def pillar(data: Record, key: str, record: Record) -> Steps:
    """Define a pillar, as of the day the instrument that has it was adopted."""
    del key
    said = {name: record.get(name) for name in ("code", "number", "title", "variants")}
    yield Step(
        Rank.PILLAR, "process", "", "define-pillar",
        said | {"note": record.get("note")},
        data["instrument"]["adopted_on"], basis=tuple(record["source"]),
    )  # fmt: skip


def participant(data: Record, key: str, record: Record) -> Steps:
    """Enter a participant and its endorsement of the instrument."""
    del data
    occurred, basis = when(record, "endorsed"), basis_of(record)
    said = {
        "key": key,
        "name": record["name"],
        "formal_name": record["formal_name"],
        "nature": "state",
    }
    yield Step(
        Rank.PARTICIPANT, "participant", "", "register", said, occurred, basis=basis
    )
    said = {"meeting": record.get("endorsed_at")}
    yield Step(
        Rank.PARTICIPANT, "participant", key, "endorse", said, occurred, key, basis
    )


def partner(data: Record, key: str, record: Record) -> Steps:
    """Enter a country that announced something without having endorsed."""
    del data
    said = {"key": key, "name": name_of(key), "nature": "state"}
    yield Step(
        Rank.PARTICIPANT, "participant", "", "register", said,
        when(record, "announced"), basis=tuple(record["source"]),
    )  # fmt: skip


def meeting(data: Record, key: str, record: Record) -> Steps:
    """Enter a meeting; one whose day is not known stays scheduled."""
    del data
    day, basis = record["date"] or UNKNOWN, basis_of(record)
    planned = month_of(record["date_text"]) if record.get("date_text") else UNKNOWN
    said = {
        "key": key,
        "title": record["title"],
        "nature": record["kind"],
        "number": record.get("number"),
        "planned": record["date"] or planned,
        "place": record["place"],
        "hosts": record["host"],
        "level": record["level"],
    }
    yield Step(Rank.MEETING, "meeting", "", "schedule", said, day, basis=basis)
    if record["date"] is None:
        return
    yield Step(Rank.MEETING, "meeting", key, "convene", {}, day, basis=basis)
    for code in record.get("participants") or ():
        yield Step(
            Rank.PRESENCE, "meeting", key, "record-presence",
            {"attending": code}, day, basis=basis,
        )  # fmt: skip
    said = {"outcome": record["outcome"]}
    yield Step(Rank.ADJOURNMENT, "meeting", key, "adjourn", said, day, basis=basis)


def package(data: Record, key: str, record: Record) -> Steps:
    """Enter a package with its leads and the members that are known."""
    days = {m["id"]: m["date"] for m in data["meetings"] if m["date"]}
    lima = record.get("title_in_lima_statement")
    variants = [title for title in (*record["title_variants"], lima) if title]
    said = {
        "key": key,
        "number": record["number"],
        "title": record["title"],
        "pillar": record["pillar"],
        "description": record["description"],
        "variants": [t for t in dict.fromkeys(variants) if t != record["title"]],
        "meeting": IDENTIFIED_AT if IDENTIFIED_AT in days else "",
    }
    yield Step(
        Rank.PACKAGE, "package", "", "identify", said,
        days.get(IDENTIFIED_AT, UNKNOWN), basis=tuple(record["source"]),
    )  # fmt: skip
    yield from _committee(key, record, {day: known for known, day in days.items()})


def _committee(key: str, record: Record, meetings: dict[str, str]) -> Steps:
    as_of, basis = record["participants_as_of"] or UNKNOWN, tuple(record["source"])
    said = {"meeting": meetings.get(as_of, "")}
    for place, code in enumerate(record["leads"]):
        action = "volunteer-co-lead" if place else "volunteer-lead"
        yield Step(Rank.LEAD, "package", key, action, said, as_of, code, basis)
    for code in record["participants"]:
        yield Step(Rank.MEMBER, "package", key, "join", said, as_of, code, basis)
    noted = {
        "completeness": record["participants_completeness"],
        "note": record.get("note"),
    }
    yield Step(
        Rank.MEMBER, "package", key, "note-membership", noted, as_of, basis=basis
    )


def office(data: Record, key: str, record: Record) -> Steps:
    """Enter who took an office, and when it was given back."""
    del data, key
    name = next(OFFICES[word] for word in OFFICES if record["office"].startswith(word))
    said = {
        "office": name,
        "holder": record.get("holder"),
        "holder_text": record.get("holder_text"),
    }
    basis = basis_of(record)
    yield Step(
        Rank.OFFICE, "process", "", "assume-office", said,
        record["from_date"] or UNKNOWN, basis=basis,
    )  # fmt: skip
    if record["to_date"]:
        yield Step(
            Rank.OFFICE, "process", "", "relinquish-office", {"office": name},
            record["to_date"], basis=basis,
        )  # fmt: skip

"""Whether a file of reference data makes sense: names, dates, forms, two by two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.loading.check import Complaints
from application.loading.countries import partner_of
from application.loading.fields import DAY, DAY_OR_MONTH, KEY, Field, shown
from application.loading.sections import OFFICES, SECTIONS, Record, Section

Found = Iterator[tuple[str, str]]
Known = dict[str, list[str]]
ANNOUNCED_BY = {
    "national": "participant",
    "joint": "participants",
    "partner": "participant_text",
}


def check_sense(data: Record, today: str, complaints: Complaints) -> None:
    """See that names are used once and known, and that dates and forms hold."""
    known = {
        section.name: [key for key, _ in section.records(data)]
        for section in SECTIONS.values()
    }
    for section in SECTIONS.values():
        for key, record in section.records(data):
            label = section.label(key)
            if known[section.name].count(key) > 1:
                complaints.add(label, "the name is used twice; it is needed once")
            found = [
                *_senseless(section, record, known, today),
                *_own(section, key, record, data, known),
            ]
            for name, reason in found:
                complaints.add(f"{label}.{name}" if name else label, reason)


def _senseless(section: Section, record: Record, known: Known, today: str) -> Found:
    for field in section.fields:
        value = record.get(field.name)
        if value is not None:
            yield from _unknown(field, value, known)
            yield from _ahead(field, value, today)


def _unknown(field: Field, value: Any, known: Known) -> Found:
    if not field.refers:
        return
    named = value if isinstance(value, list) else [value]
    for name in named:
        if name not in known[field.refers]:
            yield field.name, f"{shown(name)} is not among the {field.refers}"
    if len(set(named)) < len(named):
        yield field.name, "each is needed once"


def _ahead(field: Field, value: Any, today: str) -> Found:
    if field.kind in {DAY, DAY_OR_MONTH} and value > today:
        yield field.name, f"{value} lies ahead; today is {today}"


def _own(
    section: Section, key: str, record: Record, data: Record, known: Known
) -> Found:
    match section.name:
        case "sources" if not KEY.fits(key):
            yield "", f"its key is needed as {KEY.words}"
        case "participants":
            yield from _bracket(record, "endorsed")
        case "commitments":
            yield from _bracket(record, "announced")
            yield from _announcers(record, known)
        case "offices":
            yield from _office(record)
        case "action_packages":
            yield from _leads(record)
        case "progress_reports":
            yield from _reported(record, data)
        case "conflicts":
            for reading in record["values"]:
                yield from _unknown(READ_FROM, reading["source"], known)


READ_FROM = Field("values", KEY, refers="sources")


def _bracket(record: Record, name: str) -> Found:
    day = record[f"{name}_on"]
    first, last = (record.get(f"{name}_not_{end}") for end in ("before", "after"))
    if day and (first or last):
        yield f"{name}_on", "a day or a bracket is needed, not both"
    elif bool(first) != bool(last):
        missing = "after" if first else "before"
        yield f"{name}_not_{missing}", "a bracket is needed with both its ends"
    elif first and last and first > last:
        yield f"{name}_not_after", f"the bracket {first} to {last} ends too early"


def _announcers(record: Record, known: Known) -> Found:
    form = record["form"]
    own = ANNOUNCED_BY[form]
    for name in ANNOUNCED_BY.values():
        if name == own and not record.get(name):
            yield name, f"it is missing; a {form} commitment needs it"
        if name != own and record.get(name):
            yield name, f"a {form} commitment has no such field"
    if form == "joint" and len(record.get(own) or ()) == 1:
        yield own, "a joint commitment needs at least two"
    if form == "partner" and record.get(own):
        yield from _partner(record, known)


def _partner(record: Record, known: Known) -> Found:
    partner = partner_of(record)
    if partner is None:
        yield (
            "participant_text",
            "it is needed as a country's English name, a remark in brackets after it",
        )
    elif partner.code in known["participants"]:
        yield "participant_text", f"{partner.name} is a participant that has endorsed"


def _office(record: Record) -> Found:
    if not record["office"].startswith(tuple(OFFICES)):
        yield "office", f"it is needed as {' or '.join(OFFICES)}"
    if bool(record.get("holder")) == bool(record.get("holder_text")):
        yield "holder", "an office needs a holder or a holder_text, one of the two"
    first, last = record["from_date"], record["to_date"]
    if first and last and last < first:
        yield "to_date", f"the term {first} to {last} ends too early"


def _leads(record: Record) -> Found:
    several = len(record["leads"]) > 1
    if record["lead_mode"] and several != (record["lead_mode"] == "co-lead"):
        count = "several" if several else "at most one"
        yield "lead_mode", f"it does not go with {count} among the leads"
    for code in sorted(set(record["leads"]) & set(record["participants"])):
        yield "participants", f"{code} leads; a lead is needed among the leads only"


def _reported(record: Record, data: Record) -> Found:
    for commitment in data["commitments"]:
        if commitment["id"] != record["commitment"]:
            continue
        own = [commitment.get("participant"), *(commitment.get("participants") or ())]
        if record["participant"] not in own:
            yield "participant", f"one that announced {commitment['id']} is needed"

"""The items of a file: one for each record, with its content and the acts it takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from application.loading import promises, structure
from application.loading.countries import partner_of
from application.loading.promises import number_of
from application.loading.sections import SECTIONS, Record, Section
from application.loading.steps import Step, Steps

STEPS: dict[str, Callable[[Record, str, Any], Steps]] = {
    "sources": structure.source,
    "instrument": structure.instrument,
    "pillars": structure.pillar,
    "participants": structure.participant,
    "partners": structure.partner,
    "meetings": structure.meeting,
    "action_packages": structure.package,
    "offices": structure.office,
    "commitments": promises.commitment,
    "progress_reports": promises.statement,
    "claims": promises.claim,
    "conflicts": promises.conflict,
}
PARTNERS = Section("partners", ("iso_alpha3",), ())


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the file: its name, its content in one written form, its acts."""

    section: str
    key: str
    label: str
    content: str
    steps: tuple[Step, ...]


def items_of(data: Record) -> list[Item]:
    """Return every record of a checked file as an item."""
    return [*_items(data), *_partners(data)]


def in_order(items: Iterable[Item]) -> list[tuple[Item, Step]]:
    """Return the acts of *items* in the order in which things happened."""
    found = [(item, step) for item in items for step in item.steps]
    return sorted(found, key=lambda pair: (pair[1].day, pair[1].rank))


def _items(data: Record) -> Iterator[Item]:
    for section in SECTIONS.values():
        records = list(section.records(data))
        if section.name == "commitments":
            records.sort(key=lambda named: number_of(named[0]))
        for key, record in records:
            yield _item(section, key, data, record, record)


def _partners(data: Record) -> Iterator[Item]:
    seen = set()
    for record in data["commitments"]:
        country = partner_of(record)
        if country is None or country.code in seen:
            continue
        seen.add(country.code)
        content = {"iso_alpha3": country.code, "name": country.name}
        yield _item(PARTNERS, country.code, data, record, content)


def _item(
    section: Section, key: str, data: Record, record: Record, content: Any
) -> Item:
    return Item(
        section.name,
        key,
        section.label(key),
        json.dumps(content, sort_keys=True, ensure_ascii=False),
        tuple(STEPS[section.name](data, key, record)),
    )

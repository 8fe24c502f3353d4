"""The sections of the file, and the fields of their records: the file's own schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from application.loading.fields import (
    CANDIDATE,
    CODE,
    DAY,
    DAY_OR_MONTH,
    KEY,
    MONTH_IN_WORDS,
    NOTHING,
    NUMBER,
    READINGS,
    REFERENCE,
    SOURCES,
    TARGETED,
    WEB,
    Field,
    choice,
    many,
    matching,
    prose,
    some,
    text,
)

Record = dict[str, Any]
SOURCE = Field("source", SOURCES, refers="sources")
BASIS = Field("basis", choice("inference"), "optional")
NOTE = Field("note", prose(2000), "optional")
REMARK = Field("note", text(480), "optional")  # stands in the basis: one line
COMPLETENESS = choice("complete", "partial", "unknown")
OFFICES = {"Chair": "chair", "Technical Secretariat": "secretariat"}


def dated(name: str) -> tuple[Field, ...]:
    """Return the fields of a date known as a day, as a bracket, or not at all."""
    return (
        Field(f"{name}_on", DAY, "known"),
        Field(f"{name}_not_before", DAY, "optional"),
        Field(f"{name}_not_after", DAY, "optional"),
        Field(f"{name}_at", KEY, "optional", "meetings"),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what its records are named by, and their fields."""

    name: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    holds: type[list[Any] | dict[str, Any]] = list

    def records(self, data: Record) -> Iterator[tuple[str, Any]]:
        """Give each record of the section with the name it is known by."""
        found = data[self.name]
        if self.name == "instrument":
            yield "", found
        elif isinstance(found, dict):
            yield from found.items()
        else:
            for number, record in enumerate(found, 1):
                yield self._key(record) or f"no. {number}", record

    def label(self, key: str) -> str:
        """Name a record for a person: ``commitments[LAD-005]``."""
        return f"{self.name}[{_plain(key)}]" if key else self.name

    def _key(self, record: Any) -> str:
        told = record if isinstance(record, dict) else {}
        parts = [told.get(name) for name in self.key]
        return "/".join(part for part in parts if isinstance(part, str))


def _plain(key: str) -> str:
    return "".join(c if c.isprintable() and c.isascii() else "?" for c in key[:60])


SECTIONS = {
    section.name: section
    for section in (
        Section(
            "sources",
            (),
            (
                Field("title", text()),
                Field("url", WEB, "known"),
                Field("publisher", text(), "known"),
                Field("seen", text(), "known"),
            ),
            holds=dict,
        ),
        Section(
            "instrument",
            (),
            (
                Field("id", CODE),
                Field("title", text()),
                Field("nature", text()),
                Field("adopted_on", DAY),
                Field("adopted_at", KEY, "known", "meetings"),
                Field("modelled_on", text(), "optional"),
                SOURCE,
            ),
            holds=dict,
        ),
        Section(
            "pillars",
            ("code",),
            (
                Field("code", KEY),
                Field("number", NUMBER),
                Field("title", text()),
                Field("variants", many(text())),
                NOTE,
                SOURCE,
            ),
        ),
        Section(
            "participants",
            ("iso_alpha3",),
            (
                Field("iso_alpha3", CODE),
                Field("iso_alpha2", matching("two capital letters", "[A-Z]{2}")),
                Field("name", text()),
                Field("formal_name", text()),
                Field("standing", choice("endorsing")),
                Field("mode", choice("original", "later_joiner")),
                *dated("endorsed"),
                BASIS,
                REMARK,
                SOURCE,
            ),
        ),
        Section(
            "meetings",
            ("id",),
            (
                Field("id", KEY),
                Field(
                    "kind",
                    choice(
                        "ministerial", "special_coordinators", "summit", "committee"
                    ),
                ),
                Field("number", NUMBER, "optional"),
                Field("title", text()),
                Field("date", DAY, "known"),
                Field("date_text", MONTH_IN_WORDS, "optional"),
                Field("place", text(), "known"),
                Field("host", many(CODE), refers="participants"),
                Field("level", text(), "known"),
                Field("participants", some(CODE), "optional", "participants"),
                Field("outcome", prose(), "known"),
                BASIS,
                REMARK,
                SOURCE,
            ),
        ),
        Section(
            "action_packages",
            ("code",),
            (
                Field("code", KEY),
                Field("number", NUMBER),
                Field("title", text()),
                Field("title_variants", many(text())),
                Field("title_in_lima_statement", text(), "optional"),
                Field("pillar", KEY, refers="pillars"),
                Field("description", prose(), "known"),
                Field("lead_mode", choice("lead", "co-lead"), "known"),
                Field("leads", many(CODE), refers="participants"),
                Field("participants", many(CODE), refers="participants"),
                Field(
                    "participants_completeness",
                    choice("complete", "partial", "unknown"),
                ),
                Field("participants_as_of", DAY, "known"),
                NOTE,
                SOURCE,
            ),
        ),
        Section(
            "offices",
            ("office",),
            (
                Field("office", text()),
                Field("holder", CODE, "optional", "participants"),
                Field("holder_text", text(), "optional"),
                Field("from_date", DAY_OR_MONTH, "known"),
                Field("to_date", DAY_OR_MONTH, "known"),
                SOURCE,
            ),
        ),
        Section(
            "commitments",
            ("id",),
            (
                Field("id", REFERENCE),
                Field("form", choice("national", "joint", "partner")),
                Field("participant", CODE, "optional", "participants"),
                Field("participants", some(CODE), "optional", "participants"),
                Field("participant_text", text(), "optional"),
                Field("summary", prose(2000)),
                *dated("announced"),
                Field("pillar", KEY, "known", "pillars"),
                Field("package", KEY, "known", "action_packages"),
                Field("target", TARGETED, "known"),
                Field("status_reported", NOTHING, "known"),
                NOTE,
                SOURCE,
            ),
        ),
        Section(
            "progress_reports",
            ("commitment", "participant", "date"),
            (
                Field("commitment", REFERENCE, refers="commitments"),
                Field("participant", CODE, refers="participants"),
                Field("meeting", KEY, "known", "meetings"),
                Field("date", DAY, "known"),
                Field("summary", prose(10_000)),
                SOURCE,
            ),
        ),
        Section(
            "claims",
            ("id",),
            (
                Field("id", KEY),
                Field("subject", text()),
                Field("statement", prose()),
                Field("status", text()),
                Field("candidate", CANDIDATE, "optional"),
                Field("iso_alpha3", CODE, "optional"),
                Field("effect", text(), "optional"),
                Field("date", DAY, "optional"),
                SOURCE,
            ),
        ),
        Section(
            "conflicts",
            ("topic",),
            (Field("topic", text()), Field("values", READINGS), NOTE),
        ),
    )
}

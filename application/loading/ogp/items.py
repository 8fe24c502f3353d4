"""From the rows to the acts of the registrar that enter them, each with its row.

A country enters with its first plan; the plan with the first commitment of it; each
commitment with its lead institution; each rating by the year of its report.  Of a year
nothing more is known than that: it is kept as a bracket.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from application.loading.countries import Country
from application.loading.items import Item
from application.loading.ogp.countries import country_named
from application.loading.ogp.dates import read_date
from application.loading.ogp.report import Remarks, Why
from application.loading.ogp.rows import COMMITMENTS, RATINGS, Row, Rows, stated
from application.loading.ogp.words import (
    CRITERIA,
    REPORTS,
    SCALE,
    Scale,
    bare,
    criteria,
)
from application.loading.steps import Rank, Step

SOURCE = "ogp-irm-2017"
BEGAN = "2011-09-20"
"""The day the Open Government Partnership was launched."""
SOURCE_NOTED = {
    "source": SOURCE,
    "title": "Open Government Partnership: commitments and independent reviews (IRM)",
    "publisher": "Open Government Partnership, as served by Vizzuality/ogp @69d32715",
    "url": "https://www.opengovpartnership.org/",
    "seen": "20 of 108 columns, contacts left out",
}


@dataclass(frozen=True, slots=True)
class Allotted:
    """Which reference each row got before, and which the next one gets."""

    known: Mapping[str, str]
    process: str
    after: int

    def references(self, rows: list[Row]) -> dict[str, str]:
        """Return the reference of each row, in the order in which they are allotted."""
        fresh = (row["source_row"] for row in rows)
        fresh = (row for row in fresh if row not in self.known)
        given = {
            row: f"{self.process}-{number:03d}"
            for number, row in enumerate(fresh, start=self.after + 1)
        }
        return {**self.known, **given}


def items_of(rows: Rows, allotted: Allotted, scale: Scale) -> Iterator[Item]:
    """Give an item for each thing the rows tell."""
    yield _item("sources", SOURCE, SOURCE_NOTED, Step(
        Rank.SOURCE, "process", "", "note-source", SOURCE_NOTED, basis=(SOURCE,)
    ))  # fmt: skip
    begun, plans = _years(rows.commitments)
    seen: set[str] = set()
    for row in rows.commitments:
        country = named(row)
        plan = plan_of(row, country)
        if country.code not in seen:
            yield _country(row, country, begun[country.code])
        if plan not in seen:
            yield _plan(row, plan, country, plans[plan])
        seen |= {country.code, plan}
    ratings: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows.ratings:
        ratings[row["source_row"]].append(row)
    references = allotted.references(rows.commitments)
    for row in rows.commitments:
        reference = references[row["source_row"]]
        yield _commitment(row, reference, rows.remarks)
        for rated in ratings[row["source_row"]]:
            yield _rating(row | rated, reference, scale, rows.remarks)


def named(row: Row) -> Country:
    """Return the country of a row; rows of others are not entered."""
    found = country_named(row["country"])
    if found is None:
        raise KeyError(row["country"])
    return found


def plan_of(row: Row, country: Country) -> str:
    """Return the key of an action plan, ``ALB-1``."""
    number = row["action_plan_number"].strip()
    return f"{country.code}-{number if number.isalnum() else 'x'}"


def _years(rows: list[Row]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the first year of each country and of each plan."""
    countries: dict[str, str] = {}
    plans: dict[str, str] = {}
    for row in rows:
        country, year = named(row), row["year_of_submission"]
        for known, key in ((countries, country.code), (plans, plan_of(row, country))):
            known[key] = min(known.get(key, year), year)
    return countries, plans


def in_year(year: str, since: str = "") -> str:
    """Return a year as a bracket."""
    return f"{since or f'{year}-01-01'}..{year}-12-31"


def basis_of(row: Row) -> tuple[str, str]:
    """Return what an act rests on: the source, and its row there."""
    return SOURCE, f"source_row {row['source_row']}"


def _item(section: str, key: str, content: Mapping[str, Any], *steps: Step) -> Item:
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return Item(section, key, f"ogp {section}[{key}]", written, steps)


def _country(row: Row, country: Country, year: str) -> Item:
    occurred, basis = in_year(year, BEGAN), basis_of(row)
    content = {"key": country.code, "name": country.name, "nature": "state"}
    code = country.code
    return _item("participants", code, content,
        Step(Rank.PARTICIPANT, "participant", "", "register", content, occurred,
             basis=basis),
        Step(Rank.PARTICIPANT, "participant", code, "endorse", {}, occurred, code,
             basis),
    )  # fmt: skip


def _plan(row: Row, plan: str, country: Country, year: str) -> Item:
    number = row["action_plan_number"].strip()
    content = {
        "key": plan,
        "number": int(number) if number.isdigit() else 0,
        "title": f"{country.name}: action plan {number}",
    }
    occurred, basis = in_year(year), basis_of(row)
    return _item("action plans", plan, content,
        Step(Rank.PACKAGE, "package", "", "identify", content, occurred, basis=basis),
        Step(Rank.LEAD, "package", plan, "volunteer-lead", {}, occurred,
             country.code, basis),
    )  # fmt: skip


def _commitment(row: Row, reference: str, remarks: Remarks) -> Item:
    country = named(row)
    occurred, basis = in_year(row["year_of_submission"]), basis_of(row)
    said = {
        "form": "national",
        "title": row["title"],
        "package": plan_of(row, country),
        "theme": stated(row, "theme"),
        "starts": row["start_date"],
        "ends": row["end_date"],
        "target": _dates(row, remarks),
        "note": _note(row),
    }
    steps = [
        Step(Rank.COMMITMENT, "commitment", "", "announce", said, occurred,
             country.code, basis)
    ]  # fmt: skip
    if institution := stated(row, "lead_institution"):
        steps.append(Step(
            Rank.STATEMENT, "undertaking", f"{reference}-{country.code}",
            "assign-owner", {"institution": institution}, occurred, country.code, basis,
        ))  # fmt: skip
    return _item("commitments", row["source_row"], row, *steps)


def _note(row: Row) -> str:
    number, others = (
        row["commitment_number"].strip(),
        stated(row, "supporting_institutions"),
    )
    parts = [f"No. {number} of the plan" if number else ""]
    parts += [f"supporting institutions: {others}" if others else ""]
    return "; ".join(part for part in parts if part)


def _dates(row: Row, remarks: Remarks) -> dict[str, str]:
    """Return what can be read of the dates; say of each what stood there."""
    found = {}
    for name, key in (("start_date", "start"), ("end_date", "by")):
        read, said = read_date(row[name]), row[name]
        if not read:
            why, done = Why.DATE_UNREAD, "kept as text"
        elif ".." in read and "/" in said:
            why, done = Why.DATE_TWO_WAYS, f"kept as {read}"
        else:
            why = None
        if why:
            remarks.add(COMMITMENTS, row["source_row"], why, name, said, done)
        if read:
            found[key] = read
    if found.get("start", "")[:10] > found.get("by", "9")[-10:]:
        told = f"{row['start_date']} to {row['end_date']}"
        remarks.add(COMMITMENTS, row["source_row"], Why.DATES_SWAPPED, "end_date",
                    told, "kept as stated")  # fmt: skip
    return found


def _rating(row: Row, reference: str, scale: Scale, remarks: Remarks) -> Item:
    code = named(row).code
    word, key = row["completion"], f"{row['source_row']}/{row['report']}"
    found = scale.found(word)
    if not found:
        remarks.add(RATINGS, row["source_row"], Why.WORD_UNKNOWN, "completion", word,
                    "kept as it stands; it has no place on the scale")  # fmt: skip
    elif found != bare(word):
        remarks.add(RATINGS, row["source_row"], Why.WORD_SPELT, "completion", word,
                    f"entered as “{found}”")  # fmt: skip
    said = {
        "scale": SCALE,
        "rating": found or word,
        "criteria": criteria(row, CRITERIA),
        "report_kind": REPORTS.get(row["report"], row["report"]),
    }
    return _item("ratings", key, said | {"year": row["report_year"]}, Step(
        Rank.NOTE, "undertaking", f"{reference}-{code}", "record-rating", said,
        in_year(row["report_year"]), code, basis_of(row),
    ))  # fmt: skip

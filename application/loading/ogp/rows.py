"""The two files as they are served: rows of text, none of them dropped on the way.

Whatever a row lacks is said by row; only who announced it, and which row of the source
it is, has to be readable.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from application.loading.ogp.countries import country_named
from application.loading.ogp.report import Remarks, Why
from domain.errors import Defective, Malformed
from domain.text import clean

COMMITMENTS, RATINGS = "ogp_commitments.csv", "ogp_assessments.jsonl"
LARGEST, LONGEST = 200_000_000, 2_000
NEEDED = {
    COMMITMENTS: (
        "source_row", "country", "action_plan_number", "theme", "commitment_number",
        "title", "start_date", "end_date", "lead_institution",
        "supporting_institutions", "year_of_submission",
    ),
    RATINGS: ("source_row", "report", "completion", "report_year"),
}  # fmt: skip
NOTHING = {"", "NA", "ND", "NR", "None Specified", "Not Specified"}
"""What the source writes where it has nothing to say."""
YEARS = {COMMITMENTS: "year_of_submission", RATINGS: "report_year"}
FIRST, LAST_YEAR = "2011", "9999"
NOT = "not entered"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of both files, each row once; and how many rows there were."""

    commitments: list[Row]
    ratings: list[Row]
    remarks: Remarks
    read: int


def stated(row: Row, name: str) -> str:
    """Return what the source says under *name*, empty where it says nothing."""
    said = row[name].strip()
    return "" if said in NOTHING else said


def rows_in(folder: Path, today: str) -> Rows:
    """Read both files of *folder*; raises ``Defective`` for a file that is not there.

    A row that can't be entered is among the remarks.
    """
    remarks = Remarks()
    found = {name: [*_read(folder / name)] for name in NEEDED}
    commitments = [*_plain(COMMITMENTS, found[COMMITMENTS], remarks, today)]
    begun = {row["source_row"]: row["year_of_submission"] for row in commitments}
    ratings = [
        row
        for row in _plain(RATINGS, found[RATINGS], remarks, today)
        if _fits(row, begun, remarks)
    ]
    _note_numbers(commitments, remarks)
    return Rows(commitments, ratings, remarks, sum(map(len, found.values())))


def _fits(row: Row, begun: dict[str, str], remarks: Remarks) -> bool:
    """Whether a rating is of a commitment that was there in its year."""
    number, year = row["source_row"], row["report_year"]
    if number not in begun:
        remarks.add(RATINGS, number, Why.NO_COMMITMENT, "source_row", number, NOT)
    elif year < begun[number]:
        remarks.add(RATINGS, number, Why.YEAR_UNFIT, "report_year", year, NOT)
    return year >= begun.get(number, LAST_YEAR)


def _read(path: Path) -> Iterator[Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Defective(f"{path.name} is needed with at most {LARGEST:,} bytes")
        with path.open(encoding="utf-8", newline="") as file:
            if path.suffix == ".csv":
                yield from _of_table(file, path.name)
            else:
                yield from map(_of_line, file)
    except OSError as error:
        raise Defective(f"{path} can't be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Defective(f"{path.name} can't be read: {error}") from error


def _of_table(file: Any, name: str) -> Iterator[Any]:
    table = csv.DictReader(file)
    missing = [one for one in NEEDED[name] if one not in (table.fieldnames or ())]
    if missing:
        raise Defective(f"{name} has no column {', '.join(missing)}")
    yield from table


def _of_line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _plain(name: str, rows: list[Any], remarks: Remarks, today: str) -> Iterator[Row]:
    """Give the rows that can be entered, as text; say why of each that can't."""
    seen: set[tuple[str, str]] = set()
    year = YEARS[name]
    for place, found in enumerate(rows, start=1):
        row = _as_text(found, NEEDED[name])
        if row is None:
            remarks.add(name, f"line {place}", Why.UNREADABLE, "", "", NOT)
            continue
        number, whole = row["source_row"], (row["source_row"], row.get("report", ""))
        if whole in seen:
            remarks.add(name, number, Why.ROW_TWICE, "source_row", number, NOT)
        elif name == COMMITMENTS and country_named(row["country"]) is None:
            country = row["country"]
            remarks.add(name, number, Why.UNKNOWN_COUNTRY, "country", country, NOT)
        elif not _year(row[year], today):
            remarks.add(name, number, Why.YEAR_UNFIT, year, row[year], NOT)
        else:
            seen.add(whole)
            yield row


def _year(said: str, today: str) -> bool:
    """Whether a year is one in which the Partnership was at work."""
    return bool(re.fullmatch(r"\d{4}", said, re.ASCII)) and FIRST <= said <= today[:4]


def _as_text(found: Any, needed: tuple[str, ...]) -> Row | None:
    if not isinstance(found, dict) or any(found.get(name) is None for name in needed):
        return None
    try:
        row = {str(name): _cell(value) for name, value in found.items()}
    except Malformed:
        return None
    whole = row["source_row"].isascii() and row["source_row"].isdigit()
    return row if whole and row.get("title", "-") else None


def _cell(value: Any) -> str:
    """Return a cell as one line: what breaks it in the source is no part of it."""
    plain = isinstance(value, str) and value.isascii() and value.isprintable()
    if plain and len(value) <= LONGEST:
        return str(value.strip())
    said = "" if value is None else str(value)
    return " ".join(clean(said, field="it", maximum=LONGEST).split())


def _note_numbers(rows: list[Row], remarks: Remarks) -> None:
    """Say where a plan gives one number to several commitments."""
    first: dict[tuple[str, str, str], str] = {}
    for row in rows:
        names = ("country", "action_plan_number", "commitment_number")
        key = (row[names[0]], row[names[1]], row[names[2]])
        if key in first:
            remarks.add(
                COMMITMENTS, row["source_row"], Why.NUMBER_TWICE, names[2], key[2],
                f"entered beside row {first[key]}, each under a reference of its own",
            )  # fmt: skip
        else:
            first[key] = row["source_row"]

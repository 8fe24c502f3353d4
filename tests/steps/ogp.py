"""The Open Government Partnership's rows: written down in a story, and loaded."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from application.load_ogp import Imported, load_ogp
from application.loading.ogp.rows import COMMITMENTS, NEEDED, RATINGS
from application.office import DepositaryError
from application.pages import reviews
from tests.steps.loading import Load
from tests.steps.story import Story, Table

CALLED = {
    "plan": "action_plan_number", "number": "commitment_number", "start": "start_date",
    "end": "end_date", "lead": "lead_institution", "year": "report_year",
}  # fmt: skip
LEFT_OPEN = {
    "theme": "NA", "supporting_institutions": "None Specified",
    "year_of_submission": "2012",
}  # fmt: skip


@dataclass
class Rows:
    """The folder the rows are written to, and what loading them brought."""

    folder: Path
    loading: Load
    imported: Imported | None = None
    written: list[str] = field(default_factory=list)

    def write(self, commitments: list[dict[str, str]]) -> None:
        """Write rows of commitments, in the place of what was there."""
        with (self.folder / COMMITMENTS).open("w", encoding="utf-8") as file:
            table = csv.DictWriter(file, NEEDED[COMMITMENTS])
            table.writeheader()
            table.writerows(LEFT_OPEN | row for row in commitments)

    def rate(self, ratings: list[dict[str, str]]) -> None:
        """Write rows of ratings, in the place of what was there."""
        lines = "".join(f"{json.dumps(row)}\n" for row in ratings)
        (self.folder / RATINGS).write_text(lines, "utf-8")


@pytest.fixture
def rows(tmp_path: Path, loading: Load) -> Rows:
    """Return a folder without any rows."""
    found = Rows(tmp_path, loading)
    found.write([])
    found.rate([])
    return found


def told(table: Table) -> list[dict[str, str]]:
    """Return the rows of a table, their columns as the source calls them."""
    heads = [CALLED.get(head, head) for head in table[0]]
    return [dict(zip(heads, row, strict=True)) for row in table[1:]]


def take(story: Story, rows: Rows, who: str) -> None:
    """Load the rows as somebody, and keep the answer."""
    try:
        rows.imported = load_ogp(story.office, rows.folder, story.person(who))
    except DepositaryError as refusal:
        rows.loading.refusal = str(refusal)


@given("the register is established under ogp-nap")
def _(story: Story) -> None:
    story.office.establish("ogp-nap", "registrar", "secretary")
    story.begun = None


@given("these rows of commitments")
def _(rows: Rows, datatable: Table) -> None:
    rows.write(told(datatable))


@given("these rows of ratings")
def _(rows: Rows, datatable: Table) -> None:
    rows.rate(told(datatable))


@given("the rows are loaded")
def _(story: Story, rows: Rows) -> None:
    take(story, rows, "the registrar")
    assert not rows.loading.refusal


@when(parsers.parse("{who} loads the rows"))
def _(story: Story, rows: Rows, who: str) -> None:
    take(story, rows, who)


@then(parsers.re(r"(?P<entered>\d+) of (?P<read>\d+) rows (is|are) in the register"))
def _(rows: Rows, entered: str, read: str) -> None:
    assert rows.imported is not None
    assert (rows.imported.entered, rows.imported.read) == (int(entered), int(read))


@then(parsers.parse("{count:d} records of the rows are new"))
def _(rows: Rows, count: int) -> None:
    assert rows.imported is not None
    assert rows.imported.new == count


@then("this is said of the rows")
def _(rows: Rows, datatable: Table) -> None:
    assert rows.imported is not None
    said = [[one.row, str(one.why)] for one in rows.imported.remarks]
    assert said == datatable


@then(parsers.re(r'the dates of (?P<key>\S+) read "(?P<first>.*)" to "(?P<last>.*)"'))
def _(story: Story, key: str, first: str, last: str) -> None:
    target = story.look("commitment", key).target
    assert (target.get("start", ""), target.get("by", "")) == (first, last)


@then(parsers.parse('{key} is stated to start "{said}"'))
def _(story: Story, key: str, said: str) -> None:
    assert story.look("commitment", key).stated["start"] == said


@then(parsers.parse("{institution} is responsible for {key}"))
def _(story: Story, institution: str, key: str) -> None:
    assert story.look("undertaking", key).institution == institution


@then(parsers.parse("the plan {key} is answered for by {name}"))
def _(story: Story, key: str, name: str) -> None:
    assert story.look("package", key).leads == [story.code(name)]


@then(parsers.parse('{key} is rated "{words}"'))
def _(story: Story, key: str, words: str) -> None:
    ratings = story.look("undertaking", key).ratings.values()
    assert ", ".join(one.rating for one in ratings) == words


@then(parsers.parse("{rose:d} rating rose, {fell:d} fell and {same:d} stayed"))
def _(story: Story, rose: int, fell: int, same: int) -> None:
    counts = reviews.ratings(story.reader())["counts"]
    assert counts == {"rose": rose, "fell": fell, "same": same}

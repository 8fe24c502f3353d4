"""The Open Government Partnership's own rows, as they are served: all of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from application.definitions import named
from application.load_ogp import Imported, load_ogp
from application.loading.ogp.dates import read_date
from application.office import Act, NotFound, Office, Refused
from application.pages import reviews, scorecard
from application.views.rebuild import compare, digest, rebuild
from domain.scales import steps
from tests.houses import at, housed

ROWS = Path(__file__).parents[2] / "shared" / "data" / "ogp"
"""Beside the clone; the rows are the Partnership's and no part of it."""
REGISTRAR, SECRETARY = "p-registrar", "p-secretary"
COMMITMENTS, RATINGS = 1927, 1910
THERE = ROWS.is_dir() or os.environ.get("CI") == "true"


def established(home: Path) -> Office:
    office = Office.open(at(home), clock=lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))
    office.establish("ogp-nap", REGISTRAR, SECRETARY)
    return office


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, engine: str
) -> Iterator[tuple[Office, Imported]]:
    if not THERE:
        pytest.skip(f"the Partnership's rows are not in {ROWS}")
    with housed(engine, tmp_path_factory.mktemp("ogp")) as home:
        office = established(home)
        yield office, load_ogp(office, ROWS, REGISTRAR)
        office.close()


@pytest.fixture
def office(loaded: tuple[Office, Imported]) -> Office:
    return loaded[0]


def test_every_row_is_in_the_register_or_named(
    loaded: tuple[Office, Imported],
) -> None:
    office, imported = loaded
    assert imported.by_section == {
        "sources": 1,
        "participants": 61,
        "action plans": 100,
        "commitments": COMMITMENTS,
        "ratings": RATINGS,
    }
    topics = Counter(entry.event.TOPIC for entry in office.register.ledger.all())
    told = topics["commitment.announced"] + topics["undertaking.rated"]
    assert imported.read == told + imported.left_out == COMMITMENTS + RATINGS
    assert imported.events == sum(topics.values()) - 1


def test_each_event_names_its_row(office: Office) -> None:
    for entry in office.register.ledger.all():
        told = [part.partition(" ")[0] for part in entry.event.basis]
        if entry.event.TOPIC not in {"process.established", "process.source-noted"}:
            assert told == ["ogp-irm-2017", "source_row"], entry.event.TOPIC


def test_what_is_said_of_the_rows(loaded: tuple[Office, Imported]) -> None:
    assert Counter(str(one.why) for one in loaded[1].remarks) == {
        "date not read": 1670,
        "date read two ways": 1409,
        "word spelt otherwise": 191,
        "number twice": 49,
        "ends before it starts": 1,
    }


def test_of_54_rated_twice_ten_rose_and_seven_fell(office: Office) -> None:
    found = reviews.ratings(office.reader(), change="fell")
    assert found["counts"] == {"rose": 10, "fell": 7, "same": 33}
    fell = Counter((row["previous"], row["rating"]) for row in found["ratings"])
    assert fell == {
        ("Substantial", "Limited"): 5,
        ("Substantial", "Not Started"): 1,
        ("Limited", "Not Started"): 1,
    }


def test_the_views_drawn_anew_are_the_same(office: Office) -> None:
    register = office.register
    assert compare(register) == []
    before = digest(register)
    rebuild(register)
    assert digest(register) == before


@pytest.mark.parametrize(
    "day",
    ["2011-12-30", "2011-12-31", "2012-06-15", "2014-12-31", "2016-12-31T10:00Z"],
)
def test_a_day_of_the_past_is_counted_as_both_times_count_it(
    office: Office, day: str
) -> None:
    last = office.register.ledger.position()
    for measure in ("undertakings", "commitments", "standings"):
        known = office.reader(office.when(day, f"@{last}")).totals(measure)
        assert office.reader(office.when(day)).totals(measure) == known


def test_the_scorecard_counts_all_and_who_was_not_rated_apart(office: Office) -> None:
    found = scorecard.page(office.reader())
    assert found["undertakings"] == COMMITMENTS
    rated = Counter[str]()
    for one in found["participants"]:
        rated.update(one["ratings"])
    assert rated[""] == COMMITMENTS - 1856
    assert rated.total() == COMMITMENTS


def test_the_rows_again_bring_nothing(office: Office) -> None:
    before = office.register.ledger.position()
    again = load_ogp(office, ROWS, REGISTRAR)
    assert (again.new, again.events) == (0, 0)
    assert office.register.ledger.position() == before


def test_another_definition_rates_nothing(tmp_path: Path) -> None:
    office = Office.open(at(tmp_path))
    office.establish("la-declaration", REGISTRAR, SECRETARY)
    with pytest.raises(Refused, match="need a definition with the scale “completion”"):
        load_ogp(office, tmp_path, REGISTRAR)
    office.close()


# The definition


def test_the_plan_is_rated_on_five_points() -> None:
    scale = steps(named("ogp-nap").parameters, "completion").values()
    assert [step.rating for step in scale if step.rank] == [
        "No Evidence Available",
        "Not Started",
        "Limited",
        "Substantial",
        "Complete",
    ]


def test_nothing_is_planned_or_started_without_milestones() -> None:
    machine = named("ogp-nap").machines["undertaking"]
    (plan,) = machine.rows("plan")
    assert "verifiable" in [need.guard for need in plan.needs]
    (start,) = machine.rows("start")
    assert "announced" not in start.start


def test_a_period_is_due_on_31_august_and_closes_four_months_later(
    tmp_path: Path,
) -> None:
    office = established(tmp_path)
    said = {
        "key": "2025", "title": "2025", "begins": "2024-07-01", "ends": "2025-06-30",
    }  # fmt: skip
    office.act(Act("period", "", "announce", SECRETARY, said, basis=("calendar",)))
    it = office.reader().record("period", "2025")
    assert (it.due[:10], it.closes_at[:10]) == ("2025-08-31", "2025-12-31")
    with pytest.raises(NotFound, match="has no action “extend” for a period"):
        office.act(Act("period", "2025", "extend", SECRETARY, {"until": "2026-02-01"}))
    office.close()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("31/12/2014", "2014-12-31"),
        ("12/31/2014", "2014-12-31"),
        ("07/07/2012", "2012-07-07"),
        ("01/07/2014", "2014-01-07..2014-07-01"),
        ("30/02/2014", ""),
        ("0/0/0000", ""),
        ("2011-2013", "2011-01-01..2013-12-31"),
        ("2013-2011", ""),
        ("December 2012", "2012-12-01..2012-12-31"),
        ("Quarter 2 2013", "2013-04-01..2013-06-30"),
        ("Spring 2016", ""),
        ("Continuous", ""),
        ("0000", ""),
    ],
)
def test_what_can_be_read_of_a_date(said: str, read: str) -> None:
    assert read_date(said) == read

"""The words of a rating: scales with a defect, criteria nobody can read, sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from application.pages import undertakings
from domain.definition import checked
from domain.errors import Defective, Malformed
from tests import reviewed
from tests.test_reviewing import CRITERIA, WHERE, prepare, said_of
from tests.world import REGISTRAR, UNDERTAKING, opened

STEPS: list[tuple[Any, str]] = [
    ([], "scale “completion” is needed as a list of steps"),
    (["Good"], "step 1 of scale “completion” is needed as a table"),
    ([{"rating": "Good"}], "step 1 of scale “completion”: “agrees_with” is missing"),
    (
        [{"rating": "Good", "agrees_with": ["done"]}],
        "step 1 of scale “completion”: “done” is no word of a self-report",
    ),
    (
        [{"rating": "Good", "agrees_with": [], "rank": 3}],
        "step 1 of scale “completion”: “rank” is unknown",
    ),
    (
        [{"rating": "Good", "agrees_with": []}, {"rating": "Good", "agrees_with": []}],
        "step 2 of scale “completion”: “Good” is a step already",
    ),
]


@pytest.mark.parametrize(("steps", "reason"), STEPS)
def test_a_scale_with_a_defect_is_refused(steps: list[Any], reason: str) -> None:
    source = reviewed.source()
    source["parameters"]["scales"]["completion"] = steps
    with pytest.raises(Defective) as told:
        checked(source, "reviewed.toml")
    assert str(told.value) == f"reviewed.toml: {reason}"


@pytest.mark.parametrize("name", ["scales", "reply_days", "report_kinds"])
def test_a_row_that_needs_a_parameter_names_it(name: str) -> None:
    source = reviewed.source()
    del source["parameters"][name]
    with pytest.raises(Defective, match=rf"row \d+: .* needs the parameter “{name}”"):
        checked(source, "reviewed.toml")


def test_a_source_needs_no_criteria_and_its_words_stand_on_no_height(
    tmp_path: Path,
) -> None:
    with opened(tmp_path / "work", "sqlite", "reviewed") as world:
        said = {"scale": "completion", "rating": "NR", "report_kind": "mid"}
        world.act(REGISTRAR, *WHERE, "record-rating", said, basis=("row 3",))
        page = undertakings.page(world.office.reader(), UNDERTAKING)
    (rating,) = page["ratings"]
    assert (rating["rating"], rating["rank"], rating["criteria"]) == ("NR", 0, {})
    assert rating["basis"] == ["row 3"]
    assert page["voices"]["rating"]["who"] == "the registrar"


@pytest.mark.parametrize(
    "criteria",
    [
        "relevance high",
        "relevance: high\nrelevance: low",
        ": high",
        7,
        [7],
        {"relevance": 7},
        {"relevance": {"a": "b"}},
        {"relevance": "x" * 5000},
    ],
)
def test_criteria_that_cannot_be_read_are_refused(
    criteria: Any, tmp_path: Path
) -> None:
    with opened(tmp_path / "work", "sqlite", "reviewed") as world:
        prepare(world)
        said = said_of("Complete") | {"criteria": criteria}
        with pytest.raises(Malformed) as told:
            world.act("reviewer", *WHERE, "share-review-draft", said)
    assert told.value.field == "criteria"


def test_criteria_are_read_from_lines_as_a_form_sends_them(tmp_path: Path) -> None:
    with opened(tmp_path / "work", "sqlite", "reviewed") as world:
        prepare(world)
        said = said_of("Complete") | {"criteria": "relevance: high\nspecificity: low"}
        world.act("reviewer", *WHERE, "share-review-draft", said)
        assert dict(world.record(*WHERE).open_review.criteria) == CRITERIA

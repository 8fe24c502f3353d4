"""The pages of undertakings: milestones with both days, the list, and their twins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.visiting import Visitor
from tests.world import UNDERTAKING, opened

PAGE = f"/undertakings/{UNDERTAKING}"
STEP = {"title": "A decree", "criterion": "The gazette says so", "due": "2030-06-30"}
MOVED = {"milestone": "1", "due": "2030-09-30", "reason": "The rains"}


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        found = Visitor.of(world)
        found.sign_in("validating_authority-COL")
        yield found


def take(visitor: Visitor, action: str, **said: Any) -> None:
    answer = visitor.send(f"{PAGE}/actions/{action}", **said)
    assert answer.status_code == 303, answer.text


def test_a_moved_milestone_shows_both_days(visitor: Visitor) -> None:
    take(visitor, "set-milestone", **STEP)
    take(visitor, "reschedule-milestone", **MOVED)
    page = visitor.get(PAGE).text
    assert re.search(
        r"<del>.*?30 June 2030.*?</del>.*?30 September 2030", page, re.DOTALL
    )
    (told,) = visitor.get(f"{PAGE}.json").json["milestones"]
    assert (told["earlier"], told["due"]) == (["2030-06-30"], "2030-09-30")


def test_each_milestone_has_its_own_acts_and_its_form_knows_it(
    visitor: Visitor,
) -> None:
    for title in ("A decree", "A counter"):
        take(visitor, "set-milestone", **{**STEP, "title": title})
    take(visitor, "drop-milestone", milestone="1", reason="One is enough")
    page = visitor.get(PAGE).text
    offered = set(re.findall(rf"{PAGE}/actions/(\w+)-milestone\?milestone=(\d)", page))
    assert offered == {("reschedule", "2"), ("meet", "2"), ("drop", "2")}
    form = visitor.get(f"{PAGE}/actions/meet-milestone?milestone=2").text
    assert re.search(r"A counter \(set\)", form)


def test_who_may_not_act_on_a_milestone_is_offered_nothing(visitor: Visitor) -> None:
    take(visitor, "set-milestone", **STEP)
    visitor.sign_in("minister-GUY")
    assert "milestone?milestone=" not in visitor.get(PAGE).text


@pytest.mark.parametrize(
    ("action", "said", "wrong"),
    [
        ("reschedule-milestone", {**MOVED, "due": "2030-06-30"}, "another day"),
        ("reschedule-milestone", {**MOVED, "due": "2030-06-31"}, "is needed as a day"),
        ("reschedule-milestone", {**MOVED, "milestone": "7"}, "not there yet"),
        ("meet-milestone", {"milestone": "1"}, "this needs evidence"),
        ("meet-milestone", {"milestone": "²", "evidence": "x"}, "not there yet"),
        ("set-milestone", {**STEP, "quantity": "-1", "unit": "x"}, "a whole number"),
        ("set-target", {"quantity": "1", "unit": "x", "due": "soon"}, "as a day"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    visitor: Visitor, action: str, said: dict[str, str], wrong: str
) -> None:
    take(visitor, "set-milestone", **STEP)
    before = visitor.world.position
    answer = visitor.send(f"{PAGE}/actions/{action}", **said)
    assert answer.status_code in {400, 409, 422}
    assert wrong in answer.text
    assert visitor.world.position == before


def test_the_count_of_the_unowned_opens_their_list(visitor: Visitor) -> None:
    page = visitor.get("/").text
    assert 'href="/undertakings?shown=unowned"' in page
    assert UNDERTAKING in visitor.get("/undertakings?shown=unowned").text
    said = {"institution": "Ministry of Labour", "focal_point": "COL-M4"}
    visitor.sign_in("coordinator-COL")
    take(visitor, "assign-owner", **said)
    told = visitor.get("/undertakings.json?shown=unowned").json
    assert told["undertakings"] == []
    assert visitor.get("/.json").json["unowned"] == 0
    rows = csv.DictReader(io.StringIO(visitor.get("/undertakings.csv").text))
    (row,) = [row for row in rows if row["reference"] == UNDERTAKING]
    assert (row["unowned"], row["verifiable"]) == ("no", "no")


def test_an_unknown_filter_lists_nothing(visitor: Visitor) -> None:
    told = visitor.get("/undertakings.json?shown=%00&after=").json
    assert told["undertakings"] == []

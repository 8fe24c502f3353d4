"""Where things go in a picture: nothing outside, nothing lost, no label on another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from application.pages.geometry.bars import OWN, PATTERNS, bars, fills
from application.pages.geometry.lanes import NEAR, lanes
from application.pages.geometry.plan import plan
from application.pages.geometry.scale import APART, WIDE, Scale
from application.pages.geometry.squares import GAP, squares

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat)
PERHAPS = st.one_of(st.just(""), DAYS)
WORDS = st.sampled_from(["open", "closed", "endorsing", "silent", "withdrawn"])
KEYS = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=12)
ALMOST = 1e-6


@st.composite
def lane(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a lane: spans one after another, and marks anywhere."""
    days = sorted(draw(st.lists(DAYS, max_size=6)))
    spans = [
        {"from": a, "to": b, "earliest": draw(PERHAPS), "words": draw(WORDS)}
        for a, b in pairwise(days)
    ]
    if spans and draw(st.booleans()):
        spans[-1]["to"] = ""
    at = draw(st.lists(DAYS, max_size=20))
    marks = [{"at": day, "kind": "act", "words": day} for day in at]
    return {"label": "lane", "spans": spans, "marks": marks}


@st.composite
def milestone(draw: st.DrawFn) -> dict[str, str]:
    """Draw a milestone with any days it can have."""
    days = {name: draw(PERHAPS) for name in ("first", "due", "met")}
    return {"title": "milestone", "stage": "set", "set": draw(DAYS), **days}


@settings(deadline=None)
@given(st.lists(DAYS, max_size=8))
def test_written_days_never_meet_and_stay_inside(days: list[str]) -> None:
    scale = Scale.over(days)
    ticks = scale.written()
    assert all(b["x"] - a["x"] >= APART for a, b in pairwise(ticks))
    assert all(0 <= tick["x"] <= WIDE - APART for tick in ticks)
    assert all(0 <= scale.place(day) <= WIDE for day in days)
    places = [scale.place(day) for day in sorted(days)]
    assert places == sorted(places)


@settings(deadline=None)
@given(st.lists(DAYS, min_size=2, max_size=8, unique=True))
def test_a_scale_writes_some_day(days: list[str]) -> None:
    first, last = min(days), max(days)
    assert Scale.over([first, last]).written() != []


@settings(deadline=None)
@given(st.lists(lane(), max_size=6), DAYS)
def test_a_timeline_stays_inside_and_loses_nothing(
    rows: list[dict[str, Any]], now: str
) -> None:
    found = lanes(rows, now)
    assert 0 <= found["now"] <= WIDE
    for given_row, row in zip(rows, found["rows"], strict=True):
        assert [one["words"] for one in row["spans"]] == [
            one["words"] for one in given_row["spans"]
        ]
        for one in row["spans"]:
            assert 0 <= one["before"] <= one["x"]
            assert one["width"] > 0
            assert one["x"] + one["width"] <= WIDE + ALMOST
            assert one["before"] + one["unsure"] <= one["x"] + ALMOST
        assert sum(one["count"] for one in row["marks"]) == len(given_row["marks"])
        assert all(b["x"] - a["x"] >= NEAR for a, b in pairwise(row["marks"]))
        assert all(0 <= one["x"] <= WIDE for one in row["marks"])


def test_what_still_lasts_reaches_to_the_day_of_the_page_and_not_further() -> None:
    span = {"from": "2022-06-10", "to": "", "earliest": "", "words": "endorsing"}
    later = {"at": "2030-01-01", "kind": "deadline", "words": "due"}
    row = {"label": "lane", "spans": [span], "marks": [later]}
    found = lanes([row], "2026-06-10")
    (one,) = found["rows"][0]["spans"]
    assert abs(one["x"] + one["width"] - found["now"]) < ALMOST
    assert found["now"] < WIDE
    assert one["lasts"]


@settings(deadline=None)
@given(st.lists(milestone(), max_size=8), DAYS)
def test_a_chart_of_milestones_keeps_both_days_of_a_moved_one(
    rows: list[dict[str, str]], now: str
) -> None:
    for one, row in zip(rows, plan(rows, now)["rows"], strict=True):
        assert row["moved"] == bool(one["first"] and one["first"] != one["due"])
        ends = row["x"] + row["width"], row["move_x"] + row["move_width"]
        assert max(ends) <= WIDE + ALMOST
        assert min(row["x"], row["move_x"], row["first_x"], row["due_x"]) >= 0
        if row["moved"] and one["due"]:
            apart = abs(row["due_x"] - row["first_x"])
            assert abs(row["move_width"] - apart) < ALMOST
        assert (row["met_x"] is None) == (one["met"] == "")


def test_a_moved_milestone_is_drawn_where_it_was_and_where_it_is() -> None:
    days = {"set": "2026-01-01", "first": "2026-07-02", "due": "2026-12-31", "met": ""}
    (row,) = plan([{"title": "moved", **days}], "2026-01-01")["rows"]
    assert (row["x"], row["first_x"], row["due_x"]) == (0, 50, 100)
    assert (row["width"], row["move_x"], row["move_width"]) == (50, 50, 50)


@settings(deadline=None)
@given(
    KEYS,
    st.lists(st.lists(st.integers(0, 10**6), min_size=12, max_size=12), max_size=8),
)
def test_bars_sum_to_their_count_in_the_order_given(
    keys: list[str], numbers: list[list[int]]
) -> None:
    series = [{"key": key, "label": key} for key in keys]
    rows = [
        {"label": str(n), "counts": dict(zip(keys, row, strict=False))}
        for n, row in enumerate(numbers)
    ]
    for row in bars(rows, series)["rows"]:
        assert sum(part["count"] for part in row["parts"]) == row["total"]
        shown = [part["key"] for part in row["parts"]]
        assert shown == [key for key in keys if row["counts"].get(key)]
        ends = [part["x"] + part["width"] for part in row["parts"]]
        assert all(end <= WIDE + 0.01 for end in ends)
        assert all(
            abs(left["x"] + left["width"] - right["x"]) < 0.01
            for left, right in pairwise(row["parts"])
        )


@settings(deadline=None)
@given(KEYS)
def test_neighbours_never_have_the_same_fill_and_the_silent_always_their_own(
    keys: list[str],
) -> None:
    drawn = fills([*keys, "silent"])
    found = [drawn[key] for key in (*keys, "silent")]
    assert all(left != right for left, right in pairwise(found))
    assert found[-1] == OWN["silent"]
    assert OWN["silent"] not in PATTERNS


CELL = {"seat": "lead", "voice": ""}


@settings(deadline=None)
@given(st.integers(0, 20), st.integers(0, 40))
def test_squares_neither_meet_nor_leave_the_picture(across: int, down: int) -> None:
    columns = [{"key": str(n)} for n in range(across)]
    rows = [{"code": str(n), "cells": [CELL for _ in columns]} for n in range(down)]
    found = squares(columns, rows)
    cells = [cell for row in found["rows"] for cell in row["cells"]]
    assert len({(cell["x"], cell["y"]) for cell in cells}) == across * down
    for cell in cells:
        assert 0 <= cell["x"] <= found["width"] - found["size"]
        assert 0 <= cell["y"] <= found["height"] - found["size"]
    for row in found["rows"]:
        steps = [b["x"] - a["x"] for a, b in pairwise(row["cells"])]
        assert all(step == found["size"] + GAP for step in steps)


def test_a_scale_of_no_days_and_of_the_farthest_ones() -> None:
    assert Scale.over([]).last - Scale.over([]).first >= timedelta(days=92)
    assert Scale.over(["0001-01-01", "9999-12-31"]).written() != []


def test_of_very_many_columns_only_what_is_there_is_drawn() -> None:
    columns = [{"key": str(n)} for n in range(100)]
    empty = {"seat": "", "voice": ""}
    cells = [CELL if n == 70 else empty for n in range(100)]
    found = squares(columns, [{"code": "MEX", "cells": cells}])
    (drawn,) = found["rows"][0]["cells"]
    assert drawn["x"] == found["columns"][70]["x"] - found["size"] // 2

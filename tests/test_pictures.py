"""What the pictures promise: nothing overlaps or is lost, no date says too much."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)

from application.pages.geometry.bars import bars
from application.pages.geometry.tiles import AMERICAS, tiles
from web import pictures

TEMPLATES = Path(pictures.__file__).parent / "templates"
GUYANA = "2022-06-11..2022-09-26"
SERIES = [{"key": "open", "label": "Open"}, {"key": "closed", "label": "Closed"}]


def test_every_state_of_the_americas_has_a_square_of_its_own() -> None:
    assert len(AMERICAS) == 35
    assert len(set(AMERICAS.values())) == 35


def test_squares_stay_inside_the_map() -> None:
    plan = tiles({"COL": "endorsing"})
    for square in plan["squares"]:
        assert 0 <= square["x"] <= plan["width"] - plan["tile"]
        assert 0 <= square["y"] <= plan["height"] - plan["tile"]


def test_a_state_nobody_named_is_absent_and_an_unknown_standing_is_other() -> None:
    plan = tiles({"COL": "endorsing", "GUY": "may have", "PER": "thinking"})
    drawn = {square["code"]: square["state"] for square in plan["squares"]}
    assert drawn["COL"] == "endorsing"
    assert drawn["GUY"] == "may"
    assert drawn["PER"] == "other"
    assert drawn["CUB"] == "absent"


def test_a_participant_from_elsewhere_gets_a_square_below_the_map() -> None:
    here = tiles({})
    plan = tiles({"ESP": "partner", "ABC": "observer"})
    below = [s for s in plan["squares"] if s["code"] in ("ESP", "ABC")]
    assert all(square["y"] > here["height"] for square in below)
    assert len({square["x"] for square in below}) == 2
    assert plan["height"] > here["height"]


def test_bars_fill_the_longest_row_and_leave_no_gap() -> None:
    plan = bars(
        [
            {"label": "one", "counts": {"open": 3, "closed": 1}},
            {"label": "two", "counts": {"open": 0, "closed": 2}},
            {"label": "none", "counts": {}},
        ],
        SERIES,
    )
    first, second, third = plan["rows"]
    assert first["total"] == 4
    assert sum(part["width"] for part in first["parts"]) == 100
    for left, right in pairwise(first["parts"]):
        assert right["x"] == left["x"] + left["width"]
    assert [(p["key"], p["x"], p["width"]) for p in second["parts"]] == [
        ("closed", 0, 50)
    ]
    assert third["parts"] == []


def test_neighbouring_parts_of_a_bar_differ_without_colour() -> None:
    series = [{"key": str(n), "label": str(n)} for n in range(8)]
    patterns = [one["pattern"] for one in bars([], series)["legend"]]
    assert all(left != right for left, right in pairwise(patterns))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("unknown", "unknown"),
        ({}, "unknown"),
        ("2022-06-10", "day"),
        (date(2022, 6, 10), "day"),
        ("2024-09", "month"),
        ("2022-06-11..2022-09-26", "bracket"),
        ({"not_before": "2022-06-11", "not_after": "2022-09-26"}, "bracket"),
        (
            {
                "at": "2022-09-26T23:59:59.999999Z",
                "earliest": "2022-06-11T00:00:00.000000Z",
            },
            "bracket",
        ),
        ({"said": "2022-06-10", "at": "2022-06-10T23:59:59.999999Z"}, "day"),
        (SimpleNamespace(said="2022-06-10", at="", earliest=""), "day"),
        ({"not_after": "2022-09-26"}, "before"),
        ("2022-10-06T15:00:00.000000Z", "instant"),
        (datetime(2022, 10, 6, 15, tzinfo=UTC), "instant"),
        ("some time in spring", "text"),
    ],
)
def test_a_time_is_read_as_exactly_as_it_is_known(said: object, kind: str) -> None:
    assert pictures.moment(said)["kind"] == kind


def test_a_bracket_within_a_year_names_the_year_once() -> None:
    read = pictures.moment("2022-06-11..2022-09-26")
    assert (read["first_words"], read["last_words"]) == ("11 June", "26 September 2022")
    across = pictures.moment("2022-12-30..2023-01-02")
    assert across["first_words"] == "30 December 2022"


def test_an_instant_is_told_in_utc_whatever_zone_it_was_said_in() -> None:
    read = pictures.moment("2022-10-06T10:30:00-05:00")
    assert (read["day"], read["time"]) == ("6 October 2022", "15:30")
    assert read["iso"] == "2022-10-06T15:30:00Z"


def test_days_are_written_in_the_language_of_the_page() -> None:
    assert pictures.moment("2022-06-11", "es")["words"] == "11 de junio de 2022"
    assert pictures.moment("2022-06-11", "pt-BR")["words"] == "11 de junho de 2022"
    assert pictures.day_words("not a day") == "not a day"


def test_macros_ask_for_the_language_on_every_page() -> None:
    language = ["en"]
    environment = Environment(autoescape=True)
    pictures.install(environment, locale=lambda: language[0])
    page = environment.from_string("{{ pictures.moment('2022-06-11').words }}")
    english = page.render()
    language[0] = "fr"
    assert (english, page.render()) == ("11 June 2022", "11 juin 2022")


@pytest.fixture(name="macros")
def _macros() -> Environment:
    environment = Environment(
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        loader=ChoiceLoader(
            [
                FileSystemLoader(TEMPLATES),
                PrefixLoader(
                    {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}
                ),
            ]
        ),
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    pictures.install(environment)
    return environment


def drawn(environment: Environment, call: str, **given: object) -> str:
    page = '{% import "macros/all.html" as d %}{{ d.' + call + " }}"
    return environment.from_string(page).render(given)


def test_the_map_has_a_title_and_says_the_same_in_a_table(macros: Environment) -> None:
    people = [
        {"code": "GUY", "name": "Guyana", "state": "may have", "since": GUYANA},
        {
            "code": "COL",
            "name": "Colombia",
            "state": "endorsing",
            "since": "2022-06-10",
        },
    ]
    page = drawn(macros, "tile_map(people)", people=people)
    assert 'role="img" aria-labelledby="map-t map-d"' in page
    assert page.index("<title") < page.index("<table") < page.index(">Guyana</a>")
    assert "10 June 2022" in page


def test_a_bracket_is_told_as_a_bracket(macros: Environment) -> None:
    page = drawn(macros, "when(guyana) | striptags", guyana=GUYANA)
    assert page == "between 11 June and 26 September 2022"


def test_what_is_not_possible_says_why_in_words_and_offers_no_link(
    macros: Environment,
) -> None:
    shut = [{"action": "table", "label": "Table", "allowed": False}]
    shut[0]["blocked_by"] = ["Guyana needs to concur in Rev.2 first."]
    page = drawn(macros, "buttons(shut)", shut=shut)
    assert "Guyana needs to concur in Rev.2 first." in page
    assert "<a" not in page
    assert "<button" not in page


def test_an_act_that_is_not_public_leaves_a_place_and_no_words(
    macros: Environment,
) -> None:
    row = {"position": 7, "hidden": True, "sentence": "Peru objected.", "who": "A. B."}
    page = drawn(macros, "timeline([row])", row=row)
    assert "@7" in page
    assert "Peru" not in page
    assert "A. B." not in page


def test_what_people_typed_comes_back_as_text(macros: Environment) -> None:
    field = {"name": "reason", "kind": "long", "label": "Reason", "value": "<b>no</b>"}
    page = drawn(macros, "form([field], {}, '/go', 'Record')", field=field)
    assert "&lt;b&gt;no&lt;/b&gt;" in page


def test_each_error_leads_to_its_field(macros: Environment) -> None:
    field = {"name": "reason", "kind": "long", "label": "Reason"}
    wrong = {"reason": ["A reason is needed."], "": "The text changed."}
    page = drawn(macros, "form([field], wrong, '/', 'Go')", field=field, wrong=wrong)
    assert 'href="#f-reason"' in page
    assert 'id="f-reason"' in page
    assert "The text changed." in page


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template

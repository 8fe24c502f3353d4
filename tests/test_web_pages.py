"""Every page at its address: as a page, as its twins, now and in the past."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from application.office import Office
from tests.houses import at
from tests.registers import lent
from tests.visiting import site_of

PAGES = (
    "/",
    "/packages",
    "/packages/AP07",
    "/participants",
    "/participants/USA",
    "/participants/GUY",
    "/meetings",
    "/meetings/ministerial-1",
    "/activity",
    "/events/1",
    "/sources",
    "/processes/la-declaration",
    "/undertakings/LAD-001-BLZ",
    "/mandates",
)
LISTS = (
    "/packages",
    "/participants",
    "/meetings",
    "/activity",
    "/sources",
    "/processes/la-declaration",
    "/mandates",
)


@pytest.fixture(scope="module")
def client(
    tmp_path_factory: pytest.TempPathFactory, engine: str
) -> Iterator[FlaskClient]:
    with lent(engine, tmp_path_factory.mktemp("pages")) as home:
        office = Office.open(at(home))
        app = site_of(office)
        app.extensions["office"] = office
        yield app.test_client()
        office.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_as_a_page_and_as_json(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    twin = client.get(f"{path if path != '/' else '/index'}.json")
    assert twin.mimetype == "application/json"
    assert twin.json is not None
    assert twin.json["about"]["as_of"] is None


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_for_the_past_and_offers_nothing(
    client: FlaskClient, path: str
) -> None:
    for asked in (
        "as_of=2024-12-31",
        "known_at=@234",
        "as_of=2024-12-31&known_at=@234",
    ):
        page = client.get(f"{path}?{asked}")
        assert page.status_code == 200, path
        assert "This is a page of the past" in page.text
        assert 'class="acts"' not in page.text


@pytest.mark.parametrize("path", LISTS)
def test_what_lists_things_has_them_as_csv(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}.csv")
    assert answer.mimetype == "text/csv"
    head, *rows = csv.reader(io.StringIO(answer.text))
    assert rows
    assert {len(row) for row in rows} == {len(head)}


def test_a_bracket_is_one_cell(client: FlaskClient) -> None:
    rows = csv.DictReader(
        io.StringIO(client.get("/participants.csv?known_at=@234").text)
    )
    since = {row["code"]: row["since"] for row in rows}
    assert since["GUY"] == "2022-06-11..2022-09-26"
    assert since["COL"] == "2022-06-10"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/packages/Refugee%20Resettlement", "/packages/AP07"),
        (
            "/packages/ap07.json?as_of=2023-01-01",
            "/packages/AP07.json?as_of=2023-01-01",
        ),
        ("/participants/colombia", "/participants/COL"),
        ("/participants/Republic%20of%20Colombia", "/participants/COL"),
    ],
)
def test_an_old_name_is_sent_on(client: FlaskClient, asked: str, found: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.location) == (301, found)


@pytest.mark.parametrize(
    "path",
    [
        "/packages/AP99",
        "/participants/XYZ",
        "/meetings/nowhere",
        "/undertakings/LAD-999-COL",
        "/events/999999",
        "/processes/ogp-nap",
    ],
)
def test_what_is_not_there_is_told_by_name(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert path.rsplit("/", 1)[1] in answer.text


def test_the_overview_says_what_is_and_what_is_not_known(client: FlaskClient) -> None:
    page = re.sub(r"<[^>]+>", "", client.get("/").text)
    assert "No status has ever been reported: 18 of 18" in page
    assert "Whether it holds is not known for:" in page
    assert "no package" in page
    assert "Dominican Republic" in page
    past = client.get("/?as_of=2022-07-01&known_at=@234").text
    assert "20\u201321" in past


def test_the_list_of_acts_goes_on_and_says_what_it_needs(client: FlaskClient) -> None:
    first = client.get("/activity.json").json or {}
    second = client.get(f"/activity.json?before={first['next']}").json or {}
    assert second["acts"][0]["position"] == first["next"] - 1
    for asked in ("-1", "ten", "9" * 30):
        assert client.get(f"/activity?before={asked}").status_code == 400


def test_the_public_learns_no_names(client: FlaskClient) -> None:
    for path in ("/mandates", "/participants/CAN", "/processes/la-declaration"):
        assert "Demo" not in client.get(f"{path}.json").text

"""A program's act goes a shorter way than a person's, and comes to the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from application.office import Act, Unknown
from application.register import Register
from tests.test_health import counted
from tests.visiting import Visitor
from tests.world import SHARED, opened

DRAFT = "/commitments/new/draft"
ENDORSE = f"/commitments/{SHARED}/actions/endorse"
SAID = {"package": "AP01", "title": "Pathways", "paragraphs": "One."}
JSON, LONG_WAY = "application/json", "application/json; charset=utf-8"
OWN = {"X-Request-ID", "Location", "Content-Length", "Date"}


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world)


@pytest.fixture
def passed_on(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each address that the short way passes on to the site."""
    found: list[str] = []
    programs = visitor.client.application.extensions["programs"]
    inner = programs._inner  # noqa: SLF001 (what stands behind it)

    def noted(environ: dict[str, str], start: object) -> object:
        found.append(environ["PATH_INFO"])
        return inner(environ, start)

    monkeypatch.setattr(programs, "_inner", noted)
    return found


def secret_of(visitor: Visitor, person: str, *scopes: str) -> str:
    visitor.account(person)
    return visitor.world.office.accounts.issue_token(person, scopes or ["act"], 1)


def tell(
    visitor: Visitor, path: str, said: Any, form: str = JSON, **headers: str
) -> TestResponse:
    person = "minister-MEX" if path == ENDORSE else "delegate-CAN"
    sent = {"Authorization": f"Bearer {secret_of(visitor, person)}"} | headers
    body = json.dumps(said)
    return visitor.client.post(path, data=body, headers=sent, content_type=form)


def head(answer: TestResponse) -> dict[str, str]:
    return {name: told for name, told in answer.headers.items() if name not in OWN}


def test_it_answers_as_the_site_does(visitor: Visitor, passed_on: list[str]) -> None:
    short = tell(visitor, DRAFT, SAID)
    assert passed_on == []
    long = tell(visitor, DRAFT, SAID, LONG_WAY)
    assert passed_on == [DRAFT]
    assert short.status_code == long.status_code == 201
    assert head(short) == head(long)
    assert short.json
    assert long.json
    assert short.json.keys() == long.json.keys()
    for answer in (short.json, long.json):
        assert visitor.get(f"/commitments/{answer['reference']}").status_code == 200
    assert short.headers["Location"] == f"/commitments/{short.json['reference']}"
    assert short.headers["X-Request-ID"] != long.headers["X-Request-ID"]
    assert int(short.headers["Content-Length"]) == len(short.data)


def test_it_is_logged_and_counted_as_the_site_does(
    visitor: Visitor, passed_on: list[str]
) -> None:
    name, labels = "depositary_http_requests_total", {"status": "201"}
    acts, requests = "depositary_acts_total", counted(visitor, name, **labels)
    recorded = counted(visitor, acts, outcome="recorded")
    lines = []
    for form in (JSON, LONG_WAY):
        with capture_logs() as seen:
            tell(visitor, DRAFT, SAID, form)
        lines += seen
    for line in lines:
        assert line.pop("milliseconds") > 0
        assert line.pop("position")
    assert lines[0] == lines[1]
    assert lines[0]["person"] == "delegate-CAN"
    assert passed_on == [DRAFT]
    assert counted(visitor, name, **labels) == requests + 2
    assert counted(visitor, acts, outcome="recorded") == recorded + 2


def test_the_same_key_again_gets_the_same_receipt(
    visitor: Visitor, passed_on: list[str]
) -> None:
    key = {"Idempotency-Key": "once"}
    first, again = (tell(visitor, ENDORSE, {}, **key) for _ in range(2))
    assert first.json == again.json
    assert passed_on == []
    other = tell(visitor, ENDORSE, {"declaration": "Another."}, **key)
    assert other.status_code == 422


def test_a_refusal_is_told_by_the_site_and_met_once(
    visitor: Visitor, passed_on: list[str]
) -> None:
    tell(visitor, ENDORSE, {})
    before = counted(visitor, "depositary_acts_total", outcome="refused")
    position = visitor.world.position
    with capture_logs() as seen:
        answer = tell(visitor, ENDORSE, {}, **{"X-Request-ID": "asked-by-me"})
    assert passed_on == [ENDORSE]
    assert answer.status_code == 409
    assert answer.json
    assert "endorse" in answer.json["detail"]
    assert answer.json["request_id"] == "asked-by-me"
    assert [line["status"] for line in seen] == [409]
    assert counted(visitor, "depositary_acts_total", outcome="refused") == before + 1
    assert visitor.world.position == position


def test_an_act_of_unknown_outcome_is_not_tried_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[Act] = []

    def lost(_register: Register, act: Act) -> None:
        acts.append(act)
        raise Unknown("whether this was recorded can't be known now")

    monkeypatch.setattr(Register, "act", lost)
    answer = tell(visitor, ENDORSE, {})
    assert (answer.status_code, len(acts)) == (503, 1)
    assert answer.headers["Retry-After"]


def test_a_stale_page_is_refused(visitor: Visitor) -> None:
    assert tell(visitor, ENDORSE, {}, **{"If-Match": "1.0"}).status_code == 412


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        (ENDORSE, {"nothing": "such"}, 422),
        (ENDORSE, ["no", "fields"], 422),
        (f"/commitments/{SHARED}/actions/fly", {}, 404),
        ("/commitments/LAD-999/actions/endorse", {}, 404),
        ("/commitments/new/endorse", {}, 404),
        (f"/commitments/{SHARED}/actions/draft", SAID, 404),
        ("/nothing/new/draft", {}, 404),
        (DRAFT, SAID | {"title": "x" * 2_000_000}, 413),
    ],
)
def test_what_is_wrong_is_told_by_the_site(
    visitor: Visitor, passed_on: list[str], path: str, said: Any, status: int
) -> None:
    before = visitor.world.position
    answer = tell(visitor, path, said)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert passed_on == [path]
    assert visitor.world.position == before


def test_what_is_no_json_is_told_by_the_site(visitor: Visitor) -> None:
    headers = {"Authorization": f"Bearer {secret_of(visitor, 'delegate-CAN')}"}
    answer = visitor.client.post(
        DRAFT, data=b"{", headers=headers, content_type="application/json"
    )
    assert answer.status_code == 400
    assert "JSON" in answer.text


def test_a_token_serves_for_what_it_was_given_and_while_the_account_is_open(
    visitor: Visitor,
) -> None:
    before = visitor.world.position
    reads = secret_of(visitor, "delegate-CAN", "read")
    shut = secret_of(visitor, "minister-GUY")
    visitor.world.office.accounts.disable("minister-GUY")
    for said in (f"Bearer {reads}", f"Bearer {shut}", f"Basic {reads}", "Bearer "):
        answer = visitor.client.post(DRAFT, json=SAID, headers={"Authorization": said})
        assert answer.status_code in {400, 401}
    assert visitor.world.position == before


def test_a_session_goes_before_a_token(visitor: Visitor, passed_on: list[str]) -> None:
    secret = secret_of(visitor, "delegate-CAN")
    visitor.sign_in("minister-GUY")
    passed_on.clear()
    visitor.client.post(DRAFT, json=SAID, headers={"Authorization": f"Bearer {secret}"})
    assert passed_on == [DRAFT]

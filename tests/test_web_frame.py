"""What holds for every page: its headers, its language, and how it says no."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

from application.office import Busy, Defective, Office, Unknown, Unreadable
from application.pages import commitments
from tests.visiting import Visitor
from tests.world import opened
from web import create_app, frame

CATALOGUES = Path(frame.__file__).parent / "translations"


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with opened(tmp_path) as world:
        yield Visitor.of(world)


def test_a_page_lets_a_browser_do_nothing_it_need_not(visitor: Visitor) -> None:
    headers = visitor.get("/commitments").headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_over_https_cookies_are_secure_and_https_is_kept(tmp_path: Path) -> None:
    said = {
        "DEPOSITARY_HOME": str(tmp_path),
        "DEPOSITARY_BASE_URL": "https://register.example.org",
    }
    office = Office.open(said)
    try:
        app = create_app(office)
        answer = app.test_client().get("/sign-in", base_url=said["DEPOSITARY_BASE_URL"])
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-depositary=")
        assert "Secure" in cookie
    finally:
        office.close()


@pytest.mark.parametrize(
    "path", ["/commitments", "/commitments/LAD-001", "/sign-in", "/nowhere"]
)
def test_a_page_holds_no_inline_script_or_style(visitor: Visitor, path: str) -> None:
    page = visitor.get(path).text
    assert "<script>" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "http://" not in page.replace("http://www.w3.org/", "")


def test_a_form_of_another_site_is_refused(visitor: Visitor) -> None:
    for path in ("/sign-in", "/sign-out", "/commitments/LAD-001/actions/endorse"):
        answer = visitor.client.post(path, data={"email": "a@example.org"})
        assert answer.status_code == 400
        assert "belongs to another session or another site" in answer.text


def test_every_answer_has_a_request_id_and_echoes_a_good_one(visitor: Visitor) -> None:
    assert len(visitor.get("/commitments").headers["X-Request-ID"]) == 32
    for came, echoed in (("abc-12345", True), ("x", False), ("a b<script>c", False)):
        answer = visitor.get("/commitments", headers={"X-Request-ID": came})
        assert (answer.headers["X-Request-ID"] == came) is echoed


def test_a_body_that_is_too_large_is_refused(visitor: Visitor) -> None:
    answer = visitor.send("/sign-in", email="a" * 2_100_000)
    assert answer.status_code == 413
    assert "larger than this register takes" in answer.text


def test_another_method_says_which_are_allowed(visitor: Visitor) -> None:
    answer = visitor.client.post("/commitments", data={"csrf_token": visitor.token()})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("error", "status", "shown"),
    [
        (Busy("the register is busy; please repeat the act"), 503, "repeat the act"),
        (Unknown("ask again with the same key"), 503, "with the same key"),
        (Unreadable("the log is of a newer version"), 500, "newer version"),
        (Defective("row 7: no such role"), 422, "row 7"),
        (RuntimeError("secret of the machine"), 500, "not with you"),
    ],
)
def test_each_error_is_a_calm_page_and_a_problem(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    shown: str,
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(commitments, "listing", fail)
    app: Flask = visitor.client.application
    app.extensions["kept"].forget()
    monkeypatch.setattr(app, "testing", False)
    page, told = visitor.get("/commitments"), visitor.get("/commitments.json")
    assert (page.status_code, told.status_code) == (status, status)
    assert shown in page.text
    assert told.mimetype == "application/problem+json"
    assert told.json is not None
    assert shown in told.json["detail"]
    assert "secret of the machine" not in page.text + told.text
    assert ("Retry-After" in page.headers) is (status == 503)
    if status == 500:
        assert page.headers["X-Request-ID"] in page.text


def test_a_page_speaks_the_language_asked_for(visitor: Visitor) -> None:
    spanish = {"Accept-Language": "es-CO,es;q=0.9"}
    assert '<html lang="en"' in visitor.get("/commitments").text
    assert '<html lang="es"' in visitor.get("/commitments", headers=spanish).text
    assert "Compromisos" in visitor.get("/commitments?lang=es").text
    assert '<html lang="es"' in visitor.get("/commitments").text
    assert (
        '<html lang="en"' in visitor.get("/commitments?lang=en", headers=spanish).text
    )
    assert '<html lang="en"' in visitor.get("/commitments?lang=xx").text


def test_the_catalogue_is_compiled_from_what_is_written(visitor: Visitor) -> None:
    del visitor
    for written in CATALOGUES.glob("*/LC_MESSAGES/messages.po"):
        with written.open("rb") as file:
            texts = read_po(file)
        assert [*texts.check()] == []
        compiled = io.BytesIO()
        write_mo(compiled, texts)
        assert written.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_a_register_that_is_not_there_yet_says_what_to_run(tmp_path: Path) -> None:
    office = Office.open({"DEPOSITARY_HOME": str(tmp_path)})
    try:
        answer = create_app(office).test_client().get("/commitments")
        assert answer.status_code == 404
        assert "depositary init" in answer.text
    finally:
        office.close()


def test_a_demonstration_says_so(visitor: Visitor) -> None:
    note = Path(visitor.world.home) / "demonstration"
    assert "Demonstration" not in visitor.get("/commitments").text
    pages = visitor.client.application.extensions["kept"]
    note.write_text("")
    pages.forget()
    assert "the people who can sign in" in visitor.get("/commitments").text
    note.write_text("An exercise.")
    pages.forget()
    assert "An exercise." in visitor.get("/commitments").text

"""Signing in and out, lost passwords, invitations; and that old sessions end."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.visiting import PASSWORD, Visitor
from tests.world import opened

ANOTHER = "other words make another"


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with opened(tmp_path) as world:
        yield Visitor.of(world)


def letters(visitor: Visitor) -> list[tuple[str, str, str]]:
    """Return the letters laid in the folder: to whom, about what, with which link."""
    found = []
    for file in sorted(visitor.world.office.settings.outbox.glob("*.eml")):
        read = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        link = re.search(r"http\S+", read.get_content())
        path = link[0].split("8000", 1)[1] if link else ""
        found.append((str(read["To"]), str(read["Subject"]), path))
        file.unlink()
    return found


def signed_in(visitor: Visitor) -> bool:
    """Return whether pages greet a person."""
    return 'action="/sign-out"' in visitor.get("/commitments").text


def test_a_person_signs_in_and_out(visitor: Visitor) -> None:
    assert not signed_in(visitor)
    visitor.sign_in("minister-GUY")
    assert "minister-GUY" in visitor.get("/commitments").text
    assert visitor.send("/sign-out").status_code == 303
    assert not signed_in(visitor)


def test_whatever_is_wrong_the_answer_is_the_same(visitor: Visitor) -> None:
    address = visitor.account("minister-GUY")
    answers = [
        visitor.send("/sign-in", email=one, password="wrong words it is")  # noqa: S106
        for one in (address, "nobody@example.org")
    ]
    pages = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
    for answer in answers:
        assert answer.status_code == 401
        assert "do not go together" in answer.text
    head = [page.split('name="request')[0] for page in pages]
    assert len(head[0]) == len(head[1])


def test_too_many_tries_make_one_wait(visitor: Visitor) -> None:
    address = visitor.account("minister-GUY")
    for _ in range(6):
        answer = visitor.send("/sign-in", email=address, password="wrong")  # noqa: S106
    assert "Please wait until" in answer.text
    assert visitor.send("/sign-in", email=address, password=PASSWORD).status_code == 401


def test_one_place_tries_so_often_and_no_more(visitor: Visitor) -> None:
    token = visitor.token()
    statuses = [
        visitor.client.post(
            "/sign-in", data={"csrf_token": token, "email": f"{n}@example.org"}
        ).status_code
        for n in range(22)
    ]
    assert statuses[:20] == [401] * 20
    assert statuses[20:] == [429, 429]
    told = visitor.client.post("/sign-in.json", data={"csrf_token": token})
    assert told.status_code == 429
    assert "Retry-After" in told.headers


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/commitments/LAD-001?a=b", "/commitments/LAD-001?a=b"),
        ("https://elsewhere.example", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_back_but_never_elsewhere(
    visitor: Visitor, asked: str, led: str
) -> None:
    address = visitor.account("minister-GUY")
    answer = visitor.send("/sign-in", email=address, password=PASSWORD, next=asked)
    assert answer.status_code == 303
    assert answer.location == led


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(
    visitor: Visitor,
) -> None:
    address = visitor.account("minister-GUY")
    answer = visitor.send("/sign-in", email=address, password=PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert PASSWORD not in cookie


def test_a_new_password_ends_the_other_sessions(visitor: Visitor) -> None:
    elsewhere = visitor.another().sign_in("minister-GUY")
    visitor.sign_in("minister-GUY")
    said = {"current": PASSWORD, "password": ANOTHER}
    assert visitor.send("/password", **said | {"current": "x"}).status_code == 422
    short = visitor.send("/password", **said | {"password": "short"})
    assert short.status_code == 422
    assert "at least 12 characters" in short.text
    assert visitor.send("/password", **said).status_code == 303
    assert signed_in(visitor)
    assert not signed_in(elsewhere)


def test_a_shut_account_is_signed_out_at_once(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    visitor.world.office.accounts.disable("minister-GUY")
    assert not signed_in(visitor)


def test_a_lost_password_is_chosen_anew_by_a_link(visitor: Visitor) -> None:
    address = visitor.account("minister-GUY")
    asked = [
        visitor.send("/sign-in/reset", email=one)
        for one in (address, "nobody@example.org")
    ]
    assert [answer.location for answer in asked] == ["/sign-in", "/sign-in"]
    ((to, subject, path),) = letters(visitor)
    assert (to, subject) == (address, "A new password for the register")
    assert visitor.get(path).status_code == 200
    assert visitor.send(path, password="short").status_code == 422  # noqa: S106
    assert visitor.send(path, password=ANOTHER).status_code == 303
    assert signed_in(visitor)
    again = visitor.another().send(path, password=ANOTHER)
    assert again.status_code == 409
    assert "the link was used or has expired" in again.text


def test_the_secretariat_and_ministers_invite(visitor: Visitor) -> None:
    visitor.sign_in("minister-GUY")
    where = "/participants/GUY/actions/delegate"
    page = visitor.get(where).text
    assert f"/people/invite?next={where.replace('/', '%2F')}" in page
    said = {"email": "ana@example.org", "name": "Ana Ruiz", "next": where}
    answer = visitor.send("/people/invite", **said)
    assert answer.status_code == 303
    assert answer.location.startswith(f"{where}?holder=p-")
    form = visitor.get(answer.location).text
    assert "Ana Ruiz" in form
    person = answer.location.split("=")[1]
    granted = visitor.send(where, holder=person, capacity="delegate")
    assert granted.status_code == 303
    ((to, _subject, path),) = letters(visitor)
    assert to == "ana@example.org"
    ana = visitor.another()
    assert ana.send(path, password=ANOTHER).status_code == 303
    assert "Ana Ruiz" in ana.get("/commitments").text


def test_who_has_an_account_can_be_named_without_a_letter(visitor: Visitor) -> None:
    known = visitor.account("delegate-MEX")
    visitor.sign_in("minister-GUY")
    answer = visitor.tell("/people/invite", {"email": known, "name": "Somebody"})
    assert answer.status_code == 201
    assert answer.json == {"person": "delegate-MEX"}
    assert letters(visitor) == []


def test_an_invitation_that_cannot_be_read_is_shown_again(visitor: Visitor) -> None:
    visitor.sign_in("p-secretary")
    answer = visitor.send("/people/invite", email="no address", name="Ana")
    assert answer.status_code == 422
    assert 'value="no address"' in answer.text
    told = visitor.tell("/people/invite", {"email": "no address", "name": "Ana"})
    assert told.status_code == 422


def test_others_do_not_invite(visitor: Visitor) -> None:
    assert visitor.get("/people/invite").status_code == 403
    visitor.sign_in("delegate-CAN")
    said = {"email": "ana@example.org", "name": "Ana"}
    assert visitor.send("/people/invite", **said).status_code == 403
    assert visitor.tell("/people/invite", said).status_code == 403
    assert letters(visitor) == []


def test_who_is_not_signed_in_has_no_password_to_change(visitor: Visitor) -> None:
    assert visitor.get("/password").status_code == 403
    assert visitor.send("/password").status_code == 403


def test_a_bearer_of_a_token_needs_no_form(visitor: Visitor) -> None:
    visitor.account("minister-GUY")
    accounts = visitor.world.office.accounts
    secret = accounts.issue_token("minister-GUY", ["act"], 1)
    answer = visitor.client.post(
        "/commitments/LAD-001/actions/endorse",
        json={},
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 201
    only_read = accounts.issue_token("minister-GUY", ["read"], 1)
    for secret in ("dep_wrong", only_read):
        refused = visitor.client.post(
            "/commitments/LAD-001/actions/withdraw-endorsement",
            json={"reason": "None."},
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == "Bearer"

"""The demonstration is complete, says what it is, and lets a visitor go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from application.accounts import Accounts
from application.demo import (
    PASSWORD,
    TITLE,
    Account,
    demonstrate,
    furnish,
    is_demo,
    newcomer,
)
from application.initialise import Newcomer, initialise
from application.load import Summary
from application.office import Act, Office, Refused
from application.views.rebuild import compare
from tests.conftest import Clock

EXERCISE = "LAD-019"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    clock.put_to("2026-11-24")
    opened = Office.open({"DEPOSITARY_HOME": str(tmp_path)}, clock=clock)
    opened.accounts.close()
    accounts = tmp_path / "accounts.db"
    opened.accounts = Accounts.open(accounts, clock=clock, hasher=QUICK)
    yield opened
    opened.close()


@pytest.fixture
def demo(office: Office) -> tuple[Summary, list[Account]]:
    return demonstrate(office)


def person(office: Office, role: str, code: str = "") -> str:
    """Return the id of a made-up person."""
    found = office.accounts.by_email(newcomer(role, code).email)
    assert found is not None
    return found


def test_it_is_the_declaration_with_made_up_people(
    office: Office, demo: tuple[Summary, list[Account]]
) -> None:
    summary, accounts = demo
    assert summary.new == 96
    assert is_demo(office)
    assert len(accounts) == 19
    assert all(account.name.startswith("Demo ") for account in accounts)
    assert compare(office.register) == []


def test_everybody_can_sign_in_and_may_act(
    office: Office, demo: tuple[Summary, list[Account]]
) -> None:
    for account in demo[1]:
        known = office.accounts.sign_in(account.email, PASSWORD)
        assert known is not None
        assert office.viewer(known).actors[0].mandate, account


def test_colombia_chairs(office: Office, demo: tuple[Summary, list[Account]]) -> None:
    chairs = [a.email for a in demo[1] if a.may.startswith("chairs")]
    assert chairs == ["col.minister@demo.example", "col.coordinator@demo.example"]
    assert office.reader().record("process", "LAD").holder("chair") == "COL"


def test_every_made_up_mandate_says_what_it_rests_on(
    office: Office, demo: tuple[Summary, list[Account]]
) -> None:
    position = demo[0].events + 1
    made_up = office.register.ledger.since(position)
    assert made_up
    for entry in made_up:
        assert entry.event.basis == ["demonstration"]


@pytest.mark.usefixtures("demo")
def test_the_exercise_waits_for_guyana_and_goes_on(office: Office) -> None:
    exercise = office.reader().record("commitment", EXERCISE)
    assert exercise.title == TITLE
    assert exercise.stage == "draft"
    assert exercise.text.languages == ("en", "es")
    assert list(exercise.concurrences) == ["CAN"]
    canada, guyana = (person(office, "delegate", code) for code in ("CAN", "GUY"))
    with pytest.raises(Refused, match="needs the concurrence of Guyana"):
        office.act(Act("commitment", EXERCISE, "table", canada))
    office.act(Act("commitment", EXERCISE, "concur", guyana))
    office.act(Act("commitment", EXERCISE, "table", canada))
    office.act(Act("commitment", EXERCISE, "circulate", person(office, "secretary")))
    assert office.reader().record("commitment", EXERCISE).stage == "in consultation"


def test_a_second_time_adds_nothing(
    office: Office, demo: tuple[Summary, list[Account]]
) -> None:
    before = office.register.ledger.position()
    summary, accounts = demonstrate(office)
    assert (summary.new, summary.unchanged) == (0, 96)
    assert accounts == demo[1]
    assert office.register.ledger.position() == before


def test_a_demonstration_that_was_interrupted_is_finished(office: Office) -> None:
    def stop(done: int, total: int, label: str) -> None:
        del total, label
        if done == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demonstrate(office, stop)
    assert office.register.ledger.position() == 1
    summary, accounts = demonstrate(office)
    assert summary.new == 96
    assert len(accounts) == 19


def test_made_up_people_have_no_place_in_a_register_of_its_own(
    office: Office,
) -> None:
    initialise(
        office,
        "la-declaration",
        Newcomer("ana@example.org", "Ana", "a password of hers"),
        Newcomer("ben@example.org", "Ben"),
    )
    with pytest.raises(Refused, match="is no demonstration"):
        demonstrate(office)
    assert not is_demo(office)


def test_the_first_officers_are_two_and_come_once(
    office: Office, tmp_path: Path
) -> None:
    ana = Newcomer("ana@example.org", "Ana", "a password of hers")
    with pytest.raises(Refused, match="two persons"):
        initialise(office, "la-declaration", ana, Newcomer("ANA@example.org ", "A"))
    assert office.accounts.by_email("ana@example.org") is None
    ben = Newcomer("ben@example.org", "Ben")
    officers = initialise(office, "la-declaration", ana, ben)
    assert office.accounts.sign_in(ana.email, "a password of hers")
    assert officers.secretary == office.accounts.by_email("ben@example.org")
    with pytest.raises(Refused, match="established already"):
        initialise(office, "la-declaration", ana, ben)
    assert (tmp_path / "accounts.db").exists()


@pytest.mark.usefixtures("demo")
def test_progress_tells_of_the_accounts(office: Office) -> None:
    told: list[tuple[int, int, str]] = []
    furnish(office, lambda *step: told.append(step))
    assert told[-1] == (19, 19, "accounts")

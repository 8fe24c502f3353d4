"""Acts carried out together leave what they leave one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from application.office import Act, Office, Refused, Reused
from application.views.rebuild import compare
from tests.houses import at, housed

REGISTRAR, SECRETARY = "p-registrar", "p-secretary"
BASIS = ("gazette",)


@pytest.fixture
def office(tmp_path: Path, engine: str) -> Iterator[Office]:
    with housed(engine, tmp_path) as home:
        now = datetime(2026, 11, 24, 12, tzinfo=UTC)
        opened = Office.open(at(home), clock=lambda: now)
        opened.establish("ogp-nap", REGISTRAR, SECRETARY)
        yield opened
        opened.close()


def entered(kind: str, key: str, action: str, /, **said: str) -> Act:
    return Act(
        kind, key, action, REGISTRAR, said,
        participant="" if action == "register" else "ALB",
        mandate="OGP-A1", basis=BASIS, occurred="2014-05-01",
    )  # fmt: skip


ALBANIA = entered(
    "participant", "", "register", key="ALB", name="Albania", nature="state"
)
PROMISE = entered("commitment", "", "announce", form="national", title="A registry")
RATED = entered("undertaking", "OGP-001-ALB", "record-rating", scale="completion",
                rating="Limited", report_kind="progress")  # fmt: skip
PERIOD = [
    Act("period", "", "announce", SECRETARY,
        {"key": "2025", "title": "The year",
         "begins": "2026-01-01", "ends": "2026-12-31"},
        basis=BASIS),
    Act("period", "2025", "open", SECRETARY),
]  # fmt: skip


def test_what_the_views_are_asked_meanwhile_is_all_that_was_decided(
    office: Office,
) -> None:
    """Who owes a report is read from the views, though nothing was written yet."""
    office.register.act_all([ALBANIA, PROMISE, RATED, *PERIOD])
    period = office.reader().record("period", "2025")
    assert period.owing == {"ALB": ["OGP-001-ALB"]}
    assert compare(office.register) == []


def test_a_record_that_was_there_and_one_that_begins_are_shown_alike(
    office: Office,
) -> None:
    register = office.register
    register.act_all([ALBANIA, PROMISE])
    again = replace(RATED, said={**RATED.said, "rating": "Complete"}, command="c-2")
    second = replace(PROMISE, command="c-3")
    register.act_all([RATED, second, again])
    assert compare(register) == []
    totals = office.reader().totals("undertakings")
    assert totals == {"announced//ALB/": 1, "announced//ALB/Complete": 1}


def test_a_command_given_twice_is_carried_out_once(office: Office) -> None:
    first, second = office.register.act_all([ALBANIA, ALBANIA])
    assert first == second
    with pytest.raises(Reused):
        office.register.act_all([PROMISE, replace(RATED, command=PROMISE.command)])
    assert office.register.ledger.position() == 2


def test_each_receipt_tells_the_edition_its_own_act_led_to(office: Office) -> None:
    endorsed = entered("participant", "ALB", "endorse")
    first, second = office.register.act_all([ALBANIA, endorsed])
    assert (first.edition, second.edition) == (1, 2)
    assert office.act(ALBANIA).edition == first.edition


def test_one_that_is_refused_takes_all_of_them_along(office: Office) -> None:
    with pytest.raises(Refused, match="the register has it already"):
        office.register.act_all([ALBANIA, PROMISE, replace(ALBANIA, command="c-4")])
    assert office.register.ledger.position() == 1
    assert office.reader().totals("commitments") == {}
    office.register.act_all([ALBANIA, PROMISE])
    assert compare(office.register) == []

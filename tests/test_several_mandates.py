"""A person who may act for several countries says for which (DOMAIN section 10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from application.office import Act, Malformed, Office

BASIS = ("note verbale",)


@pytest.fixture
def shared(office: Office) -> Office:
    """Two countries whose minister is one person, and an open commitment."""
    office.establish("la-declaration", "p-registrar", "p-secretary")

    def act(thing: str, action: str, **said: Any) -> None:
        act = Act("participant", thing, action, "p-secretary", said, basis=BASIS)
        office.act(act)

    for code, name in (("ATG", "Antigua and Barbuda"), ("BHS", "Bahamas")):
        act("", "register", key=code, name=name, nature="state")
        act(code, "enter-minister", holder="p-minister", office="Foreign Minister")
        mandate = f"{code}-M1"
        endorse = Act("participant", code, "endorse", "p-minister", mandate=mandate)
        office.act(replace(endorse, basis=BASIS))
    return office


def announcement(mandate: str = "") -> Act:
    """Make an announcement of the minister, under a mandate or under none named."""
    said = {"form": "national", "title": "Two schools for nurses"}
    return Act("commitment", "", "announce", "p-minister", said, mandate=mandate)


def test_an_act_under_two_mandates_is_not_guessed(shared: Office) -> None:
    before = shared.register.ledger.position()

    with pytest.raises(Malformed, match="name one of ATG-M1, BHS-M1"):
        shared.act(announcement())

    assert shared.register.ledger.position() == before


def test_the_mandate_that_is_named_is_the_one_on_record(shared: Office) -> None:
    receipt = shared.act(announcement("BHS-M1"))

    entry = shared.register.ledger.at([receipt.position])[receipt.position]
    assert (entry.event.mandate, entry.event.participant) == ("BHS-M1", "BHS")


def test_one_that_serves_of_two_is_taken(shared: Office) -> None:
    said = {"reason": "new government"}
    act = Act(
        "participant", "ATG", "notify-withdrawal", "p-minister", said, basis=BASIS
    )

    receipt = shared.act(act)

    entry = shared.register.ledger.at([receipt.position])[receipt.position]
    assert entry.event.mandate == "ATG-M1"

"""Who may act for one participant: its mandates, and how each of them stands."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from application.pages.pieces import People, names_for
from application.pages.reader import Reader
from application.views.tables import NOW
from domain.participant import Mandate, Participant


def mandates(reader: Reader, it: Participant, people: People) -> list[dict[str, Any]]:
    """Return who may act for the participant; names only for who may know them."""
    at = reader.now if reader.when.at == NOW.at else reader.when.at
    holders = {mandate.holder: it.key for mandate in it.mandates.values()}
    names = names_for(reader, people, holders)
    return [
        asdict(mandate)
        | {
            "holder": mandate.holder if mandate.holder in names else "",
            "name": names.get(mandate.holder, ""),
            "role": reader.definition.roles[mandate.capacity].label,
            "state": state_of(mandate, at),
        }
        for mandate in it.mandates.values()
    ]


def state_of(mandate: Mandate, at: str) -> str:
    """Say in a word how a mandate stands at an instant."""
    if mandate.cut_short and mandate.cut_short <= at:
        return "ended"
    if mandate.stage != "accepted":
        return mandate.stage
    if mandate.until and mandate.until <= at:
        return "expired"
    return "live" if mandate.since <= at else "not yet live"


def coordinator(
    reader: Reader, it: Participant, people: People
) -> dict[str, Any] | None:
    """Return the mandate of the Special Coordinator in office."""
    held = [
        mandate
        for mandate in mandates(reader, it, people)
        if mandate["capacity"] == "special_coordinator" and mandate["state"] == "live"
    ]
    return held[-1] if held else None

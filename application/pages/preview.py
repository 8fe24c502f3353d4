"""An act before it is confirmed, and its receipt afterwards."""

from __future__ import annotations

from typing import Any

from application.commands.act import Act
from application.pages.events import page as event_page
from application.pages.pieces import People, nobody
from application.pages.reader import Reader
from application.views.tables import When
from domain.commitment import Commitment
from domain.events import Created, Event


def preview(reader: Reader, act: Act) -> dict[str, Any]:
    """Return what an act would put on the record; raises what the act would."""
    made = reader.register.rehearse(act)
    first = made[0]
    return {
        "acts": [_told(reader, event) for event in made],
        "stage": first.stage,
        "under": first.mandate,
        "sha256": hash_in(first) or _hash_now(reader, act.kind, act.key),
    }


def _told(reader: Reader, event: Event) -> dict[str, Any]:
    return {
        "sentence": event.tell(reader.name, reader.translate),
        "topic": event.TOPIC,
        "stage": event.stage,
        "new": event.key if isinstance(event, Created) else "",
    }


def receipt(reader: Reader, position: int, people: People = nobody) -> dict[str, Any]:
    """Return the receipt of the act at a position, for who may read the act."""
    found = event_page(reader, position, people)
    if found["hidden"]:
        return found
    thing = found["thing"]
    then = Reader(reader.register, When(known=position), reader.person)
    entry = reader.register.ledger.at([position])[position]
    return {
        name: found[name]
        for name in ("position", "recorded", "sentence", "thing", "version", "hidden")
    } | {
        "reference": thing["key"],
        "event": found["topic"],
        "mandate": found["mandate"],
        "participant": found["participant"],
        "stage": found["stage"],
        "sha256": hash_in(entry.event) or _hash_now(then, thing["kind"], thing["key"]),
    }


def hash_in(event: Event) -> str:
    """Return the hash of the text that an event names, empty when it names none."""
    return str(getattr(event, "sha256", ""))


def _hash_now(reader: Reader, kind: str, key: str) -> str:
    it = reader.find(kind, key) if key and kind == "commitment" else None
    return it.text.sha256 if isinstance(it, Commitment) and it.texts else ""

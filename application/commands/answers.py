"""What a command brought about: found by its key, told again from the log."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import takewhile

from application.commands.act import Receipt
from application.ledger import Entry, Ledger
from domain.events import Created
from domain.record import Record

CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEY_SIZE = 16
PAGE = 100


def key_of(command: str) -> bytes:
    """Return the 16 bytes a command is found by: a UUID's own, or those of a SHA-256.

    Keys made one after another (RFC 9562, version 7) so lie beside one another.
    """
    if CANONICAL.fullmatch(command):
        return bytes.fromhex(command.replace("-", ""))
    return hashlib.sha256(command.encode()).digest()[:KEY_SIZE]


def receipt_of(
    entries: Sequence[Entry], record: Record, command: str, edition: int | None = None
) -> Receipt:
    """Return the receipt of an act on *record* that recorded *entries*.

    The *edition* it led to is the record's, unless others came after it.
    """
    own = next(e for e in entries if e.event.originator_id == record.id)
    return Receipt(
        kind=record.KIND,
        reference=record.key,
        version=own.event.originator_version,
        edition=record.edition if edition is None else edition,
        position=own.position,
        event=own.event.TOPIC,
        recorded_at=own.event.recorded_at,
        positions=tuple(e.position for e in entries),
        command=command,
    )


def told_again(ledger: Ledger, position: int, edition: int) -> Receipt:
    """Return the receipt of the act whose own event is at *position*."""
    with ledger.reading():
        own = ledger.at([position])[position].event
        (begun,) = ledger.next_of(own.originator_id, 0, limit=1)
        together = _together(ledger, position, own.command)
    first = begun.event
    if not isinstance(first, Created):
        raise TypeError(f"a stream begins with {first.TOPIC}")
    return Receipt(
        kind=first.originator_topic,
        reference=first.key,
        version=own.originator_version,
        edition=edition,
        position=position,
        event=own.TOPIC,
        recorded_at=own.recorded_at,
        positions=tuple(together),
        command=own.command,
    )


def _together(ledger: Ledger, position: int, command: str) -> list[int]:
    """Return the positions of all that one command brought about."""
    first = position
    while first > 1 and ledger.at([first - 1])[first - 1].event.command == command:
        first -= 1
    found: list[int] = []
    while True:
        page = ledger.since(first - 1 + len(found), limit=PAGE)
        ours = list(takewhile(lambda entry: entry.event.command == command, page))
        found += [entry.position for entry in ours]
        if len(ours) < PAGE:
            return found

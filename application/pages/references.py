"""What an address names: a code, a title old or new, or a document symbol."""

from __future__ import annotations

from dataclasses import dataclass

from application.pages.reader import Reader
from domain.errors import NotFound, quoted
from domain.sentences import say
from domain.text import fold


@dataclass(frozen=True, slots=True)
class Document:
    """Which text a symbol leads to."""

    reference: str
    revision: int


def resolve(reader: Reader, kind: str, text: str) -> str:
    """Return the key that *text* leads to, now and for ever; raises ``NotFound``.

    A package answers to each title it ever had, a participant to each name, a
    commitment to the symbols of its texts (``LAD/AP07/L.1``).
    """
    for key in dict.fromkeys((text, text.upper(), text.lower())):
        if reader.entries(kind, key):
            return key
    found = (
        _symbol(reader, text) if kind == "commitment" else _alias(reader, kind, text)
    )
    if not found:
        raise NotFound(
            say("the register has no {kind} “{key}”", kind=kind, key=quoted(text))
        )
    return found


def _alias(reader: Reader, kind: str, text: str) -> str:
    rows = reader.rows("aliases", kind=kind, alias=fold(text))
    return str(rows[0]["leads_to"]) if rows else ""


def document(reader: Reader, symbol: str) -> Document | None:
    """Return the text that a document symbol names, or goes with, now and for ever."""
    written = symbol.upper()
    for part in ("Rev.", "Add.", "Corr."):
        written = written.replace(f"/{part.upper()}", f"/{part}")
    rows = reader.rows("symbols", symbol=written)
    if not rows:
        return None
    return Document(str(rows[0]["reference"]), int(rows[0]["revision"]))


def _symbol(reader: Reader, text: str) -> str:
    found = document(reader, text)
    return found.reference if found else ""

"""Evidence as events say it: one line of plain text for each piece.

A file that is kept is ``sha256:<64 digits> <bytes> <type> <name>``; a page that was
looked at is its address, then ``seen YYYY-MM-DD sha256:<64 digits>`` (the hash of what
was seen: the register fetches nothing itself).  Anything else is said by a person: the
symbol of a document, or an address alone (DOMAIN section 3: document or URL with hash
and day).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.errors import Malformed
from domain.sentences import say
from domain.text import clean

FIELD = "evidence"
LONGEST_NAME = 150
OF_FILE = re.compile(r"sha256:([0-9a-f]{64}) ([1-9][0-9]{0,14}) ([a-z0-9.+/-]+) (.+)")
OF_LINK = re.compile(r"(https?://\S+) seen (\d{4}-\d\d-\d\d) sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class File:
    """A file that the register keeps under its hash."""

    sha256: str
    size: int
    type: str
    name: str

    def __str__(self) -> str:
        """Write it as events say it."""
        return f"sha256:{self.sha256} {self.size} {self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the day and hash of what a person saw there."""

    address: str
    seen: str
    sha256: str

    def __str__(self) -> str:
        """Write it as events say it."""
        return f"{self.address} seen {self.seen} sha256:{self.sha256}"


Piece = File | Link | str


def read(entry: str) -> Piece:
    """Read one piece; raises ``Malformed`` where it is neither whole nor plain."""
    if found := OF_FILE.fullmatch(entry):
        sha256, size, kind, name = found.groups()
        return File(sha256, int(size), kind, named(name))
    if found := OF_LINK.fullmatch(entry):
        address, seen, sha256 = found.groups()
        return Link(address, _day(seen), sha256)
    if entry.startswith("sha256:"):
        raise Malformed(
            say(
                "a kept file is written “sha256:… bytes type name”;"
                " attach it to have it written"
            ),
            FIELD,
        )
    if " sha256:" in entry:
        raise _no_link()
    return entry


def files(entries: Iterable[str]) -> Iterator[File]:
    """Give the files among what an event says; what can't be read is none."""
    for entry in entries:
        if found := OF_FILE.fullmatch(entry):
            sha256, size, kind, name = found.groups()
            yield File(sha256, int(size), kind, name)


def lines(said: object) -> object:
    """Return what was said as a list where it came as text, one piece a line."""
    return said.replace("\r\n", "\n").split("\n") if isinstance(said, str) else said


def told(entry: str) -> str:
    """Return a piece as a sentence names it: a file by its name, a page by address."""
    found = OF_FILE.fullmatch(entry) or OF_LINK.fullmatch(entry)
    return found[found.re.groups if found.re is OF_FILE else 1] if found else entry


def named(name: str) -> str:
    """Return the name of a file in its one written form; a name is no path."""
    read = clean(name, field="a file name", maximum=LONGEST_NAME, lines=False)
    if not read.strip(". ") or set(read) & set("/\\"):
        raise Malformed(
            say("a file name is one name, without a path: no “/” and no “\\”"), FIELD
        )
    return read


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _no_link() from None


def _no_link() -> Malformed:
    return Malformed(
        say("what was seen is written “https://… seen 2024-06-30 sha256:…”"), FIELD
    )

"""The command: who takes which action on what, saying what, having seen what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from secrets import randbits
from time import time_ns
from typing import Any

import orjson

from domain.deadlines import COMMAND as CLOCKS
from domain.errors import Malformed, Outdated, quoted
from domain.sentences import say
from domain.text import clean
from domain.words import Occurred

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
WORDS = (
    "kind", "key", "action", "person", "mandate", "for_mandate", "participant",
    "seen", "occurred", "command",
)  # fmt: skip
NEEDED = ("kind", "action", "person", "command")
LONGEST_WORD = 200
MOST_SOURCES = 50
DEEPEST = 8
DIGEST_SIZE = 16
RANDOM_BITS = 12 + 62
LEAST_TOO_LARGE = 10**15


def new_command() -> str:
    """Return a new key for an act, a UUID of version 7 (RFC 9562): in order of time."""
    random = randbits(RANDOM_BITS)
    first, second = random >> 62, random & (1 << 62) - 1
    number = time_ns() // 1_000_000 << 80 | 7 << 76 | first << 64 | 2 << 62 | second
    told = f"{number:032x}"
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


@dataclass(frozen=True, slots=True)
class Act:
    """One act, as a person or a program asks for it.

    ``mandate`` is the mandate or appointment relied on (empty: the one that serves);
    ``for_mandate`` the mandate of the person whose act an officer enters late;
    ``participant`` the one the registrar enters an act of; ``seen`` the
    ``version.edition`` the person looked at; ``occurred`` a day, an instant, a bracket
    ``first..last`` or ``unknown`` for an act after the fact; ``command`` makes the act
    idempotent.
    """

    kind: str
    key: str
    action: str
    person: str
    said: Mapping[str, Any] = field(default_factory=dict)
    mandate: str = ""
    for_mandate: str = ""
    participant: str = ""
    seen: str = ""
    basis: tuple[str, ...] = ()
    occurred: str = ""
    command: str = field(default_factory=new_command)

    @property
    def digest(self) -> bytes:
        """16 bytes of the SHA-256 of what is asked: a key serves for one act alone."""
        asked = {name: getattr(self, name) for name in WORDS}
        asked |= {"said": plain(self.said, "said"), "basis": list(self.basis)}
        del asked["command"], asked["seen"]
        written = orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(written).digest()[:DIGEST_SIZE]

    def require_form(self) -> None:
        """Refuse what is no act at all: a word that is none, a list for an object."""
        for name in WORDS:
            self._require_word(name, getattr(self, name))
        if self.command.startswith(CLOCKS):
            raise Malformed("a key that begins with “clock:” is the clock's", "command")
        if not isinstance(self.said, Mapping):
            raise Malformed("“said” is needed as fields with their values", "said")
        plain(self.said, "said")
        if not isinstance(self.basis, tuple | list) or len(self.basis) > MOST_SOURCES:
            raise Malformed(
                say("“basis” is needed as a list of at most {most}", most=MOST_SOURCES),
                "basis",
            )

    def _require_word(self, name: str, word: Any) -> None:
        if not isinstance(word, str):
            raise Malformed(say("“{label}” is needed as text", label=name), name)
        if word and not (
            word.isascii() and word.isprintable() and len(word) <= LONGEST_WORD
        ):
            clean(word, field=name, maximum=LONGEST_WORD, lines=False)
        if name in NEEDED and not word.strip():
            raise Malformed(say("“{label}” is needed", label=name), name)

    def cleaned_basis(self) -> tuple[str, ...]:
        """Return the documents and sources it rests on, each as clean text."""
        if not all(isinstance(part, str) for part in self.basis):
            raise Malformed("“basis” is needed as a list of texts", "basis")
        parts = (
            clean(part, field="basis", maximum=500, lines=False) for part in self.basis
        )
        return tuple(dict.fromkeys(part for part in parts if part))

    def when(self, now: str) -> Occurred:
        """Return when it took effect; *now* when nothing is said."""
        if not self.occurred:
            return Occurred(now)
        if self.occurred == "unknown":
            return Occurred.unknown(now)
        first, dots, last = self.occurred.partition("..")
        read = Occurred.between(first, last) if dots else Occurred.on(first)
        return read.not_after(now)

    def new_key(self) -> str:
        """Return the key a new record is asked to have; raises ``Malformed``."""
        key = str(self.said.get("key") or "")
        if key and not KEY.fullmatch(key):
            raise Malformed("the key is needed as letters, digits and hyphens", "key")
        return key

    def past(self, before: int, after: int) -> Act:
        """Return the act after the clock's: who saw all before it is not stale.

        What others do in between is: the clock led to the edition *after*.
        """
        seen = self.seen.strip('"').split(".")[-1]
        return replace(self, seen=str(after)) if seen == str(before) else self

    def require_seen(self, version: int, edition: int) -> None:
        """Stop a person from acting on a stage or a text that is no longer true."""
        if not self.seen:
            return
        shown = self.seen.strip('"').split(".")[-1]
        if shown != str(edition):
            raise Outdated(
                say(
                    "the stage or the text changed after you looked"
                    " (you saw {seen}, now it is {now}); please look again",
                    seen=self.seen,
                    now=f"{version}.{edition}",
                )
            )


def plain(value: Any, field: str, deep: int = 0) -> Any:
    """Return *value* as plain JSON; raises ``Malformed`` for what JSON can't hold."""
    match value:
        case None | bool() | str():
            return value
        case int() if abs(value) < LEAST_TOO_LARGE:
            return value
        case float() if isfinite(value):
            return value
        case list() | tuple() if deep < DEEPEST:
            return [plain(part, field, deep + 1) for part in value]
        case Mapping() if deep < DEEPEST and all(isinstance(k, str) for k in value):
            return {
                key: plain(part, field if deep else key, deep + 1)
                for key, part in value.items()
            }
    raise Malformed(
        say(
            "“{label}” is needed as text, a number or a list of these",
            label=quoted(field),
        ),
        field,
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that an act was recorded: what, where in the log, when."""

    kind: str
    reference: str
    version: int
    edition: int
    position: int
    event: str
    recorded_at: str
    positions: tuple[int, ...] = ()
    command: str = ""

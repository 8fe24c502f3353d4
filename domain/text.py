"""What people write: made plain before it is kept, hashed, sorted or exported.

Text that can lead a reader's eye astray is refused, not repaired: a commitment must
mean the same on every screen. Only its form is made uniform (NFC, line feeds).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from domain.errors import Malformed
from domain.sentences import say

MARKS_IN_A_ROW = 30  # as in Unicode's Stream-Safe Text Format (UAX 15)

_SPACES = "".join(map(chr, range(0x2000, 0x200B)))
_OUTER = f"\t\n \u00a0\u1680{_SPACES}\u2028\u2029\u202f\u205f\u3000"

_PLANE_ENDS = "".join(
    f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000)
)

PLAIN_TEXT, ONE_LINE = "plain text", "one line"

REFUSED = {
    "a control character": re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"),
    "half of a surrogate pair": re.compile(r"[\ud800-\udfff]"),
    "a character that turns the direction of reading": re.compile(
        r"[\u202a-\u202e\u2066-\u2069]"
    ),
    "a code point that is no character": re.compile(f"[\ufdd0-\ufdef{_PLANE_ENDS}]"),
}
BREAK = {"a line break or tab": re.compile(r"[\t\n\u2028\u2029]")}

_WIDE = "\uff1d\uff0b\uff0d\uff20"  # the same signs at full width: read as well
_FORMULA = tuple(f"=+-@\t\r\n{_WIDE}")

_PLAIN_LETTERS = str.maketrans(
    dict(zip("øłđðħ\u0131", "olddhi", strict=True))
    | {"þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
)


def clean(text: str, *, field: str, maximum: int = 10_000, lines: bool = True) -> str:
    """Return *text* in its one written form, or say what *field* needs.

    With *lines* the text may have line breaks and tabs; without, it is one line.
    """
    if text.isascii() and text.isprintable() and len(text) <= maximum:
        return text.strip(" ")
    trimmed = text.replace("\r\n", "\n").strip(_OUTER)
    _require_length(trimmed, field, maximum, room=4)  # the longest letter NFC joins
    _require_characters(trimmed, field, PLAIN_TEXT, REFUSED)
    if not lines:
        _require_characters(trimmed, field, ONE_LINE, BREAK)
    _require_few_marks(trimmed, field)
    written = unicodedata.normalize("NFC", trimmed)
    _require_length(written, field, maximum)
    return written


def sha256_of_paragraphs(paragraphs: list[str]) -> str:
    """Return the fingerprint that endorsements and concurrences bind to.

    SHA-256 over UTF-8, NFC, line feeds; a blank line stands between paragraphs. So a
    paragraph must hold no blank line of its own, or two texts would share one print.
    """
    text = "\n\n".join(paragraphs).replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def formula_safe(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Return a key that sorts and finds *text* whatever its accents and capitals."""
    lowered = unicodedata.normalize("NFKD", text).casefold()
    letters = unicodedata.normalize("NFKD", lowered).translate(_PLAIN_LETTERS)
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.split())


def _require_length(text: str, field: str, maximum: int, room: int = 1) -> None:
    if len(text) > maximum * room:
        raise Malformed(
            say(
                "{field} may have at most {maximum} characters, this has {count}",
                field=field,
                maximum=f"{maximum:,}",
                count=f"{len(text):,}",
            ),
            field,
        )


def _require_characters(
    text: str, field: str, needed: str, refused: dict[str, re.Pattern[str]]
) -> None:
    for what, pattern in refused.items():
        if found := pattern.search(text):
            raise Malformed(
                say(
                    "{field} must be {needed}: character {number} is {what} ({code})",
                    field=field,
                    needed=needed,
                    number=found.start() + 1,
                    what=what,
                    code=f"U+{ord(found[0]):04X}",
                ),
                field,
            )


def _require_few_marks(text: str, field: str) -> None:
    row = 0
    for character in text:
        row = row + 1 if unicodedata.combining(character) else 0
        if row > MARKS_IN_A_ROW:
            raise Malformed(
                say(
                    "{field} may pile up at most {most} accents on one letter",
                    field=field,
                    most=MARKS_IN_A_ROW,
                ),
                field,
            )

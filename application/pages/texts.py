"""The texts of a commitment: one revision whole, and two of them compared by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from application.pages.acts import available
from application.pages.noted import noted, on_the_whole
from application.pages.reader import Reader
from domain.commitment import Commitment
from domain.deciding import Text
from domain.errors import NotAllowed, NotFound, quoted
from domain.sentences import say

Chunk = dict[str, str]


def revision(
    reader: Reader, reference: str, number: int, language: str = ""
) -> dict[str, Any]:
    """Return one revision in one language; raises ``NotFound`` for another."""
    it = readable(reader, reference)
    shown = text_of(_text(reader, it, number))
    said = [
        {name: shown[name] for name in ("language", "paragraphs", "sha256")},
        *shown["translations"],
    ]
    asked = language or shown["language"]
    found = next((one for one in said if one["language"] == asked), None)
    if found is None:
        raise NotFound(
            say(
                "Rev.{number} is not on record in the language “{language}”",
                number=number,
                language=quoted(asked[:10]),
            )
        )
    return {
        "reference": reference,
        "title": it.title,
        "revision": number,
        "revisions": [text.number for text in texts_for(reader, it)],
        "symbol": shown["symbol"],
        "at": shown["at"],
        "authentic": shown["language"],
        "languages": [
            {"language": one["language"], "sha256": one["sha256"]} for one in said
        ],
        "noted": noted(reader, it, _text(reader, it, number)),
        "on_the_whole": on_the_whole(reader, it, _text(reader, it, number)),
        "current": number == it.text.number,
        "may": may(reader, reference),
        "addenda": [
            {
                "symbol": one.symbol,
                "title": one.title,
                "paragraphs": one.paragraphs,
                "sha256": one.sha256,
            }
            for one in it.addenda
        ],
        **found,
    }


def may(reader: Reader, reference: str) -> list[str]:
    """Return what the viewer may do with the text now: what its notes lead to."""
    if reader.when.past or not reader.person:
        return []
    return [
        one["action"]
        for one in available(reader, "commitment", reference)
        if one["allowed"]
    ]


def at_hand(reader: Reader, reference: str) -> dict[str, Any] | None:
    """Return the text an act would be about, in the reader's language if it is there.

    ``None`` where there is no text, or not for this reader.
    """
    it = reader.find("commitment", reference)
    if not isinstance(it, Commitment) or not it.texts:
        return None
    with suppress(NotAllowed):
        try:
            return revision(reader, reference, it.text.number, reader.language)
        except NotFound:
            return revision(reader, reference, it.text.number)
    return None


def compare(reader: Reader, reference: str, first: int, last: int) -> dict[str, Any]:
    """Return two revisions compared, paragraph by paragraph, word by word."""
    it = readable(reader, reference)
    old, new = _text(reader, it, first), _text(reader, it, last)
    return {
        "reference": reference,
        "title": it.title,
        "revisions": [text.number for text in texts_for(reader, it)],
        "from": {"revision": first, "sha256": old.sha256, "at": old.at},
        "to": {"revision": last, "sha256": new.sha256, "at": new.at},
        "language": new.language,
        "paragraphs": [*compared(old.paragraphs, new.paragraphs)],
    }


def text_of(text: Text) -> dict[str, Any]:
    """Return one revision as a page shows it."""
    return {
        "revision": text.number,
        "language": text.language,
        "paragraphs": list(text.paragraphs),
        "sha256": text.sha256,
        "symbol": text.symbol,
        "at": text.at,
        "translations": [
            {"language": language, "paragraphs": list(paragraphs), "sha256": sha256}
            for language, paragraphs, sha256 in text.translations
        ],
    }


def texts_for(reader: Reader, it: Commitment) -> list[Text]:
    """Return the texts the viewer may read: the last, and drafts where allowed."""
    stages = reader.definition.machines["commitment"].stages
    people = [*it.announcers, it.drafter]
    return [
        text
        for text in it.texts
        if text is it.text
        or text.stage not in stages
        or reader.may_see(stages[text.stage].visible, it.package, people)
    ]


def readable(reader: Reader, reference: str) -> Commitment:
    """Return the commitment if its stage lets the viewer read the text."""
    it: Commitment = reader.record("commitment", reference)
    visible = reader.definition.stage("commitment", it.stage).visible
    if not reader.may_see(visible, it.package, [*it.announcers, it.drafter]):
        raise NotAllowed(
            say(
                "the text of {reference} is for its committee while {stage}",
                reference=reference,
                stage=it.stage,
            )
        )
    return it


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Go through the paragraphs of both texts; what is gone keeps its number."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            for place in range(c, d):
                yield _paragraph(place, [_chunk("same", new[place])])
            continue
        for one, other in zip_longest(range(a, b), range(c, d)):
            if other is None:
                yield _paragraph(one, [_chunk("del", old[one])], gone=True)
            elif one is None:
                yield _paragraph(other, [_chunk("ins", new[other])])
            else:
                yield _paragraph(other, [*by_words(old[one], new[other])])


def by_words(old: str, new: str) -> Iterator[Chunk]:
    """Compare two paragraphs by words."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            yield _chunk("same", " ".join(after[c:d]))
            continue
        if b > a:
            yield _chunk("del", " ".join(before[a:b]))
        if d > c:
            yield _chunk("ins", " ".join(after[c:d]))


def _paragraph(place: int, chunks: list[Chunk], **said: bool) -> dict[str, Any]:
    number = f"({place + 1})" if said.get("gone") else str(place + 1)
    return {"number": number, "chunks": chunks}


def _chunk(op: str, text: str) -> Chunk:
    return {"op": op, "text": text}


def _text(reader: Reader, it: Commitment, number: int) -> Text:
    for text in texts_for(reader, it):
        if text.number == number:
            return text
    raise NotFound(
        say("{key} has no Rev.{number} at this time", key=it.key, number=number)
    )

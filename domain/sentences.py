"""Sentences a person reads: a pattern and the words put into it.

They are kept apart until somebody reads, so that the same sentence can be said in
another language: the pattern, and each word that the language knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Translate = Callable[[str], str]

END_OF = "the end of {day} UTC"

_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):(\d{2})\.(\d{6})Z", re.ASCII)


def shown(text: str, translate: Translate = str) -> str:
    """Return *text*, an instant in it as people read it: ``2023-03-15 12:00 UTC``."""
    return _INSTANT.sub(lambda found: _moment(found, translate), text)


def _moment(found: re.Match[str], translate: Translate) -> str:
    day, minute, second, fraction = found.groups()
    if (minute, second, fraction) == ("23:59", "59", "999999"):
        return translate(END_OF).format(day=day)
    exact = f"{second}.{fraction}".rstrip("0").rstrip(".")
    return f"{day} {minute}{'' if exact == '00' else f':{exact}'} UTC"


@dataclass(frozen=True, slots=True)
class Several:
    """Words of a sentence that stand in a row, each of which may be translated."""

    parts: tuple[str, ...]
    between: str = ", "
    around: str = "{}"

    def told(self, translate: Translate) -> str:
        """Say them in another language."""
        around = translate(self.around) if self.around != "{}" else "{}"
        known = (around.format(_said(part, translate)) for part in self.parts)
        return translate(self.between).join(known)


def either(parts: Iterable[str], around: str = "{}") -> Several:
    """Name the *parts* of which one is enough."""
    return Several(tuple(parts), " or ", around)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence a person reads: a pattern that can be translated, and its words."""

    pattern: str
    words: Mapping[str, str | Several | Sentence] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in the language of the pattern."""
        return self.told(str)

    def told(self, translate: Translate) -> str:
        """Say it in another language, the words of the definition among it, too."""
        words = {key: _said(word, translate) for key, word in self.words.items()}
        return translate(self.pattern).format_map(words)


def say(pattern: str, **words: object) -> Sentence:
    """Make a sentence; a list among the *words* is joined by commas."""
    return Sentence(pattern, {key: _kept(word) for key, word in words.items()})


def _kept(word: object) -> str | Several | Sentence:
    if isinstance(word, str | Several | Sentence):
        return word
    if isinstance(word, Sequence):
        return Several(tuple(str(part) for part in word))
    return str(word)


def _said(word: str | Several | Sentence, translate: Translate) -> str:
    """Say one word; nothing stays nothing."""
    if isinstance(word, str):
        return shown(translate(word), translate) if word else ""
    return word.told(translate)

"""The ways this register says no; each message is a sentence a person reads."""

from __future__ import annotations

from enum import StrEnum

from domain.sentences import Sentence, Translate


def quoted(text: str) -> str:
    """Return the first letters of *text*, as any sentence may quote them."""
    return "".join(c if c.isprintable() else "?" for c in text[:40])


class DepositaryError(Exception):
    """Base of every answer a person can cause and a person can read."""

    def __init__(self, sentence: object = "") -> None:
        """Keep the sentence (a :class:`Sentence` or text) for whoever reads it."""
        super().__init__(str(sentence))
        self.sentence = sentence if isinstance(sentence, Sentence) else None

    def told(self, translate: Translate) -> str:
        """Say it in another language."""
        if self.sentence is not None:
            return self.sentence.told(translate)
        return translate(str(self)) if str(self) else ""


class Malformed(DepositaryError):
    """What was sent cannot be read; the message names the field and what it needs."""

    def __init__(self, sentence: object, field: str = "") -> None:
        """Keep the *field* beside the sentence, so that a form can show it there."""
        super().__init__(sentence)
        self.field = field


class TooLarge(Malformed):
    """What was sent is larger than what is taken; the message says what is."""


class Kind(StrEnum):
    """Why an act is refused: for want of authority, or by a rule."""

    AUTHORITY = "no authority"
    RULE = "rule"


class Refused(DepositaryError):
    """The rules do not allow the act; the message says what is needed."""

    kind = Kind.RULE


class NotAllowed(Refused):
    """The person has no authority for the act (a mandate, an office, a role)."""

    kind = Kind.AUTHORITY


class Outdated(DepositaryError):
    """The stage or the text changed after this person looked at it."""


class NotFound(DepositaryError):
    """There is no such thing in the register."""


class Reused(DepositaryError):
    """A command's key came again with other content."""


class Defective(DepositaryError):
    """A process definition or a data file has a defect; says file, row and reason."""


class Unreadable(DepositaryError):
    """The log holds something this version must not interpret."""


class Busy(DepositaryError):
    """The register is busy or away; nothing was recorded, the act can be repeated."""


class Unknown(DepositaryError):
    """Whether the act was recorded can't be known; ask again with the same key."""

"""Sending: letters leave one by one, at least once, and each process may take any.

A letter is taken for a while, sent, and then noted.  Whoever ends in between leaves it
to the next, who sends it under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from application.accounts import Accounts
from application.mail import Letter, LetterRefused, Unreachable, deliver
from application.notices.letters import Translate, Words, subject_of, text_of, words
from application.notices.outbox import GIVEN_UP, KEPT, SENT, Notice, Outbox, Taken
from application.notices.times import later
from application.pages.reader import Reader
from application.register import Register
from application.settings import Settings

PATIENCE = timedelta(days=5)
"""How long a letter that the server refuses is tried."""
AT_ONCE = 100
"""Letters that one look sends at most, before it reads on."""

Tongues = Callable[[str], Translate]
"""How sentences are said in a language."""


class Sender:
    """Sends what waits in the outbox of one register."""

    def __init__(
        self,
        register: Register,
        accounts: Accounts,
        settings: Settings,
        outbox: Outbox,
        tongues: Tongues,
    ) -> None:
        """Take where notices wait, who their persons are, and how to say them."""
        self._register, self._accounts = register, accounts
        self._settings, self._outbox, self._tongues = settings, outbox, tongues

    def once(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Send what is due; return how many letters were taken by the server."""
        sent = 0
        for _ in range(AT_ONCE):
            taken = None if stopped() else self._outbox.take(self._register.now())
            if taken is None:
                break
            try:
                sent += self._send(taken)
            except Unreachable as why:
                self._outbox.put_off_all(taken, self._register.now(), str(why))
                break
            except LetterRefused as why:
                self._refused(taken, str(why))
        return sent

    def _send(self, taken: Taken) -> int:
        """Send one letter, or leave what it would say on the page."""
        with self._register.reading():
            letter, silent = self._letter(taken)
        if letter is None:
            self._outbox.settle(taken, KEPT)
            return 0
        for notice in silent:
            self._outbox.keep(notice)
        deliver(self._settings, letter)
        self._outbox.settle(taken, SENT)
        return 1

    def _letter(self, taken: Taken) -> tuple[Letter | None, list[Notice]]:
        """Write a letter, and name the notices that it does not tell.

        ``None`` where nobody is to get it, or nothing is left to tell.
        """
        person = taken.person
        address = self._accounts.address_of(person)
        if not address or self._accounts.session_key(person) is None:
            return None, []
        language = self._accounts.manner(person).language or self._settings.language
        translate = self._tongues(language)
        reader = Reader(
            self._register, person=person, language=language, translate=translate
        )
        told = {notice: _said(reader, notice) for notice in taken.notices}
        said = [one for one in told.values() if one is not None]
        if not said:
            return None, []
        name = self._accounts.name_of(person)
        base_url = self._settings.base_url.rstrip("/")
        text = text_of(said, name, base_url, translate)
        letter = Letter(address, subject_of(said, translate), text, taken.letter)
        return letter, [notice for notice, one in told.items() if one is None]

    def _refused(self, taken: Taken, why: str) -> None:
        """Try a refused letter later, for some days."""
        now = self._register.now()
        if later(taken.refused_at or now, PATIENCE) <= now:
            self._outbox.settle(taken, GIVEN_UP, why)
        else:
            self._outbox.refused(taken, now, why)


def _said(reader: Reader, notice: Notice) -> Words | None:
    """Return what a letter tells of a notice: what is news, or can still be done."""
    row = {name: getattr(notice, name) for name in ("kind", "position", "item")}
    said = words(reader, row)
    return said if said is not None and (said.news or said.asked) else None

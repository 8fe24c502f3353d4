"""The runner: reads the log for notices and sends them, again and again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from time import monotonic
from typing import Self

from application.evidence.citing import is_cited
from application.mail import host_of
from application.notices.outbox import Outbox
from application.notices.reading import Readers
from application.notices.sending import Sender, Tongues
from application.office import Office
from application.repeating import again_and_again

LOG = logging.getLogger("depositary.runner")
HOUR = 3_600.0
"""Seconds between two looks for files that no act cites."""
PERIOD = 1.0
"""Seconds between two looks."""


def outbox_of(office: Office) -> Outbox:
    """Return the outbox of a register."""
    return Outbox(office.register.ledger, host_of(office.settings))


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look: notices that were new, letters that left."""

    notices: int
    letters: int


class Runner:
    """What leaves the register; any number may run, in any number of processes."""

    def __init__(
        self, readers: Readers, sender: Sender, tidy: Callable[[], object]
    ) -> None:
        """Take who reads, who sends, and what to do once an hour."""
        self._readers, self._sender, self._tidy = readers, sender, tidy
        self._tidy_at = monotonic()

    @classmethod
    def of(cls, office: Office, tongues: Tongues) -> Self:
        """Make the runner of an office; *tongues* says sentences in a language."""
        outbox = outbox_of(office)
        register, accounts = office.register, office.accounts
        return cls(
            Readers(register, accounts, outbox),
            Sender(register, accounts, office.settings, outbox, tongues),
            lambda: office.evidence.clear(partial(is_cited, register)),
        )

    def once(self, stopped: Event | None = None) -> Looked:
        """Read on, and send what is due."""
        if self._tidy_at <= monotonic():
            self._tidy_at = monotonic() + HOUR
            self._tidy()
        made = self._readers.once()
        over = stopped.is_set if stopped is not None else lambda: False
        return Looked(made, self._sender.once(over))

    def run(self, stopped: Event) -> None:
        """Look again and again until *stopped*; what fails is tried anew."""

        def complain(error: Exception) -> None:
            LOG.warning("notices could not be seen to: %s", error)

        again_and_again(self.once, stopped, PERIOD, complain)

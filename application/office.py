"""The office: the only door.  The web, the command line and the tests ask here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from application.accounts import Accounts
from application.commands.act import Act, Receipt, new_command
from application.desk import established, in_force
from application.drafts.filling import HANDING_OVER
from application.drafts.store import Drafts
from application.evidence.citing import require_kept
from application.evidence.folder import Folder
from application.pages.reader import Reader, Viewer, viewer_of
from application.register import Register, server_clock
from application.settings import Settings
from application.views.tables import ALL_KNOWN, NOW, TODAY, When
from domain.definition import load
from domain.errors import (
    Busy,
    Defective,
    DepositaryError,
    Kind,
    Malformed,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    Reused,
    TooLarge,
    Unknown,
    Unreadable,
)
from domain.words import instant_of
from domain.workflow import Definition

__all__ = [
    "Act",
    "Busy",
    "Defective",
    "DepositaryError",
    "Kind",
    "Malformed",
    "NotAllowed",
    "NotFound",
    "Office",
    "Outdated",
    "Receipt",
    "Refused",
    "Reused",
    "TooLarge",
    "Unknown",
    "Unreadable",
    "new_command",
]

KEY = "LAD"


@dataclass(slots=True)
class Office:
    """One register with its accounts, opened by settings."""

    settings: Settings
    register: Register
    accounts: Accounts

    @property
    def evidence(self) -> Folder:
        """The folder of the files that acts rest on."""
        return Folder(self.settings.evidence, self.settings.evidence_limit)

    @classmethod
    def open(
        cls,
        settings: Mapping[str, str] | Settings,
        clock: Callable[[], datetime] = server_clock,
    ) -> Self:
        """Open the register the *settings* name, making its folder when needed."""
        read = settings if isinstance(settings, Settings) else Settings.read(settings)
        home = Path(read.home)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        register = Register(read.database_url, KEY, clock)
        return cls(read, register, Accounts.open(home / "accounts.db", clock=clock))

    def close(self) -> None:
        """Close the register and the accounts."""
        self.register.close()
        self.accounts.close()

    def establish(self, process: str, registrar: str, secretary: str) -> Receipt:
        """Open a new register under a shipped definition, with its first officers."""
        return self.register.establish(load(process), registrar, secretary)

    @property
    def established(self) -> bool:
        """Whether the register has a process."""
        return self.register.ledger.position() > 0

    @property
    def definition(self) -> Definition:
        """The definition in force; raises ``NotFound`` before there is one."""
        found = self.register.folds.shared("process", self.register.key)
        return in_force(established(found))

    def act(self, act: Act) -> Receipt:
        """Carry out one act; raises ``Refused`` for a file that is not kept.

        A report that is handed over leaves no draft behind.
        """
        require_kept(self.evidence, act.said, self.register.now)
        receipt = self.register.act(act)
        if act.action in HANDING_OVER:
            Drafts(self.register.ledger).discard(act.key, act.person)
        return receipt

    def viewer(self, person: str) -> Viewer:
        """Return who a signed-in person is, by the mandates in force now."""
        return viewer_of(self.register.desk(), person, self.register.now())

    def reader(
        self,
        when: When = NOW,
        person: str = "",
        language: str = "en",
        translate: Callable[[str], str] = str,
    ) -> Reader:
        """Return a reader for one page; *translate* says sentences in its language."""
        return Reader(self.register, when, person, language, translate)

    def when(self, as_of: str = "", known_at: str = "") -> When:
        """Read the two questions of time as an address asks them.

        ``as_of`` is a day or an instant; ``known_at`` that, or a position ``@1234``.
        Raises ``Malformed``.
        """
        at = min(instant_of(as_of), TODAY) if as_of else TODAY
        return When(at, self._known(known_at) if known_at else ALL_KNOWN)

    def _known(self, text: str) -> int:
        if text.startswith("@"):
            if not re.fullmatch(r"@[0-9]{1,15}", text):
                raise Malformed("a position is needed as @1234", "known_at")
            return int(text[1:])
        return self.register.ledger.recorded_by(instant_of(text))

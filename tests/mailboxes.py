"""A real mail server for tests: it takes letters, refuses them, or is slow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from application.office import Office
from tests.test_serving import free_port


@dataclass
class Mailbox:
    """What the server does with letters, and those that it took."""

    port: int
    answer: str = "250 OK"
    """What it says of a recipient."""
    late: str = ""
    """What it says of a letter once it has it; it is taken where that is empty."""
    slow: float = 0.0
    taken: list[EmailMessage] = field(default_factory=list)
    on_letter: Callable[[], None] | None = None

    @property
    def url(self) -> str:
        """The address of the server, as the settings take it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 (the server calls it so)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Answer whether a recipient is known."""
        del server, session, options
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(  # noqa: N802 (the server calls it so)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        """Take a letter."""
        del server, session
        time.sleep(self.slow)  # noqa: ASYNC251 (nobody else is served meanwhile)
        if self.late:
            return self.late
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.on_letter is not None:
            self.on_letter()
        return "250 OK"

    def ids(self) -> list[str]:
        """Return the Message-IDs of what was taken."""
        return [str(message["Message-ID"]) for message in self.taken]

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to an address."""
        return [message for message in self.taken if message["To"] == address]


@contextmanager
def listening(port: int = 0) -> Iterator[Mailbox]:
    """Run a mail server on a port."""
    box = Mailbox(port or int(free_port()))
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def sends_by(office: Office, url: str) -> None:
    """Let an office send its letters by the mail server at *url*."""
    office.settings = replace(office.settings, mail_url=url)


def text(message: EmailMessage) -> str:
    """Return what a letter says."""
    return str(message.get_content())

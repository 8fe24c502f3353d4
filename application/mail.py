"""Letters to persons: sent by the mail server the settings name, or laid in a folder.

A letter goes to the address an account has, never to one that somebody typed.
"""

from __future__ import annotations

import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from hashlib import sha256
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from application.credentials import checked_address
from application.settings import Settings
from domain.errors import Malformed

WAIT_SECONDS = 20.0
LONGEST_SUBJECT = 200
SHUTTING_DOWN = 421
UNWRITABLE = "the letter can't be written to this address"
REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)
"""What a server says of one letter; anything else is said of all."""


class LetterRefused(Exception):
    """One letter was not taken; others may be."""


class Unreachable(Exception):
    """No letter gets through now."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to whom; ``message_id`` where a repeat has to be recognised."""

    to: str
    subject: str
    text: str
    message_id: str = ""


def send(settings: Settings, letter: Letter) -> None:
    """Send the *letter*; nobody waits for the mail server, so none can tell by it."""
    message = written(settings, letter)
    if settings.mail_url:
        Thread(target=_hand_over, args=(settings.mail_url, message)).start()
        return
    _lay(settings.outbox, message)


def deliver(settings: Settings, letter: Letter) -> None:
    """Send the *letter* and wait until it is taken.

    Raises ``LetterRefused`` or ``Unreachable``; what they say names no address.
    """
    try:
        message = written(settings, letter)
    except (Malformed, ValueError):
        raise LetterRefused(UNWRITABLE) from None
    try:
        if settings.mail_url:
            _hand_over(settings.mail_url, message)
        else:
            _lay(settings.outbox, message)
    except REFUSALS as error:
        raise _refused(error) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(_unreachable(error)) from None
    except ValueError:
        raise LetterRefused(UNWRITABLE) from None


def written(settings: Settings, letter: Letter) -> EmailMessage:
    """Put the *letter* in its envelope; raises ``Malformed`` for no address.

    A line break would begin another header: none gets into the envelope.
    """
    host = host_of(settings)
    message = EmailMessage()
    message["From"] = f"Depositary <register@{host}>"
    message["To"] = checked_address(letter.to)
    message["Subject"] = " ".join(letter.subject.split())[:LONGEST_SUBJECT]
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = letter.message_id or make_msgid(domain=host)
    if letter.message_id:
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def host_of(settings: Settings) -> str:
    """Return the host that letters come from."""
    return urlsplit(settings.base_url).hostname or "localhost"


def _lay(folder: Path, message: EmailMessage) -> None:
    """Lay a letter in a folder, whole; a repeat takes the place of the first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = sha256(str(message["Message-ID"]).encode()).hexdigest()[:16]
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    draft.write_bytes(message.as_bytes())
    draft.replace(folder / f"{name}.eml")


def _refused(error: Exception) -> LetterRefused | Unreachable:
    """Say what the server answered, by its number: its words may hold an address."""
    code = getattr(error, "smtp_code", 0)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    if code == SHUTTING_DOWN:
        return Unreachable(f"the mail server answered {code}")
    answer = f"answered {code}" if code else "lacks what this letter needs"
    return LetterRefused(f"the mail server {answer}")


def _unreachable(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code}"
    if isinstance(error, TimeoutError):
        return "the mail server does not answer"
    said = getattr(error, "strerror", None) or type(error).__name__
    return f"the mail server can't be reached: {said}"


def _hand_over(mail_url: str, message: EmailMessage) -> None:
    server = urlsplit(mail_url)
    host, safe = server.hostname or "localhost", ssl.create_default_context()
    if server.scheme == "smtps":
        with smtplib.SMTP_SSL(
            host, server.port or 465, timeout=WAIT_SECONDS, context=safe
        ) as post:
            _post(post, mail_url, message)
        return
    with smtplib.SMTP(host, server.port or 587, timeout=WAIT_SECONDS) as post:
        post.ehlo()
        if post.has_extn("starttls") or server.username:
            post.starttls(context=safe)
        _post(post, mail_url, message)


def _post(post: smtplib.SMTP, mail_url: str, message: EmailMessage) -> None:
    server = urlsplit(mail_url)
    if server.username:
        post.login(unquote(server.username), unquote(server.password or ""))
    post.send_message(message)

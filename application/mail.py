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
from threading import Thread
from urllib.parse import unquote, urlsplit

from application.settings import Settings

WAIT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to whom."""

    to: str
    subject: str
    text: str


def send(settings: Settings, letter: Letter) -> None:
    """Send the *letter*; nobody waits for the mail server, so none can tell by it."""
    message = written(settings, letter)
    if settings.mail_url:
        Thread(target=_hand_over, args=(settings.mail_url, message)).start()
        return
    settings.outbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{secrets.token_hex(8)}.eml"
    (settings.outbox / name).write_bytes(message.as_bytes())


def written(settings: Settings, letter: Letter) -> EmailMessage:
    """Put the *letter* in its envelope."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    message = EmailMessage()
    message["From"] = f"Depositary <register@{host}>"
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=host)
    message.set_content(letter.text)
    return message


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

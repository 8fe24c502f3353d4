"""The settings: what the operator decides, read once and shown back.

Nothing is required: without a single setting a register opens in ``./register`` and
serves this machine alone. All that is wrong is told at once. Values are never quoted
in a complaint when they may hold a password.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self, TypeVar

from application.addresses import (
    LOCAL,
    database,
    file_of,
    host_name,
    mail,
    masked,
    masked_database,
    port_number,
    public,
    site,
    split,
)
from domain.errors import Malformed

PREFIX = "DEPOSITARY_"
LANGUAGES = ("en", "es", "pt", "fr")
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("auto", "json", "text")
SHORTEST_KEY = 32
MEGABYTE = 1_000_000
DEFAULTS = {
    "HOME": "register",
    "DATABASE_URL": "",
    "SECRET_KEY": "",
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "BASE_URL": "",
    "LANGUAGE": "en",
    "MAIL_URL": "",
    "INSECURE_COOKIES": "no",
    "LOG_LEVEL": "info",
    "LOG_FORMAT": "auto",
    "METRICS_TOKEN": "",
    "CLOCK": "yes",
    "RUNNER": "yes",
    "EVIDENCE": "",
    "EVIDENCE_LIMIT": "25",
}
SECRETS = ("DATABASE_URL", "SECRET_KEY", "MAIL_URL", "METRICS_TOKEN")
"""What may be kept in a file instead: ``DEPOSITARY_…_FILE``."""
GIVEN = "(given, not shown)"
THIS_MACHINE = "(none, /metrics is for this machine alone)"
FOR_TESTS = ("CHROMIUM",)  # read by the tests and the Makefile; no setting, no fault

T = TypeVar("T")


class Misconfigured(Malformed):
    """The settings cannot be used; one sentence for each thing that must change."""

    def __init__(self, sentences: list[str]) -> None:
        """Keep the *sentences* apart too, for those who print them as a list."""
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one register was told about where and how it is to run."""

    home: Path
    database_url: str = field(repr=False)
    given_key: str = field(repr=False)
    host: str
    port: int
    base_url: str
    language: str
    mail_url: str = field(repr=False)
    insecure_cookies: bool
    log_level: str
    log_format: str
    metrics_token: str = field(repr=False)
    clock: bool
    runner: bool
    evidence: Path
    evidence_limit: int
    """The most bytes of one file that is kept as evidence."""

    @classmethod
    def read(cls, mapping: Mapping[str, str], home: Path | str | None = None) -> Self:
        """Read the settings from *mapping*; *home* outranks what it says."""
        asked = Asked(mapping, home)
        asked.refuse_unknown()
        place = asked.about("HOME", folder)
        host = asked.about("HOST", host_name)
        port = asked.about("PORT", port_number)
        asked.suppose("BASE_URL", f"http://{public(host or '')}:{port or 8000}")
        asked.suppose("EVIDENCE", str((place or Path()) / "evidence"))
        said: dict[str, Any] = {
            "home": place,
            "database_url": asked.database_url(place or Path()),
            "given_key": asked.about("SECRET_KEY", key),
            "host": host,
            "port": port,
            "base_url": asked.about("BASE_URL", site),
            "language": asked.about("LANGUAGE", one_of(LANGUAGES)),
            "mail_url": asked.about("MAIL_URL", mail),
            "insecure_cookies": asked.insecure_cookies(),
            "log_level": asked.about("LOG_LEVEL", one_of(LOG_LEVELS)),
            "log_format": asked.about("LOG_FORMAT", one_of(LOG_FORMATS)),
            "metrics_token": asked.about("METRICS_TOKEN", key),
            "clock": asked.about("CLOCK", yes_or_no),
            "runner": asked.about("RUNNER", yes_or_no),
            "evidence": asked.about("EVIDENCE", folder),
            "evidence_limit": asked.about("EVIDENCE_LIMIT", megabytes),
        }
        if asked.complaints:
            raise Misconfigured(asked.complaints)
        return cls(**said)

    @property
    def database(self) -> Path | None:
        """Return the file of the log, or ``None`` where a server holds it."""
        return file_of(self.database_url)

    @property
    def shown_database(self) -> str:
        """Return where the log lies, as it may be shown: without a password."""
        return masked_database(self.database_url)

    @property
    def key_file(self) -> Path:
        """Return the file of the key, unless one was given."""
        return self.home / "secret.key"

    @property
    def outbox(self) -> Path:
        """Return the folder that mails are written to when no mail server is named."""
        return self.home / "outbox"

    def secret_key(self) -> str:
        """Return the key that seals sessions; make one the first time it is needed."""
        if self.given_key:
            return self.given_key
        if not self.key_file.exists():
            keep_new_key(self.key_file)
        kept = self.key_file.read_text("utf-8").strip()
        if len(kept) < SHORTEST_KEY:
            raise Misconfigured([f"{self.key_file} is damaged; restore or remove it"])
        return kept

    def describe(self) -> str:
        """Return what was taken, a line for each setting, with secrets masked."""
        kept = f"(kept in {self.key_file}, made on first use)"
        taken = {
            "HOME": self.home,
            "DATABASE_URL": self.shown_database,
            "SECRET_KEY": GIVEN if self.given_key else kept,
            "HOST": self.host,
            "PORT": self.port,
            "BASE_URL": self.base_url,
            "LANGUAGE": self.language,
            "MAIL_URL": masked(self.mail_url) or f"(none, mails go to {self.outbox})",
            "INSECURE_COOKIES": "yes" if self.insecure_cookies else "no",
            "LOG_LEVEL": self.log_level,
            "LOG_FORMAT": self.log_format,
            "METRICS_TOKEN": GIVEN if self.metrics_token else THIS_MACHINE,
            "CLOCK": "yes" if self.clock else "no",
            "RUNNER": "yes" if self.runner else "no",
            "EVIDENCE": self.evidence,
            "EVIDENCE_LIMIT": self.evidence_limit // MEGABYTE,
        }
        return "\n".join(f"{PREFIX}{name} = {value}" for name, value in taken.items())


class Asked:
    """A mapping being read, and all that is wrong with it so far."""

    def __init__(self, mapping: Mapping[str, str], home: Path | str | None) -> None:
        """Take the settings of this product from *mapping* and leave the others."""
        self.complaints: list[str] = []
        self._given = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in mapping.items()
            if name.startswith(PREFIX)
        } | ({"HOME": str(home)} if home else {})
        self._defaults = dict(DEFAULTS)

    def refuse_unknown(self) -> None:
        """Complain about each name that is no setting, and name the nearest one."""
        known = [*DEFAULTS, *(f"{name}_FILE" for name in SECRETS)]
        for name in sorted(set(self._given).difference(known, FOR_TESTS)):
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {PREFIX}{near[0]}?" if near else ""
            self._complain(name, f"is not a setting{hint}")

    def suppose(self, name: str, value: str) -> None:
        """Take *value* for *name* where nothing is given."""
        self._defaults[name] = value

    def about(self, name: str, meaning: Callable[[str], T]) -> T | None:
        """Return what is meant by the value of *name*, or complain about it."""
        try:
            return meaning(self._value(name))
        except ValueError as reason:
            self._complain(name, str(reason))
            return None

    def database_url(self, home: Path) -> str | None:
        """Return where the log lies: a file in the register's *home* unless told."""
        if not self._value("DATABASE_URL"):
            return f"sqlite:///{home / 'register.db'}"
        return self.about("DATABASE_URL", database)

    def insecure_cookies(self) -> bool | None:
        """Return whether cookies may travel over plain http, on this machine only."""
        wanted = self.about("INSECURE_COOKIES", yes_or_no)
        address = split(self._value("BASE_URL"))
        local = address and address.scheme == "http" and address.hostname in LOCAL
        if wanted and address and not local:
            self._complain(
                "INSECURE_COOKIES",
                f"is for plain http on localhost; {PREFIX}BASE_URL is elsewhere",
            )
        return wanted

    def _value(self, name: str) -> str:
        """Return what stands for *name*; an empty value counts as none."""
        given, file = self._given.get(name), self._given.get(f"{name}_FILE")
        if not file or name not in SECRETS:
            return given or self._defaults[name]
        if given:
            self._complain(name, f"and {PREFIX}{name}_FILE are both given; keep one")
            return ""
        try:
            found = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            found = ""
        if not found:
            self._complain(f"{name}_FILE", f"must name a file that holds it: {file}")
        return found

    def _complain(self, name: str, reason: str) -> None:
        self.complaints.append(f"{PREFIX}{name} {reason}")


def folder(text: str) -> Path:
    """Read the place of a register."""
    try:
        found = Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError(f"must be a folder, {text} is nobody's") from None
    if found.exists() and not found.is_dir():
        raise ValueError(f"must be a folder, {found} is a file")
    return found


def key(text: str) -> str:
    """Read a secret key, if one is given."""
    if text and len(text) < SHORTEST_KEY:
        raise ValueError(f"must have at least {SHORTEST_KEY} characters")
    return text


def one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """Return what reads one of a few words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}, not {text}")
        return text

    return read


def yes_or_no(text: str) -> bool:
    """Read an answer."""
    if text.lower() in {"yes", "true", "1", "on"}:
        return True
    if text.lower() in {"no", "false", "0", "off"}:
        return False
    raise ValueError(f"must be yes or no, not {text}")


def megabytes(text: str) -> int:
    """Read a size; it is given in megabytes."""
    number = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0
    if not number:
        raise ValueError(f"must be a number of megabytes from 1 to 9999, not {text}")
    return number * MEGABYTE


def keep_new_key(file: Path) -> None:
    """Write a new key to *file*, whole or not at all; who comes second reads it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as written:
            written.write(f"{secrets.token_urlsafe(48)}\n")
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()

"""What people type to get in: checked, and kept only as what can't be read back."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Collection
from datetime import timedelta

from argon2 import PasswordHasher

from domain.errors import Malformed
from domain.sentences import say
from domain.text import clean

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1000

FREE_TRIES = 4
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

# As browsers read an e-mail field. Plain ASCII, so that no two spellings look alike.
ADDRESS = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?"
)


def checked_address(email: str) -> str:
    """Return the e-mail address as given, or say what it needs."""
    plain = clean(email, field="email", maximum=254, lines=False)
    if not (email.isascii() and ADDRESS.fullmatch(plain)):
        raise Malformed("email must be such as name@example.org", "email")
    return plain


def address_key(email: str) -> str:
    """Return the key that an address is found by; nobody's, where it could be none."""
    return email.strip().lower() if email.isascii() else ""


def checked_name(name: str) -> str:
    """Return the name as people will read it, or say what it needs."""
    name = clean(name, field="name", maximum=200, lines=False)
    if not name:
        raise Malformed("name must be given", "name")
    return name


def require_password(password: str) -> None:
    """Refuse a password that is too short to serve or too long to be meant."""
    if len(password) > LONGEST_PASSWORD:
        raise Malformed(
            say(
                "{field} may have at most {maximum} characters",
                field="password",
                maximum=f"{LONGEST_PASSWORD:,}",
            ),
            "password",
        )
    if len(unicodedata.normalize("NFC", password)) < SHORTEST_PASSWORD:
        raise Malformed(
            say(
                "password must have at least {least} characters",
                least=SHORTEST_PASSWORD,
            ),
            "password",
        )


def written_scopes(scopes: Collection[str]) -> str:
    """Return the scopes of a token as they are kept."""
    if not scopes or not all(re.fullmatch(r"[a-z][a-z:-]+", it) for it in scopes):
        raise Malformed("scopes must name what the token is for, in words", "scopes")
    return " ".join(sorted(set(scopes)))


def wait_after(failures: int) -> timedelta:
    """Return how long an address waits after so many failures: twice as long each."""
    if failures <= FREE_TRIES:
        return timedelta()
    doubled = 1 << min(failures - FREE_TRIES - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def typed(password: str) -> bytes:
    """Return *password* alike from every keyboard; one too long equals no password."""
    if len(password) > LONGEST_PASSWORD:
        return b""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def digest(secret: str) -> str:
    """Return what is kept in place of a token, or of an address that was tried."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_stamp() -> str:
    """Return a fresh mark for the sessions of one person."""
    return secrets.token_hex(16)


def decoy(hasher: PasswordHasher) -> str:
    """Return a hash no password has, as costly to try as a real one."""
    salt, tail = (
        b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()
        for length in (hasher.salt_len, hasher.hash_len)
    )
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2{hasher.type.name.lower()}$v=19${cost}${salt}${tail}"

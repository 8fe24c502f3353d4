"""Who the persons are: names, addresses, passwords, tokens, and drafts at hand.

The log knows persons by opaque ids alone. This store knows the rest, in a file of its
own that can forget. It does not know what anybody may do: mandates say that, and they
are in the log.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, Self

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from application.credentials import (
    address_key,
    checked_address,
    checked_name,
    decoy,
    digest,
    new_stamp,
    require_password,
    typed,
    wait_after,
    written_scopes,
)
from application.sql import statements
from domain.errors import Malformed, NotFound, Refused, Unreadable
from domain.sentences import say

SQL = statements("accounts.sql")
VERSION = 2

ERASED = "a person whose data was erased"
UNKNOWN = "a person this register does not know"
USED = "the link was used or has expired; ask for a new one"

RESET_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)
LONGEST_TOKEN_DAYS = 366
LARGEST_DRAFT = 1_000_000

TRIES_REMEMBERED = timedelta(days=1)

Clock = Callable[[], datetime]
Run = Callable[..., list[sqlite3.Row]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has begun to write and has not handed over."""

    content: dict[str, Any]
    by: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody wants to be told of things: when, and in which language."""

    how: str = "at once"
    language: str = ""


MANNERS = ("at once", "daily", "page")


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token as its owner sees it; the secret was shown once."""

    number: int
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a living token, what for, and the key that their session hangs on."""

    person: str
    scopes: frozenset[str]
    session_key: str


class Accounts:
    """The store of persons and accounts; safe to share between threads."""

    def __init__(
        self, database: sqlite3.Connection, clock: Clock, hasher: PasswordHasher
    ) -> None:
        """Work on an open *database*; ``Accounts.open`` prepares one."""
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._decoy = decoy(hasher)
        self._lock = RLock()

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        clock: Clock = lambda: datetime.now(UTC),
        hasher: PasswordHasher | None = None,
    ) -> Self:
        """Open the store at *path*; make it when it is not there."""
        store = cls(connect(Path(path)), clock, hasher or PasswordHasher())
        try:
            store._prepare()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    # Accounts

    def add(self, email: str, name: str, password: str | None) -> str:
        """Open an account; return the person's opaque id."""
        email, name = checked_address(email), checked_name(name)
        hashed = None if password is None else self._hashed(password)
        with self._writing() as run:
            if run("by_address", address=address_key(email)):
                raise Refused("this e-mail address has an account already")
            return self._add(run, email, name, hashed)

    def by_email(self, email: str) -> str | None:
        """Return the person whose account has this address."""
        found = self._one("by_address", address=address_key(email))
        return found["person"] if found else None

    def address_of(self, person: str) -> str | None:
        """Return where to write to *person*; mail goes here, never where one typed."""
        found = self._one("by_person", person=person)
        return found["email"] if found else None

    def name_of(self, person: str) -> str:
        """Return the name to show for *person*, whatever became of the account."""
        return self.names([person])[person]

    def names(self, persons: Collection[str]) -> dict[str, str]:
        """Return the name to show for each of *persons*."""
        found = self._all("names", persons=json.dumps([*persons]))
        known = {row["person"]: row["name"] or ERASED for row in found}
        return {person: known.get(person, UNKNOWN) for person in persons}

    def begun(self, person: str) -> bool:
        """Whether *person* has chosen a password yet."""
        return self._one("begun", person=person) is not None

    def listed(self) -> dict[str, str]:
        """Return the names of all who have an account that is open, by person."""
        return {row["person"]: row["name"] for row in self._all("listed")}

    def disable(self, person: str) -> None:
        """Shut the account: sessions, links and tokens of *person* end."""
        with self._writing() as run:
            require_account(run, person)
            run("disable", person=person, stamp=new_stamp(), now=self._now())
            run("drop_links", person=person)
            run("drop_tokens", person=person)

    def enable(self, person: str) -> None:
        """Open the account again; the old password serves, old sessions do not."""
        with self._writing() as run:
            require_account(run, person)
            run("enable", person=person)

    def forget(self, person: str) -> None:
        """Erase all that is known of *person*; the id stays and says it was erased.

        Drafts that belong to a participant stay: they name their writer by id alone.
        """
        with self._writing() as run:
            known = require_person(run, person)
            if known["address"]:
                run("forget_tries", digest=digest(known["address"]))
            for statement in ("drop_links", "drop_tokens", "drop_manner"):
                run(statement, person=person)
            run("drop_drafts", owner=person)
            run("erase", person=person, stamp=new_stamp(), now=self._now())

    # Passwords

    def sign_in(self, email: str, password: str) -> str | None:
        """Return the person, or None: unknown, wrong, disabled and locked look alike.

        The try is counted before the password is looked at, so that many at once gain
        nothing; a right one clears the count.
        """
        address = address_key(email)
        if not self._admits(address):
            return None
        account = self._one("by_address", address=address)
        able = account and account["password"] and not account["disabled_at"]
        hashed = account["password"] if account and able else self._decoy
        if not self._matches(hashed, password) or not account:
            return None
        person: str = account["person"]
        self._welcome(person, address, hashed, password)
        return person

    def locked_until(self, email: str) -> datetime | None:
        """Return until when this address must wait, account or none, if it must."""
        found = self._one("tries_of", digest=digest(address_key(email)))
        until = datetime.fromisoformat(found["locked_until"]) if found else None
        return until if until and until > self._clock() else None

    def set_password(self, person: str, password: str) -> None:
        """Give *person* another password; sessions and links that were open end."""
        hashed = self._hashed(password)
        with self._writing() as run:
            change_password(run, require_account(run, person), hashed)

    def session_key(self, person: str) -> str | None:
        """Return what a session must carry to go on; None when it must end."""
        found = self._one("by_person", person=person)
        return found["stamp"] if found and not found["disabled_at"] else None

    def reset_token(self, email: str) -> str | None:
        """Return a token that lets a person choose a password within the hour."""
        with self._writing() as run:
            found = run("by_address", address=address_key(email))
            if not found or found[0]["disabled_at"]:
                return None
            return self._add_link(run, found[0]["person"], RESET_LASTS)

    def invite(self, email: str, name: str) -> tuple[str, str]:
        """Open an account that begins when its token is used; return person, token.

        Who has not come yet can be invited again: the earlier token ends.
        """
        email, name = checked_address(email), checked_name(name)
        with self._writing() as run:
            found = run("by_address", address=address_key(email))
            if found and (found[0]["password"] or found[0]["disabled_at"]):
                raise Refused("this e-mail address has an account already")
            person = found[0]["person"] if found else self._add(run, email, name, None)
            run("rename", person=person, name=name)
            run("drop_links", person=person)
            return person, self._add_link(run, person, INVITATION_LASTS)

    def reset(self, token: str, new_password: str) -> str:
        """Use the token of a reset or an invitation; return the person."""
        if not self._one("live_link", digest=digest(token), now=self._now()):
            raise Refused(USED)
        hashed = self._hashed(new_password)
        with self._writing() as run:
            found = run("live_link", digest=digest(token), now=self._now())
            if not found:
                raise Refused(USED)
            person: str = found[0]["person"]
            change_password(run, require_account(run, person), hashed)
            return person

    # Bearer tokens

    def issue_token(self, person: str, scopes: Collection[str], days: int) -> str:
        """Return the secret of a new token; it is shown once and kept nowhere."""
        if not 1 <= days <= LONGEST_TOKEN_DAYS:
            raise Malformed(
                say("days must be from 1 to {most}", most=LONGEST_TOKEN_DAYS), "days"
            )
        secret = f"dep_{secrets.token_urlsafe(32)}"
        with self._writing() as run:
            if require_account(run, person)["disabled_at"]:
                raise Refused("the account is disabled; enable it first")
            run(
                "add_token",
                digest=digest(secret),
                person=person,
                scopes=written_scopes(scopes),
                now=self._now(),
                expires_at=self._now(timedelta(days=days)),
            )
        return secret

    def bearer(self, secret: str) -> Bearer | None:
        """Return who bears the token, while it lives and the account is open."""
        found = self._one("live_token", digest=digest(secret), now=self._now())
        if not found:
            return None
        person, scopes, stamp = found
        return Bearer(person, frozenset(scopes.split()), stamp)

    def tokens(self, person: str) -> list[Token]:
        """List the living tokens of *person*."""
        return [
            Token(
                row["number"],
                frozenset(row["scopes"].split()),
                datetime.fromisoformat(row["issued_at"]),
                datetime.fromisoformat(row["expires_at"]),
            )
            for row in self._all("tokens_of", person=person, now=self._now())
        ]

    def revoke_token(self, person: str, number: int) -> None:
        """End one of the tokens of *person*."""
        with self._writing() as run:
            if not run("drop_token", person=person, number=number):
                raise NotFound(
                    say("there is no token {number} of this person", number=number)
                )

    # Notices

    def manner(self, person: str) -> Manner:
        """Return how *person* wants to be told of things."""
        found = self._one("manner", person=person)
        return Manner(found["how"], found["language"]) if found else Manner()

    def keep_manner(self, person: str, manner: Manner) -> None:
        """Keep how *person* wants to be told; raises ``Malformed``."""
        if manner.how not in MANNERS:
            raise Malformed("choose how you are told: at once, daily or page", "how")
        with self._writing() as run:
            require_account(run, person)
            run("keep_manner", person=person, how=manner.how, language=manner.language)

    # Drafts

    def keep_draft(
        self, owner: str, key: str, by: str, content: Mapping[str, Any]
    ) -> None:
        """Keep what *by* has written so far for *owner*, a person or a participant."""
        written = json.dumps(dict(content))
        if len(written) > LARGEST_DRAFT:
            raise Malformed(
                say(
                    "{field} may have at most {maximum} characters",
                    field="a draft",
                    maximum=f"{LARGEST_DRAFT:,}",
                )
            )
        with self._writing() as run:
            run(
                "keep_draft",
                owner=owner,
                key=key,
                by=by,
                content=written,
                now=self._now(),
            )

    def draft(self, owner: str, key: str) -> Draft | None:
        """Return the draft of *owner* under this *key*, if one is kept."""
        found = self._one("draft", owner=owner, key=key)
        if not found:
            return None
        kept_at = datetime.fromisoformat(found["kept_at"])
        return Draft(json.loads(found["content"]), found["by"], kept_at)

    def drop_draft(self, owner: str, key: str) -> None:
        """Throw the draft away; that there is none is fine."""
        with self._writing() as run:
            run("drop_draft", owner=owner, key=key)

    # The store

    def _prepare(self) -> None:
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found > VERSION:
            raise Unreadable("the accounts were kept by a newer version; use that one")
        if found == VERSION:
            return
        with self._writing() as run:
            for name in SQL:
                if name.startswith("create_"):
                    run(name)
            self._database.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _writing(self) -> Iterator[Run]:
        """Hold the file: what runs inside is kept as a whole or not at all."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._all
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _all(self, statement: str, /, **values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._database.execute(SQL[statement], values).fetchall()

    def _one(self, statement: str, /, **values: Any) -> sqlite3.Row | None:
        return next(iter(self._all(statement, **values)), None)

    def _now(self, later: timedelta = timedelta()) -> str:
        moment = (self._clock() + later).astimezone(UTC)
        return moment.isoformat(timespec="microseconds")

    def _add(self, run: Run, email: str, name: str, hashed: str | None) -> str:
        person = f"p-{secrets.token_hex(8)}"
        run(
            "add",
            person=person,
            name=name,
            email=email,
            address=address_key(email),
            password=hashed,
            stamp=new_stamp(),
            now=self._now(),
        )
        return person

    def _add_link(self, run: Run, person: str, lasts: timedelta) -> str:
        token = secrets.token_urlsafe(32)
        run("drop_old_links", now=self._now())
        expires_at = self._now(lasts)
        run("add_link", digest=digest(token), person=person, expires_at=expires_at)
        return token

    def _admits(self, address: str) -> bool:
        """Count a try for *address*, known or not, unless it must wait."""
        with self._writing() as run:
            run("forget_old_tries", before=self._now(-TRIES_REMEMBERED))
            found = run("tries_of", digest=digest(address))
            if found and found[0]["locked_until"] > self._now():
                return False
            failures = found[0]["failures"] + 1 if found else 1
            run(
                "count_try",
                digest=digest(address),
                failures=failures,
                now=self._now(),
                locked_until=self._now(wait_after(failures)),
            )
            return True

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, typed(password))
        except (VerificationError, InvalidHashError):
            return False

    def _hashed(self, password: str) -> str:
        require_password(password)
        return self._hasher.hash(typed(password))

    def _welcome(self, person: str, address: str, hashed: str, password: str) -> None:
        """Clear the count; hash anew when the way of hashing became stronger."""
        stale = self._hasher.check_needs_rehash(hashed)
        better = self._hasher.hash(typed(password)) if stale else hashed
        with self._writing() as run:
            run("forget_tries", digest=digest(address))
            if stale:
                run("hash_again", person=person, password=better, before=hashed)


def connect(path: Path) -> sqlite3.Connection:
    """Open the file so that only its owner reads it and what is deleted is gone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    database = sqlite3.connect(
        path, timeout=10, isolation_level=None, check_same_thread=False
    )
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA secure_delete = on")
    database.execute("PRAGMA foreign_keys = on")
    return database


def require_person(run: Run, person: str) -> sqlite3.Row:
    """Return the row of *person*, erased or not."""
    for found in run("by_person", person=person):
        return found
    raise NotFound(say("there is no person {person}", person=person))


def require_account(run: Run, person: str) -> sqlite3.Row:
    """Return the row of *person*, whose data must not have been erased."""
    found = require_person(run, person)
    if found["erased_at"]:
        raise NotFound(say("the data of {person} was erased", person=person))
    return found


def change_password(run: Run, account: sqlite3.Row, hashed: str) -> None:
    """Put another password in place and end what rested on the old one."""
    person = account["person"]
    run("change_password", person=person, password=hashed, stamp=new_stamp())
    run("drop_links", person=person)
    run("forget_tries", digest=digest(account["address"]))

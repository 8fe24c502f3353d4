"""Who the persons are is known apart from the log, kept safe, and can be forgotten."""

from __future__ import annotations

import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters

from application.accounts import Accounts, Bearer
from domain.errors import Malformed, NotFound, Refused, Unreadable

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ANA = "ana@example.org"
PASSWORD = "correct horse battery"  # noqa: S105 (made up)
OTHER = "another good password"
SECOND = timedelta(seconds=1)


class Clock:
    """A clock that the test moves."""

    now = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


class CountingHasher(PasswordHasher):
    """Remembers against what a password was tried in earnest."""

    def __init__(self) -> None:
        """Hash quickly, and like no other hasher here."""
        super().__init__(time_cost=2, memory_cost=24, parallelism=1)
        self.tried: list[str] = []

    def verify(self, *told: str | bytes) -> Literal[True]:
        """Try as before."""
        self.tried.append(str(told[0]))
        return super().verify(*told)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register" / "accounts.db"


@pytest.fixture
def accounts(path: Path, clock: Clock) -> Iterator[Accounts]:
    opened = Accounts.open(path, clock=clock, hasher=QUICK)
    yield opened
    opened.close()


@pytest.fixture
def ana(accounts: Accounts) -> str:
    return accounts.add(ANA, "Ana Ruiz", PASSWORD)


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    found = database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    database.close()
    return found


# Accounts


def test_a_person_has_an_opaque_id_and_a_name(accounts: Accounts, ana: str) -> None:
    prefix, random = ana[:2], ana[2:]

    assert (prefix, len(random)) == ("p-", 16)
    assert int(random, 16) >= 0
    assert accounts.name_of(ana) == "Ana Ruiz"
    assert accounts.by_email(" ANA@Example.org ") == ana
    assert accounts.address_of(ana) == ANA


def test_names_come_for_a_whole_page_at_once(accounts: Accounts, ana: str) -> None:
    many = [f"p-{n:016x}" for n in range(40_000)]

    names = accounts.names([ana, *many])

    assert names[ana] == "Ana Ruiz"
    assert names[many[7]] == "a person this register does not know"
    assert len(names) == 40_001


def test_an_address_has_one_account(accounts: Accounts, ana: str) -> None:
    with pytest.raises(Refused, match=r"^this e-mail address has an account already$"):
        accounts.add("Ana@Example.ORG", "Somebody else", PASSWORD)
    assert accounts.name_of(ana) == "Ana Ruiz"


@pytest.mark.parametrize(
    "email",
    ["", "ana", "@example.org", "ana@", "a na@example.org", "ana@exa\u212ample.org",
     "ana@example.org\nBcc: all@example.org", "ana@example.org, b@example.org",
     "<ana@example.org>", "ana@b@example.org"],
)  # fmt: skip
def test_an_address_is_one_plain_address(accounts: Accounts, email: str) -> None:
    with pytest.raises(Malformed, match=r"^email must be ") as no:
        accounts.add(email, "Ana", PASSWORD)
    assert no.value.field == "email"


@pytest.mark.parametrize("name", ["", "  ", "Ana\nRuiz", "Ana\u202e", "x" * 201])
def test_a_name_is_one_line_of_plain_text(accounts: Accounts, name: str) -> None:
    with pytest.raises(Malformed, match=r"^name m"):
        accounts.add(ANA, name, PASSWORD)
    with pytest.raises(Malformed, match=r"^name m"):
        accounts.invite(ANA, name)


def test_the_file_is_for_its_owner_alone(path: Path, accounts: Accounts) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    accounts.close()
    path.chmod(0o644)

    Accounts.open(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_accounts_are_there_again_the_next_day(path: Path, accounts: Accounts) -> None:
    ana = accounts.add(ANA, "Ana Ruiz", PASSWORD)
    accounts.close()

    again = Accounts.open(path, hasher=QUICK)

    assert again.sign_in(ANA, PASSWORD) == ana
    again.close()


def test_a_newer_store_is_left_alone(path: Path, accounts: Accounts) -> None:
    accounts.close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()

    with pytest.raises(Unreadable, match=r"^the accounts were kept by a newer version"):
        Accounts.open(path)


def test_what_fails_halfway_leaves_nothing(
    path: Path, accounts: Accounts, ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("application.accounts.secrets.token_urlsafe", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        accounts.invite("bo@example.org", "Bo")

    assert accounts.by_email("bo@example.org") is None
    assert [row[0] for row in rows(path, "person")] == [ana]


# Signing in


def test_the_right_password_opens_and_no_other(accounts: Accounts, ana: str) -> None:
    assert accounts.sign_in(f" {ANA.upper()} ", PASSWORD) == ana
    assert accounts.sign_in(ANA, PASSWORD.upper()) is None
    assert accounts.sign_in(ANA, "") is None
    assert accounts.sign_in("bo@example.org", PASSWORD) is None


def test_a_password_is_the_same_from_every_keyboard(accounts: Accounts) -> None:
    ana = accounts.add(ANA, "Ana", "contrasen\u0303a segura")

    assert accounts.sign_in(ANA, "contrase\u00f1a segura") == ana


@pytest.mark.parametrize("text", ["\ud800", "x" * 100_000, "\x00", "e\u0301" * 50_000])
def test_strange_words_open_nothing(accounts: Accounts, ana: str, text: str) -> None:
    assert accounts.sign_in(text, PASSWORD) is None
    assert accounts.sign_in(ANA, text) is None
    assert accounts.by_email(text) is None
    assert accounts.reset_token(text) is None
    assert accounts.bearer(text) is None
    assert accounts.sign_in(ANA, PASSWORD) == ana


def test_piled_up_accents_cost_nothing(accounts: Accounts, ana: str) -> None:
    began = time.perf_counter()

    assert accounts.sign_in(ANA, "a" + "\u0301\u0323" * 20_000) is None

    assert time.perf_counter() - began < 0.3
    assert ana


def test_a_long_password_counts_to_its_last_character(accounts: Accounts) -> None:
    ana = accounts.add(ANA, "Ana", "x" * 1000)

    assert accounts.sign_in(ANA, "x" * 999) is None
    assert accounts.sign_in(ANA, "x" * 1001) is None
    assert accounts.sign_in(ANA, "x" * 1000) == ana


@pytest.mark.parametrize(
    ("password", "needed"),
    [
        ("x" * 11, "password must have at least 12 characters"),
        ("e\u0301" * 11, "password must have at least 12 characters"),
        ("x" * 1001, "password may have at most 1,000 characters"),
    ],
)
def test_a_password_has_a_good_length(
    accounts: Accounts, ana: str, password: str, needed: str
) -> None:
    token = accounts.reset_token(ANA)
    assert token
    for attempt in (
        lambda: accounts.add("bo@example.org", "Bo", password),
        lambda: accounts.set_password(ana, password),
        lambda: accounts.reset(token, password),
    ):
        with pytest.raises(Malformed) as no:
            attempt()
        assert (str(no.value), no.value.field) == (needed, "password")
    assert accounts.by_email("bo@example.org") is None
    assert accounts.reset(token, "x" * 12) == ana


def test_no_password_lies_in_the_file(path: Path, accounts: Accounts, ana: str) -> None:
    accounts.set_password(ana, OTHER)

    content = path.read_bytes()

    assert b"$argon2id$" in content
    assert PASSWORD.encode() not in content
    assert OTHER.encode() not in content


def test_an_unknown_address_costs_as_much_as_a_known_one(path: Path) -> None:
    hasher = CountingHasher()
    accounts = Accounts.open(path, hasher=hasher)
    accounts.disable(accounts.add(ANA, "Ana", PASSWORD))
    accounts.add("bo@example.org", "Bo", None)
    accounts.add("cy@example.org", "Cy", PASSWORD)

    for who in (ANA, "bo@example.org", "cy@example.org", "nobody@example.org"):
        assert accounts.sign_in(who, OTHER) is None

    costs = [extract_parameters(hashed) for hashed in hasher.tried]
    assert costs == [extract_parameters(hasher.hash(OTHER))] * 4
    accounts.close()


def test_a_stronger_way_of_hashing_is_taken_up(path: Path, accounts: Accounts) -> None:
    ana = accounts.add(ANA, "Ana", PASSWORD)
    session = accounts.session_key(ana)
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    again = Accounts.open(path, hasher=stronger)

    assert again.sign_in(ANA, OTHER) is None
    assert b"m=16,t=2" not in path.read_bytes()
    assert again.sign_in(ANA, PASSWORD) == ana
    assert b"m=16,t=2" in path.read_bytes()
    assert b"m=8,t=1" not in path.read_bytes()
    assert again.sign_in(ANA, PASSWORD) == ana
    assert again.session_key(ana) == session
    again.close()


def test_after_failed_tries_one_waits_and_each_time_longer(
    accounts: Accounts, ana: str, clock: Clock
) -> None:
    waits = []
    for _ in range(12):
        assert accounts.sign_in(ANA, OTHER) is None
        until = accounts.locked_until(ANA)
        waits.append((until - clock.now).total_seconds() if until else 0)
        clock.now = until or clock.now

    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert accounts.sign_in(ANA, PASSWORD) == ana
    assert accounts.locked_until(ANA) is None
    assert accounts.sign_in(ANA, OTHER) is None
    assert accounts.locked_until(ANA) is None


def test_while_one_waits_the_right_password_does_not_serve(
    accounts: Accounts, ana: str, clock: Clock
) -> None:
    for _ in range(5):
        accounts.sign_in(ANA, OTHER)
    until = accounts.locked_until(ANA)
    assert until

    clock.now = until - SECOND
    assert accounts.sign_in(ANA, PASSWORD) is None
    assert accounts.locked_until(ANA.upper()) == until
    clock.now = until
    assert accounts.sign_in(ANA, PASSWORD) == ana


def test_waiting_does_not_tell_who_has_an_account(accounts: Accounts, ana: str) -> None:
    for who in (ANA, "nobody@example.org"):
        for _ in range(5):
            accounts.sign_in(who, OTHER)

    assert accounts.locked_until(ANA) == accounts.locked_until("nobody@example.org")
    assert accounts.locked_until(ANA) is not None
    assert accounts.session_key(ana)


def test_failures_are_forgotten_after_a_quiet_day(
    path: Path, accounts: Accounts, ana: str, clock: Clock
) -> None:
    for who in (ANA, "nobody@example.org"):
        for _ in range(4):
            accounts.sign_in(who, OTHER)
    clock.now += timedelta(days=1)

    accounts.sign_in(ANA, OTHER)

    assert accounts.locked_until(ANA) is None
    assert len(rows(path, "tries")) == 1
    assert accounts.name_of(ana) == "Ana Ruiz"


def test_many_guesses_at_once_are_not_worth_more(path: Path, clock: Clock) -> None:
    hasher = CountingHasher()
    accounts = Accounts.open(path, clock=clock, hasher=hasher)
    accounts.add(ANA, "Ana", PASSWORD)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: accounts.sign_in(ANA, f"guess {n}"), range(64)))

    assert len(hasher.tried) == 5
    accounts.close()


# Ends of sessions


def test_a_session_ends_with_the_password(accounts: Accounts, ana: str) -> None:
    before = accounts.session_key(ana)
    assert accounts.session_key(ana) == before
    assert before != accounts.session_key(accounts.add("b@example.org", "B", None))

    accounts.set_password(ana, OTHER)

    assert accounts.session_key(ana) not in {before, None}
    assert accounts.sign_in(ANA, PASSWORD) is None
    assert accounts.sign_in(ANA, OTHER) == ana


def test_a_disabled_account_opens_nothing(accounts: Accounts, ana: str) -> None:
    link = accounts.reset_token(ANA)
    secret = accounts.issue_token(ana, ["read"], 30)

    accounts.disable(ana)

    assert accounts.sign_in(ANA, PASSWORD) is None
    assert accounts.session_key(ana) is None
    assert accounts.bearer(secret) is None
    assert accounts.reset_token(ANA) is None
    with pytest.raises(Refused, match="used or has expired"):
        accounts.reset(str(link), OTHER)
    with pytest.raises(Refused, match=r"^the account is disabled; enable it first$"):
        accounts.issue_token(ana, ["read"], 30)
    with pytest.raises(Refused, match="has an account already"):
        accounts.invite(ANA, "Ana Ruiz")
    assert accounts.name_of(ana) == "Ana Ruiz"


def test_who_was_disabled_before_coming_is_not_invited(accounts: Accounts) -> None:
    person, token = accounts.invite("bo@example.org", "Bo")
    accounts.disable(person)

    with pytest.raises(Refused, match="has an account already"):
        accounts.invite("bo@example.org", "Bo")
    with pytest.raises(Refused, match="used or has expired"):
        accounts.reset(token, PASSWORD)


def test_an_enabled_account_opens_again_but_not_its_sessions(
    accounts: Accounts, ana: str
) -> None:
    session, secret = accounts.session_key(ana), accounts.issue_token(ana, ["read"], 1)
    accounts.disable(ana)

    accounts.enable(ana)

    assert accounts.sign_in(ANA, PASSWORD) == ana
    assert accounts.session_key(ana) not in {session, None}
    assert accounts.bearer(secret) is None


# Links


def test_a_reset_gives_another_password_once(accounts: Accounts, ana: str) -> None:
    session = accounts.session_key(ana)
    first, second = accounts.reset_token(ANA), accounts.reset_token(ANA.upper())
    assert first
    assert second
    assert first != second

    assert accounts.reset(first, OTHER) == ana

    assert accounts.sign_in(ANA, OTHER) == ana
    assert accounts.sign_in(ANA, PASSWORD) is None
    assert accounts.session_key(ana) != session
    for used in (first, second, "made up"):
        with pytest.raises(Refused) as no:
            accounts.reset(used, PASSWORD)
        assert str(no.value) == "the link was used or has expired; ask for a new one"
    with pytest.raises(Refused):
        accounts.reset("made up", "short")
    assert accounts.sign_in(ANA, OTHER) == ana


def test_of_two_who_use_a_link_at_once_one_succeeds(
    accounts: Accounts, ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, both = str(accounts.reset_token(ANA)), Barrier(2, timeout=5)
    monkeypatch.setattr(
        "application.accounts.require_password", lambda _: both.wait()
    )  # both have found the link alive before either has used it

    def use(password: str) -> str | None:
        try:
            return accounts.reset(token, password)
        except Refused:
            return None

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(use, [PASSWORD, OTHER])) == {None, ana}


@pytest.mark.parametrize(
    ("lasts", "ask"),
    [
        (timedelta(hours=1), lambda accounts, _: accounts.reset_token(ANA)),
        (timedelta(days=7), lambda accounts, who: accounts.invite(who, "Bo")[1]),
    ],
    ids=["reset", "invitation"],
)
def test_a_link_lives_for_its_time_and_not_longer(
    accounts: Accounts,
    ana: str,
    clock: Clock,
    lasts: timedelta,
    ask: Callable[[Accounts, str], str],
) -> None:
    late, timely = (ask(accounts, f"{n}@example.org") for n in range(2))
    clock.now += lasts

    with pytest.raises(Refused):
        accounts.reset(late, OTHER)
    clock.now -= SECOND
    assert accounts.reset(timely, OTHER)
    assert ana


def test_links_that_expired_are_swept_away(
    path: Path, accounts: Accounts, ana: str, clock: Clock
) -> None:
    accounts.invite("bo@example.org", "Bo")
    clock.now += timedelta(days=7)

    accounts.reset_token(ANA)

    assert [row[1] for row in rows(path, "link")] == [ana]


def test_an_unknown_address_gets_no_link(path: Path, accounts: Accounts) -> None:
    assert accounts.reset_token("nobody@example.org") is None
    assert rows(path, "link") == []


def test_a_reset_ends_the_waiting(accounts: Accounts, ana: str) -> None:
    for _ in range(5):
        accounts.sign_in(ANA, OTHER)

    accounts.reset(str(accounts.reset_token(ANA)), OTHER)

    assert accounts.sign_in(ANA, OTHER) == ana


def test_an_invited_person_chooses_the_password(accounts: Accounts) -> None:
    person, token = accounts.invite("bo@example.org", "Bo Li")

    assert accounts.by_email("bo@example.org") == person
    assert accounts.name_of(person) == "Bo Li"
    assert accounts.sign_in("bo@example.org", "") is None
    assert accounts.sign_in("bo@example.org", PASSWORD) is None
    assert accounts.reset(token, PASSWORD) == person
    assert accounts.sign_in("bo@example.org", PASSWORD) == person


def test_who_has_not_come_is_invited_again(accounts: Accounts, clock: Clock) -> None:
    person, early = accounts.invite("bo@example.org", "Bo")
    clock.now += timedelta(days=1)

    again, token = accounts.invite("Bo@example.org", "Bo Li")

    assert (again, accounts.name_of(person)) == (person, "Bo Li")
    with pytest.raises(Refused):
        accounts.reset(early, PASSWORD)
    assert accounts.reset(token, PASSWORD) == person
    with pytest.raises(Refused, match="has an account already"):
        accounts.invite("bo@example.org", "Bo Li")


def test_links_and_tokens_lie_hashed(path: Path, accounts: Accounts, ana: str) -> None:
    secrets = [
        str(accounts.reset_token(ANA)),
        accounts.invite("bo@example.org", "Bo")[1],
        accounts.issue_token(ana, ["read"], 1).removeprefix("dep_"),
    ]

    assert all(len(secret) == 43 for secret in secrets)
    assert not any(secret.encode() in path.read_bytes() for secret in secrets)


# Bearer tokens


def test_a_token_names_its_person_and_scopes(accounts: Accounts, ana: str) -> None:
    secret = accounts.issue_token(ana, ["write", "read", "read"], 30)

    assert secret.startswith("dep_")
    key = accounts.session_key(ana)
    assert key
    assert accounts.bearer(secret) == Bearer(ana, frozenset({"read", "write"}), key)
    assert accounts.bearer(secret.removeprefix("dep_")) is None
    assert accounts.bearer("") is None


def test_a_token_expires(accounts: Accounts, ana: str, clock: Clock) -> None:
    secret = accounts.issue_token(ana, ["read"], 30)
    (token,) = accounts.tokens(ana)
    assert (token.issued_at, token.scopes) == (clock.now, frozenset({"read"}))

    clock.now += timedelta(days=30) - SECOND
    assert accounts.bearer(secret)
    clock.now += SECOND
    assert token.expires_at == clock.now
    assert accounts.bearer(secret) is None
    assert accounts.tokens(ana) == []


def test_a_token_is_revoked_by_its_owner_alone(accounts: Accounts, ana: str) -> None:
    bo = accounts.add("bo@example.org", "Bo", None)
    first, second = (accounts.issue_token(ana, ["read"], 1) for _ in range(2))
    number = accounts.tokens(ana)[0].number

    with pytest.raises(NotFound, match=rf"^there is no token {number} of this person$"):
        accounts.revoke_token(bo, number)
    assert accounts.bearer(first)
    accounts.revoke_token(ana, number)
    assert accounts.bearer(first) is None
    assert accounts.bearer(second)
    with pytest.raises(NotFound):
        accounts.revoke_token(ana, number)


@pytest.mark.parametrize(
    ("scopes", "days", "needed"),
    [
        (["read"], 0, "days must be from 1 to 366"),
        (["read"], 367, "days must be from 1 to 366"),
        ([], 1, "scopes must name what the token is for, in words"),
        (["read write"], 1, "scopes must name what the token is for, in words"),
        ("read", 1, "scopes must name what the token is for, in words"),
    ],
)
def test_a_token_is_asked_for_in_full(
    accounts: Accounts, ana: str, scopes: list[str], days: int, needed: str
) -> None:
    with pytest.raises(Malformed) as no:
        accounts.issue_token(ana, scopes, days)

    assert str(no.value) == needed
    assert accounts.tokens(ana) == []


# Drafts


def test_a_draft_is_kept_until_it_is_dropped(accounts: Accounts, clock: Clock) -> None:
    content = {"narrative": "Así va\ud800", "targets": [1, {"by": None}]}
    accounts.keep_draft("COL", "LAD-019/report", "p-1", {"narrative": ""})
    accounts.keep_draft("MEX", "LAD-019/report", "p-3", {"narrative": "Mexico's"})
    clock.now += SECOND
    accounts.keep_draft("COL", "LAD-019/report", "p-2", content)

    kept = accounts.draft("COL", "LAD-019/report")

    assert kept
    assert (kept.content, kept.by, kept.kept_at) == (content, "p-2", clock.now)
    assert accounts.draft("COL", "LAD-020/report") is None
    accounts.drop_draft("COL", "LAD-019/report")
    accounts.drop_draft("COL", "LAD-019/report")
    assert accounts.draft("COL", "LAD-019/report") is None
    assert accounts.draft("MEX", "LAD-019/report")


def test_a_draft_has_room_and_no_more(accounts: Accounts) -> None:
    accounts.keep_draft("COL", "a", "p-1", {"a": "x" * 999_990})
    with pytest.raises(Malformed, match=r"^a draft may have at most 1,000,000 char"):
        accounts.keep_draft("COL", "a", "p-1", {"a": "x" * 1_000_000})


# Forgetting


def test_a_forgotten_person_keeps_the_id_alone(
    path: Path, accounts: Accounts, ana: str
) -> None:
    secret, link = accounts.issue_token(ana, ["read"], 1), accounts.reset_token(ANA)
    accounts.keep_draft(ana, "note", ana, {"text": "a private note"})
    accounts.keep_draft("COL", "report", ana, {"text": "Colombia's report"})
    accounts.sign_in(ANA, OTHER)

    accounts.forget(ana)

    assert [rows(path, table) for table in ("token", "link", "tries")] == [[], [], []]
    assert accounts.name_of(ana) == "a person whose data was erased"
    assert accounts.names([ana]) == {ana: "a person whose data was erased"}
    assert accounts.by_email(ANA) is None
    assert accounts.address_of(ana) is None
    assert accounts.sign_in(ANA, PASSWORD) is None
    assert accounts.session_key(ana) is None
    assert accounts.bearer(secret) is None
    assert accounts.draft(ana, "note") is None
    assert accounts.draft("COL", "report")
    with pytest.raises(Refused):
        accounts.reset(str(link), OTHER)


def test_nothing_of_a_forgotten_person_is_left_in_the_folder(
    path: Path, accounts: Accounts
) -> None:
    persons = [
        accounts.add(f"{n:04}@example.org", f"Name{n:04}" * 20, None) for n in range(40)
    ]
    for person in persons:
        accounts.keep_draft(person, "note", person, {"text": f"Note of {person}" * 99})
    persons.sort()

    for person in persons[::2]:
        accounts.forget(person)

    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for person in persons:
        gone = f"Note of {person}".encode() not in left
        assert gone == (person in persons[::2])
    for n in range(40):
        gone = accounts.by_email(f"{n:04}@example.org") is None
        assert gone == (f"Name{n:04}".encode() not in left)
        assert gone == (f"{n:04}@example.org".encode() not in left)


def test_nothing_of_a_dropped_draft_is_left(path: Path, accounts: Accounts) -> None:
    for n in range(9):
        accounts.keep_draft("COL", f"{n}", "p-1", {"text": f"Draft {n}, " * 900})
    accounts.keep_draft("COL", "3", "p-1", {"text": "shorter"})
    accounts.drop_draft("COL", "5")

    left = path.read_bytes()

    assert [f"Draft {n}, ".encode() in left for n in range(9)] == [
        n not in {3, 5} for n in range(9)
    ]


def test_an_address_is_free_again_for_a_new_person(
    accounts: Accounts, ana: str
) -> None:
    accounts.forget(ana)
    accounts.forget(ana)

    again = accounts.add(ANA, "Ana Ruiz", PASSWORD)

    assert again != ana
    assert accounts.name_of(ana) == "a person whose data was erased"


@pytest.mark.parametrize(
    "act",
    [
        lambda accounts, person: accounts.disable(person),
        lambda accounts, person: accounts.enable(person),
        lambda accounts, person: accounts.set_password(person, PASSWORD),
        lambda accounts, person: accounts.issue_token(person, ["read"], 1),
    ],
    ids=["disable", "enable", "set_password", "issue_token"],
)
def test_nothing_is_done_for_those_who_are_not_there(
    accounts: Accounts, ana: str, act: Callable[[Accounts, str], None]
) -> None:
    with pytest.raises(NotFound, match=r"^there is no person p-0$"):
        act(accounts, "p-0")
    accounts.forget(ana)
    with pytest.raises(NotFound, match=rf"^the data of {ana} was erased$"):
        act(accounts, ana)
    assert accounts.session_key(ana) is None


def test_a_stranger_cannot_be_forgotten(accounts: Accounts) -> None:
    with pytest.raises(NotFound, match=r"^there is no person p-0$"):
        accounts.forget("p-0")


@pytest.mark.slow
def test_many_threads_and_two_openings_share_the_store(
    path: Path, accounts: Accounts, clock: Clock
) -> None:
    other = Accounts.open(path, clock=clock, hasher=QUICK)

    def work(n: int) -> str:
        store = accounts if n % 2 else other
        person = store.add(f"{n}@example.org", f"Name {n}", None)
        store.keep_draft(person, "a", person, {"n": n})
        return store.name_of(person)

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(work, range(80)))

    assert names == [f"Name {n}" for n in range(80)]
    assert len(rows(path, "draft")) == 80
    other.close()

"""The operator is told everything at once, and no secret is ever shown."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from application.settings import Misconfigured, Settings
from domain.errors import Malformed

KEY = "k3y-" * 12


def complaints(given: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as no:
        Settings.read({f"DEPOSITARY_{name}": value for name, value in given.items()})
    return no.value.sentences


def test_nothing_is_required(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    taken = Settings.read({"PATH": "/bin", "DEPOSITARY_PORT": ""})

    assert taken.home == tmp_path / "register"
    assert taken.database == tmp_path / "register" / "register.db"
    assert taken.database_url == f"sqlite:///{tmp_path}/register/register.db"
    assert (taken.host, taken.port) == ("127.0.0.1", 8000)
    assert taken.base_url == "http://127.0.0.1:8000"
    assert (taken.language, taken.mail_url) == ("en", "")
    assert taken.insecure_cookies is False
    assert taken.outbox == taken.home / "outbox"
    assert not taken.home.exists()


def test_what_is_given_is_taken(tmp_path: Path) -> None:
    taken = Settings.read(
        {
            "DEPOSITARY_HOME": str(tmp_path / "elsewhere"),
            "DEPOSITARY_DATABASE_URL": f"sqlite:///{tmp_path}/log.db",
            "DEPOSITARY_SECRET_KEY": KEY,
            "DEPOSITARY_HOST": "::",
            "DEPOSITARY_PORT": "9000",
            "DEPOSITARY_BASE_URL": "https://register.example.org/la/",
            "DEPOSITARY_LANGUAGE": "es",
            "DEPOSITARY_MAIL_URL": "smtp://mail.example.org",
        }
    )

    assert taken.home == tmp_path / "elsewhere"
    assert taken.database == tmp_path / "log.db"
    assert taken.secret_key() == KEY
    assert (taken.host, taken.port) == ("::", 9000)
    assert taken.base_url == "https://register.example.org/la"
    assert (taken.language, taken.mail_url) == ("es", "smtp://mail.example.org")


def test_the_home_of_the_command_line_outranks_the_environment(tmp_path: Path) -> None:
    taken = Settings.read({"DEPOSITARY_HOME": "/somewhere"}, home=tmp_path)

    assert (taken.home, taken.database) == (tmp_path, tmp_path / "register.db")


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert complaints(
        {
            "PROT": "1",
            "COLOUR": "red",
            "HOME": str(tmp_path / "file"),
            "DATABASE_URL": "mysql://root:pa55@db/register",
            "SECRET_KEY": "pa55",
            "HOST": "a b",
            "PORT": "eighty",
            "BASE_URL": "register.example.org",
            "LANGUAGE": "de",
            "MAIL_URL": "http://pa55@mail",
            "INSECURE_COOKIES": "perhaps",
        }
    ) == (
        "DEPOSITARY_COLOUR is not a setting",
        "DEPOSITARY_PROT is not a setting; did you mean DEPOSITARY_PORT?",
        f"DEPOSITARY_HOME must be a folder, {tmp_path}/file is a file",
        "DEPOSITARY_HOST must be a host name or an IP address, not a b",
        "DEPOSITARY_PORT must be a number from 1 to 65535, not eighty",
        (
            "DEPOSITARY_DATABASE_URL must be sqlite:///<file> or "
            "postgresql://<user>:<password>@<host>/<database>"
        ),
        "DEPOSITARY_SECRET_KEY must have at least 32 characters",
        "DEPOSITARY_BASE_URL must be an address such as https://register.example.org",
        "DEPOSITARY_LANGUAGE must be one of en, es, pt, fr, not de",
        "DEPOSITARY_MAIL_URL must be such as smtp://user:password@mail.example.org:587",
        "DEPOSITARY_INSECURE_COOKIES must be yes or no, not perhaps",
    )


def test_only_a_secret_may_stand_in_a_file() -> None:
    assert complaints({"HOST_FILE": "/nowhere"}) == (
        "DEPOSITARY_HOST_FILE is not a setting; did you mean DEPOSITARY_HOST?",
    )


def test_a_complaint_is_one_a_person_reads() -> None:
    with pytest.raises(Malformed, match=r"PORT must[^\n]*\nDEPOSITARY_LANGUAGE must"):
        Settings.read({"DEPOSITARY_LANGUAGE": "x", "DEPOSITARY_PORT": "0"})


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://db/register", "postgresql://db/register"),
        ("postgres://me:pa55@db:5433/register", "postgresql://me:***@db:5433/register"),
        ("postgresql://me@[::1]/register", "postgresql://me@[::1]/register"),
        (
            "postgresql://me:pa55@db/register?sslmode=verify-full&sslpassword=pa55",
            "postgresql://me:***@db/register?sslmode=verify-full",
        ),
        (
            "postgresql://me:@/register?host=/run/postgresql&password=pa55",
            "postgresql://me:***@/register?host=%2Frun%2Fpostgresql",
        ),
        (
            "postgresql://me:p%4055@one:5432,two:5433/register",
            "postgresql://me:***@/register?host=one%2Ctwo&port=5432%2C5433",
        ),
    ],
)
def test_a_server_may_hold_the_log(url: str, shown: str, tmp_path: Path) -> None:
    taken = Settings.read({"DEPOSITARY_DATABASE_URL": url}, tmp_path)

    assert (taken.database_url, taken.database) == (url, None)
    assert f"DEPOSITARY_DATABASE_URL = {shown}\n" in taken.describe()
    assert "55@" not in repr(taken) + taken.describe()
    assert "pa55" not in repr(taken) + taken.describe()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://me:pa55@db", "must name the database: postgresql://<host>/"),
        ("postgresql://db/register?options=-csynchronous_commit%3Doff", "must not say"),
        ("postgresql://db/register?colour=pa55", "must be sqlite:///<file> or postgr"),
        ("postgresql+psycopg://me:pa55@db/register", "must be sqlite:///<file> or "),
    ],
)
def test_an_address_that_would_lose_acts_or_cannot_be_read(url: str, why: str) -> None:
    (sentence,) = complaints({"DATABASE_URL": url})

    assert sentence.startswith(f"DEPOSITARY_DATABASE_URL {why}")
    assert "pa55" not in sentence


def test_the_address_of_the_database_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://me:pa55@db/register\n")

    taken = Settings.read({"DEPOSITARY_DATABASE_URL_FILE": f"{tmp_path}/url"})

    assert taken.database_url == "postgresql://me:pa55@db/register"


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    taken = Settings.read({}, tmp_path / "what? #1")

    assert taken.database == tmp_path / "what? #1" / "register.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///a.db?mode=ro"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "8_000"),
        ("PORT", "\u0668\u0660"),
        ("BASE_URL", "ftp://example.org"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://me:pa55@example.org"),
        ("BASE_URL", "https://example.org?a=b"),
        ("BASE_URL", "https://example.org#a"),
        ("BASE_URL", "https://[example.org"),
        ("BASE_URL", "https://example.org:port"),
        ("BASE_URL", "https://example .org"),
        ("MAIL_URL", "smtp://"),
        ("MAIL_URL", "mail.example.org"),
    ],
)
def test_what_cannot_be_meant_is_refused(name: str, value: str) -> None:
    (sentence,) = complaints({name: value})

    assert sentence.startswith(f"DEPOSITARY_{name} must be ")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://localhost:8000"),  # noqa: S104
        ("::1", "http://[::1]:8000"),
        ("intranet", "http://intranet:8000"),
    ],
)
def test_the_address_follows_from_the_host(host: str, address: str) -> None:
    assert Settings.read({"DEPOSITARY_HOST": host}).base_url == address


@pytest.mark.parametrize("yes", ["yes", "1", "True", "on"])
def test_cookies_travel_over_plain_http_on_this_machine(yes: str) -> None:
    taken = Settings.read(
        {
            "DEPOSITARY_INSECURE_COOKIES": yes,
            "DEPOSITARY_BASE_URL": "http://localhost:8000",
        }
    )

    assert taken.insecure_cookies


@pytest.mark.parametrize(
    "address", ["http://example.org", "https://localhost", "http://localhost.evil.org"]
)
def test_cookies_travel_over_plain_http_nowhere_else(address: str) -> None:
    assert complaints({"INSECURE_COOKIES": "yes", "BASE_URL": address}) == (
        (
            "DEPOSITARY_INSECURE_COOKIES is for plain http on localhost; "
            "DEPOSITARY_BASE_URL is elsewhere"
        ),
    )


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    (tmp_path / "mail").write_text("smtp://me:pa55@mail.example.org\n")

    taken = Settings.read(
        {
            "DEPOSITARY_SECRET_KEY_FILE": str(tmp_path / "key"),
            "DEPOSITARY_MAIL_URL_FILE": str(tmp_path / "mail"),
        }
    )

    assert taken.secret_key() == KEY
    assert taken.mail_url == "smtp://me:pa55@mail.example.org"


def test_a_secret_stands_in_one_place(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    (tmp_path / "empty").touch()

    assert complaints({"SECRET_KEY": KEY, "SECRET_KEY_FILE": f"{tmp_path}/key"}) == (
        "DEPOSITARY_SECRET_KEY and DEPOSITARY_SECRET_KEY_FILE are both given; keep one",
    )
    for name in ("empty", "missing"):
        assert complaints({"SECRET_KEY_FILE": f"{tmp_path}/{name}"}) == (
            (
                "DEPOSITARY_SECRET_KEY_FILE must name a file that holds it: "
                f"{tmp_path}/{name}"
            ),
        )


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    home = tmp_path / "a" / "register"
    made = Settings.read({}, home).secret_key()

    assert len(made) >= 64
    assert Settings.read({}, home).secret_key() == made
    assert [file.name for file in home.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert Settings.read({}, tmp_path / "b").secret_key() != made


def test_those_who_need_the_key_at_the_same_moment_share_it(tmp_path: Path) -> None:
    taken = [Settings.read({}, tmp_path / str(n // 8)) for n in range(160)]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(Settings.secret_key, taken))

    assert len(set(keys)) == 20


def test_a_damaged_key_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("")

    with pytest.raises(Misconfigured, match=r"secret\.key is damaged; restore or"):
        Settings.read({}, tmp_path).secret_key()


def test_what_was_taken_is_shown_without_its_secrets(tmp_path: Path) -> None:
    given = {
        "DEPOSITARY_SECRET_KEY": KEY,
        "DEPOSITARY_MAIL_URL": "smtp://me:p@55:w@mail.example.org:587",
    }
    taken = Settings.read(given, tmp_path)

    assert taken.describe().splitlines() == [
        f"DEPOSITARY_HOME = {tmp_path}",
        f"DEPOSITARY_DATABASE_URL = sqlite:///{tmp_path}/register.db",
        "DEPOSITARY_SECRET_KEY = (given, not shown)",
        "DEPOSITARY_HOST = 127.0.0.1",
        "DEPOSITARY_PORT = 8000",
        "DEPOSITARY_BASE_URL = http://127.0.0.1:8000",
        "DEPOSITARY_LANGUAGE = en",
        "DEPOSITARY_MAIL_URL = smtp://me:***@mail.example.org:587",
        "DEPOSITARY_INSECURE_COOKIES = no",
        "DEPOSITARY_LOG_LEVEL = info",
        "DEPOSITARY_LOG_FORMAT = auto",
        "DEPOSITARY_METRICS_TOKEN = (none, /metrics is for this machine alone)",
        "DEPOSITARY_CLOCK = yes",
        "DEPOSITARY_RUNNER = yes",
        f"DEPOSITARY_EVIDENCE = {tmp_path}/evidence",
        "DEPOSITARY_EVIDENCE_LIMIT = 25",
    ]
    assert not any(secret in repr(taken) for secret in (KEY, "55"))


def test_what_is_made_later_is_shown_too(tmp_path: Path) -> None:
    shown = Settings.read({}, tmp_path).describe()

    assert f"SECRET_KEY = (kept in {tmp_path}/secret.key, made on first use)" in shown
    assert f"MAIL_URL = (none, mails go to {tmp_path}/outbox)" in shown
    assert not list(tmp_path.iterdir())


def test_a_complaint_quotes_no_secret() -> None:
    told = complaints(
        {
            "SECRET_KEY": "pa55word",
            "DATABASE_URL": "oracle://me:pa55word@db",
            "MAIL_URL": "imap://me:pa55word@mail",
            "BASE_URL": "https://me:pa55word@example.org",
        }
    )

    assert len(told) == 4
    assert "pa55word" not in "".join(told)


def test_settings_do_not_change(tmp_path: Path) -> None:
    taken = Settings.read({}, tmp_path)

    assert replace(taken, port=1).port == 1
    with pytest.raises(AttributeError):
        taken.port = 1  # type: ignore[misc]


def test_logs_and_the_token_of_the_measures_can_be_set(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{KEY}\n")
    given = {
        "DEPOSITARY_LOG_LEVEL": "warning",
        "DEPOSITARY_LOG_FORMAT": "json",
        "DEPOSITARY_METRICS_TOKEN_FILE": str(file),
    }
    taken = Settings.read(given, tmp_path)

    assert (taken.log_level, taken.log_format) == ("warning", "json")
    assert taken.metrics_token == KEY
    assert KEY not in repr(taken) + taken.describe()
    assert complaints(
        {"LOG_LEVEL": "loud", "LOG_FORMAT": "xml", "METRICS_TOKEN": "short"}
    ) == (
        "DEPOSITARY_LOG_LEVEL must be one of debug, info, warning, error, not loud",
        "DEPOSITARY_LOG_FORMAT must be one of auto, json, text, not xml",
        "DEPOSITARY_METRICS_TOKEN must have at least 32 characters",
    )

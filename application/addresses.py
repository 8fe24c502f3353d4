"""Addresses as people write them into settings: read, judged, shown without a password.

A complaint never quotes an address that may hold a password.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import SplitResult, quote, urlencode, urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
HIGHEST_PORT = 65_535
POSTGRES = ("postgresql://", "postgres://")
SQLITE = "sqlite:///"
FORMS = "sqlite:///<file> or postgresql://<user>:<password>@<host>/<database>"
HIDDEN = ("password", "sslpassword")
OURS = ("options", "replication")
"""What an address must not say, because it would undo what keeps acts safe."""


def host_name(text: str) -> str:
    """Read the address that the server listens on."""
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", text):
        raise ValueError(f"must be a host name or an IP address, not {text}")
    return text


def public(host: str) -> str:
    """Return *host* as a browser on the same machine writes it."""
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 (read here, not listened on)
        return "localhost"
    return f"[{host}]" if ":" in host else host


def port_number(text: str) -> int:
    """Read the port that the server listens on."""
    number = int(text) if re.fullmatch(r"[0-9]{1,5}", text) else 0
    if not 1 <= number <= HIGHEST_PORT:
        raise ValueError(f"must be a number from 1 to {HIGHEST_PORT}, not {text}")
    return number


def split(url: str) -> SplitResult | None:
    """Take an address apart; None when it names no host, or holds a blank."""
    try:
        found = urlsplit(url)
        named = found.hostname and (found.port is None or found.port > 0)
    except ValueError:
        return None
    return found if named and not re.search(r"\s", url) else None


def site(url: str) -> str:
    """Read the address that people find the register at."""
    found = split(url)
    if (
        not found
        or found.scheme not in {"http", "https"}
        or "@" in found.netloc
        or found.query
        or found.fragment
    ):
        raise ValueError("must be an address such as https://register.example.org")
    return url.rstrip("/")


def mail(url: str) -> str:
    """Read the address of the mail server; none is an answer too."""
    found = split(url)
    if url and (not found or found.scheme not in {"smtp", "smtps"}):
        raise ValueError("must be such as smtp://user:password@mail.example.org:587")
    return url


def masked(url: str) -> str:
    """Return the address of a mail server without its password."""
    server, at, host = urlsplit(url).netloc.rpartition("@")
    user, colon, _ = server.partition(":")
    secret = "***" if colon else ""
    return f"{urlsplit(url).scheme}://{user}{colon}{secret}{at}{host}" if url else ""


def database(url: str) -> str:
    """Read the address of the database that holds the log."""
    return server(url) if url.startswith(POSTGRES) else f"{SQLITE}{sqlite_file(url)}"


def sqlite_file(url: str) -> Path:
    """Read the address of a file."""
    named = re.fullmatch(rf"{SQLITE}([^?#]+)", url)
    if not named or named[1] == ":memory:":
        raise ValueError(f"must be {FORMS}")
    return Path(named[1]).expanduser().absolute()


def server(url: str) -> str:
    """Read the address of a database on a PostgreSQL server."""
    told = _parts(url)
    if not told.get("dbname"):
        raise ValueError("must name the database: postgresql://<host>/<database>")
    for name in OURS:
        if name in told:
            raise ValueError(f"must not say {name}, which the register sets itself")
    return url


def _parts(url: str) -> dict[str, str]:
    """Take apart the address of a database on a server, as the driver reads it."""
    from psycopg import ProgrammingError  # noqa: PLC0415 (20 MB, only for a server)
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except ProgrammingError:
        raise ValueError(f"must be {FORMS}") from None


def file_of(url: str) -> Path | None:
    """Return the file a database lies in, or ``None`` where a server holds it."""
    if url.startswith(POSTGRES):
        return None
    return Path(url.removeprefix(SQLITE))


def masked_database(url: str) -> str:
    """Return the address of a database without a password in it."""
    if not url.startswith(POSTGRES):
        return url
    told = _parts(url)
    secret = ":***" if told.get("password") else ""
    user = f"{quote(told['user'])}{secret}@" if "user" in told else ""
    host, port = told.get("host", ""), f":{told['port']}" if "port" in told else ""
    in_query = "/" in host or "," in host
    place = "" if in_query else f"{f'[{host}]' if ':' in host else host}{port}"
    left = {"user", "dbname", *HIDDEN} | (set() if in_query else {"host", "port"})
    rest = urlencode({name: value for name, value in told.items() if name not in left})
    return f"postgresql://{user}{place}/{quote(told['dbname'])}" + (
        f"?{rest}" if rest else ""
    )

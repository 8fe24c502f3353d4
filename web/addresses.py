"""Addresses as the rest of the site may rely on them: text that every engine can hold.

PostgreSQL holds no null byte, so nothing can be found by one; in an address it is read
as bytes that are no UTF-8 are, as U+FFFD.  Neither engine answers otherwise than the
other then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
UNREADABLE = "\ufffd"
IN_PATH = UNREADABLE.encode().decode("latin-1")  # as WSGI writes a path
IN_QUERY = "%EF%BF%BD"


class Readable:
    """WSGI: pass each request on with an address that can be read."""

    def __init__(self, inner: Wsgi) -> None:
        """Stand before *inner*."""
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if "\0" in path:
            environ["PATH_INFO"] = path.replace("\0", IN_PATH)
        if "%00" in query or "\0" in query:
            query = query.replace("\0", IN_QUERY).replace("%00", IN_QUERY)
            environ["QUERY_STRING"] = query
        return self._inner(environ, start)

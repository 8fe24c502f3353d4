"""What the log says of files: which are cited, and by which acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from application.evidence.folder import Folder
from application.register import Register
from application.views.tables import statements_on_views
from domain.errors import Malformed
from domain.evidence import FIELD, File, Link, lines, read
from domain.sentences import say

SQL = statements_on_views("evidence.sql")


def require_kept(folder: Folder, said: Any, now: Callable[[], str]) -> None:
    """Refuse an act that cites a file which is not kept, or what was seen tomorrow."""
    entries = lines(said.get(FIELD)) if isinstance(said, Mapping) else ()
    for entry in entries if isinstance(entries, list) else ():
        piece = read(entry.strip()) if isinstance(entry, str) else None
        if isinstance(piece, File):
            folder.require(piece)
        if isinstance(piece, Link) and piece.seen > now()[:10]:
            raise Malformed(
                say("nobody has seen anything on {day} yet", day=piece.seen), FIELD
            )


def is_cited(register: Register, sha256: str) -> bool:
    """Whether any act ever cited a file."""
    with register.reading() as cursor:
        cursor.execute(SQL["is_cited"], {"digest": sha256})
        return cursor.fetchone() is not None


def every_cited(register: Register) -> Iterator[tuple[File, str]]:
    """Give each file that an act cites, with the reference of one thing it is about."""
    with register.reading() as cursor:
        cursor.execute(SQL["every_cited"])
        rows = cursor.fetchall()
    for row in rows:
        file = File(row["digest"], row["size"], row["type"], row["name"])
        yield file, row["reference"]

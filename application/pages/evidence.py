"""Evidence as a reader may have it: a file is theirs who read an act that cites it."""

from __future__ import annotations

from typing import Any

from application.evidence.citing import SQL
from application.pages.history import timeline
from application.pages.reader import Reader
from application.pages.undertakings import page
from domain.errors import Malformed, NotFound
from domain.evidence import File, Link, read
from domain.sentences import say


def told(entry: str) -> dict[str, Any]:
    """Return one piece of evidence as a page shows it."""
    try:
        piece = read(entry)
    except Malformed:  # written before its form was looked at
        piece = entry
    match piece:
        case File():
            return {
                "kind": "file",
                "label": piece.name,
                "sha256": piece.sha256,
                "size": piece.size,
                "type": piece.type,
            }
        case Link():
            return {
                "kind": "link",
                "label": piece.address,
                "sha256": piece.sha256,
                "seen": piece.seen,
            }
    return {"kind": "plain", "label": piece}


def cited(reader: Reader, sha256: str, name: str) -> File:
    """Return a file by its hash and name; raises ``NotFound`` for who may not read."""
    with reader.register.reading() as cursor:
        cursor.execute(SQL["citations"], reader.when.values | {"digest": sha256})
        rows = [dict(row) for row in cursor.fetchall()]
    for row in rows:
        file = File(sha256, row["size"], row["type"], row["name"])
        if file.name == name and _may_read(reader, row, file):
            return file
    raise NotFound(say("the register shows no such file"))


def _may_read(reader: Reader, row: dict[str, Any], file: File) -> bool:
    """Whether the act is told to the reader, or a report that says the same is."""
    kind, reference = row["kind"], row["reference"]
    positions = {
        entry.position
        for entry in reader.entries(kind, reference)
        if entry.event.originator_version == row["version"]
    }
    acts = timeline(reader, kind, reference)
    if any(act["position"] in positions and not act["hidden"] for act in acts):
        return True
    if kind != "undertaking":
        return False
    reports = page(reader, reference)["reports"]
    return any(str(file) in report.get("evidence", ()) for report in reports)

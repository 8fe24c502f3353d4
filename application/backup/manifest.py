"""What a backup says of itself: what it holds, up to where, with a digest of each part.

The digests find mistakes and bad disks.  Whoever can change a file can change the
manifest, too: note its own SHA-256 elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from application.recorders.form import FORM, require_known
from domain.errors import Unreadable

FILE = "manifest.json"
SCHEMA = "depositary-backup/1"
LOG, ACCOUNTS, NOTE = "register.db", "accounts.db", "demonstration"
TABLES = ("stored_events.ndjson", "commands.ndjson", "loaded.ndjson")
KNOWN = frozenset({LOG, ACCOUNTS, NOTE, *TABLES})
LEFT_OUT = ("secret.key", "outbox")
HASH = re.compile(r"[0-9a-f]{64}")
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A backup's description."""

    schema: str = SCHEMA
    version: str
    form: int
    engine: str
    register: str
    position: int
    recorded_at: str
    taken_at: str
    digests: Mapping[str, str]
    files: Mapping[str, Mapping[str, Any]]
    evidence: Mapping[str, int] = field(default_factory=dict)
    """The size of each file that acts rest on, by its SHA-256."""
    left_out: Sequence[str] = field(default_factory=lambda: [*LEFT_OUT])

    def written(self) -> bytes:
        """Return it as JSON."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2) + b"\n"

    @property
    def sha256(self) -> str:
        """The digest of the manifest itself."""
        return hashlib.sha256(self.written()).hexdigest()

    @property
    def place(self) -> str:
        """Where it ends, in words."""
        return f"position {self.position}, recorded {self.recorded_at or 'never'}"

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest in *folder*; raises ``Unreadable`` for one that is none."""
        try:
            said = orjson.loads((folder / FILE).read_bytes())
            known = said["schema"] == SCHEMA
        except (OSError, ValueError, TypeError, LookupError):
            raise Unreadable(f"there is no backup: {FILE} can't be read") from None
        if not known:
            raise Unreadable(
                f"the backup is of the form “{said['schema']}”; this version reads"
                f" {SCHEMA}"
            )
        try:
            said = {"evidence": {}} | said  # which older backups do not have
            found = cls(**{f.name: said[f.name] for f in fields(cls)})
            require_known(found.form, "the backup")
            strange = found.files.keys() - KNOWN
            strange |= {name for name in found.evidence if not HASH.fullmatch(name)}
        except (TypeError, LookupError, AttributeError):
            raise Unreadable(f"{FILE} lacks what a manifest says") from None
        if strange:
            raise Unreadable(f"the backup names a file that is none of its: {strange}")
        return found

    def require_whole(self, folder: Path) -> None:
        """Check each file against its digest; raises ``Unreadable``."""
        for name, about in self.files.items():
            file = folder / name
            if not file.is_file():
                raise Unreadable(f"the backup lacks {name}")
            if sum_of(file) != dict(about):
                raise Unreadable(
                    f"the backup is damaged: {name} is not what {FILE} says it is"
                )


def described(folder: Path, **said: Any) -> Manifest:
    """Describe what lies in *folder*, and write the manifest there."""
    files = {f.name: sum_of(f) for f in sorted(folder.iterdir()) if f.name in KNOWN}
    found = Manifest(version=version("depositary"), form=FORM, files=files, **said)
    (folder / FILE).write_bytes(found.written())
    return found


def sum_of(file: Path) -> dict[str, Any]:
    """Return the SHA-256 and the size of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as read:
        while block := read.read(BLOCK):
            digest.update(block)
    return {"sha256": digest.hexdigest(), "bytes": file.stat().st_size}

"""Restoring a backup: made and checked beside, put in place in one step, or not at all.

A register that knows more than the backup, or something else, is left as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from application.backup.evidence import PLACE as EVIDENCE
from application.backup.evidence import put_evidence_back, require_evidence
from application.backup.files import held, put_in_place, room_beside
from application.backup.filling import in_database, put_in
from application.backup.manifest import LOG, NOTE, Manifest
from application.backup.persons import put_back, require_less_known
from application.backup.places import home_for, old_place
from application.backup.rows import TABLES, digests
from application.backup.source import Source, missing, require_older
from application.backup.taking import Progress, Steps
from application.evidence.folder import Folder
from application.register import Register
from application.settings import Settings
from application.views.rebuild import digest, rebuild
from domain.errors import Unreadable

AS_KEPT, ANEW = "as they were", "drawn anew from the log"
PASSES = 2  # put in, read for their digest


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register is to lie: the address of its log, and its folder."""

    url: str
    home: Path
    evidence: Path | None = None
    """The folder of the files that acts rest on, where it is not in the home."""

    @classmethod
    def of(cls, settings: Settings) -> Place:
        """Return the place that the *settings* name."""
        return cls(settings.database_url, settings.home, settings.evidence)

    @property
    def folder(self) -> Folder:
        """Where the files that acts rest on are to lie."""
        return Folder(self.evidence or self.home / EVIDENCE, 0)

    @property
    def file(self) -> Path | None:
        """The file of the log, or ``None`` where a server holds it."""
        if self.url.startswith("postgres"):
            return None
        return Path(self.url.removeprefix("sqlite:///"))


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and how the views came about."""

    manifest: Manifest
    views: str


class Rehearsed(Exception):
    """All went well, and nothing is to be changed."""


def restore(
    place: Place,
    source: Path,
    progress: Progress | None = None,
    *,
    rehearse: bool = False,
) -> Restored:
    """Restore the backup at *source*; a rehearsal checks all and changes nothing.

    Raises ``Unreadable`` for a backup that is damaged, ``Refused`` where the place
    holds what the backup does not, ``Busy`` while the register there is in use.
    """
    with home_for(place.home), old_place(source, place.home) as folder:
        backup = Source(folder, Manifest.read(folder))
        backup.manifest.require_whole(folder)
        require_evidence(folder, backup.manifest.evidence)
        steps = Steps(backup.manifest.position, progress, PASSES)
        with suppress(Rehearsed), _beside(place, backup, steps) as register:
            _require_kept(register, backup.manifest, steps)
            views = _views(register, backup.manifest, place)
            require_less_known(place.home, folder)
            if rehearse:
                raise Rehearsed
            put_evidence_back(place.folder, folder, backup.manifest.evidence)
            put_back(place.home, folder)
            if (folder / NOTE).is_file():
                (place.home / NOTE).write_bytes((folder / NOTE).read_bytes())
        if views == ANEW and place.file is None and not rehearse:
            with closing(Register(place.url, backup.manifest.register)) as register:
                rebuild(register)
        return Restored(backup.manifest, views)


def _require_kept(register: Register, kept: Manifest, steps: Steps) -> None:
    """Check that what was put in is what was backed up."""
    with register.reading() as cursor:
        found = digests(cursor, steps.told)
    for name, value in found.items():
        if kept.digests.get(name) != value:
            raise Unreadable(f"what was restored of {name} is not what was backed up")


def _views(register: Register, kept: Manifest, place: Place) -> str:
    """See to the views of what was put in, and say how they came about."""
    wanted = kept.digests.get("views")
    if digest(register) == wanted:
        return AS_KEPT
    if place.file is None:
        return ANEW
    rebuild(register)
    return f"{ANEW}, {AS_KEPT}" if digest(register) == wanted else ANEW


@contextmanager
def _beside(place: Place, backup: Source, steps: Steps) -> Iterator[Register]:
    """Give a register that holds the backup; afterwards it is the one in place."""
    file = place.file
    if file is None:
        with in_database(place.url, backup, steps) as register:
            yield register
        return
    with held(file) as owner, room_beside(file) as draft:
        if owner is not None:
            _require_part(owner.cursor(), backup, file)
        with closing(_drafted(draft, backup, steps)) as register:
            yield register
        put_in_place(draft, file, owner)


def _require_part(cursor: Any, backup: Source, file: Path) -> None:
    """Raise ``Refused`` unless all that a register holds is in the backup, too."""
    require_older(cursor, backup, file)
    for table in TABLES:
        for _row in missing(cursor, table, backup, file):
            pass


def _drafted(draft: Path, backup: Source, steps: Steps) -> Register:
    """Return a register in a new file that holds the backup."""
    if backup.in_a_file:
        shutil.copyfile(backup.folder / LOG, draft)
        steps.end()
        return Register(str(draft), backup.manifest.register)
    register = Register(str(draft), backup.manifest.register)
    try:
        with register.ledger.writing() as cursor:
            put_in(cursor, backup, steps)
    except BaseException:
        register.close()
        raise
    return register

"""Whether the files that acts rest on are there, and are what they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.doctor.finding import Finding, error, fine
from application.evidence.citing import every_cited
from application.evidence.folder import Folder
from application.register import Register


@dataclass(frozen=True, slots=True)
class Cited:
    """A register, and the folder of the files it cites."""

    register: Register
    folder: Folder


def evidence(at: Cited) -> Iterator[Finding]:
    """Look at each file by its hash, and name those that are lost or altered."""
    count, sound = 0, True
    for file, reference in every_cited(at.register):
        count += 1
        flaw = at.folder.flaw(file)
        if flaw:
            sound = False
            yield error(
                "evidence",
                f"“{file.name}”, cited by {reference}, is {flaw}"
                f" (sha256 {file.sha256}); a backup may hold it",
            )
    if sound:
        yield fine("evidence", f"{count} files are cited and are what they were")

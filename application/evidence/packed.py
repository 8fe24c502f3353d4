"""Office documents are packed: looked into, and never expanded beyond a bound.

What the directory of a file says is not believed: its size is bounded before it is
read, what it promises is added up, and then each member is unpacked and counted.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from domain.errors import Malformed
from domain.evidence import FIELD
from domain.sentences import say

DIRECTORY = 2_000_000
EXPANDED = 250_000_000
MEMBER = 1_000_000
BLOCK = 1 << 16
END, END_SIZE, COMMENT = b"PK\x05\x06", 22, 65_535
PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 1
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError,
)  # fmt: skip
OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    f"{OFFICE}.{kind}.main+xml".encode(): f"{OFFICE}.{kind}"
    for kind in (
        "wordprocessingml.document",
        "spreadsheetml.sheet",
        "presentationml.presentation",
    )
}
OPEN = "application/vnd.oasis.opendocument"


def type_of_packed(file: Path) -> str:
    """Return what a packed file holds, or empty text; raises ``Malformed``."""
    _require_short_directory(file)
    try:
        with zipfile.ZipFile(file) as packed:
            _require_bounded(packed)
            return _type_in(packed)
    except UNREADABLE as error:
        raise _damaged() from error


def require_bounded(file: Path) -> None:
    """Unpack a file block by block and throw it away; raises ``Malformed``."""
    left = EXPANDED
    try:
        with zipfile.ZipFile(file) as packed:
            for member in packed.infolist():
                with packed.open(member) as read:
                    while block := read.read(BLOCK):
                        left -= len(block)
                        if left < 0:
                            raise _too_much()
    except UNREADABLE as error:
        raise _damaged() from error


def _require_short_directory(file: Path) -> None:
    """Look at the size of the directory before a library reads it whole."""
    with file.open("rb") as read:
        size = read.seek(0, 2)
        read.seek(max(0, size - END_SIZE - COMMENT))
        tail = read.read()
    at = tail.rfind(END)
    told = tail[at + 12 : at + 16]
    if at < 0 or len(told) < 4 or int.from_bytes(told, "little") > DIRECTORY:  # noqa: PLR2004 (bytes of the field)
        raise _damaged()


def _require_bounded(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    if sum(member.file_size for member in members) > EXPANDED:
        raise _too_much()
    for member in members:
        if member.compress_type not in PLAIN or member.flag_bits & ENCRYPTED:
            raise _damaged()


def _type_in(packed: zipfile.ZipFile) -> str:
    names = packed.namelist()
    if names and names[0] == "mimetype":
        said = _start_of(packed, names[0]).strip()
        return said.decode("ascii", "replace") if said.startswith(OPEN.encode()) else ""
    if "[Content_Types].xml" not in names:
        return ""
    said = _start_of(packed, "[Content_Types].xml")
    found = [kind for main, kind in MAIN.items() if main in said]
    return found[0] if len(found) == 1 and b"macroEnabled" not in said else ""


def _start_of(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as read:
        return read.read(MEMBER)


def _too_much() -> Malformed:
    return Malformed(
        say(
            "the file unpacks to more than {most} MB; that is not taken",
            most=EXPANDED // 1_000_000,
        ),
        FIELD,
    )


def _damaged() -> Malformed:
    return Malformed(say("the file is packed in a way that can't be read"), FIELD)

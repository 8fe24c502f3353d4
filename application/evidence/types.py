"""What a file is, read from its bytes; its name has to say the same.

The list is short on purpose: what people hand in as evidence, and nothing that a
browser or an office program would run.  So the signatures are ours: each is a line.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from zipfile import is_zipfile

from application.evidence.packed import OFFICE, OPEN, type_of_packed
from domain.errors import Malformed
from domain.evidence import FIELD
from domain.sentences import say

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": f"{OPEN}.text",
    "ods": f"{OPEN}.spreadsheet",
    "odp": f"{OPEN}.presentation",
}
"""The types that are taken, by how a name ends."""
SIGNATURES = {
    b"%PDF-": TYPES["pdf"],
    b"\x89PNG\r\n\x1a\n": TYPES["png"],
    b"\xff\xd8\xff": TYPES["jpg"],
}
TEXT = "text/plain"
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
BLOCK = 1 << 16


def type_of(file: Path, name: str) -> str:
    """Return the type of a file; raises ``Malformed`` where its name says another."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    wanted = TYPES.get(ending)
    if wanted is None:
        raise Malformed(
            say(
                "“{name}” is of a kind that is not kept; what is: {endings}",
                name=name,
                endings=[*TYPES],
            ),
            FIELD,
        )
    found = sniffed(file)
    if found == wanted or (found == TEXT and wanted.startswith("text/")):
        return wanted
    raise Malformed(
        say(
            "“{name}” is not what its name says: by its content it is {found}",
            name=name,
            found=found or say("nothing that is kept here"),
        ),
        FIELD,
    )


def sniffed(file: Path) -> str:
    """Return the type that the bytes of a file tell, or empty text."""
    with file.open("rb") as read:
        head = read.read(8)
    for signature, found in SIGNATURES.items():
        if head.startswith(signature):
            return found
    if head.startswith(b"PK\x03\x04") and is_zipfile(file):
        return type_of_packed(file)
    return TEXT if _is_text(file) else ""


def _is_text(file: Path) -> bool:
    """Whether a file is text in UTF-8, without what steers a terminal or a printer."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.open("rb") as read:
            while block := read.read(BLOCK):
                if NO_TEXT.search(decoder.decode(block)):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

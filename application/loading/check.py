"""Whether a file of reference data has its shape: every section, every field."""

from __future__ import annotations

from typing import Any

from application.loading.fields import shown
from application.loading.sections import SECTIONS, Record, Section
from domain.errors import Defective

TOLD = 20
BESIDE = {"meta"}  # about the file, not about the world


class Complaints:
    """All that is wrong with a file, so that it can be put right in one go."""

    def __init__(self) -> None:
        """Begin with none."""
        self.sentences: list[str] = []

    def add(self, place: str, reason: str) -> None:
        """Note what is wrong, and where."""
        sentence = f"{place}: {reason}"
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def tell(self) -> None:
        """Raise ``Defective`` when something is wrong."""
        if not self.sentences:
            return
        more = len(self.sentences) - TOLD
        rest = [f"and {more} more"] if more > 0 else []
        raise Defective("\n".join([*self.sentences[:TOLD], *rest]))


def check_shape(data: Record, complaints: Complaints) -> None:
    """See that every section and every field is there and of its kind."""
    for name in sorted(set(data) - set(SECTIONS) - BESIDE):
        complaints.add(shown(name), "the file has no such section")
    for section in SECTIONS.values():
        if section.name not in data:
            complaints.add(section.name, "the section is missing")
        elif not isinstance(data[section.name], section.holds):
            kind = "list" if section.holds is list else "mapping"
            complaints.add(section.name, f"it is needed as a {kind} of records")
        else:
            for key, record in section.records(data):
                _check_record(section, key, record, complaints)


def _check_record(
    section: Section, key: str, record: Any, complaints: Complaints
) -> None:
    label = section.label(key)
    if not isinstance(record, dict):
        complaints.add(label, f"a mapping is needed; {shown(record)} stands there")
        return
    for name in sorted(record.keys() - {field.name for field in section.fields}):
        complaints.add(f"{label}.{shown(name)}", "there is no such field")
    for field in section.fields:
        if reason := field.unfit(record):
            complaints.add(f"{label}.{field.name}", reason)

"""What a count counts: each rule has a sentence that stands over the list it opens."""

from __future__ import annotations

from collections.abc import Mapping

from application.pages.reader import Reader

RULES: Mapping[str, str] = {
    "": "All are counted, whether or not anybody reported.",
    "standing": "Counted: who stands so, and who may, where only a bracket of dates is"
    " known.",
    "reported": "Counted: a report has been received on the record; a statement taken"
    " from a source is no report.",
    "no report": "Counted: no report has been received on the record; a statement taken"
    " from a source is no report.",
    "unowned": "Counted: no owner was ever named, or the last mandate of the owner's"
    " focal point has ended.",
    "unverifiable": "Counted: there is no milestone with a criterion and a day.",
    "statement": "Counted: a statement was taken from a source; nobody filed it here.",
}
"""By the filter that an address names; nothing named is all."""


def rule_of(reader: Reader, key: str) -> str:
    """Say what is counted under a rule, in the language of the page."""
    return reader.translate(RULES[key]) if key in RULES else ""

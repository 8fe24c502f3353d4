"""Words of the reviews: without their letter, as the definition's scale has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from domain.scales import steps

SCALE = "completion"
REPORTS = {"progress_report": "progress", "end_of_term_report": "end of term"}
CRITERIA = {
    "specificity": "specificity",
    "relevant": "relevant",
    "potential_impact": "potential impact",
    "did_it_open_government": "did it open government",
}
LETTERED = re.compile(r"[a-e]\. ")
SAID = {"relevant": {"0": "no", "1": "yes"}}
NONE_GIVEN = {"", "NA", "ND", "NR"}


def bare(word: str) -> str:
    """Return a word without the letter it is listed under: *b. Limited*."""
    return LETTERED.sub("", word.strip(), count=1)


class Scale:
    """The words a rating can have under one definition."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        """Take the words of the definition's scale."""
        self._words = {word.casefold(): word for word in steps(parameters, SCALE)}

    def found(self, word: str) -> str:
        """Return the word of the scale that is meant, empty when none is."""
        return self._words.get(bare(word).casefold(), "")


def criteria(row: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Return what each criterion came to, where the source says it."""
    found = {}
    for name, told in names.items():
        word = bare(row.get(name, ""))
        if word not in NONE_GIVEN:
            found[told] = SAID.get(name, {}).get(word, word)
    return found

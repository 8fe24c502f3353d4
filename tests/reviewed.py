"""A definition with an independent reviewer: the Declaration's, and rows besides."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from domain.definition import checked, load
from domain.workflow import Definition

BESIDES = Path("tests/definitions/reviewed.toml")
AFTER = {"claim-fulfilment": "in progress", "start": "announced"}
"""What is done again from *found unfulfilled*, by where it is done from at first."""


@cache
def definition() -> Definition:
    """Return the definition, checked as any other is."""
    return checked(source(), BESIDES.name)


def source() -> dict[str, Any]:
    """Return what it is made of."""
    whole: dict[str, Any] = json.loads(json.dumps(load("la-declaration").source))
    besides = tomllib.loads(BESIDES.read_text("utf-8"))
    whole["parameters"] |= besides["parameters"]
    machine, added = (
        whole["machines"]["undertaking"],
        besides["machines"]["undertaking"],
    )
    for move in machine["moves"]:
        if "reported fulfilled" in move["from"]:
            move["from"] += [stage["key"] for stage in added["stages"]]
        elif AFTER.get(move["do"]) in move["from"]:
            move["from"].append("found unfulfilled")
    machine["stages"] += added["stages"]
    machine["moves"] += added["moves"]
    return whole | {"key": "reviewed", "title": "A process with a reviewer"}

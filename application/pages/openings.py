"""Beginning something new: where a package must be named, some package will do.

A button for a draft is asked about before anybody has said for which committee; it is
open to whoever may draft in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.pages.acts import available, form
from application.pages.reader import Reader

Named = Mapping[str, Any]


def creations(reader: Reader, kind: str) -> list[dict[str, Any]]:
    """Return what can be begun of a *kind*: allowed when it is in some package."""
    found = available(reader, kind, "")
    if all(one["allowed"] for one in found):
        return found
    for named in _packages(reader):
        again = available(reader, kind, "", named)
        found = [
            two if two["allowed"] else one
            for one, two in zip(found, again, strict=True)
        ]
    return found


def opening(
    reader: Reader, kind: str, key: str, action: str, named: Named
) -> dict[str, Any]:
    """Return the form of an act, opened in a package where it can be taken."""
    asked = form(reader, kind, key, action, named)
    needed = any(ask.name == "package" and not ask.optional for ask in asked["asks"])
    if asked["refusal"] is None or not needed or named.get("package"):
        return asked
    mandates: dict[str, dict[str, Any]] = {}
    for package in _packages(reader):
        again = form(reader, kind, key, action, {**named, **package})
        if again["refusal"] is None:
            mandates |= {one["number"]: one for one in again["mandates"]}
            asked = again
    return asked | {"mandates": [*mandates.values()] or asked["mandates"]}


def _packages(reader: Reader) -> Iterator[dict[str, str]]:
    for key in reader.desk.directory.packages:
        yield {"package": key}

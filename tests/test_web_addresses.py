"""Every address is answered, whatever bytes a stranger puts in it, on each engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.visiting import Visitor
from tests.world import SHARED, opened

ASKED = (
    "after", "as_of", "change", "commitment", "form", "kind", "known_at", "lang",
    "language", "late", "meeting", "office", "package", "participant", "period",
    "pile", "q", "report", "rule", "scale", "shown", "stage", "standing",
    "undertaking", "voice",
)  # fmt: skip
FOUND, BROKEN = 200, 500
TO_ANYBODY = "/sign-in/choose/"
"""Which token is good is not told before a password is chosen."""


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world).sign_in("minister-COL")


def addresses(visitor: Visitor, key: str) -> Iterator[str]:
    """Give the address of each page, with *key* wherever it names a thing."""
    for rule in visitor.client.application.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            numbered = re.sub(r"<int:[^>]+>", "1", str(rule))
            yield re.sub(r"<[^>]+>", key, numbered)


def test_a_null_byte_names_nothing(visitor: Visitor) -> None:
    for path in addresses(visitor, "a%00b"):
        answer = visitor.get(path)
        assert answer.status_code < BROKEN, path
        if "%00" in path and not path.startswith(TO_ANYBODY):
            assert answer.status_code != FOUND, path


def test_a_null_byte_asks_for_nothing_that_is_there(visitor: Visitor) -> None:
    for path in addresses(visitor, SHARED):
        for name in ASKED:
            address = f"{path}?{name}=%00"
            assert visitor.get(address).status_code < BROKEN, address


@pytest.mark.parametrize("name", ["mandate", "seen", "basis", "reservation"])
def test_a_null_byte_in_a_form_is_refused(visitor: Visitor, name: str) -> None:
    before = visitor.world.position
    said = {name: "a\0b"}
    answer = visitor.send(f"/commitments/{SHARED}/actions/endorse", **said)
    assert answer.status_code in {400, 403, 409, 412, 422}
    assert visitor.world.position == before

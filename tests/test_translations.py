"""Who reads another language reads all of it, and what was put into it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.support import Translations
from flask.testing import FlaskClient

from application.demo import PASSWORD, newcomer
from domain.guards import GUARDS
from domain.sentences import either, say
from tests.browser import Site, demonstration
from tests.furnished import OPEN, SECRETARY, SHARED, UNDERTAKING, furnish
from tools.messages import ERRORS, catalogue, lacking, languages, place, speaking
from web import create_app, frame

NAMED = re.compile(r"%\((\w+)\)[sd]")
PATHS = (
    "/", "/commitments", f"/commitments/{OPEN}", f"/commitments/{SHARED['draft']}",
    "/commitments/new/draft", f"/commitments/{OPEN}/actions/endorse",
    f"/commitments/{OPEN}/history", f"/undertakings/{UNDERTAKING}", "/participants",
    "/participants/MEX", "/packages/AP07", "/meetings", "/meetings/ministerial-5",
    "/mandates", "/activity", "/events/120", "/processes/la-declaration", "/sources",
    "/participants/MEX?as_of=2022-06-15", "/no-such-page",
    "/participants/MEX/actions/delegate", "/commitments/new/announce",
)  # fmt: skip
OWN = re.compile(r"[a-z][a-z ]+")
REFUSALS = ERRORS - {"Busy", "Unknown"}
LAYERS = ("domain", "application", "web")
OF_THE_RECORD = {"places", "persons"}
"""Words in small letters that stand in the record, and in the program by chance."""


def placeholders(text: str) -> set[str]:
    """Return what is put into a message."""
    named = set(NAMED.findall(text))
    if named:
        return named
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
def test_nothing_is_left_untranslated(language: str) -> None:
    assert lacking(language) == []


@pytest.mark.parametrize("language", languages())
def test_a_translation_keeps_what_is_put_into_it(language: str) -> None:
    for message in catalogue(language):
        ids, told = message.id, message.string
        pairs = zip(ids, told, strict=True) if message.pluralizable else [(ids, told)]
        for asked, said in pairs:
            assert placeholders(said) == placeholders(asked), asked


@pytest.mark.parametrize("language", languages())
def test_what_is_served_is_what_is_written(language: str) -> None:
    with place(language).with_suffix(".mo").open("rb") as file:
        compiled = told(read_mo(file))

    assert compiled == told(catalogue(language))


def told(messages: Catalog) -> list[list[str]]:
    """Return what each message of a catalogue is told as."""
    pairs = ([m.id, m.string] for m in messages if m.id)
    return sorted([*map(str, flat(pair))] for pair in pairs)


def flat(parts: Iterable[Any]) -> Iterator[str]:
    """Go through texts that may lie in lists."""
    for part in parts:
        yield from ([part] if isinstance(part, str) else part)


def test_the_languages_offered_are_those_that_are_translated() -> None:
    assert sorted(frame.LANGUAGES) == sorted(["en", *languages()])


def test_a_refusal_is_a_pattern_with_words() -> None:
    """Text that is put together before it is told can't be told in another language."""
    assert {str(file): lines for file in speaking() if (lines := [*built(file)])} == {}


def built(file: Path) -> Iterator[int]:
    """Go through the lines where an error is given a text that is put together."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS
        if named and any(isinstance(part, ast.JoinedStr) for part in node.args):
            yield node.lineno


def test_every_part_of_a_sentence_is_said_in_the_language() -> None:
    words = {
        "{who} needs {among}": "{among} hace falta a {who}",
        "a": "uno",
        "b": "dos",
        " or ": " o ",
        "“{}”": "«{}»",
        "{role} of {country}": "{role} de {country}",
        "the end of {day} UTC": "el fin del {day} UTC",
    }
    whole = say(
        "{who} needs {among}",
        who=say("{role} of {country}", role="a", country="Peru"),
        among=either(["a", "b", "2022-06-10T23:59:59.999999Z"], "“{}”"),
    )

    said = whole.told(lambda text: words.get(text, text))

    assert (
        said == "«uno» o «dos» o «el fin del 2022-06-10 UTC» hace falta a uno de Peru"
    )
    assert str(whole) == "a of Peru needs “a” or “b” or “the end of 2022-06-10 UTC”"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration with something at every stage."""
    with demonstration(tmp_path_factory.mktemp("home")) as found:
        furnish(found.office, found.clock)
        yield found


@pytest.fixture(scope="module", params=["", "secretary", "minister"])
def reader(site: Site, request: pytest.FixtureRequest) -> FlaskClient:
    """Return somebody who reads Spanish: the public, an officer, a minister."""
    client = create_app(site.office).test_client()
    client.get("/?lang=es")
    who = {"secretary": SECRETARY, "minister": ("minister", "MEX")}.get(request.param)
    if who:
        token = client.get("/sign-in.json").json["csrf_token"]  # type: ignore[index]
        said = {"email": newcomer(*who).email, "password": PASSWORD, "next": "/"}
        answer = client.post("/sign-in", data={"csrf_token": token, **said})
        assert answer.status_code == 303
    return client


@pytest.mark.parametrize("path", PATHS)
def test_no_word_of_the_program_is_told_in_english(
    reader: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def kept(self: object, text: str) -> str:
        found = original(self, text)
        asked.add(text) if found == text else None
        return str(found)

    original = Translations.ugettext
    monkeypatch.setattr(Translations, "ugettext", kept)
    assert reader.get(path).status_code in {200, 403, 404}

    lost = {text for text in asked - spanish() if OWN.fullmatch(text)}
    assert lost & constants() - OF_THE_RECORD == set()


@cache
def spanish() -> frozenset[str]:
    """Return every text that the catalogue knows, and what it says instead."""
    found = {
        text for message in catalogue("es") for text in (message.id, message.string)
    }
    return frozenset(text for text in found if isinstance(text, str))


@cache
def constants() -> frozenset[str]:
    """Return every text that stands in the program."""
    files = [f for layer in LAYERS for f in Path(layer).rglob("*.py")]
    trees = [ast.parse(f.read_text("utf-8")) for f in files if f.name != "demo.py"]
    nodes = (node for tree in trees for node in ast.walk(tree))
    return frozenset(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_a_refusal_is_told_in_spanish(reader: FlaskClient) -> None:
    page = reader.get("/commitments/LAD-999")

    assert "el registro no tiene «LAD-999» (compromiso)" in page.text


def test_each_guard_is_told_in_another_language() -> None:
    known = {m.id: m.string for m in catalogue("es")}

    assert [g.name for g in GUARDS.values() if known[g.sentence] == g.sentence] == []

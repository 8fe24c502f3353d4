"""The documents tell the truth: what they name is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from tools.messages import messages
from web.commands import main

PAGES = [*Path().glob("*.md"), *Path("docs").rglob("*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)\)")
COMMAND = re.compile(r"(?:^|`)depositary ((?:[a-z]+ ?){1,2})", re.MULTILINE)
NAMED = re.compile(r"`((?:domain|application|web|tests|docs|features)/[\w./-]+)`")
SEEN = re.compile(r"(?<!\*)\*([A-Z][^*]+?)\*(?!\*)")
AVOIDED = re.compile(
    r"\b(?:approv(?:e|al)|ratif\w+|ticket|percent complete)\b", re.IGNORECASE
)
LISTED = set(main.commands)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    named = NAMED.findall(page.read_text("utf-8"))

    assert [name for name in named if not Path(name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_command_that_is_named_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    asked = [shlex.split(words) for words in COMMAND.findall(text)]

    assert [words for words in asked if words[0] in LISTED and not known(words)] == []
    assert [words for words in asked if words[0] not in LISTED] == []


def known(words: list[str]) -> bool:
    """Whether the command line has a command of these words."""
    command = main.commands[words[0]]
    if not isinstance(command, click.Group) or len(words) == 1:
        return True
    return words[1] in command.commands


@pytest.mark.parametrize("page", ["committee", "secretariat"])
def test_every_button_that_is_named_is_on_a_page(page: str) -> None:
    """What stands in italics and begins with a capital is read on the screen."""
    text = " ".join(Path(f"docs/{page}.md").read_text("utf-8").split())
    known = {part for m in messages() for part in ([m] if isinstance(m, str) else m)}

    assert [name for name in SEEN.findall(text) if name not in known] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_says_what_nobody_does_here(page: Path) -> None:
    told = page.read_text("utf-8")

    assert AVOIDED.findall(told) == []


def test_no_page_names_a_machine() -> None:
    found = [p for p in PAGES if re.search(r"(?<!\w)/(home|root|work)/", p.read_text())]

    assert found == []

"""Gather every message a page can say, and bring the catalogues up to them.

Some lie in templates and in ``web/``; others are data or plain text of the layers
below, which know no gettext: sentences of events, guards, refusals, the words of a
definition.  Run it without words to see what a language lacks, with ``write`` to put
the missing messages into its catalogue and compile it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from application import diagrams
from application.accounts import ERASED, UNKNOWN
from application.pages import commitments, keeping, promises
from application.pages.choices import LANGUAGES
from application.pages.rules import RULES
from domain.definition import load, shipped
from domain.events import CATALOGUE, Event
from domain.events.base import FIELDS
from domain.guards import GUARDS
from domain.sentences import END_OF
from domain.text import BREAK, ONE_LINE, PLAIN_TEXT, REFUSED
from domain.workflow import Definition

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "web/translations"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]

#: Layers that no page speaks from: they answer on the command line, in English.
SILENT = (
    "application/backup",
    "application/loading",
    "application/simulating",
    "application/views",
)
SILENT_FILES = (
    "demo.py", "initialise.py", "load.py", "opening.py", "trail.py", "settings.py",
    "definitions.py", "ledger.py", "mapper.py", "export.py", "definition.py",
    "checks.py", "shapes.py", "diagrams.py",
)  # fmt: skip
ERRORS = {
    "Busy", "Malformed", "NotAllowed", "NotFound", "Outdated", "Refused", "Reused",
    "TooLarge", "Unknown",
}  # fmt: skip
ENVELOPE = {field.name for field in fields(Event)} | {
    "originator_topic",
    "key",
    "rules",
}

#: What pages say in a word: how a mandate stands, who somebody is, what lacks.
WORDS = (
    "live", "not live", "not yet live", "expired", "ended", "member", "lead",
    "co-lead", "same", "nothing", "a reader", "mandate ended since", "unowned",
    "no date", "no measure", "no measure and no date", "unverified", "reported",
    "nothing to report", "late entries only", "without late entries", "per", "over",
    "by", "from",
    "may have", "may have endorsed", "not endorsing", "unverified claim", "partner",
    "no package", "no pillar", "Stage", "Standing", "Acts", "Deadlines", "public",
    "committee", "record",
)  # fmt: skip
Message = str | tuple[str, str]


def messages() -> set[Message]:
    """Return every message; a pair is one for one thing and one for several."""
    return {
        *of_pages(),
        *of_events(),
        *of_guards(),
        *of_words(),
        *of_code(),
        *of_definitions(),
    }


def of_pages() -> Iterator[Message]:
    """Go through what templates and ``web/`` say."""
    found = extract_from_dir(
        ROOT / "web", METHODS, keywords=KEYWORDS, options_map={}, comment_tags=()
    )
    for _file, _line, message, _comments, _context in found:
        yield message if isinstance(message, str) else (message[0], message[1])


def of_events() -> Iterator[str]:
    """Go through the sentences of events, and what their forms ask."""
    yield from FIELDS.values()
    for event in CATALOGUE.values():
        yield event.SENTENCE
        yield from (
            field.name.replace("_", " ")
            for field in fields(event)
            if field.name not in ENVELOPE
        )
        for ask in event.ASKS:
            yield ask.label
            yield from filter(None, [ask.hint])
            yield from (word for word in ask.choices if word not in LANGUAGES)
            yield from (word.replace("_", " ") for word in ask.choices if "_" in word)


def of_words() -> Iterator[str]:
    """Go through the words a page tells in passing, and templates translate."""
    yield from (*WORDS, ERASED, UNKNOWN)
    yield from (*keeping.PILES.values(), *keeping.REPORTED, *keeping.LACKING)
    yield from (*commitments.PILE.values(), *RULES.values(), *promises.KEPT)
    yield from (diagrams.TITLE, diagrams.STANDS, diagrams.WAY)
    yield from (diagrams.STAYS, diagrams.OTHERWISE)


def of_guards() -> Iterator[str]:
    """Go through what rows need, in general, and what a text must be."""
    yield from (END_OF, PLAIN_TEXT, ONE_LINE, *REFUSED, *BREAK)
    yield from (guard.sentence for guard in GUARDS.values())


def of_definitions() -> Iterator[str]:
    """Go through the words of every definition that ships."""
    for key in shipped():
        yield from of_definition(load(key))


def of_definition(definition: Definition) -> Iterator[str]:
    """Go through the words of a definition: stages, labels, roles, forms."""
    yield from (role.label for role in definition.roles.values())
    yield from (role.kind for role in definition.roles.values())
    for form in definition.forms.values():
        yield from (form.key, form.label)
    for machine in definition.machines.values():
        yield from (machine.key, machine.title, *machine.stages)
        yield from (move.label for move in machine.moves)
    yield from (key.replace("_", " ") for key in definition.parameters)


def of_code() -> Iterator[str]:
    """Go through the refusals that are written where they are given."""
    for file in speaking():
        tree = ast.parse(file.read_text("utf-8"))
        named = constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from said_by(node, named)


def speaking() -> Iterator[Path]:
    """Go through the files whose words can reach a page."""
    for layer in ("domain", "application"):
        for file in sorted((ROOT / layer).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if not path.startswith(SILENT) and file.name not in SILENT_FILES:
                yield file


def constants(tree: ast.Module) -> dict[str, str]:
    """Return the texts a module gives a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def said_by(call: ast.Call, named: dict[str, str]) -> Iterator[str]:
    """Go through the texts one call says: its pattern, and words put into it."""
    name = getattr(call.func, "id", "")
    if name in ERRORS and call.args:
        yield from texts(call.args[0], named)
    if name == "say":
        for part in (call.args[0], *(word.value for word in call.keywords)):
            yield from texts(part, named)
    if name == "either":
        yield " or "
        yield from texts(call.args[-1], named)


def texts(node: ast.expr, named: dict[str, str]) -> Iterator[str]:
    """Go through the plain texts that *node* can be."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.Name(id=name) if name in named:
            yield named[name]
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one, named), *texts(other, named))
        case ast.BoolOp(values=several):
            for one in several:
                yield from texts(one, named)
        case _:
            return


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it stands."""
    with place(language).open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(file.parent.parent.name for file in TRANSLATIONS.rglob("*.po"))


def place(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return TRANSLATIONS / language / "LC_MESSAGES/messages.po"


def lacking(language: str) -> list[Message]:
    """Return the messages that the language cannot say yet."""
    known: set[Message] = set()
    for message in catalogue(language):
        if message.pluralizable and all(message.string):
            known |= {tuple(message.id), message.id[0]}
        elif not message.pluralizable and message.string:
            known.add(str(message.id))
    return sorted(messages() - known, key=str)


def written(language: str, added: Iterable[Message]) -> None:
    """Put the messages that lack into a catalogue, and compile it."""
    found = catalogue(language)
    for message in added:
        found.add(message)
    with place(language).open("wb") as file:
        write_po(file, found, no_location=True, sort_output=True, width=0)
    with place(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, found)


def main() -> int:
    """Say what each language lacks; with ``write``, make room for it."""
    count = 0
    for language in languages():
        missing = lacking(language)
        count += len(missing)
        for message in missing:
            print(f"{language}: {message}")
        if "write" in sys.argv:
            written(language, missing)
    return int(bool(count))


if __name__ == "__main__":
    sys.exit(main())

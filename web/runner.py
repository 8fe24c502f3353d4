"""The runner beside the pages: one thread of each process that serves sends notices."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Thread

from babel.support import NullTranslations, Translations

from application.notices.runner import Runner
from application.office import Office
from web.beside import beside

TRANSLATIONS = Path(__file__).parent / "translations"


def begin(office: Office) -> Thread:
    """Let a runner look until the main thread of this process ends."""
    return beside("runner", runner_of(office).run)


def runner_of(office: Office) -> Runner:
    """Return the runner of an office, which speaks the languages of the pages."""
    return Runner.of(office, tongue)


def tongue(language: str) -> Callable[[str], str]:
    """Return how sentences are said in *language*, outside any page."""
    return _catalogue(language).gettext


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [language])

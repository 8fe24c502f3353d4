"""What a form offers to choose from: the things of the register an ask may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.drafts.filling import (
    DRAFTING,
    HANDING_OVER,
    begins,
    owing,
    period_due,
)
from application.pages.answering import WAITING
from application.pages.commitments import FILTERS
from application.pages.corrections import OFFERS
from application.pages.holders import Holders, Option, option
from application.pages.noted import amended
from application.pages.offering import REVIEWS, begun
from domain.commitment import Commitment
from domain.events import Ask
from domain.package import ActionPackage
from domain.undertaking import Undertaking

#: Asks of kind *list* whose parts are things of the register, by the ask's name.
SEVERAL = {
    "partners": ("participant",),
    "hosts": ("participant",),
    "packages": ("package",),
    "scope": ("package", "meeting"),
    "paragraph_numbers": ("paragraph",),
    "milestones": ("milestone",),
}
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
SHOWN = 80


class Choices(Holders):
    """The choices of one form: what it is opened on, and who may be named in it."""

    def of(self, ask: Ask) -> list[Option] | None:
        """Return what *ask* lets one choose from, or ``None`` for free text.

        There may be nothing to choose from.
        """
        record = self.reader.desk.whole(self.kind, self.key) if self.key else None
        offered = OFFERS.get(ask) or WAITING.get(ask) or REVIEWS.get(ask)
        if record is not None and offered is not None:
            return offered(self.reader, record)
        if ask.choices:
            return [self._word(value) for value in ask.choices]
        if ask.kind == "list":
            kinds = SEVERAL.get(ask.name, ())
            found = [one for kind in kinds for one in self.things(kind)]
            return found if kinds else None
        return [*self.things(ask.kind)] if hasattr(self, f"_{ask.kind}s") else None

    def things(self, kind: str) -> Iterator[Option]:
        """Go through the things of one kind."""
        found: Iterator[Option] = getattr(self, f"_{kind}s")()
        yield from found

    def filled(self, action: str) -> dict[str, Any]:
        """Return what the form of *action* begins with.

        A revision begins with the last text and the amendments accepted to it, a
        report with its draft, a rating with the draft that was shared.
        """
        it = self.reader.desk.whole(self.kind, self.key) if self.key else None
        if action == "revise" and isinstance(it, Commitment):
            return {"paragraphs": amended(it)}
        if action == DRAFTING and isinstance(it, Undertaking):
            return begins(self.reader, it)
        if action in HANDING_OVER and isinstance(it, Undertaking):
            return period_due(self.reader, it)
        return begun(self.reader, it, action) if isinstance(it, Undertaking) else {}

    def _word(self, value: str) -> Option:
        shown = LANGUAGES.get(value) or self._role(value)
        return {"value": value, "label": shown[:1].upper() + shown[1:]}

    def _participants(self) -> Iterator[Option]:
        for one in self._everybody():
            yield option(one.key, self.reader.name(one.key))

    def _packages(self) -> Iterator[Option]:
        for key in self.reader.desk.directory.packages:
            found = self.reader.desk.whole("package", key)
            if isinstance(found, ActionPackage):
                yield option(key, found.title)

    def _pillars(self) -> Iterator[Option]:
        for code, pillar in self.reader.desk.process.pillars.items():
            yield option(code, str(pillar["title"]))

    def _meetings(self) -> Iterator[Option]:
        for row in self.reader.rows("meetings"):
            label = f"{row['title']} ({row['planned']})"
            yield {"value": row["key"], "label": label, "hint": ""}

    def _commitments(self) -> Iterator[Option]:
        anything = dict.fromkeys((*FILTERS, "stages", "after"), "")
        for row in self.reader.rows("commitments", **anything, limit=500):
            announcers = row["announcers"].split(",")
            if row["reference"] == self.key:
                continue
            if self.reader.may_see(row["visible"], row["package"], announcers):
                yield option(row["reference"], row["title"])

    def _undertakings(self) -> Iterator[Option]:
        it = self.reader.desk.whole("undertaking", self.key)
        owner = it.participant if isinstance(it, Undertaking) else ""
        for row in self.reader.rows("undertakings_of", participant=owner):
            if row["reference"] != self.key:
                yield option(row["reference"], row["title"])

    def _reports(self) -> Iterator[Option]:
        it = self.reader.desk.whole("undertaking", self.key)
        if isinstance(it, Undertaking):
            for report in it.reports.values():
                yield option(str(report.number), self.reader.translate(report.stage))

    def _periods(self) -> Iterator[Option]:
        for row in owing(self.reader, self.key):
            yield option(row["period"], str(row["title"]))

    def _milestones(self) -> Iterator[Option]:
        it = self.reader.desk.whole("undertaking", self.key)
        if isinstance(it, Undertaking):
            for one in it.milestones.values():
                label = f"{one.title} ({self.reader.translate(one.stage)})"
                yield option(str(one.number), label)

    def _paragraphs(self) -> Iterator[Option]:
        it = self.reader.desk.whole("commitment", self.key)
        if isinstance(it, Commitment) and it.texts:
            for number, text in enumerate(it.text.paragraphs, start=1):
                yield option(str(number), text)


__all__ = ["Ask", "Choices", "Option"]

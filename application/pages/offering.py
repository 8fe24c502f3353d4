"""What the form of a review offers: the scales, words and kinds of the definition."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from application.pages.reader import Reader
from domain.events import Ask, reviewing
from domain.record import Record
from domain.reviewing import Rating
from domain.scales import steps
from domain.undertaking import Undertaking

Option = dict[str, str]


def scales(reader: Reader, record: Record) -> list[Option]:
    """Return the scales a rating may be on."""
    del record
    return _words(reader.definition.parameters.get("scales", {}))


def ratings(reader: Reader, record: Record) -> list[Option]:
    """Return the words of every scale, the lowest first."""
    del record
    parameters = reader.definition.parameters
    known = [steps(parameters, key) for key in parameters.get("scales", {})]
    return _words(word for scale in known for word in scale)


def report_kinds(reader: Reader, record: Record) -> list[Option]:
    """Return the kinds of report a rating may be for."""
    del record
    return _words(reader.definition.parameters.get("report_kinds", ()))


def rated(reader: Reader, record: Record) -> list[Option]:
    """Return the ratings on record that can be contested or given anew."""
    del reader
    return [
        {"value": str(one.number), "label": f"{one.number} · {one.rating}", "hint": ""}
        for one in _ratings_of(record)
    ]


def begun(reader: Reader, record: Record, action: str) -> dict[str, str]:
    """Return what the form of a rating begins with: the draft, and each criterion."""
    wanted = reader.definition.parameters.get("review_criteria", ())
    draft = record.open_review if isinstance(record, Undertaking) else None
    if action != "publish-rating" or draft is None:
        return {"criteria": "\n".join(f"{one}: " for one in wanted)}
    return {
        "scale": draft.scale,
        "rating": draft.rating,
        "criteria": "\n".join(f"{name}: {said}" for name, said in draft.criteria),
        "report_kind": draft.report_kind,
        "findings": draft.findings,
    }


def _words(words: Iterable[str]) -> list[Option]:
    found = dict.fromkeys(words)
    return [{"value": word, "label": word, "hint": ""} for word in found]


def _ratings_of(record: Record) -> Iterable[Rating]:
    return record.ratings.values() if isinstance(record, Undertaking) else ()


REVIEWS: dict[Ask, Callable[[Reader, Record], list[Option]]] = {
    reviewing.SCALE: scales,
    reviewing.RATING: ratings,
    reviewing.REPORT_KIND: report_kinds,
    reviewing.WHICH: rated,
    reviewing.FOLLOWS: rated,
}

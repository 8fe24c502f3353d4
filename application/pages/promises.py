"""Keeping the word: what became of the promises, by package, pillar and participant.

Here are the counts and the seats; where they go in a picture is worked out beside
(:mod:`application.pages.geometry`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from application.pages import keeping, packages, periods
from application.pages.reader import Reader
from application.pages.restated import restated
from domain.process import Process

FIXED = ("filed", "nil", "silent", "waived")
KEPT = (*FIXED, "overdue", "owed")
Placed = list[dict[str, Any]]
"""Undertakings counted by where they stand; ``pile`` is their part of a bar."""


def page(reader: Reader) -> dict[str, Any]:
    """Return what became of the promises, at the moment asked about."""
    rows, found = placed(reader), packages.overview(reader)
    process: Process = reader.record("process", reader.register.key)
    pillars = sorted(process.pillars.items(), key=lambda one: one[1]["number"])
    return {
        "last": keeping.last_closed(reader),
        "series": [
            {"key": key, "label": reader.translate(label)}
            for key, label in keeping.PILES.items()
        ],
        "packages": bars(
            rows,
            "package",
            {row["key"]: row["title"] for row in found},
            reader.translate("no package"),
        ),
        "pillars": bars(
            rows,
            "pillar",
            {code: str(pillar["title"]) for code, pillar in pillars},
            reader.translate("no pillar"),
        ),
        **counted(rows),
        "matrix": matrix(reader, found, rows),
        "discipline": discipline(reader),
        "restated": restated(reader, figures),
    }


def placed(reader: Reader) -> Placed:
    """Count the undertakings by all that a picture tells apart, in one go."""
    last = keeping.last_closed(reader)
    return [
        row | {"pile": keeping.pile_of(row["stage"], row["silence"])}
        for row in reader.rows("undertakings_by_place", last=last)
    ]


def counted(rows: Placed) -> dict[str, int]:
    """Return the figures at the head of the page."""
    return {
        "undertakings": sum(row["total"] for row in rows),
        "reported": sum(row["total"] for row in rows if row["reported"]),
        "silent": sum(row["total"] for row in rows if row["pile"] == keeping.SILENT),
    }


def figures(reader: Reader, kind: str) -> dict[str, str | int]:
    """Return what a correction of a *kind* of thing can have changed of them."""
    if kind == "undertaking":
        return {**counted(placed(reader))}
    return {"undertakings": sum(reader.totals("undertakings").values())}


def bars(
    rows: Placed, axis: str, titles: Mapping[str, str], none: str
) -> list[dict[str, Any]]:
    """Return a bar for each of *titles*, and one for what is under none of them."""
    piles: dict[str, Counter[str]] = {code: Counter() for code in titles}
    for row in rows:
        of = piles.setdefault(row[axis], Counter())
        of[row["pile"]] += row["total"]
    without = piles.pop("", Counter())
    return [
        *(_bar(code, titles.get(code, code), counts) for code, counts in piles.items()),
        _bar("", none, without),
    ]


def _bar(code: str, label: str, counts: Mapping[str, int]) -> dict[str, Any]:
    return {"code": code, "label": label, "counts": dict(counts)}


def matrix(
    reader: Reader, found: list[dict[str, Any]], rows: Placed
) -> dict[str, list[dict[str, Any]]]:
    """Return who has which part in each package, and what it said of its promises."""
    seats = {
        (row["code"], row["package"]): row["position"]
        for row in reader.rows("memberships", package="", participant="")
    }
    kept: dict[tuple[str, str], Placed] = {}
    for row in rows:
        kept.setdefault((row["participant"], row["package"]), []).append(row)
    columns = [
        {"key": row["key"], "number": row["number"], "title": row["title"]}
        for row in found
    ]
    columns.append({"key": "", "number": 0, "title": reader.translate("no package")})
    return {
        "columns": columns,
        "rows": [
            {
                "code": code,
                "name": reader.name(code),
                "cells": [
                    _cell(seats.get((code, key), ""), kept.get((code, key), []))
                    for key in (str(column["key"]) for column in columns)
                ],
            }
            for code in _in_order(reader, {code for code, _ in {*seats, *kept}})
        ],
    }


def _in_order(reader: Reader, codes: set[str]) -> list[str]:
    """Return the participants in the order of the list of them, others after them."""
    listed = [row["code"] for row in reader.rows("standings") if row["code"] in codes]
    return [*listed, *sorted(codes - {*listed})]


def _cell(seat: str, rows: Placed) -> dict[str, Any]:
    """Say a participant's part in a package, and how its promises there stand."""
    counts = counted(rows)
    voices = ("silent", "reported", "undertakings")
    voice = next((name for name in voices if counts[name]), "")
    return {
        "seat": seat,
        "voice": "promised" if voice == "undertakings" else voice,
        **counts,
    }


def discipline(reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """Return how each period was answered: what was fixed, or how it stands so far."""
    return {
        "series": [{"key": key, "label": reader.translate(key)} for key in KEPT],
        "rows": [
            {
                "code": "",
                "asked": row["key"],
                "label": row["title"] or row["key"],
                "counts": answers(reader, row),
            }
            for row in reader.rows("reporting_periods")
        ],
    }


def answers(reader: Reader, period: Mapping[str, Any]) -> dict[str, int]:
    """Count how the undertakings stand, or were fixed as standing, in a period."""
    if period["stage"] == "closed":
        return {key: period[key] for key in FIXED}
    found = periods.owing(reader, period["key"])
    return dict(Counter(row["standing"] for row in found))

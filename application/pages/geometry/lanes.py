"""A timeline in lanes: what lasted is a bar, what happened on a day is a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from application.pages.geometry.bars import fills
from application.pages.geometry.scale import WIDE, Scale, day_of

NEAR = 6.0
"""Marks nearer than this are one mark, with how many it stands for."""
THIN = 0.8
"""A bar is never so thin that it can't be seen."""


def lanes(rows: Sequence[Mapping[str, Any]], now: str) -> dict[str, Any]:
    """Work out a timeline up to *now*, or to what falls due after it.

    A row is ``{label, spans, marks}``: a span ``{from, to, earliest, words}``, its *to*
    empty while it lasts; a mark ``{at, kind, words}``.
    """
    scale = Scale.over([now, *_days(rows)])
    spans = chain.from_iterable(row.get("spans", ()) for row in rows)
    words = list(dict.fromkeys(span["words"] for span in spans))
    drawn = fills(words)
    return {
        "ticks": scale.written(),
        "now": scale.place(now),
        "legend": [{"label": one, "pattern": drawn[one]} for one in words],
        "rows": [
            {
                **row,
                "spans": [
                    {
                        **span,
                        **stretch(scale, span, now),
                        "pattern": drawn[span["words"]],
                    }
                    for span in row.get("spans", ())
                ],
                "marks": gathered(scale, row.get("marks", ())),
            }
            for row in rows
        ],
    }


def _days(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    spans = [span for row in rows for span in row.get("spans", ())]
    days = [span[name] for span in spans for name in ("from", "to", "earliest")]
    return days + [mark["at"] for row in rows for mark in row.get("marks", ())]


def stretch(scale: Scale, span: Mapping[str, str], now: str) -> dict[str, Any]:
    """Return where a span lies, and where it may have begun before that."""
    x = scale.place(span["from"])
    end = max(scale.place(span["to"] or now), x)
    x, width = min(x, WIDE - THIN), max(end - x, THIN)
    before = x
    if span["earliest"]:
        before = scale.place(span["earliest"]) if day_of(span["earliest"]) else 0.0
    return {
        "x": x,
        "width": round(min(width, WIDE - x), 3),
        "before": min(before, x),
        "unsure": round(max(x - before, 0.0), 3),
        "lasts": not span["to"],
    }


def gathered(scale: Scale, marks: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the marks in order, those that would touch put together."""
    found: list[dict[str, Any]] = []
    for mark in sorted(marks, key=lambda one: one["at"]):
        x = scale.place(mark["at"])
        if found and x - found[-1]["x"] < NEAR:
            found[-1]["of"].append(mark)
        else:
            found.append({"x": x, "of": [mark]})
    return [
        one | {"kind": one["of"][0]["kind"], "count": len(one["of"])} for one in found
    ]

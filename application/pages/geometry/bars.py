"""Stacked bars: each part as long as its count, told apart without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PATTERNS = (
    "solid", "diagonal", "dots", "lines", "cross", "back", "grid", "waves", "empty",
)  # fmt: skip
"""The fills of parts, in order: neighbours differ without colour."""
OWN = {"silent": "silent", "waived": "empty", "owed": "dashed"}
"""What has a fill of its own wherever it stands, so that it is known again."""


def fills(keys: Sequence[str]) -> dict[str, str]:
    """Return the fill of each key; neighbours in order never have the same."""
    rest = [key for key in keys if key not in OWN]
    free = [name for name in PATTERNS if name not in {OWN[k] for k in keys if k in OWN}]
    return OWN | {key: free[n % len(free)] for n, key in enumerate(rest)}


def bars(
    rows: Sequence[Mapping[str, Any]], series: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Work out stacked bars in hundredths of the longest one.

    Each row is ``{label, counts: {key: number}}``, each of *series* ``{key, label}``.
    Parts of nothing are left out.
    """
    drawn = fills([one["key"] for one in series])
    longest = max((_total(row, series) for row in rows), default=0) or 1
    return {
        "legend": [
            {**one, "pattern": drawn[one["key"]]}
            for one in series
            if not rows or any(row["counts"].get(one["key"]) for row in rows)
        ],
        "rows": [
            {
                **row,
                "total": _total(row, series),
                "parts": _parts(row, series, drawn, longest),
            }
            for row in rows
        ],
    }


def _total(row: Mapping[str, Any], series: Sequence[Mapping[str, str]]) -> int:
    return sum(row["counts"].get(one["key"], 0) for one in series)


def _parts(
    row: Mapping[str, Any],
    series: Sequence[Mapping[str, str]],
    drawn: Mapping[str, str],
    longest: int,
) -> list[dict[str, Any]]:
    parts, before = [], 0
    for one in series:
        count = row["counts"].get(one["key"], 0)
        if count:
            parts.append(
                {
                    "key": one["key"],
                    "label": one["label"],
                    "count": count,
                    "pattern": drawn[one["key"]],
                    "x": round(100 * before / longest, 3),
                    "width": round(100 * count / longest, 3),
                }
            )
            before += count
    return parts

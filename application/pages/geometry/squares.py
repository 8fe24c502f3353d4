"""A matrix of squares: who has which part where, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SIZE, GAP = 20, 3
LEFT, TOP = 34, 40
STEP = SIZE + GAP
FEW = 16
"""So many columns fit a page; of more than that, empty squares are left out."""


def squares(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Place a square for each row and column; a row has one cell a column.

    A cell without *seat* and *voice* is empty.
    """
    few = len(columns) <= FEW
    return {
        "size": SIZE,
        "few": few,
        "width": LEFT + max(len(columns) * STEP - GAP, 0),
        "height": TOP + max(len(rows) * STEP - GAP, 0),
        "columns": [
            {**column, "x": LEFT + n * STEP + SIZE // 2, "y": TOP - 6}
            for n, column in enumerate(columns)
        ],
        "rows": [
            {
                **row,
                "y": TOP + n * STEP + SIZE // 2 + 4,
                "cells": [
                    {**cell, "x": LEFT + place * STEP, "y": TOP + n * STEP}
                    for place, cell in enumerate(row["cells"])
                    if few or cell["seat"] or cell["voice"]
                ],
            }
            for n, row in enumerate(rows)
        ],
    }

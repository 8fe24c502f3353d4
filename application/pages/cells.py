"""Lists as CSV: what a spreadsheet opens, and never takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.text import formula_safe


def csv_of(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a list as CSV (RFC 4180), its first line the *headers*."""
    written = io.StringIO()
    pen = csv.writer(written)
    pen.writerow([cell(header) for header in headers])
    pen.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()


def cell(value: Any) -> str:
    """Return what stands in one cell: a list by semicolons, nothing as nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case Mapping():
            return formula_safe("; ".join(f"{k}: {cell(v)}" for k, v in value.items()))
        case list() | tuple() | set():
            return formula_safe("; ".join(cell(part) for part in value))
        case _:
            return formula_safe(str(value))

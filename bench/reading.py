"""Pages as of a day and known at a position, at ten thousand and at a million events.

``python -m bench.reading [--events 1000000] [--engine postgresql]``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Flask

from application.office import Office
from application.pages import commitments
from application.views.tables import When
from bench.grow import asked, grown, office_on
from bench.table import Floor, interleaved, show, times
from web import create_app, lines

SMALL = 10_000
MOMENTS = ("today", "as of a day", "known at", "both")


def moments(office: Office) -> dict[str, tuple[When, str]]:
    """Return the moments asked about, each with its query string."""
    ledger = office.register.ledger
    middle = ledger.position() // 2
    day = ledger.at([middle])[middle].event.occurred_at[:10]
    asked_by = {
        "today": ("", ""),
        "as of a day": (day, ""),
        "known at": ("", f"@{middle}"),
        "both": (day, f"@{middle}"),
    }
    return {
        name: (office.when(*said), f"?as_of={said[0]}&known_at={said[1]}")
        for name, said in asked_by.items()
    }


def page(app: Flask, query: str) -> Callable[[], Any]:
    """Return what asks for the page of fifty commitments."""
    client, kept = app.test_client(), app.extensions["kept"]

    def get() -> None:
        kept.forget()  # what is measured is a page that is made
        answer = client.get(f"/commitments{query}")
        assert answer.status_code == HTTPStatus.OK
        assert len(answer.data) > 10_000

    return get


def listed(office: Office, when: When) -> None:
    """Read the list alone, without a page around it."""
    commitments.listing(office.reader(when))


def counted(office: Office, when: When) -> None:
    """Read the counts by stage, form, package and pillar."""
    office.reader(when).totals("commitments")


def candidates(office: Office, size: str) -> dict[str, dict[str, Callable[[], int]]]:
    """Return what is measured on one register: pages, lists and counts."""
    app = create_app(office)
    found: dict[str, dict[str, Callable[[], int]]]
    found = {"page": {}, "list": {}, "counts": {}}
    for name, (when, query) in moments(office).items():
        label = f"{name}, {size}"
        found["page"][label] = times(10, page(app, query))
        found["list"][label] = times(20, partial(listed, office, when))
        found["counts"][label] = times(20, partial(counted, office, when))
    return found


def floors(small: str, size: str) -> dict[str, list[Floor]]:
    """Return what is asked of each."""
    today = f"today, {size}"
    past = [f"{name}, {size}" for name in MOMENTS[1:]]
    pages = [
        *(Floor(name, today, most=1.2) for name in past),
        Floor(today, f"today, {small}", most=1.3),
    ]
    counts = [Floor(name, most=0.005) for name in (today, *past)]
    return {"page": pages, "list": pages, "counts": counts}


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = asked(__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    said = parser.parse_args()
    lines.configure("error", "json", sys.stderr)
    reached = True
    sizes = dict.fromkeys((SMALL, said.events))
    homes = [grown(size, said.engine, said.folder) for size in sizes]
    offices = [office_on(*home) for home in homes]
    names = [f"{size:,}" for size in sizes]
    found = [candidates(o, name) for o, name in zip(offices, names, strict=True)]
    for what, limits in floors(names[0], names[-1]).items():
        both = {name: run for one in found for name, run in one[what].items()}
        for run in both.values():
            run()  # what is kept after the first time is kept
        title = f"Commitments on {said.engine}: {what}"
        reached &= show(title, what, interleaved(both, said.repeats), limits)
    for office in offices:
        office.close()
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

"""The voices on an undertaking, side by side and never merged: each with who and when.

A definition without an independent reviewer has two, one with a reviewer four.
"""

from __future__ import annotations

from typing import Any

from application.pages.history import role_label
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader
from application.pages.reports import WITHDRAWN
from application.pages.reviews import rates
from domain.events.reporting import ReportReceived
from domain.reporting import Report
from domain.reviewing import change
from domain.undertaking import Undertaking

Voice = dict[str, Any]
SILENT: Voice = {"said": "", "who": "", "when": "", "note": ""}


def voices(reader: Reader, it: Undertaking) -> dict[str, Voice]:
    """Return the last word of each voice, as far as the viewer may read it."""
    found = {"self_report": _self_report(reader, it), "receipt": _receipt(reader, it)}
    if not rates(reader):
        return found
    return found | {
        "rating": _rating(reader, it),
        "contestation": _contestation(reader, it),
    }


def _self_report(reader: Reader, it: Undertaking) -> Voice:
    spoken = [one for one in it.reports.values() if one.stage != WITHDRAWN]
    readable = [one for one in spoken if _may_read(reader, it, one)]
    if not readable:
        return SILENT
    last = readable[-1]
    return {
        "said": last.self_status,
        "who": reader.name(it.participant),
        "when": day_or_instant(last.submitted_at),
        "note": "",
    }


def _may_read(reader: Reader, it: Undertaking, report: Report) -> bool:
    visible = reader.definition.stage("report", report.stage).visible
    return reader.may_see(visible, "", [it.participant])


def _receipt(reader: Reader, it: Undertaking) -> Voice:
    received = [one for one in it.reports.values() if one.stage == "received"]
    if not received:
        return SILENT
    last = received[-1]
    event = next(
        one
        for one in it.events
        if isinstance(one, ReportReceived) and one.report == last.number
    )
    receiver = event.role if event.official else event.participant
    return {
        "said": last.symbol,
        "who": reader.name(receiver),
        "when": day_or_instant(last.received_at),
        "note": "",
    }


def _rating(reader: Reader, it: Undertaking) -> Voice:
    last = it.last_rating
    if last is None:
        return SILENT
    return {
        "said": last.rating,
        "who": reader.translate(role_label(reader, last.role)),
        "when": day_or_instant(last.occurred),
        "note": last.report_kind,
        "change": change(last, it.before(last)),
    }


def _contestation(reader: Reader, it: Undertaking) -> Voice:
    contested = [one for one in it.ratings.values() if one.contested]
    if not contested:
        return SILENT
    last = max(contested, key=lambda one: one.contested_at)
    return {
        "said": last.contested,
        "who": reader.name(it.participant),
        "when": day_or_instant(last.contested_at),
        "note": last.rating,
    }

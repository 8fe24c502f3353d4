"""The calendar, as a page and as a file other calendars subscribe to (RFC 5545)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from icalendar import Calendar, Event

from application.pages import calendar
from application.pages.calendar import Filter
from application.pages.choices import Choices
from web.site import address, office, reader, show, there

site = Blueprint("calendar", __name__)
HEADERS = ("at", "what", "kind", "key", "title", "package", "participants")
MIME = "text/calendar"


@site.get("/calendar")
def page() -> Response:
    """Show what lies ahead."""
    found = calendar.page(reader(), asked())
    for one in found["entries"]:
        one["href"] = there(address(one["kind"], one["key"]))
    rows = [_row(one) for one in found["entries"]]
    return show(
        "calendar.html",
        found,
        listing=(HEADERS, rows),
        here="calendar",
        filters=filters(),
        subscribe=subscription(),
    )


@site.get("/calendar.ics")
def subscribed() -> Response:
    """Answer with the same as a calendar that programs read."""
    found = calendar.page(reader(), asked())
    made = Calendar()
    made.add("prodid", "-//Depositary//Calendar//EN")
    made.add("version", "2.0")
    made.add("name", reader().definition.title)
    for one in found["entries"]:
        made.add_component(event_of(one))
    return Response(made.to_ical(), mimetype=MIME)


def asked() -> Filter:
    """Return what the query string filters by."""
    return Filter(*(request.args.get(name, "") for name in ("participant", "package")))


def event_of(one: dict[str, Any]) -> Event:
    """Return one entry as RFC 5545 has it: the same one always under the same UID."""
    where = office.settings.base_url + address(one["kind"], one["key"])
    what = one["rule"] or one["at"]
    named = "/".join((where, what, one["number"], *one["participants"]))
    made = Event()
    made.add("uid", str(uuid5(NAMESPACE_URL, named)))
    made.add("dtstamp", instant(one["since"] or one["at"]))
    made.add(
        "dtstart", date.fromisoformat(one["day"]) if one["day"] else instant(one["at"])
    )
    made.add("summary", one["what"])
    if one["title"]:
        made.add("description", one["title"])
    made.add("url", where)
    return made


def instant(text: str) -> datetime:
    """Read an instant; a calendar knows whole seconds."""
    read = datetime.fromisoformat(text)
    return read.replace(microsecond=0) + timedelta(seconds=read.microsecond > 0)


def filters() -> list[dict[str, Any]]:
    """Return what the calendar can be filtered by."""
    choices, told = Choices(reader(), "", ""), asked()
    return [
        {
            "name": "participant",
            "label": _("Participant"),
            "value": told.participant,
            "options": [*choices.things("participant")],
        },
        {
            "name": "package",
            "label": _("Action Package"),
            "value": told.package,
            "options": [*choices.things("package")],
        },
    ]


def subscription() -> str:
    """Return the address of the file, filtered as the page is."""
    told = asked()
    said = {"participant": told.participant, "package": told.package}
    query = urlencode({name: value for name, value in said.items() if value})
    path = f"{request.script_root}/calendar.ics"
    return f"{path}?{query}" if query else path


def _row(one: dict[str, Any]) -> list[Any]:
    told = one | {"participants": ", ".join(one["participants"])}
    return [told[name] for name in HEADERS]

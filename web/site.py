"""What every page stands on: the office, who looks, the moment asked about, the answer.

A page is a view of a few lines: it asks ``application.pages`` with :func:`reader` and
hands what comes back to :func:`show`, which answers as HTML, JSON or CSV.  The suffix
has been taken off the path before any rule is looked at (:mod:`web.twins`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from flask import Response, current_app, g, make_response, render_template, request
from flask_babel import get_locale, gettext
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.local import LocalProxy

from application.office import DepositaryError, Malformed, Office
from application.pages.reader import Reader
from application.views.tables import NOW, When
from web import twins

office = cast("Office", LocalProxy(lambda: current_app.extensions["office"]))

Listing = tuple[Sequence[str], Iterable[Sequence[Any]]]
PLURALS = {
    "process": "processes",
    "participant": "participants",
    "package": "packages",
    "meeting": "meetings",
    "commitment": "commitments",
    "undertaking": "undertakings",
    "period": "periods",
}
KINDS = {plural: kind for kind, plural in PLURALS.items()}


def person() -> str:
    """Return the id of who is signed in, or empty text."""
    return str(current_user.person) if current_user.is_authenticated else ""


def language() -> str:
    """Return the language of this page."""
    return str(get_locale() or "en")


def told(error: DepositaryError) -> str:
    """Say why not, in the language of this page."""
    return error.told(gettext)


def moment() -> When:
    """Return the moment this page is of, as the address asks for it."""
    if "moment" not in g:
        g.moment = NOW
        asked = (request.args.get(name, "") for name in ("as_of", "known_at"))
        try:
            g.moment = office.when(*asked)
        except Malformed as error:
            raise BadRequest(told(error)) from error
    return cast("When", g.moment)


def reader() -> Reader:
    """Return the reader of this request: one moment, one viewer, one language."""
    if "reader" not in g:
        g.reader = office.reader(moment(), person(), language(), cache(gettext))
    return cast("Reader", g.reader)


def show(
    template: str,
    data: dict[str, Any],
    *,
    listing: Listing | None = None,
    here: str = "",
    status: int = 200,
    **frame: Any,
) -> Response:
    """Answer with *data*: as the page, or as its JSON or CSV twin.

    The template knows *data* as ``page``.  *listing* is what the CSV twin holds,
    (headers, rows); a page that lists nothing has none.  *here* is the place in the
    navigation, *frame* what ``base.html`` takes besides (breadcrumbs).
    """
    match twins.wanted(lists=listing is not None):
        case "json":
            answer = twins.as_json(data, about())
        case "csv" if listing is not None:
            answer = twins.as_csv(*listing, about())
        case _:
            links = twins.links(lists=listing is not None)
            answer = make_response(
                render_template(template, page=data, here=here, twins=links, **frame)
            )
    answer.status_code = status
    for name, value in about().items():
        if value is not None and str(value).isascii():
            answer.headers[f"Depositary-{name.replace('_', '-').title()}"] = str(value)
    return answer


def about() -> dict[str, Any]:
    """Say what state of the register an answer shows."""
    asked = {
        name: request.args.get(name, "").strip() or None
        for name in ("as_of", "known_at")
    }
    return {"position": min(moment().known, office.register.ledger.position()), **asked}


def there(path: str) -> str:
    """Return an address of the register, at the time this page is of."""
    asked = {name: request.args.get(name, "") for name in ("as_of", "known_at")}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"{request.script_root}{path}" + (f"?{said}" if said else "")


def address(kind: str, key: str, action: str = "") -> str:
    """Return the address of a thing, or of the form of an action on it."""
    path = f"{request.script_root}/{PLURALS[kind]}"
    if not key:
        return f"{path}/new/{action}"
    return f"{path}/{key}/actions/{action}" if action else f"{path}/{key}"


def buttons(
    kind: str, key: str, actions: Sequence[dict[str, Any]], said: str = ""
) -> list[dict[str, Any]]:
    """Give each of *actions* the address of its form; *said* is its query string."""
    query = f"?{said}" if said else ""
    return [
        one | {"href": address(kind, key, one["action"]) + query} for one in actions
    ]

"""What the frame of every page shows: the person, the past, the position, languages."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, get_locale
from flask_babel import gettext as _
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.exceptions import BadRequest

from application.office import DepositaryError
from application.pages.reviews import rates
from web import pictures
from web.site import language, moment, office, person, reader, there

LANGUAGES = {"en": "English", "es": "Español"}
COOKIE = "language"
YEAR = 365 * 24 * 60 * 60


def install(app: Flask) -> None:
    """Give *app* its templates, its words and its frame."""
    own, shipped = app.jinja_loader, "govuk_frontend_jinja"
    both = PrefixLoader({shipped: PackageLoader(shipped)})
    app.jinja_loader = ChoiceLoader([own, both] if own else [both])
    Babel(app, locale_selector=chosen_language)
    pictures.install(app.jinja_env, locale=lambda: str(get_locale() or "en"))
    app.context_processor(frame)
    app.after_request(keep_language)


def chosen_language() -> str:
    """Return the language asked for in the address, chosen before, or preferred."""
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return str(asked)
    usual = office.settings.language
    preferred = request.accept_languages.best_match([*LANGUAGES])
    return preferred or (usual if usual in LANGUAGES else "en")


def keep_language(answer: Response) -> Response:
    """Remember the language a reader chose; it says nothing about the reader."""
    if request.args.get("lang") in LANGUAGES and request.method == "GET":
        answer.set_cookie(
            COOKIE,
            request.args["lang"],
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
    return answer


def frame() -> dict[str, Any]:
    """Return what ``base.html`` shows around the page."""
    with suppress(BadRequest):  # told by the page; what it tells has a frame, too
        moment()
    told: dict[str, Any] = {
        "lang": language(),
        "q": request.args.get("q", ""),
        "person": _person(),
        "past": _past(),
        "languages": _languages(),
        "demo_banner": _demonstration(),
        "request_id": g.get("request_id", ""),
        "footer_links": [
            {"text": _("Calendar"), "href": there("/calendar")},
            {"text": _("Sources"), "href": there("/sources")},
            {"text": _("What happened lately"), "href": there("/activity")},
        ],
    }
    return told | _register(told["footer_links"])


def _register(links: list[dict[str, str]]) -> dict[str, Any]:
    try:
        definition = reader().definition
    except DepositaryError:
        return {}
    if rates(reader()):
        links += [
            {"text": _("Ratings"), "href": there("/ratings")},
            {"text": _("Where the voices disagree"), "href": there("/divergence")},
        ]
    ledger = office.register.ledger
    position = min(moment().known, ledger.position())
    entry = ledger.at([position]).get(position)
    return {
        "register_name": definition.title,
        "terms": _terms(definition.terms),
        "process_href": there(f"/processes/{definition.key}"),
        "position": position,
        "recorded_at": entry.event.recorded_at if entry else "",
    }


def _terms(own: Mapping[str, str]) -> dict[str, str]:
    """Return the definition's own words for things, where it says the plural, too.

    The words in the templates are those of the definition that says none of its own.
    """
    return {key: _(word) for key, word in own.items()} if "packages" in own else {}


def _person() -> dict[str, str] | None:
    return {"name": office.accounts.name_of(person())} if person() else None


def _past() -> dict[str, Any] | None:
    if not moment().past:
        return None
    asked = {name: request.args.get(name, "") for name in ("as_of", "known_at")}
    today = [
        (k, v) for k, v in request.args.items(multi=True) if k not in {*asked, "lang"}
    ]
    perhaps = reader().perhaps
    return asked | {"today_href": _address(today), "perhaps": perhaps}


def _languages() -> list[dict[str, Any]]:
    said = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return [
        {
            "code": code,
            "name": name,
            "href": _address([*said, ("lang", code)]),
            "current": code == language(),
        }
        for code, name in LANGUAGES.items()
    ]


def _address(said: list[tuple[str, str]]) -> str:
    path = request.script_root + request.path
    return f"{path}?{urlencode(said)}" if said else path


def _demonstration() -> bool | str:
    """A register that demonstrates says so: a file ``demonstration`` in its home."""
    note = office.settings.home / "demonstration"
    return note.is_file() and (note.read_text("utf-8").strip() or True)

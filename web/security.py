"""What a browser may do with our pages, and how much anybody may ask for.

No inline script or style, no other host, no framing.  A request that changes anything
carries a token of this site; a bearer of an API token needs none, for no browser sends
that by itself.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from secure import (
    CacheControl,
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

from application.settings import Settings

LARGEST_BODY = 2_000_000
VARY = ("Accept", "Accept-Language", "Cookie")
LIMITED = ("sign_in", "passwords")
"""The sites with pages that nobody may ask for as often as they like."""
APART = "evidence"
"""The site whose answers have a stricter policy of their own."""
NONE, SELF = "'none'", "'self'"

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def install(app: Flask, settings: Settings) -> None:
    """Protect *app* as the *settings* say it is reached."""
    encrypted = urlsplit(settings.base_url).scheme == "https"
    local = not encrypted or settings.insecure_cookies
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SESSION_COOKIE_NAME="depositary" if local else "__Host-depositary",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not local,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_ENABLED=True,
    )
    csrf.init_app(app)
    limiter.init_app(app)
    limit_where_limited(app)
    headers = app.extensions["policy"] = [*policy(encrypted=encrypted).headers.items()]
    app.before_request(require_own_form)

    @app.after_request
    def _(answer: Response) -> Response:
        for name, value in headers:
            if request.blueprint != APART:
                answer.headers.set(name, value)
            else:
                answer.headers.setdefault(name, value)
        if request.endpoint == "static":
            answer.headers["Cache-Control"] = "public, max-age=3600"
        else:
            answer.vary.update(VARY)
        return answer


def limit_where_limited(app: Flask) -> None:
    """Ask how often somebody came only where that is limited, not for every page."""
    before, after = app.before_request_funcs, app.after_request_funcs
    hooks: tuple[Any, ...] = before, after, app.teardown_request_funcs
    for held in hooks:
        asked = held[None].pop()
        for site in LIMITED:
            held.setdefault(site, []).append(asked)


def policy(*, encrypted: bool) -> Secure:
    """Return the headers of every answer."""
    content = (
        ContentSecurityPolicy()
        .default_src(NONE)
        .style_src(SELF)
        .script_src(SELF)
        .img_src(SELF, "data:")
        .font_src(SELF)
        .connect_src(SELF)
        .form_action(SELF)
        .frame_ancestors(NONE)
        .base_uri(NONE)
    )
    return Secure(
        csp=content,
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
        referrer=ReferrerPolicy().same_origin(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        cache=CacheControl().no_cache().private(),
        hsts=StrictTransportSecurity().max_age(31_536_000) if encrypted else None,
    )


def require_own_form() -> None:
    """Refuse what another site made a browser send."""
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not bearer():
        csrf.protect()


def bearer() -> str:
    """Return the API token this request carries, or empty text."""
    return borne(request.headers.get("Authorization", ""))


def borne(header: str) -> str:
    """Return the token that an ``Authorization`` header carries, or empty text."""
    scheme, _, secret = header.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""

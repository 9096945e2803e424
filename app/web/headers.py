"""What every response says to the browser about trust."""

from http import HTTPStatus
from secrets import token_hex

from flask import Flask, Response, abort, current_app, g, request

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
YEAR_SECONDS = 31_536_000
KEPT_BY_CACHES = {"static", "screening.part"}


def guard(app: Flask) -> None:
    """Refuse posts from other sites, and mark every response."""
    app.before_request(_refuse_other_sites)
    app.after_request(_mark)


def _refuse_other_sites() -> None:
    g.request_id = token_hex(8)
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    origin = request.headers.get("Origin")
    if origin not in {None, "null", request.host_url.rstrip("/"), _base_url()}:
        abort(403)


def _base_url() -> str:
    return str(current_app.config["SAMHANDLING"].base_url)


def _mark(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)  # the letter's own policy allows less
    if current_app.config["SAMHANDLING"].cookies_are_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
    if request.endpoint not in KEPT_BY_CACHES or response.status_code >= HTTPStatus.BAD_REQUEST:
        response.headers["Cache-Control"] = "no-store"
    return response

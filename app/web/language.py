"""Which language a page is in: the visitor's choice, else the browser's, else the house's."""

from flask import g, request

from app.language import ALIASES, CODES, Language, language_named

COOKIE = "sprak"


def page_language() -> Language:
    """Give the language of this page."""
    if "language" not in g:
        g.language = language_named(_chosen())
    return g.language  # type: ignore[no-any-return]  # set on the line above


def _chosen() -> str:
    cookie = request.cookies.get(COOKIE, "")
    if cookie in CODES:
        return cookie
    for code, _quality in request.accept_languages:
        known = ALIASES.get(code.lower(), code.lower().split("-")[0])
        if known in CODES:
            return known
    return "nb"

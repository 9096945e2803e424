"""Pages for everybody: the front door, the language choice, privacy and accessibility."""

import re

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.language import CODES
from app.screening import screen
from app.services import privacy_notices, register
from app.web.access import database, now, requires
from app.web.language import COOKIE, page_language
from app.web.list_addresses import LISTS, kept_query
from forms.style_guide import samples

blueprint = Blueprint("public", __name__)

YEAR_SECONDS = 365 * 24 * 3600
PLAIN_PATH = re.compile(r"/[A-Za-z0-9/_.-]*")


@blueprint.get("/")
@requires(Permission.VISIT)
def front() -> ResponseReturnValue:
    """Show where to report, follow and sign in."""
    with database().reading() as session:
        homes = register.all_helsefellesskap(session)
    return render_template("public/front.html", homes=homes)


@blueprint.get("/sprak/<code>")
@requires(Permission.VISIT)
def choose_language(code: str) -> ResponseReturnValue:
    """Remember the visitor's language and go back to the page."""
    if code not in CODES:
        abort(404)
    response = redirect(own_path(request.args.get("neste", "")), 303)
    response.set_cookie(
        COOKIE,
        code,
        max_age=YEAR_SECONDS,
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )
    return response


def own_path(path: str) -> str:
    """Give ``path`` when it is one of ours, else the front page: no redirect leads away."""
    return path if is_own(path) else url_for("public.front")


def is_own(path: str) -> bool:
    """Tell whether one of our pages has the address. Ours hold keys, and nothing anybody wrote."""
    path, _, query = path.partition("?")
    if query and not _is_kept(path, query):
        return False
    if not PLAIN_PATH.fullmatch(path) or path.startswith("//") or screen(path):
        return False
    return bool(current_app.url_map.bind("").allowed_methods(path))


def _is_kept(path: str, query: str) -> bool:
    """Tell whether a list knows every filter in its address."""
    with database().reading() as session:
        return path in LISTS and kept_query(session, path, query) == query


@blueprint.get("/personvern")
@requires(Permission.VISIT)
def privacy() -> ResponseReturnValue:
    """Say what is stored and what never is, and lead to each party's personvernerklæring."""
    with database().reading() as session:
        homes = list(privacy_notices.notices_by_home(session, on=oslo_date(now())))
    return render_template("public/privacy.html", homes=homes)


@blueprint.get("/personvern/silen")
@requires(Permission.VISIT)
def about_the_screen() -> ResponseReturnValue:
    """Say what the screen finds in a text, and what it does not."""
    return render_template("public/screen.html")


@blueprint.get("/personvern/<party>")
@requires(Permission.VISIT)
def notice(party: str) -> ResponseReturnValue:
    """Show a party's personvernerklæring."""
    with database().reading() as session:
        told = privacy_notices.notice_of(session, party, on=oslo_date(now()))
    if told is None:
        abort(404)
    g.privacy_party = party
    return render_template("public/notice.html", told=told)


@blueprint.get("/tilgjengelighet")
@requires(Permission.VISIT)
def accessibility() -> ResponseReturnValue:
    """Say how to get help when a page does not work for you."""
    return render_template("public/accessibility.html")


@blueprint.get("/stilguide")
@requires(Permission.VISIT)
def style_guide() -> ResponseReturnValue:
    """Show every component in every state, in demo mode."""
    if not current_app.config["SAMHANDLING"].is_demo:
        abort(404)
    form, refused = samples(page_language())
    return render_template("styleguide.html", form=form, refused=refused)

"""Pages for everybody: the front door, the language choice, privacy and accessibility."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Permission
from app.language import CODES
from app.services import register
from app.web.access import database, requires
from app.web.language import COOKIE, page_language
from forms.style_guide import samples

blueprint = Blueprint("public", __name__)

YEAR_SECONDS = 365 * 24 * 3600


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
    parts = urlsplit(path)
    is_ours = path.startswith("/") and not parts.scheme and not parts.netloc
    is_plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path if is_ours and is_plain else url_for("public.front")


@blueprint.get("/personvern")
@requires(Permission.VISIT)
def privacy() -> ResponseReturnValue:
    """Say what is stored, for how long, and what never is."""
    return render_template("public/privacy.html")


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

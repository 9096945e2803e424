"""The følgeskriv: a sheet to print, where the patient is written in and goes no further."""

from flask import Blueprint, Response, current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Actor, Permission
from app.models import Case
from app.services import audit
from app.services.letter import Letter, NoLetter, letter
from app.web.access import database, now, requires, requires_link
from app.web.language import page_language
from app.web.lookup import lookup_code
from forms.base import N_

blueprint = Blueprint("letter", __name__)

NONE_NOW = N_("Det er ikke noe brev å skrive ut for denne meldingen nå. Se følgesiden.")
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script, no form and no connection: the browser itself sees to it that nothing can leave."""


@blueprint.get("/folg/<token>/folgeskriv")
@requires_link
def show(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:  # noqa: ARG001  never shown
    """Show the sheet. Neither the link nor anything made from it stands in the page."""
    written = _written(case)
    if written is None:
        sentence = page_language()(NONE_NOW)
        return render_template("errors/error.html", status=404, sentence=sentence), 404
    with database().transaction() as session:
        audit.record(
            session, reporter, AuditAction.CASE_READ, now=now(), case_id=case.id, where="letter"
        )
    code = lookup_code(case, exists=True)
    response: Response = make_response(
        render_template("letter/letter.html", letter=written, lookup_code=code)
    )
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.get("/folgeskriv.css")
@requires(Permission.VISIT)
def style() -> Response:
    """Give the sheet's style, and see to it that the back button shows an empty sheet.

    Chromium may keep a whole page for its back button, with what was typed in it, and drops one
    that says no-store only when a cookie of the site changes. So one comes and goes with the style,
    which is fetched anew each time; nothing is left of it.
    """
    response = current_app.send_static_file("css/letter.css")
    passing = {
        "path": "/folg",
        "httponly": True,
        "samesite": "Strict",
        "secure": current_app.config["SESSION_COOKIE_SECURE"],
    }
    response.set_cookie("folgeskriv", "1", **passing)
    response.delete_cookie("folgeskriv", **passing)
    return response


def _written(case: Case) -> Letter | None:
    try:
        with database().reading() as session:
            return letter(session, session.get_one(Case, case.id), today=oslo_date(now()))
    except NoLetter:
        return None

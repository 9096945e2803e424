"""Signing in and out. The browser holds a random token; everything else stays on the server."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from app.domain.policy import UNIT_ROLES, Permission, permits
from app.services import accounts
from app.web.access import SignedIn, actor, database, now, requires
from app.web.carried import carried_fields
from app.web.language import page_language
from app.web.pages import FormPage
from app.web.public import is_own, own_path
from forms.signing_in import SignInForm, SignOutForm

blueprint = Blueprint("signing_in", __name__)


@blueprint.get("/logg-inn")
@requires(Permission.VISIT)
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page."""
    return _page(SignInForm(page_language())).show()


@blueprint.post("/logg-inn")
@requires(Permission.VISIT)
def send_sign_in() -> ResponseReturnValue:
    """Check address and password, and go on to where the person was going."""
    form = SignInForm(page_language())
    page = _page(form)
    if not form.validate_on_submit():
        return page.show_errors()
    try:
        token = accounts.sign_in(
            database(),
            form.email.data or "",
            form.password.data or "",
            address=request.remote_addr or "",
            now=now(),
        )
    except accounts.SignInRefused as refusal:
        return page.show(422, _refusal(refusal))
    _start(token)
    if request.form.get("carried_to"):
        return _offer_carried_text()
    return redirect(_asked_for() or _first_page(), 303)


def _page(form: SignInForm) -> FormPage:
    return FormPage(
        "signing_in/sign_in.html",
        form,
        lambda: {
            "next_path": _asked_for(),
            "carried": carried_fields() if request.form.get("carried_to") else [],
            "carried_to": request.form.get("carried_to", ""),
        },
    )


def _asked_for() -> str:
    """Give the page that the person was on the way to, when it is one of ours."""
    path = request.values.get("neste", "")
    return path if is_own(path) else ""


def _refusal(refusal: accounts.SignInRefused) -> str:
    language = page_language()
    if refusal.try_again_at is None:
        return language("E-posten eller passordet stemmer ikke. Prøv en gang til.")
    return language.plural(
        "Det har vært mange forsøk. Vent ett sekund og prøv igjen.",
        "Det har vært mange forsøk. Vent %(count)s sekunder og prøv igjen.",
        max(int((refusal.try_again_at - now()).total_seconds()), 1),
    )


def _start(token: str) -> None:
    """Begin a new browser session, so that nothing from before the sign-in lives on."""
    session.clear()
    g.pop("csrf_token", None)  # the page's own key belonged to the session that ended
    with database().reading() as db_session:
        found = accounts.actor_of(db_session, token, now=now())
    if found is not None:
        login_user(SignedIn(token, *found))


def _first_page() -> str:
    """Give the page where a person's work lies: the day for whoever handles cases in a unit."""
    if actor().has(*UNIT_ROLES):
        return url_for("my_day.show")
    pages = {
        Permission.SEE_INBOX: "inbox.show",
        Permission.READ_FIGURES: "figures.overview",
        Permission.READ_LOG: "administration.log",
        Permission.ADMINISTER: "administration.users",
    }
    found = (endpoint for asked, endpoint in pages.items() if permits(actor(), asked))
    return url_for(next(found, "public.front"))


def _offer_carried_text() -> ResponseReturnValue:
    """Show the text that was on its way; one click sends it where it was going."""
    return render_template(
        "signing_in/carried.html",
        carried=carried_fields(),
        carried_to=own_path(request.form["carried_to"]),
        form=SignOutForm(page_language(), formdata=None),
    )


@blueprint.post("/logg-ut")
@requires(Permission.SIGN_OUT)
def sign_out() -> ResponseReturnValue:
    """End the sign-in on the server."""
    form = SignOutForm(page_language())
    if form.validate_on_submit():
        with database().transaction() as db_session:
            accounts.sign_out(db_session, actor(), current_user.token, now=now())
        logout_user()
        session.clear()
    return redirect(url_for("public.front"), 303)

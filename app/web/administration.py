"""People and their roles, for the administrator; the log, for the personvernombud."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.domain.vocabulary import Role
from app.models import Membership, User
from app.services import accounts, audit, log_reading, people
from app.services.log_reading import SHOWN_ACTIONS, Sought
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.pages import FormPage
from forms.administration import EndForm, LogForm, MembershipForm, UserForm

blueprint = Blueprint("administration", __name__)

LOG_PAGE = "administration/log.html"


@blueprint.get("/brukere")
@requires(Permission.ADMINISTER)
def users() -> ResponseReturnValue:
    """List everybody."""
    return _users_page(UserForm(page_language())).show()


@blueprint.post("/brukere")
@requires(Permission.ADMINISTER)
def add_user() -> ResponseReturnValue:
    """Add a person with a first password."""
    form = UserForm(page_language())
    page = _users_page(form)
    if not form.validate_on_submit():
        return page.show_errors()
    try:
        with database().transaction() as session:
            user = accounts.add_user(
                session,
                actor(),
                email=form.email.data or "",
                name=form.name.data or "",
                language=form.user_language.data,
                now=now(),
            )
            accounts.set_password(session, actor(), user, form.password.data or "", now=now())
    except accounts.AddressTaken:
        form.email.errors = [page_language()("Noen har denne adressen fra før.")]
        return page.show(422)
    except accounts.WeakPassword:
        form.password.errors = [
            page_language()("Bruk minst tolv tegn, uten navn eller e-postadresse i.")
        ]
        return page.show(422)
    return redirect(url_for("administration.user", key=user.key), 303)


def _users_page(form: UserForm) -> FormPage:
    def context() -> dict[str, object]:
        with database().reading() as session:
            return {"users": accounts.all_users(session)}

    return FormPage("administration/users.html", form, context)


@blueprint.get("/brukere/<key>")
@requires(Permission.ADMINISTER)
def user(key: str) -> ResponseReturnValue:
    """Show a person and their roles."""
    with database().reading() as session:
        return _user_page(session, key).show()


@blueprint.post("/brukere/<key>/rolle")
@requires(Permission.ADMINISTER)
def add_role(key: str) -> ResponseReturnValue:
    """Give a role within the scope that it asks for."""
    with database().reading() as session:
        page = _user_page(session, key)
    form = page.form
    assert isinstance(form, MembershipForm)  # noqa: S101  the page was made with it above
    if not form.validate_on_submit():
        return page.show_errors()
    chosen = form.chosen()
    if chosen is None:
        form.scope.errors = [page_language()("Rollen hører ikke hjemme der. Velg et annet sted.")]
        return page.show(422)
    draft = accounts.MembershipDraft(*chosen, valid_from=oslo_date(now()), speaks_for_id=form.side)
    with database().transaction() as session:
        accounts.add_membership(session, actor(), _find(session, key), draft, now=now())
    return redirect(url_for("administration.user", key=key), 303)


@blueprint.post("/brukere/<key>/rolle/<int(max=2147483647):membership_id>/avslutt")
@requires(Permission.ADMINISTER)
def end_role(key: str, membership_id: int) -> ResponseReturnValue:
    """Let a role end today."""
    if EndForm(page_language()).validate_on_submit():
        with database().transaction() as session:
            person = _find(session, key)
            membership = session.get(Membership, membership_id)
            if membership is None or membership.user_id != person.id:
                abort(404)
            last_day = people.day_before(oslo_date(now()))
            accounts.end_membership(session, actor(), membership, last_day=last_day, now=now())
    return redirect(url_for("administration.user", key=key), 303)


@blueprint.post("/brukere/<key>/steng")
@requires(Permission.ADMINISTER)
def deactivate(key: str) -> ResponseReturnValue:
    """Shut a person out on all devices."""
    if EndForm(page_language()).validate_on_submit():
        with database().transaction() as session:
            accounts.deactivate_user(session, actor(), _find(session, key), now=now())
        flash(page_language()("Brukeren er stengt ute."), "success")
    return redirect(url_for("administration.user", key=key), 303)


def _find(session: Session, key: str) -> User:
    found = people.find_by_key(session, key)
    if found is None:
        abort(404)
    return found


def _user_page(session: Session, key: str) -> FormPage:
    person = _find(session, key)
    language = page_language()
    form = MembershipForm(
        language,
        people.scopes(session, language.code, on=oslo_date(now())),
        people.sides(session, language.code),
    )
    roles = people.roles_of(session, person.id, on=oslo_date(now()))
    end_form = EndForm(language, formdata=None)
    return FormPage(
        "administration/user.html",
        form,
        lambda: {"person": person, "roles": roles, "end_form": end_form, "Role": Role},
    )


@blueprint.get("/logg")
@requires(Permission.READ_LOG)
def log() -> ResponseReturnValue:
    """Show the newest entries that concern the party."""
    return _log_page(LogForm(page_language(), SHOWN_ACTIONS, formdata=None), Sought()).show()


@blueprint.post("/logg")
@requires(Permission.READ_LOG)
def search_log() -> ResponseReturnValue:
    """Show the entries of one case or of one kind, or older ones."""
    form = LogForm(page_language(), SHOWN_ACTIONS)
    if not form.validate_on_submit():
        return FormPage(LOG_PAGE, form, lambda: {"page": None}).show_errors()
    action = AuditAction(form.action.data) if form.action.data else None
    return _log_page(form, Sought(form.reference.data or "", action, form.older_than)).show()


def _log_page(form: LogForm, sought: Sought) -> FormPage:
    """Read the log; that it was read is an entry too, written before the page is sent."""

    def context() -> dict[str, object]:
        with database().transaction() as session:
            page = log_reading.read_log(session, actor(), sought)
            for party in actor().party_ids(Role.PRIVACY_OFFICER):
                audit.record(session, actor(), AuditAction.LOG_READ, now=now(), party=party)
        return {"page": page}

    return FormPage(LOG_PAGE, form, context)

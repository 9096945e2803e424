"""The line manager's page, by a link and without an account: read, add, send on, send back."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.casework import Rater
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import NotAllowed
from app.domain.policy import Actor
from app.models import Case
from app.services.answering import ratings
from app.services.leader_page import LeaderPage, leader_page
from app.services.line_manager import leading
from app.web.access import database, now, requires_leader_link
from app.web.follow_forms import rating_form
from app.web.language import page_language
from app.web.pages import FormPage
from forms.answering import RatingForm
from forms.base import N_, Form
from forms.line_manager import (
    AddAsLeaderForm,
    ConfirmSendingForm,
    FollowAsLeaderForm,
    SendBackForm,
)

blueprint = Blueprint("line_manager", __name__)

PAGE = "line_manager/leader.html"
TOO_LATE = N_("Meldingen venter ikke lenger på deg. Det du gjorde nå, er ikke lagret.")


@blueprint.get("/leder/<token>/tillegg")
@blueprint.get("/leder/<token>/send")
@blueprint.get("/leder/<token>/tilbake")
@blueprint.get("/leder/<token>/nytte")
@blueprint.get("/leder/<token>/folg")
@blueprint.get("/leder/<token>")
@requires_leader_link
def show(case: Case, leader: Actor, token: str) -> ResponseReturnValue:
    """Show the report to the leader, at the address of a refused form too."""
    with database().transaction() as session:
        leading.see(session, leader, case, now=now())
    return render_template(PAGE, form=None, notice="", **_around(case, token, None))


@blueprint.post("/leder/<token>/tillegg")
@requires_leader_link
def add(case: Case, leader: Actor, token: str) -> ResponseReturnValue:
    """Add to a report beside the reporter's words."""
    form = AddAsLeaderForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body = str(form.leader_addition.data)
    with database().transaction() as session:
        leading.add(session, leader, case.key, body, now=now())
    return _back(token, N_("Tillegget ditt er lagret."))


@blueprint.post("/leder/<token>/send")
@requires_leader_link
def confirm(case: Case, leader: Actor, token: str) -> ResponseReturnValue:
    """Send the report to its recipient, with what the leader adds."""
    form = ConfirmSendingForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    addition = form.leader_addition.data or ""
    with database().transaction() as session:
        leading.confirm(session, leader, case.key, addition, now=now())
    return _back(token, N_("Meldingen er sendt til mottakeren."))


@blueprint.post("/leder/<token>/tilbake")
@requires_leader_link
def send_back(case: Case, leader: Actor, token: str) -> ResponseReturnValue:
    """Ask the reporter to say more first."""
    form = SendBackForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body = str(form.leader_comment.data)
    with database().transaction() as session:
        leading.send_back(session, leader, case.key, body, now=now())
    return _back(token, N_("Kommentaren er sendt til melder. Du får beskjed når melder har svart."))


@blueprint.post("/leder/<token>/folg")
@requires_leader_link
def follow(case: Case, leader: Actor, token: str) -> ResponseReturnValue:
    """Say whether the leader wants to hear of the outcome."""
    form = FollowAsLeaderForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    follows = bool(form.follows.data)
    with database().transaction() as session:
        leading.follow(session, leader, case.key, follows=follows, now=now())
    done = N_("Du får e-post når det skjer.") if follows else N_("Du får ikke e-post om utfallet.")
    return _back(token, done)


@blueprint.post("/leder/<token>/nytte")
@requires_leader_link
def rate(case: Case, leader: Actor, token: str) -> ResponseReturnValue:
    """Say whether the answer helped, or say it anew."""
    form = RatingForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    comment, by = form.rating_comment.data or "", Rater.LINE_MANAGER
    with database().transaction() as session:
        ratings.rate(session, leader, case.key, form.said, comment=comment, by=by, now=now())
    return _back(token, N_("Takk. De som svarte, ser det du har sagt."))


@blueprint.errorhandler(NotAllowed)
def _too_late(_fault: NotAllowed) -> ResponseReturnValue:
    page: FormPage = g.form_page
    return page.show(409, page_language()(TOO_LATE))


def _back(token: str, sentence: str) -> ResponseReturnValue:
    flash(page_language()(sentence), "success")
    return redirect(url_for("line_manager.show", token=token), 303)


def _around(case: Case, token: str, posted: Form | None) -> dict[str, Any]:
    with database().reading() as session:
        page = leader_page(session, session.get_one(Case, case.id), today=oslo_date(now()))
    g.helsefellesskap_name = page_language().words(page.followed.helsefellesskap)
    unsent = "" if posted is None or _is_offered(page, posted) else _text_of(posted)
    forms = _forms(page, posted, unsent)
    return {"page": page, "forms": forms, "token": token, "unsent": unsent}


def _is_offered(page: LeaderPage, posted: Form) -> bool:
    if isinstance(posted, ConfirmSendingForm | SendBackForm):
        return page.may_send
    return page.may_add or not isinstance(posted, AddAsLeaderForm)


def _text_of(posted: Form) -> str:
    return "\n".join(field.data for field in posted.text_fields() if field.data)


def _forms(page: LeaderPage, posted: Form | None, unsent: str) -> dict[str, Form]:
    """Make a form for each thing the leader may do; the posted one stands as it was.

    A text whose own form is no longer offered stands where the leader may still add it.
    """
    language = page_language()
    follows = {"follows": page.part.follows}
    made: dict[str, Form] = {
        "add": AddAsLeaderForm(language, formdata=None, data={"leader_addition": unsent}),
        "confirm": ConfirmSendingForm(language, formdata=None),
        "send_back": SendBackForm(language, formdata=None),
        "follow": FollowAsLeaderForm(language, formdata=None, data=follows),
        "rate": rating_form(page.followed, language, Rater.LINE_MANAGER),
    }
    same = (name for name, form in made.items() if type(form) is type(posted))
    return made | ({next(same): posted} if posted is not None else {})

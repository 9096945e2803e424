"""The follow page: how far a report has come, and what its reporter may do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.audit import AuditAction
from app.domain.casework import Rater
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import NotAllowed
from app.domain.policy import Actor
from app.domain.vocabulary import NarrativeKind
from app.models import Case
from app.services import audit, following
from app.services.answering import ratings
from app.services.follow_page import FollowPage, follow_page
from app.services.following import ConsentIsSettled, NothingToAnswer, ReopenedBefore
from app.services.forwarding import contesting
from app.services.forwarding.contesting import ContestedBefore, NothingToAppeal
from app.web.access import database, now, requires_link
from app.web.follow_forms import consent_form, follow_forms, supplement_form
from app.web.language import page_language
from app.web.lookup import lookup_code
from app.web.pages import FormPage
from forms.answering import RatingForm
from forms.base import N_, Form
from forms.following import ReopenForm, ReplyForm, WithdrawForm
from forms.forwarding import AppealForm, ContestForm

blueprint = Blueprint("following", __name__)

PAGE = "following/follow.html"
TOO_LATE = {
    NothingToAnswer: N_("Spørsmålet har alt fått et svar. Svaret ditt er ikke sendt."),
    ReopenedBefore: N_("Saken er gjenåpnet én gang før, og kan ikke gjenåpnes igjen herfra."),
    ConsentIsSettled: N_("Svaret fra pasienten er alt registrert."),
    ContestedBefore: N_("Det er allerede sendt en innvending mot avvisningen."),
    NothingToAppeal: N_("FSU-sekretariatet er allerede bedt om å avgjøre."),
}


@blueprint.get("/folg/<token>/nytte")
@blueprint.get("/folg/<token>/innvending")
@blueprint.get("/folg/<token>/innvending/sekretariatet")
@blueprint.get("/folg/<token>/samtykke")
@blueprint.get("/folg/<token>/gjenapne")
@blueprint.get("/folg/<token>/trekk")
@blueprint.get("/folg/<token>/tillegg")
@blueprint.get("/folg/<token>/svar")
@blueprint.get("/folg/<token>", strict_slashes=False)  # the letter leads back with «./»
@requires_link
def show(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Show the case as its reporter may see it, at the address of a refused form too."""
    with database().transaction() as session:
        audit.record(
            session, reporter, AuditAction.CASE_READ, now=now(), case_id=case.id, where="follow"
        )
    return render_template(PAGE, form=None, notice="", **_around(case, token, None))


@blueprint.post("/folg/<token>/svar")
@requires_link
def reply(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Reply to a question."""
    form = ReplyForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body, question_id = str(form.reply.data), form.question_id
    with _once(case, NarrativeKind.REPLY, body), database().transaction() as session:
        following.reply(session, reporter, case.key, question_id=question_id, body=body, now=now())
    return _back(token, N_("Svaret ditt er sendt."))


@blueprint.post("/folg/<token>/tillegg")
@requires_link
def supplement(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Add facts."""
    form = supplement_form(_followed(case), page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body, consequence = str(form.supplement.data), form.changed_consequence
    with database().transaction() as session:
        following.supplement(
            session, reporter, case.key, body=body, consequence=consequence, now=now()
        )
    return _back(token, N_("Opplysningene er lagt til."))


@blueprint.post("/folg/<token>/trekk")
@requires_link
def withdraw(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Take the report back."""
    form = WithdrawForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body = str(form.withdraw_reason.data)
    with _once(case, NarrativeKind.WITHDRAW_REASON, body), database().transaction() as session:
        following.withdraw(session, reporter, case.key, body=body, now=now())
    return _back(token, N_("Meldingen er trukket."))


@blueprint.post("/folg/<token>/gjenapne")
@requires_link
def reopen(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Ask for the case to be taken up again."""
    form = ReopenForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body = str(form.reopen_reason.data)
    with _once(case, NarrativeKind.REOPEN_REASON, body), database().transaction() as session:
        following.reopen(session, reporter, case.key, body=body, now=now())
    return _back(token, N_("Saken er gjenåpnet. Mottakeren får ny frist."))


@blueprint.post("/folg/<token>/nytte")
@requires_link
def rate(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Say whether the answer helped, or say it anew."""
    form = RatingForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    comment = form.rating_comment.data or ""
    with database().transaction() as session:
        ratings.rate(
            session, reporter, case.key, form.said, comment=comment, by=Rater.REPORTER, now=now()
        )
    return _back(token, N_("Takk. De som svarte, ser det du har sagt."))


@blueprint.post("/folg/<token>/innvending")
@requires_link
def contest(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Object to a decline."""
    form = ContestForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    body = str(form.contest_reason.data)
    with _once(case, NarrativeKind.CONTEST_REASON, body), database().transaction() as session:
        contesting.contest(session, reporter, case.key, reason=body, now=now())
    return _back(token, N_("Innvendingen er sendt. Du får beskjed når den er avgjort."))


@blueprint.post("/folg/<token>/innvending/sekretariatet")
@requires_link
def appeal(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Ask the FSU secretaries to decide when the decline was upheld."""
    form = AppealForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    with database().transaction() as session:
        contesting.appeal(session, reporter, case.key, now=now())
    return _back(token, N_("FSU-sekretariatet er bedt om å avgjøre. Du får beskjed."))


@blueprint.post("/folg/<token>/samtykke")
@requires_link
def record_consent(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Record what the patient answered. A second click finds the same answer there."""
    form = consent_form(_followed(case), page_language())
    page = FormPage(PAGE, form, lambda: _around(case, token, form))
    if not form.validate_on_submit():
        return page.show_errors()
    if form.answer() is not case.consent:
        with database().transaction() as session:
            following.record_consent(session, reporter, case.key, form.answer(), now=now())
    return _back(token, N_("Svaret er registrert."))


@contextmanager
def _once(case: Case, kind: NarrativeKind, body: str) -> Iterator[None]:
    """Let a second click find the act done; refuse it when somebody else was there first."""
    try:
        yield
    except (NotAllowed, NothingToAnswer, ReopenedBefore, ContestedBefore):
        with database().reading() as session:
            if not following.has_said(session, case.id, kind, body):
                raise


def _too_late(fault: Exception) -> ResponseReturnValue:
    page: FormPage = g.form_page
    return page.show(409, page_language()(TOO_LATE[type(fault)]))


for _fault in TOO_LATE:
    blueprint.register_error_handler(_fault, _too_late)


def _back(token: str, sentence: str) -> ResponseReturnValue:
    flash(page_language()(sentence), "success")
    return redirect(url_for("following.show", token=token), 303)


def _followed(case: Case) -> FollowPage:
    with database().reading() as session:
        return follow_page(session, session.get_one(Case, case.id), today=oslo_date(now()))


def _around(case: Case, token: str, posted: Form | None) -> dict[str, Any]:
    page = _followed(case)
    g.helsefellesskap_name = page_language().words(page.helsefellesskap)
    forms = follow_forms(page, page_language(), posted)
    code = lookup_code(case, exists=page.patient.may_identify)
    return {"page": page, "forms": forms, "token": token, "lookup_code": code}

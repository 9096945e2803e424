"""Asking somebody outside the case, from its page; and the page of the one who was asked."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.models import Case
from app.services.inquiring import asking, replying
from app.services.inquiring.asking import AddressOutside, NothingToWithdraw, UnknownReceiver
from app.services.inquiring.replying import InquiryEnded, InquiryPage
from app.web.access import actor, database, links, now, requires_case, requires_inquiry_link
from app.web.case_page import CaseFormPage, carry_out, with_lists
from app.web.language import page_language
from app.web.pages import FormPage
from forms.base import N_
from forms.inquiring import InquireForm, InquiryReplyForm, WithdrawInquiryForm

blueprint = Blueprint("inquiring", __name__)

PAGE = "inquiring/inquiry.html"
WITHDRAW = "withdraw_inquiry"
NO_SUCH_UNIT = N_("Denne enheten kan ikke spørres herfra nå. Velg en annen.")
OUTSIDE = N_(
    "Adressen hører ikke til sykehuset eller en av kommunene i registeret. Velg en enhet, eller "
    "skriv en adresse hos en av partene."
)
TOO_LATE = N_("Spørsmålet venter ikke på svar lenger. Det du skrev, er ikke sendt.")
ANSWERED_ALREADY = N_("Spørsmålet er ikke trukket. Det har fått svar, eller finnes ikke på saken.")


@blueprint.post("/saker/<key>/sporsmal-til-andre")
@requires_case(Permission.INQUIRE_ABOUT_CASE)
def inquire(case: Case) -> ResponseReturnValue:
    """Ask somebody outside the case."""
    form = InquireForm(page_language())
    with_lists(case, form)
    return carry_out(
        CaseFormPage(case, form, Action.INQUIRE),
        lambda session: asking.inquire(
            session, actor(), case.key, form.opened_at, form.draft(), links(), now=now()
        ),
        N_("Spørsmålet er sendt. De har fjorten dager på seg til å svare."),
        refusals={
            UnknownReceiver: (form.inquire_unit, NO_SUCH_UNIT),
            AddressOutside: (form.inquire_email, OUTSIDE),
        },
    )


@blueprint.post("/saker/<key>/sporsmal-til-andre/trekk")
@requires_case(Permission.INQUIRE_ABOUT_CASE)
def withdraw(case: Case) -> ResponseReturnValue:
    """Take a question back."""
    form = WithdrawInquiryForm(page_language())
    page = CaseFormPage(case, form, WITHDRAW)
    if not form.validate():
        return page.show_errors()
    try:
        with database().transaction() as session:
            asking.withdraw(session, actor(), case.key, form.inquiry_id, now=now())
    except NothingToWithdraw:
        return page.show(409, page_language()(ANSWERED_ALREADY))
    flash(page_language()("Spørsmålet er trukket tilbake. Lenken virker ikke lenger."), "success")
    return redirect(url_for("handling.show", key=case.key), 303)


@blueprint.get("/sporsmal/<token>")
@requires_inquiry_link
def show(inquiry_id: int, third_party: Actor, token: str) -> ResponseReturnValue:
    """Show the question to whoever has its link, and log that it was opened."""
    with database().transaction() as session:
        page = replying.open_inquiry(session, third_party, inquiry_id, now=now())
    return _form_page(InquiryReplyForm(page_language(), formdata=None), page, token).show()


@blueprint.post("/sporsmal/<token>")
@requires_inquiry_link
def answer(inquiry_id: int, third_party: Actor, token: str) -> ResponseReturnValue:
    """Take the one answer; afterwards the same address says that it has come."""
    form = InquiryReplyForm(page_language())
    page = _form_page(form, _page_of(inquiry_id), token)
    if not form.validate_on_submit():
        return page.show_errors()
    try:
        with database().transaction() as session:
            replying.reply(session, third_party, inquiry_id, form.draft(), now=now())
    except InquiryEnded:
        ended = _form_page(form, _page_of(inquiry_id), token)
        return ended.show(409, page_language()(TOO_LATE))
    return redirect(url_for("inquiring.show", token=token), 303)


def _page_of(inquiry_id: int) -> InquiryPage:
    with database().reading() as session:
        return replying.inquiry_page(session, inquiry_id, today=oslo_date(now()))


def _form_page(form: InquiryReplyForm, page: InquiryPage, token: str) -> FormPage:
    return FormPage(PAGE, form, lambda: {"page": page, "token": token})

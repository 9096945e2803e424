"""A coordinator enters a report that came by post, by phone or from EQS."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.domain.vocabulary import Direction
from app.services import submitting
from app.services.entering import EntryDesk, entry_desk
from app.services.submitting import Receipt, SentWithOtherWords, Submission
from app.web.access import actor, database, links, now, requires
from app.web.language import page_language
from app.web.pages import FormPage, own_form_key
from forms.entering import EntryForm

blueprint = Blueprint("entering", __name__)

DIRECTIONS = {
    "kommune-til-sykehus": Direction.TO_HOSPITAL,
    "sykehus-til-kommune": Direction.TO_MUNICIPALITY,
}
FORM_RULE = "/innmelding/<any('kommune-til-sykehus', 'sykehus-til-kommune'):retning>"
FORM_PAGE = "entering/form.html"


@blueprint.get("/innmelding")
@requires(Permission.ENTER_ON_BEHALF)
def enter() -> ResponseReturnValue:
    """Ask which way the report went."""
    return render_template("entering/choose_direction.html", joint_form=_desk().joint_form)


@blueprint.get(FORM_RULE)
@requires(Permission.ENTER_ON_BEHALF)
def show_form(retning: str) -> ResponseReturnValue:
    """Show the joint form, with how the report came."""
    form = _form(retning)
    return FormPage(FORM_PAGE, form, lambda: _around(form)).show()


@blueprint.post(FORM_RULE)
@requires(Permission.ENTER_ON_BEHALF)
def send(retning: str) -> ResponseReturnValue:
    """Enter the report; it goes to the same inbox as if the reporter had sent it here."""
    form = _form(retning)
    page = FormPage(FORM_PAGE, form, lambda: _around(form))
    if not form.validate():
        return page.show_errors()
    language = page_language()
    submission = Submission(form.draft(), own_form_key(form), language.code, form.entry())
    try:
        with database().transaction() as session:
            receipt = submitting.submit(session, actor(), submission, links(), now=now())
    except SentWithOtherWords as fault:
        return _show_entered_before(form, fault.receipt)
    flash(
        language("Meldingen er ført inn. Referansen er %(it)s.", it=receipt.reference.spoken),
        "success",
    )
    return redirect(url_for("handling.show", key=receipt.case_key), 303)


def _desk() -> EntryDesk:
    with database().reading() as session:
        desk = entry_desk(session, actor(), today=oslo_date(now()))
    return desk or abort(404)


def _form(retning: str) -> EntryForm:
    desk = _desk()
    return EntryForm(
        page_language(),
        desk.joint_form,
        DIRECTIONS[retning],
        today=oslo_date(now()),
        own_parties=desk.own_parties,
    )


def _around(form: EntryForm, earlier: Receipt | None = None) -> dict[str, Any]:
    return {
        "joint_form": form.joint_form,
        "to_hospital": form.direction is Direction.TO_HOSPITAL,
        "earlier": earlier,
    }


def _show_entered_before(form: EntryForm, earlier: Receipt) -> ResponseReturnValue:
    """Point at the first report; with a new key, one click enters the text as another one."""
    form.renew_key()
    return FormPage(FORM_PAGE, form, lambda: _around(form, earlier)).show(409)

"""The joint form, from choosing the direction to the receipt."""

from typing import Any

import segno
from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.joint_form import JointForm
from app.domain.policy import ANYBODY, Actor, Permission
from app.domain.vocabulary import Direction
from app.models import Case
from app.services import audit, register, submitting
from app.services.follow_page import follow_page
from app.services.privacy_notices import key_of_notice
from app.services.submitting import Receipt, SentWithOtherWords, Submission
from app.web import counter_reports
from app.web.access import actor, database, links, now, requires, requires_case, requires_link
from app.web.language import page_language
from app.web.lookup import lookup_code
from app.web.pages import FormPage, own_form_key
from forms.submitting import ReportForm

blueprint = Blueprint("submitting", __name__)

DIRECTIONS = {
    "kommune-til-sykehus": Direction.TO_HOSPITAL,
    "sykehus-til-kommune": Direction.TO_MUNICIPALITY,
}
FORM_RULE = "/meld/<fellesskap>/<any('kommune-til-sykehus', 'sykehus-til-kommune'):retning>"
FORM_PAGE = "submitting/form.html"
SENT_BEFORE_PAGE = "submitting/sent_before.html"


@blueprint.get("/meld")
@requires(Permission.VISIT)
def choose_helsefellesskap() -> ResponseReturnValue:
    """Lead to the only helsefellesskap, or let the visitor choose."""
    with database().reading() as session:
        homes = register.all_helsefellesskap(session)
    if len(homes) == 1:
        return redirect(url_for("submitting.choose_direction", fellesskap=homes[0].key))
    return render_template("submitting/choose_helsefellesskap.html", homes=homes)


@blueprint.get("/meld/<fellesskap>")
@requires(Permission.VISIT)
def choose_direction(fellesskap: str) -> ResponseReturnValue:
    """Ask who reports to whom, and say who answers."""
    joint_form = _joint_form(fellesskap)
    return render_template("submitting/choose_direction.html", joint_form=joint_form)


@blueprint.get(FORM_RULE)
@requires(Permission.VISIT)
def show_form(fellesskap: str, retning: str) -> ResponseReturnValue:
    """Show the joint form, empty."""
    form = _form(fellesskap, retning)
    return FormPage(FORM_PAGE, form, lambda: _around(form)).show()


@blueprint.get("/saker/<key>/meld-fra-var-side")
@requires_case(Permission.COUNTER_REPORT_CASE)
def show_counter_form(case: Case) -> ResponseReturnValue:
    """Show the joint form in the opposite direction, with what the two reports have in common."""
    retning = next(name for name, way in DIRECTIONS.items() if way is not case.direction)
    with database().reading() as session:
        fellesskap, common = counter_reports.common_with(session, case, page_language())
    form = _form(fellesskap, retning, formdata=None, data=common)
    form.counter_to.data = counter_reports.signed(case.key, actor())
    address = url_for("submitting.send", fellesskap=fellesskap, retning=retning)
    return FormPage(FORM_PAGE, form, lambda: {**_around(form), "form_address": address}).show()


@blueprint.post(FORM_RULE)
@requires(Permission.VISIT)
def send(fellesskap: str, retning: str) -> ResponseReturnValue:
    """Send a report. The reporter is who the form says, signed in or not."""
    form = _form(fellesskap, retning)
    page = FormPage(FORM_PAGE, form, lambda: _around(form))
    if not form.validate_on_submit():
        return page.show_errors()
    submission = Submission(form.draft(), own_form_key(form), page_language().code)
    try:
        with database().transaction() as session:
            receipt = submitting.submit(session, ANYBODY, submission, links(), now=now())
            counter_reports.join(session, form.counter_to.data or "", receipt)
    except SentWithOtherWords as fault:
        return _show_sent_before(form, fault.receipt)
    return redirect(url_for("submitting.receipt", token=receipt.token), 303)


@blueprint.get("/kvittering/<token>")
@requires_link
def receipt(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Show what was received, where it went and when an answer is due."""
    with database().transaction() as session:
        audit.record(
            session, reporter, AuditAction.CASE_READ, now=now(), case_id=case.id, where="receipt"
        )
        followed = follow_page(session, case, today=oslo_date(now()))
    g.helsefellesskap_name = page_language().words(followed.helsefellesskap)
    address = links().follow_address(token)
    return render_template(
        "submitting/receipt.html",
        page=followed,
        address=address,
        qr_code=qr_code(address),
        token=token,
        lookup_code=lookup_code(case, exists=followed.patient.may_identify),
    )


def qr_code(address: str) -> str:
    """Draw an address as a QR code: a data URI of an SVG, dark on white in every colour scheme."""
    drawn = segno.make_qr(address, error="m")
    return drawn.svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def _joint_form(key: str) -> JointForm:
    with database().reading() as session:
        home = register.find_helsefellesskap(session, key)
        if home is None:
            abort(404)
        g.helsefellesskap_name = page_language().words(home.name)
        return register.joint_form(session, home, oslo_date(now()))


def _form(fellesskap: str, retning: str, **filled: Any) -> ReportForm:  # noqa: ANN401  WTForms' own
    joint_form, direction = _joint_form(fellesskap), DIRECTIONS[retning]
    g.privacy_party = _reporting_party(joint_form, direction)
    today = oslo_date(now())
    return ReportForm(page_language(), joint_form, direction, today=today, **filled)


def _reporting_party(joint_form: JointForm, direction: Direction) -> str | None:
    """Give the party whose privacy notice holds before anything is filled in; often not known."""
    if direction is Direction.TO_HOSPITAL or len(joint_form.hospitals) != 1:
        return None
    with database().reading() as session:
        trust = register.find_party(session, joint_form.hospitals[0].key)
        return key_of_notice(session, trust.id if trust else None)


def _around(form: ReportForm) -> dict[str, Any]:
    return {
        "joint_form": form.joint_form,
        "to_hospital": form.direction is Direction.TO_HOSPITAL,
    }


def _show_sent_before(form: ReportForm, earlier: Receipt) -> ResponseReturnValue:
    """Point at the first receipt; with a new key, one click sends the text as another report."""
    form.renew_key()
    return FormPage(SENT_BEFORE_PAGE, form, lambda: {**_around(form), "earlier": earlier}).show(409)

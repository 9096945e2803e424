"""Duties elsewhere: what a party found, from the case's page; and when new rules begin."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.models import Case
from app.services.duties import assessing, rules
from app.services.duties.assessing import UnknownDuty
from app.services.duties.rules import NothingToDate
from app.web.access import actor, database, now, requires, requires_case
from app.web.case_page import CaseFormPage, carry_out, with_lists
from app.web.language import page_language
from app.web.pages import FormPage
from forms.base import N_
from forms.duties import DutyAssessmentForm, DutyDateForm

blueprint = Blueprint("duties", __name__)

PAGE = "duties/rules.html"
NOT_ASKED = N_("Denne plikten skal ikke vurderes i saken nå. Velg en annen.")


@blueprint.post("/saker/<key>/meldeplikt")
@requires_case(Permission.ASSESS_DUTY_OF_CASE)
def assess(case: Case) -> ResponseReturnValue:
    """Record what the reader's party found."""
    form = DutyAssessmentForm(page_language())
    with_lists(case, form)
    return carry_out(
        CaseFormPage(case, form, Action.ASSESS_DUTY),
        lambda session: assessing.assess(session, actor(), case.key, form.draft(), now=now()),
        N_("Vurderingen er lagret. Begge parter ser den."),
        refusals={UnknownDuty: (form.duty, NOT_ASKED)},
    )


@blueprint.get("/meldeplikter")
@requires(Permission.ADMINISTER)
def overview() -> ResponseReturnValue:
    """Show the rules, old and coming, with the days they hold."""
    return _rules_page(DutyDateForm(page_language(), formdata=None)).show()


@blueprint.post("/meldeplikter")
@requires(Permission.ADMINISTER)
def set_date() -> ResponseReturnValue:
    """Set the day on which the coming rules begin."""
    form = DutyDateForm(page_language())
    page = _rules_page(form)
    if not form.validate_on_submit():
        return page.show_errors()
    try:
        with database().transaction() as session:
            rules.set_date(session, actor(), form.day, now=now())
    except NothingToDate:
        return page.show(409, page_language()("Ingen regler venter på en dato."))
    flash(page_language()("Datoen er satt. De gamle reglene slutter dagen før."), "success")
    return redirect(url_for("duties.overview"), 303)


def _rules_page(form: DutyDateForm) -> FormPage:
    def context() -> dict[str, object]:
        with database().reading() as session:
            return {"duties": rules.all_duties(session), "today": oslo_date(now())}

    return FormPage(PAGE, form, context)

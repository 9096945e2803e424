"""Finding the patient, from the case's page: what came of it, and asking the reporter to call."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from app.domain.consent import allows_identity
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.models import Case
from app.services.patient import searching
from app.web.access import actor, now, requires_case
from app.web.case_page import CaseFormPage, carry_out, with_lists
from app.web.language import page_language
from forms.base import N_
from forms.patient import CallRequestForm, PatientSearchForm

blueprint = Blueprint("patient", __name__)


@blueprint.post("/saker/<key>/pasient")
@requires_case(Permission.SEARCH_PATIENT_OF_CASE)
def record_search(case: Case) -> ResponseReturnValue:
    """Keep what came of looking for the patient."""
    _exists_for(case)
    form = PatientSearchForm(page_language())
    with_lists(case, form)
    return carry_out(
        CaseFormPage(case, form, Action.SEARCH_PATIENT),
        lambda session: searching.record_search(
            session, actor(), case.key, form.opened_at, form.draft(), now=now()
        ),
        N_("Lagret. Melder ser det på følgesiden."),
    )


@blueprint.post("/saker/<key>/ring")
@requires_case(Permission.SEARCH_PATIENT_OF_CASE)
def request_call(case: Case) -> ResponseReturnValue:
    """Ask the reporter to call."""
    _exists_for(case)
    form = CallRequestForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.REQUEST_CALL),
        lambda session: searching.request_call(
            session, actor(), case.key, form.opened_at, form.words, now=now()
        ),
        N_("Melder er bedt om å ringe."),
    )


def _exists_for(case: Case) -> None:
    """Answer as if there were no such page where the consent choice rules identity out."""
    if not allows_identity(case.consent):
        abort(404)

"""The forms on a case's page: the one that was posted as it was, the others fresh."""

from typing import Any

from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.language import Language
from app.services.case_page import CasePage
from app.services.forwarding import units_that_take_cases
from app.web.access import now
from forms.base import Form
from forms.handling import (
    ActForm,
    AnswerForm,
    AskForm,
    CaseForm,
    ClassifyForm,
    ConfirmForm,
    DeclineForm,
    ForwardForm,
    GuideForm,
    NoteForm,
    NumberForm,
    ReplyOnBehalfForm,
)
from forms.patient import CallRequestForm, PatientSearchForm

OF_ACTION: dict[str, type[CaseForm]] = {
    Action.ACKNOWLEDGE: ActForm,
    Action.TAKE: ActForm,
    Action.FORWARD: ForwardForm,
    Action.DECLINE: DeclineForm,
    Action.ASK: AskForm,
    Action.GUIDE: GuideForm,
    Action.CLASSIFY: ClassifyForm,
    Action.NOTE: NoteForm,
    Action.SEARCH_PATIENT: PatientSearchForm,
    Action.REQUEST_CALL: CallRequestForm,
    Action.ANSWER: AnswerForm,
    Action.CLOSE: ActForm,
}
NUMBER, FLAG, REISSUE, ARCHIVE = "number", "flag", "reissue", "archive"
"""What is done with a case beside the state machine, by the names that its forms go under."""


def fresh_forms(session: Session, page: CasePage, language: Language) -> dict[str, Form]:
    """Make an empty form for everything that the reader may do, by the name of the act."""
    filled: dict[str, dict[str, Any]] = {
        Action.CLASSIFY: {
            "own_consequence": page.case.recipient_consequence or "",
            "own_categories": list(page.categories),
        },
        Action.SEARCH_PATIENT: {
            "patient_search": page.case.found_by or page.case.patient_search or "",
        },
    }
    forms: dict[str, Form] = {
        action: OF_ACTION[action](
            language,
            formdata=None,
            data={"version": str(page.assignment.version), **filled.get(action, {})},
        )
        for action in page.actions
        if action in OF_ACTION
    }
    forms[NUMBER] = NumberForm(language, formdata=None, data={"own_number": page.numbers.own})
    forms[FLAG] = ConfirmForm(language, formdata=None)
    forms[REISSUE] = ConfirmForm(language, formdata=None)
    version = str(page.assignment.version)
    forms[ARCHIVE] = ActForm(language, formdata=None, data={"version": version})
    for form in forms.values():
        offer_lists(session, page, form)
    return forms


def offer_lists(session: Session, page: CasePage, form: Form) -> None:
    """Give a form the lists that it chooses from."""
    if isinstance(form, ForwardForm):
        groups = units_that_take_cases(
            session,
            page.case.helsefellesskap_id,
            but=page.assignment.unit_id,
            on=oslo_date(now()),
        )
        form.offer((form.language.words(group.party), group.units) for group in groups)
    if isinstance(form, ClassifyForm):
        options = page.reported.form
        form.offer(options.listed("consequence"), options.listed("category"))
    if isinstance(form, PatientSearchForm):
        form.offer(page.roads)


def reply_forms(
    page: CasePage, language: Language, posted: Form | None
) -> dict[int, ReplyOnBehalfForm]:
    """Make a form for each open question."""
    return {
        exchange.question.id: posted
        if isinstance(posted, ReplyOnBehalfForm) and posted.question_id == exchange.question.id
        else ReplyOnBehalfForm(language, formdata=None, data={"question": exchange.question.id})
        for exchange in page.words.open_questions
    }

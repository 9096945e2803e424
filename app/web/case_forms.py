"""The forms on a case's page: the one that was posted as it was, the others fresh."""

from typing import Any

from sqlalchemy.orm import Session

from app.domain.lifecycle import Action
from app.domain.vocabulary import Words
from app.language import Language
from app.services.case_page import CasePage
from app.services.classifying import clauses_on
from app.web.colleagues import colleague_options
from forms.answering import AnswerForm, MeasureForm, MeasureStatusForm
from forms.base import Form
from forms.classifying import ClassifyForm, standing
from forms.duties import DutyAssessmentForm
from forms.forwarding import ContestOnBehalfForm, SettleForm
from forms.handling import (
    ActForm,
    AskForm,
    CaseForm,
    ConfirmForm,
    DeclineForm,
    ForwardForm,
    GuideForm,
    NumberForm,
    ReplyOnBehalfForm,
)
from forms.inbox import AssignForm
from forms.inquiring import InquireForm, WithdrawInquiryForm
from forms.linking import KeepApartForm, LinkForm, UnlinkForm
from forms.notes import NoteForm
from forms.patient import CallRequestForm, PatientSearchForm

OF_ACTION: dict[str, type[CaseForm]] = {
    Action.ACKNOWLEDGE: ActForm,
    Action.TAKE: ActForm,
    Action.ASSIGN: AssignForm,
    Action.CONFIRM_SENDING: ActForm,
    Action.FORWARD: ForwardForm,
    Action.DECLINE: DeclineForm,
    Action.ASK: AskForm,
    Action.GUIDE: GuideForm,
    Action.CLASSIFY: ClassifyForm,
    Action.NOTE: NoteForm,
    Action.LINK: LinkForm,
    Action.SEARCH_PATIENT: PatientSearchForm,
    Action.REQUEST_CALL: CallRequestForm,
    Action.ANSWER: AnswerForm,
    Action.CLOSE: ActForm,
    Action.CONTEST: ContestOnBehalfForm,
    Action.APPEAL: ActForm,
    Action.UPHOLD: SettleForm,
    Action.INQUIRE: InquireForm,
    Action.ASSESS_DUTY: DutyAssessmentForm,
}
NUMBER, FLAG, REISSUE, ARCHIVE = "number", "flag", "reissue", "archive"
UNLINK, KEEP_APART = "unlink", "keep_apart"
MEASURE, MEASURE_STATUS = "measure", "measure_status"
"""What is done with a case beside the state machine, by the names that its forms go under."""


def fresh_forms(session: Session, page: CasePage, language: Language) -> dict[str, Form]:
    """Make an empty form for everything that the reader may do, by the name of the act."""
    filled: dict[str, dict[str, Any]] = {
        Action.CLASSIFY: standing(page.judging.own),
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
    if Action.LINK in page.actions:
        forms[UNLINK] = UnlinkForm(language, formdata=None)
        forms[KEEP_APART] = KeepApartForm(language, formdata=None)
    if Action.FOLLOW_MEASURE in page.actions:
        forms[MEASURE] = MeasureForm(language, formdata=None)
    for form in forms.values():
        offer_lists(session, page, form)
    return forms


def offer_lists(session: Session, page: CasePage, form: Form) -> None:
    """Give a form the lists that it chooses from."""
    _offer_receivers(session, page, form)
    if isinstance(form, ClassifyForm):
        options = page.reported.form
        clauses = clauses_on(session, page.case.helsefellesskap_id, page.case.sent_on)
        categories = options.listed("category") if page.is_recipients else None
        form.offer(options.listed("consequence"), categories, clauses)
    if isinstance(form, AnswerForm):
        form.offer(
            (each.key, Words(each.draft.name, each.draft.name)) for each in page.answering.templates
        )
    if isinstance(form, DutyAssessmentForm):
        form.offer((asked.duty.key, asked.duty.duty) for asked in page.beside.duties.asked)
    if isinstance(form, PatientSearchForm):
        form.offer(page.roads)
    if isinstance(form, AskForm):
        form.offer(page.time.pause_days_left)


def _offer_receivers(session: Session, page: CasePage, form: Form) -> None:
    """Give a form those whom a case or a question may go to."""
    if isinstance(form, ForwardForm):
        groups = page.forwarding.ways.groups if page.forwarding.ways else ()
        form.offer((form.language.words(group.party), group.units) for group in groups)
    if isinstance(form, AssignForm):
        form.offer(colleague_options(session, page.assignment.unit_id))
    if isinstance(form, InquireForm):
        receivers = page.beside.receivers
        form.offer((form.language.words(party), units) for party, units in receivers)


def measure_forms(
    page: CasePage, language: Language, posted: Form | None
) -> dict[int, MeasureStatusForm]:
    """Make a form for each measure whose words are not erased."""
    if Action.FOLLOW_MEASURE not in page.actions:
        return {}
    return {
        measure.id: posted
        if isinstance(posted, MeasureStatusForm) and posted.measure == measure.id
        else MeasureStatusForm(
            language,
            formdata=None,
            data={"measure_id": measure.id, "measure_status": measure.status},
        )
        for measure in page.answering.measures
        if not measure.is_erased
    }


def withdrawal_forms(page: CasePage, language: Language) -> dict[int, WithdrawInquiryForm]:
    """Make a form for each question to others that may be taken back."""
    return {
        asked.id: WithdrawInquiryForm(language, formdata=None, data={"asked": str(asked.id)})
        for asked in page.beside.waiting
    }


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

"""The forms of the follow page: the one that was posted as it was, the others fresh."""

from dataclasses import dataclass

from app.domain.casework import Rater, Usefulness
from app.domain.consent import ON_PAPER
from app.language import Language
from app.services.follow_page import FollowPage
from forms.answering import RatingForm
from forms.base import Form
from forms.following import ConsentForm, ReopenForm, ReplyForm, SupplementForm, WithdrawForm
from forms.forwarding import AppealForm, ContestForm


@dataclass(frozen=True)
class FollowForms:
    """A form for each thing that the reporter may do.

    ``unsent`` is a text whose own form is no longer offered, since something happened to the case
    while it was written. It stands in the supplement where there is one.
    """

    replies: tuple[ReplyForm, ...]
    supplement: SupplementForm
    withdraw: WithdrawForm
    reopen: ReopenForm
    consent: ConsentForm
    contest: ContestForm
    appeal: AppealForm
    rating: RatingForm
    unsent: str


def follow_forms(page: FollowPage, language: Language, posted: Form | None) -> FollowForms:
    """Make the forms that go with a page."""
    unsent = "" if posted is None or _is_offered(page, posted) else _text_of(posted)
    return FollowForms(
        replies=tuple(_reply(question.id, language, posted) for question in page.questions),
        supplement=posted
        if isinstance(posted, SupplementForm)
        else supplement_form(page, language, formdata=None, data={"supplement": unsent}),
        withdraw=posted
        if isinstance(posted, WithdrawForm)
        else WithdrawForm(language, formdata=None),
        reopen=posted if isinstance(posted, ReopenForm) else _reopening(page, language),
        rating=posted if isinstance(posted, RatingForm) else rating_form(page, language),
        consent=posted
        if isinstance(posted, ConsentForm)
        else consent_form(page, language, formdata=None),
        contest=posted if isinstance(posted, ContestForm) else ContestForm(language, formdata=None),
        appeal=AppealForm(language, formdata=None),
        unsent=unsent,
    )


def supplement_form(page: FollowPage, language: Language, **values: object) -> SupplementForm:
    """Make the form that adds facts, with the consequences of the case's own form version."""
    return SupplementForm(language, page.reported.form.listed("consequence"), **values)


def consent_form(page: FollowPage, language: Language, **values: object) -> ConsentForm:
    """Make the form that records an answer, in the words of the case's own form version."""
    texts = page.reported.form.texts
    statements = {consent: texts.get(f"consent_{consent}", consent.words) for consent in ON_PAPER}
    return ConsentForm(language, statements, **values)


def rating_form(page: FollowPage, language: Language, by: Rater = Rater.REPORTER) -> RatingForm:
    """Make the form that says whether the answer helped, as the same person has said before."""
    said = page.answering.rating_by(by)
    if said is None:
        return RatingForm(language, formdata=None)
    comment = said.comment if isinstance(said.comment, str) else ""
    data = {"usefulness": said.usefulness, "rating_comment": comment}
    return RatingForm(language, formdata=None, data=data)


def _reopening(page: FollowPage, language: Language) -> ReopenForm:
    """Begin what is missing with what was said of an answer that did not help."""
    said = page.answering.rating_by(Rater.REPORTER)
    missing = said.comment if said and said.usefulness is not Usefulness.YES else ""
    data = {"reopen_reason": missing} if isinstance(missing, str) else {}
    return ReopenForm(language, formdata=None, data=data)


def _reply(question_id: int, language: Language, posted: Form | None) -> ReplyForm:
    if isinstance(posted, ReplyForm) and posted.question_id == question_id:
        return posted
    return ReplyForm(language, formdata=None, data={"question": question_id})


def _is_offered(page: FollowPage, posted: Form) -> bool:
    if isinstance(posted, ReplyForm):
        open_ids = {question.id for question in page.questions}
        return page.may_reply and posted.question_id in open_ids
    offered: dict[type[Form], bool] = {
        SupplementForm: page.may_supplement,
        WithdrawForm: page.may_withdraw,
        ReopenForm: page.may_reopen,
        ContestForm: page.forwarding.may_contest,
        RatingForm: page.answering.may_rate,
    }
    return offered.get(type(posted), True)


def _text_of(posted: Form) -> str:
    return "\n".join(field.data for field in posted.text_fields() if field.data)

"""The forms of the follow page: the one that was posted as it was, the others fresh."""

from dataclasses import dataclass

from app.domain.consent import ON_PAPER
from app.language import Language
from app.services.follow_page import FollowPage
from forms.base import Form
from forms.following import ConsentForm, ReopenForm, ReplyForm, SupplementForm, WithdrawForm


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
        reopen=posted if isinstance(posted, ReopenForm) else ReopenForm(language, formdata=None),
        consent=posted
        if isinstance(posted, ConsentForm)
        else consent_form(page, language, formdata=None),
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
    }
    return offered.get(type(posted), True)


def _text_of(posted: Form) -> str:
    return "\n".join(field.data for field in posted.text_fields() if field.data)

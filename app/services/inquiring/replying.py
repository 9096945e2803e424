"""What the one who was asked sees and does: one question, the unit that asks, and one answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.inquiring import InquiryReplyDraft, InquiryState, state_of
from app.domain.lifecycle import Action, can
from app.domain.links import digest
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NarrativeKind, NotificationKind, Words
from app.models import Assignment, Case, Inquiry, Narrative, Party, Unit
from app.services import audit
from app.services.acts import apply, hold, record_act, tell_holders, write
from app.services.cases import CaseNotFound, assignments_of, current
from app.services.retention.erased_words import Text, shown


class InquiryEnded(Exception):
    """The question is answered already, taken back, or older than its link; nothing was written."""


@dataclass(frozen=True)
class InquiryPage:
    """One question as whoever has its link may see it: nothing of the case, and no reference.

    ``question`` is empty when it waits for no answer. ``ends_on`` is the last Oslo date.
    """

    state: InquiryState
    unit: Words
    party: Words
    question: Text
    ends_on: date

    @property
    def awaits_answer(self) -> bool:
        """Tell whether an answer is wanted."""
        return self.state is InquiryState.WAITING


def find_by_link(session: Session, token: str) -> Inquiry:
    """Find the question that a link opens, also when it has ended.

    Raises:
        CaseNotFound: when no question has that link.
    """
    inquiry = session.scalar(select(Inquiry).where(Inquiry.digest == digest(token)))
    if inquiry is None:
        raise CaseNotFound
    return inquiry


def third_party_of(inquiry: Inquiry) -> Actor:
    """Give the actor that came by the link of a question."""
    return Actor(answers_inquiry_id=inquiry.id)


def asking_party(session: Session, inquiry: Inquiry) -> int:
    """Give the party whose unit asks, and so tells how names are used."""
    return _asking_unit(session, inquiry).party_id


def open_inquiry(session: Session, actor: Actor, inquiry_id: int, *, now: datetime) -> InquiryPage:
    """Give a question's page; each time that it shows the question is logged."""
    page = inquiry_page(session, inquiry_id, today=oslo_date(now))
    if page.awaits_answer:
        inquiry = session.get_one(Inquiry, inquiry_id)
        inquiry.opened_at = inquiry.opened_at or now
        case_id, opened = inquiry.case_id, AuditAction.INQUIRY_OPENED
        audit.record(session, actor, opened, now=now, case_id=case_id, inquiry=inquiry.id)
    return page


def inquiry_page(session: Session, inquiry_id: int, *, today: date) -> InquiryPage:
    """Give the page of a question as it is now."""
    inquiry = session.get_one(Inquiry, inquiry_id, populate_existing=True)
    unit = _asking_unit(session, inquiry)
    state = _state(session, inquiry, today)
    question = session.get_one(Narrative, inquiry.question_id)
    return InquiryPage(
        state=state,
        unit=unit.name,
        party=session.get_one(Party, unit.party_id).name,
        question=shown(question.body, question.erased_at) if state is InquiryState.WAITING else "",
        ends_on=inquiry.ends_on,
    )


def reply(
    session: Session, actor: Actor, inquiry_id: int, draft: InquiryReplyDraft, *, now: datetime
) -> None:
    """Answer the question, once. The same answer again, as after a double click, changes nothing.

    Raises:
        CaseNotFound: when the actor did not come by the question's own link.
        InquiryEnded: when no answer is wanted any more.
    """
    if actor.answers_inquiry_id != inquiry_id:
        raise CaseNotFound
    case = session.get_one(Case, session.get_one(Inquiry, inquiry_id).case_id)
    held = hold(session, actor, Permission.ANSWER_INQUIRY, case.key)
    inquiry = session.get_one(Inquiry, inquiry_id, populate_existing=True)
    if _has_said(session, inquiry, draft):
        return
    if _state(session, inquiry, oslo_date(now)) is not InquiryState.WAITING:
        raise InquiryEnded
    apply(held, Action.ANSWER_INQUIRY, now=now)
    kind, asked = NarrativeKind.INQUIRY_REPLY, inquiry.question_id
    text = write(session, actor, held.case, kind, draft.body, now=now, answers_id=asked)
    inquiry.reply_id, inquiry.answered_by, inquiry.answered_at = text.id, draft.answered_by, now
    facts = {"inquiry": inquiry.id, "narrative": text.id}
    record_act(session, actor, AuditAction.INQUIRY_ANSWERED, held, now=now, **facts)
    tell_holders(session, NotificationKind.INQUIRY_ANSWERED, held, now=now)


def _has_said(session: Session, inquiry: Inquiry, draft: InquiryReplyDraft) -> bool:
    said = session.get(Narrative, inquiry.reply_id) if inquiry.reply_id else None
    return said is not None and (said.body, inquiry.answered_by) == (draft.body, draft.answered_by)


def _state(session: Session, inquiry: Inquiry, today: date) -> InquiryState:
    """A question ends with its case too: when the report is withdrawn, nobody needs an answer."""
    state = state_of(
        is_answered=inquiry.answered_at is not None,
        is_withdrawn=inquiry.withdrawn_at is not None,
        ends_on=inquiry.ends_on,
        today=today,
    )
    if state is not InquiryState.WAITING:
        return state
    held = current(assignments_of(session, inquiry.case_id))
    is_wanted = all(can(row.status, Action.ANSWER_INQUIRY) for row in held)
    return state if is_wanted else InquiryState.WITHDRAWN


def _asking_unit(session: Session, inquiry: Inquiry) -> Unit:
    assignment = session.get_one(Assignment, inquiry.assignment_id)
    return session.get_one(Unit, assignment.unit_id)

"""Sending an answer, and closing the case when nothing is left to say."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import AnswerDraft
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import AnswerPart, NotificationKind
from app.models import Answer, AnswerText
from app.services import outbox
from app.services.acts import apply, hold, let_link_end, record_act, tell_other_side
from app.services.answering.measures import begin_with
from app.services.cases import Held


def answer(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: AnswerDraft,
    *,
    now: datetime,
) -> None:
    """Send the answer; the follow link lives on for the months that are set.

    Two parties that have a case together answer it as one, whichever of them sends.
    """
    held = hold(session, actor, Permission.ANSWER_CASE, case_key, version=version)
    apply(held, Action.ANSWER, now=now)
    today = oslo_date(now)
    for assignment in held.together:
        assignment.answered_at = now
        assignment.answered_on = today
        assignment.first_answered_on = assignment.first_answered_on or today
        assignment.awaits_reporter = False
    let_link_end(session, held, now=now)
    row = _store(session, actor, held, draft, now=now)
    begin_with(session, actor, held, row, draft, now=now)
    record_act(session, actor, AuditAction.ANSWERED, held, now=now, answer=row.id)
    outbox.tell_reporter(session, NotificationKind.ANSWERED, held.case, now=now)
    tell_other_side(session, NotificationKind.ANSWERED, held, now=now)


def _store(
    session: Session, actor: Actor, held: Held, draft: AnswerDraft, *, now: datetime
) -> Answer:
    row = Answer(
        case_id=held.case.id,
        assignment_id=held.assignment.id,
        answered_at=now,
        answered_by_id=actor.user_id,
        responsible=draft.responsible,
        effective_on=draft.effective_on,
        cause_kind=draft.cause_kind,
    )
    session.add(row)
    session.flush()
    parts = {
        AnswerPart.FINDING: draft.finding,
        AnswerPart.CAUSE: draft.cause,
        AnswerPart.MEASURES: draft.measures,
        AnswerPart.NO_MEASURES: draft.no_measures,
    }
    session.add_all(
        AnswerText(answer_id=row.id, part=part, body=body) for part, body in parts.items() if body
    )
    return row


def close(session: Session, actor: Actor, case_key: str, version: int, *, now: datetime) -> None:
    """Close an answered case. Nothing closes by itself."""
    held = hold(session, actor, Permission.CLOSE_CASE, case_key, version=version)
    apply(held, Action.CLOSE, now=now)
    record_act(session, actor, AuditAction.CLOSED, held, now=now)

"""Whether an answer helped, as reporter and line manager say it; the last word counts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import Rater, Usefulness
from app.domain.lifecycle import Action, NotAllowed, after
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NarrativeKind, TextPlace
from app.models import Answer, AnswerRating, Narrative
from app.services import audit
from app.services.acts import hold, write
from app.services.cases import Held
from app.services.redaction.redacting import text_is_replaced

RATES_BY = {
    Rater.REPORTER: Permission.FOLLOW_CASE,
    Rater.LINE_MANAGER: Permission.LEAD_CASE,
}


def rate(
    session: Session,
    actor: Actor,
    case_key: str,
    usefulness: Usefulness,
    *,
    comment: str = "",
    by: Rater,
    now: datetime,
) -> None:
    """Say whether the newest answer helped, or say it anew. The same said twice is said once.

    Raises:
        NotAllowed: when the case is not answered.
    """
    held = hold(session, actor, RATES_BY[by], case_key)
    after(held.assignment.status, Action.RATE)
    answer = _newest_answer(session, held)
    row = _rating(session, answer, by)
    before = _comment_of(session, row)
    if row is not None and (row.usefulness, before.body if before else "") == (usefulness, comment):
        return
    row = row or AnswerRating(case_id=held.case.id, answer_id=answer.id, by=by)
    row.usefulness, row.rated_at = usefulness, now
    row.comment_id = _keep_comment(session, actor, held, before, comment, now=now)
    session.add(row)
    audit.record(
        session,
        actor,
        AuditAction.RATED,
        now=now,
        case_id=held.case.id,
        answer=answer.id,
        usefulness=usefulness.value,
        by=by.value,
    )


def _newest_answer(session: Session, held: Held) -> Answer:
    """Find the answer; a case that was closed with guidance has none."""
    query = select(Answer).where(Answer.case_id == held.case.id).order_by(Answer.id.desc())
    found = session.scalars(query).first()
    if found is None:
        raise NotAllowed(held.assignment.status, Action.RATE)
    return found


def _rating(session: Session, answer: Answer, by: Rater) -> AnswerRating | None:
    return session.scalar(
        select(AnswerRating).where(AnswerRating.answer_id == answer.id, AnswerRating.by == by)
    )


def _comment_of(session: Session, row: AnswerRating | None) -> Narrative | None:
    return session.get(Narrative, row.comment_id) if row and row.comment_id else None


def _keep_comment(
    session: Session,
    actor: Actor,
    held: Held,
    before: Narrative | None,
    comment: str,
    *,
    now: datetime,
) -> int | None:
    """Put the new words where the old ones stood, and let what was hidden in those go with them."""
    if before is None:
        kind = NarrativeKind.RATING_COMMENT
        return write(session, actor, held.case, kind, comment, now=now).id if comment else None
    if before.body != comment:
        text_is_replaced(session, actor, held, TextPlace.NARRATIVE, before.id, now=now)
        before.body, before.written_at = comment, now
    return before.id

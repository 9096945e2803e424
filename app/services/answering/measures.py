"""Corrective actions: what a party will change, added beside its answer and followed to the end."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import AnswerDraft, MeasureDraft
from app.domain.casework import MeasureStatus
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, after
from app.domain.policy import Actor, Permission
from app.models import Answer, CorrectiveAction, Unit
from app.services import audit
from app.services.acts import hold
from app.services.cases import Held


class UnknownMeasure(Exception):
    """The case has no such measure, or its words are erased."""


def begin_with(
    session: Session, actor: Actor, held: Held, answer: Answer, draft: AnswerDraft, *, now: datetime
) -> None:
    """Let the measures of an answer be followed up, when it says by when.

    The words stand in the answer and are not written twice; a day that has come means done.
    """
    if not (draft.measures and draft.effective_on):
        return
    is_done = draft.effective_on <= oslo_date(now)
    measure = MeasureDraft(
        body="",
        owner=draft.responsible,
        due_on=draft.effective_on,
        expected_effect=draft.expected_effect,
        status=MeasureStatus.DONE if is_done else MeasureStatus.PLANNED,
    )
    _store(session, actor, held, measure, answer.id, now=now)


def add(
    session: Session, actor: Actor, case_key: str, draft: MeasureDraft, *, now: datetime
) -> None:
    """Add a measure beside the newest answer, or before there is one.

    A second click adds nothing: the same measure is there already.

    Raises:
        NotAllowed: while receipt is not confirmed, and when nobody has the case.
    """
    held = hold(session, actor, Permission.FOLLOW_MEASURE_OF_CASE, case_key)
    after(held.assignment.status, Action.FOLLOW_MEASURE)
    if _is_there(session, held, draft):
        return
    answered = select(Answer.id).where(Answer.case_id == held.case.id).order_by(Answer.id.desc())
    row = _store(session, actor, held, draft, session.scalars(answered).first(), now=now)
    _record(session, actor, held, row, now=now)


def follow(
    session: Session,
    actor: Actor,
    case_key: str,
    measure_id: int,
    status: MeasureStatus,
    *,
    now: datetime,
) -> None:
    """Say where a measure stands now. What it said already is not logged again.

    Raises:
        UnknownMeasure: when the case has none with that id.
        NotAllowed: when nobody has the case.
    """
    held = hold(session, actor, Permission.FOLLOW_MEASURE_OF_CASE, case_key)
    after(held.assignment.status, Action.FOLLOW_MEASURE)
    row = session.get(CorrectiveAction, measure_id)
    if row is None or row.case_id != held.case.id or row.erased_at is not None:
        raise UnknownMeasure
    if row.status is status:
        return
    said = {"status": status, "status_at": now, "status_by_id": actor.user_id}
    for name, value in said.items():
        setattr(row, name, value)
    _record(session, actor, held, row, now=now)


def _is_there(session: Session, held: Held, draft: MeasureDraft) -> bool:
    same = select(CorrectiveAction.id).where(
        CorrectiveAction.case_id == held.case.id,
        CorrectiveAction.body == draft.body,
        CorrectiveAction.owner == draft.owner,
        CorrectiveAction.due_on == draft.due_on,
    )
    return session.scalars(same).first() is not None


def _store(
    session: Session,
    actor: Actor,
    held: Held,
    draft: MeasureDraft,
    answer_id: int | None,
    *,
    now: datetime,
) -> CorrectiveAction:
    unit = session.get_one(Unit, held.assignment.unit_id)
    row = CorrectiveAction(
        case_id=held.case.id,
        answer_id=answer_id,
        party_id=unit.party_id,
        unit_id=unit.id,
        body=draft.body,
        expected_effect=draft.expected_effect,
        owner=draft.owner,
        due_on=draft.due_on,
        status=draft.status,
        added_at=now,
        added_by_id=actor.user_id,
        status_at=now,
        status_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    return row


def _record(
    session: Session, actor: Actor, held: Held, row: CorrectiveAction, *, now: datetime
) -> None:
    audit.record(
        session,
        actor,
        AuditAction.MEASURE_FOLLOWED,
        now=now,
        case_id=held.case.id,
        unit=held.assignment.unit_id,
        measure=row.id,
        status=row.status.value,
    )

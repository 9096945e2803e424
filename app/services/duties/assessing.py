"""What each party found of each duty. Neither answers for the other, and the newest word counts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.duties import DutyAssessmentDraft, duties_on, gravest
from app.domain.lifecycle import Action, after
from app.domain.policy import UNIT_ROLES, Actor, Permission, Relations
from app.domain.vocabulary import Consequence, Role
from app.models import Case, DutyAssessment
from app.services import audit
from app.services.acts import hold
from app.services.duties.reminders import forget_reminders
from app.services.duties.rules import all_duties


class UnknownDuty(Exception):
    """No such duty is to be considered today in a case as grave as this."""


def gravity(case: Case) -> Consequence:
    """Give the gravest consequence that anybody has judged; a changed judgement lifts none."""
    found = gravest(case.consequence, case.changed_consequence, case.recipient_consequence)
    return found or case.consequence


def own_party(actor: Actor, relations: Relations) -> int | None:
    """Give the party that the actor assesses for; one that has the case goes before the sender."""
    own = actor.party_ids(Role.COORDINATOR, *UNIT_ROLES)
    handling = own & relations.recipient_party_ids
    return min(handling or own & {relations.reporting_party_id}, default=None)


def assess(
    session: Session, actor: Actor, case_key: str, draft: DutyAssessmentDraft, *, now: datetime
) -> None:
    """Record what the actor's party found. Saying the same again, as by a double click, is nothing.

    Raises:
        UnknownDuty: when the duty is none that the case asks for today.
        NotAllowed: when the report is withdrawn.
    """
    held = hold(session, actor, Permission.ASSESS_DUTY_OF_CASE, case_key)
    after(held.assignment.status, Action.ASSESS_DUTY)
    asked = duties_on(all_duties(session), oslo_date(now), gravity(held.case))
    if draft.duty_key not in {duty.key for duty in asked if not duty.is_right}:
        raise UnknownDuty
    party_id = own_party(actor, held.relations)
    if _has_said(session, held.case.id, party_id, draft):
        return
    row = DutyAssessment(
        case_id=held.case.id,
        party_id=party_id,
        duty=draft.duty_key,
        result=draft.result,
        assessed_at=now,
        assessed_by_id=actor.user_id,
        reference=draft.reference,
    )
    session.add(row)
    session.flush()
    forget_reminders(session, held.case.id, party_id)
    audit.record(
        session,
        actor,
        AuditAction.DUTY_ASSESSED,
        now=now,
        case_id=held.case.id,
        party=party_id,
        assessment=row.id,
        duty=draft.duty_key,
        result=draft.result.value,
    )


def _has_said(
    session: Session, case_id: int, party_id: int | None, draft: DutyAssessmentDraft
) -> bool:
    newest = session.scalars(
        select(DutyAssessment)
        .where(
            DutyAssessment.case_id == case_id,
            DutyAssessment.party_id == party_id,
            DutyAssessment.duty == draft.duty_key,
        )
        .order_by(DutyAssessment.id.desc())
        .limit(1)
    ).one_or_none()
    said = (draft.result, draft.reference)
    return newest is not None and (newest.result, newest.reference) == said

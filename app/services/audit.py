"""Writing the log: one entry for every act and every view of a case, in the act's transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.audit_facts import checked_facts
from app.domain.policy import Actor
from app.models import AuditEntry


def record(
    session: Session,
    actor: Actor,
    action: AuditAction,
    *,
    now: datetime,
    case_id: int | None = None,
    **facts: str | int | bool | None,
) -> AuditEntry:
    """Add one entry.

    Raises:
        WrongFacts: when the facts are not exactly those that the action declares.
    """
    entry = AuditEntry(
        at=now,
        actor=_kind(actor),
        user_id=actor.user_id,
        action=action,
        case_id=case_id,
        facts=checked_facts(action, facts),
    )
    session.add(entry)
    session.flush()
    return entry


def _kind(actor: Actor) -> str:
    if actor.user_id is not None:
        return "user"
    if actor.leads_case_id is not None:
        return "line_manager"
    if actor.answers_inquiry_id is not None:
        return "third_party"
    return "system" if actor.is_system else "reporter"

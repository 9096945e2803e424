"""Reading the log: who has seen and done what with a party's cases."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.policy import Actor, Permission, require
from app.domain.vocabulary import Role
from app.models import AuditEntry, Case, User

SHOWN_ENTRIES = 200


@dataclass(frozen=True)
class LogLine:
    """One entry as people read it; ``who`` is empty for the reporter and for the service itself."""

    at: datetime
    who: str
    actor: str
    action: AuditAction
    reference: str


def read_log(session: Session, actor: Actor, reference: str = "") -> tuple[LogLine, ...]:
    """Give the newest entries on cases that the actor's party reported or received.

    Raises:
        NotPermitted: when the actor guards no party's privacy.
    """
    require(actor, Permission.READ_LOG)
    party_ids = actor.party_ids(Role.PRIVACY_OFFICER)
    query = (
        select(AuditEntry, Case.reference, User.name)
        .join(Case, Case.id == AuditEntry.case_id)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(
            or_(
                Case.reporting_party_id.in_(party_ids),
                Case.recipient_party_id.in_(party_ids),
            )
        )
        .order_by(AuditEntry.id.desc())
        .limit(SHOWN_ENTRIES)
    )
    if reference:
        query = query.where(Case.reference == Reference.read(reference))
    return tuple(
        LogLine(entry.at, name or "", entry.actor, entry.action, Reference(of_case).spoken)
        for entry, of_case, name in session.execute(query)
    )

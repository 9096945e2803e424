"""Reading the log: who has seen and done what with a party's cases, and who has read of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.lifecycle import Status
from app.domain.policy import Actor, Permission, require
from app.domain.vocabulary import Role, Standing
from app.models import Assignment, AuditEntry, Case, Unit, User
from app.services.own_people import people_of

SHOWN_ENTRIES = 200

CONTROLS = (AuditAction.LOG_READ, AuditAction.RETENTION_READ, AuditAction.REDACTIONS_READ)
"""Readings of a party's own lists; their only fact is the party."""

NOT_OF_A_CASE = frozenset(
    {
        AuditAction.REPORT_DRAWN,
        AuditAction.SIGNED_IN,
        AuditAction.SIGNED_OUT,
        AuditAction.SIGN_IN_REFUSED,
        AuditAction.USER_ADDED,
        AuditAction.USER_DEACTIVATED,
        AuditAction.MEMBERSHIP_ADDED,
        AuditAction.MEMBERSHIP_ENDED,
        AuditAction.PASSWORD_CHANGED,
        AuditAction.REGISTER_LOADED,
        AuditAction.ABSENCE_SET,
        AuditAction.ABSENCE_ENDED,
        AuditAction.DUTY_DATED,
        AuditAction.STEERING_LOADED,
    }
)
SHOWN_ACTIONS = tuple(action for action in AuditAction if action not in NOT_OF_A_CASE)
"""What the log that a personvernombud reads may hold."""


@dataclass(frozen=True)
class Sought:
    """What to show: one case, one kind of entry, what came before an entry; all, when empty."""

    reference: str = ""
    action: AuditAction | None = None
    before: int | None = None


@dataclass(frozen=True)
class LogLine:
    """One entry as people read it; ``who`` is empty for the reporter and for the service itself.

    ``reference`` is empty where the entry is of no case.
    """

    at: datetime
    who: str
    actor: str
    action: AuditAction
    reference: str


@dataclass(frozen=True)
class LogPage:
    """The newest entries first; ``older`` is the entry to go on from, or None at the end."""

    lines: Sequence[LogLine]
    older: int | None


def read_log(session: Session, actor: Actor, sought: Sought) -> LogPage:
    """Give entries on the cases of the actor's party, and readings of its lists.

    Of a case that the party has given away, what its own people did and read is shown. One that was
    withdrawn before it was sent is its own party's alone.

    Raises:
        NotPermitted: when the actor guards no party's privacy.
    """
    require(actor, Permission.READ_LOG)
    query = _narrowed(_entries_of(actor.party_ids(Role.PRIVACY_OFFICER)), sought)
    found = session.execute(query.limit(SHOWN_ENTRIES + 1)).all()
    shown = found[:SHOWN_ENTRIES]
    return LogPage(
        lines=[_line(entry, reference, name) for entry, reference, name in shown],
        older=shown[-1][0].id if len(found) > len(shown) else None,
    )


def _entries_of(party_ids: frozenset[int]) -> Select[AuditEntry, str | None, str | None]:
    return (
        select(AuditEntry, Case.reference, User.name)
        .outerjoin(Case, Case.id == AuditEntry.case_id)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(_concerns(party_ids))
        .order_by(AuditEntry.id.desc())
    )


def _concerns(party_ids: frozenset[int]) -> ColumnElement[bool]:
    is_their_control = and_(
        AuditEntry.action.in_(CONTROLS),
        AuditEntry.facts.in_([{"party": party_id} for party_id in sorted(party_ids)]),
    )
    has_it = Assignment.status.not_in((Status.FORWARDED, Status.AWAITING_LINE_MANAGER))
    by_own_people = AuditEntry.user_id.in_(people_of(party_ids))
    return or_(
        Case.reporting_party_id.in_(party_ids),
        and_(Case.standing != Standing.UNSENT, Case.id.in_(_held_by(party_ids, has_it))),
        and_(Case.id.in_(_held_by(party_ids, not_(has_it))), by_own_people),
        is_their_control,
    )


def _held_by(party_ids: frozenset[int], rule: ColumnElement[bool]) -> Select[int]:
    return (
        select(Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Unit.party_id.in_(party_ids), rule)
    )


def _narrowed(
    query: Select[AuditEntry, str | None, str | None], sought: Sought
) -> Select[AuditEntry, str | None, str | None]:
    reference = Reference.read(sought.reference)
    if sought.reference:
        query = query.where(Case.reference == (reference if reference.is_complete else ""))
    if sought.action:
        query = query.where(AuditEntry.action == sought.action)
    if sought.before:
        query = query.where(AuditEntry.id < sought.before)
    return query


def _line(entry: AuditEntry, reference: str | None, name: str | None) -> LogLine:
    spoken = Reference(reference).spoken if reference else ""
    return LogLine(entry.at, name or "", entry.actor, entry.action, spoken)

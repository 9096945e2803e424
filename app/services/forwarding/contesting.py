"""Objecting to a decline, once: decided by the recipient's coordinator, then by the secretaries."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import ContestLevel, ContestOutcome
from app.domain.deadlines import is_overdue, oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NarrativeKind, NotificationKind, Role, Standing
from app.models import Assignment, Contest, Membership, Narrative, Unit
from app.services import outbox, register
from app.services.acts import apply, hold, let_link_end, record_act, tell_holders, write
from app.services.audit import record
from app.services.cases import Held
from app.services.clock.due import begin_anew, set_dates
from app.services.forwarding.disputes import contest_of, may_be_appealed
from app.services.forwarding.opening import open_after


class ContestedBefore(Exception):
    """A decline is objected to once."""


class NothingToAppeal(Exception):
    """No coordinator has upheld the decline, or the secretaries have been asked already."""


def contest(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int | None = None,
    *,
    reason: str,
    now: datetime,
) -> None:
    """Say why a decline is wrong, as the reporter or for the party that reported.

    Raises:
        ContestedBefore: the second time.
    """
    held = hold(session, actor, _as_sender(actor), case_key, version=version)
    if contest_of(session, held.case.id) is not None:
        raise ContestedBefore
    apply(held, Action.CONTEST, now=now)
    held.case.follow_ends_on = None
    text = write(session, actor, held.case, NarrativeKind.CONTEST_REASON, reason, now=now)
    session.add(_objection(actor, held, text, now=now))
    record(
        session,
        actor,
        AuditAction.CONTESTED,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        narrative=text.id,
    )
    _tell_reporter_of(session, actor, NotificationKind.CONTESTED, held, now=now)
    tell_holders(session, NotificationKind.CONTESTED, held, now=now)
    _tell_coordinators(session, held, now=now)


def _objection(actor: Actor, held: Held, reason: Narrative, *, now: datetime) -> Contest:
    return Contest(
        case_id=held.case.id,
        level=ContestLevel.COORDINATOR,
        reason_id=reason.id,
        contested_at=now,
        contested_by_id=actor.user_id,
    )


def _as_sender(actor: Actor) -> Permission:
    return Permission.CONTEST_CASE if actor.user_id else Permission.FOLLOW_CASE


def _tell_reporter_of(
    session: Session, actor: Actor, kind: NotificationKind, held: Held, *, now: datetime
) -> None:
    """Let the reporter know what the reporting party did in their place."""
    if actor.user_id is not None:
        outbox.tell_reporter(session, kind, held.case, now=now)


def _tell_coordinators(session: Session, held: Held, *, now: datetime) -> None:
    """Let those who decide know it themselves; the unit's mailbox is told besides."""
    today = oslo_date(now)
    unit = session.get_one(Unit, held.assignment.unit_id)
    of_party = select(Membership.user_id).where(
        Membership.role == Role.COORDINATOR,
        Membership.party_id == unit.party_id,
        Membership.valid_from <= today,
        (Membership.valid_to.is_(None)) | (Membership.valid_to >= today),
    )
    for user_id in sorted(set(session.scalars(of_party))):
        outbox.tell_user(session, NotificationKind.CONTESTED, held.case, user_id, now=now)


def settle(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    outcome: ContestOutcome,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Decide as the recipient's coordinator whether a decline stands, and say why."""
    held = hold(session, actor, Permission.SETTLE_CASE, case_key, version=version)
    is_upheld = outcome is ContestOutcome.UPHELD
    apply(held, Action.UPHOLD if is_upheld else Action.OVERTURN, now=now)
    text = write(session, actor, held.case, NarrativeKind.CONTEST_DECISION, reason, now=now)
    decide(session, actor, held, outcome, now=now)
    if is_upheld:
        let_link_end(session, held, now=now)
    else:
        take_up_again(session, held, held.assignment, now=now)
        held.assignment.acknowledged_at = held.assignment.acknowledged_at or now
        held.assignment.acknowledged_on = held.assignment.acknowledged_on or oslo_date(now)
    action = AuditAction.CONTEST_UPHELD if is_upheld else AuditAction.CONTEST_OVERTURNED
    record_act(session, actor, action, held, now=now, narrative=text.id)
    outbox.tell_reporter(session, NotificationKind.CONTEST_SETTLED, held.case, now=now)
    if not is_upheld:
        tell_holders(session, NotificationKind.CONTEST_SETTLED, held, now=now)


def appeal(
    session: Session, actor: Actor, case_key: str, version: int | None = None, *, now: datetime
) -> None:
    """Ask the FSU secretaries to decide when the coordinator has upheld a decline, once.

    Raises:
        NothingToAppeal: when there is no decline that a coordinator has upheld.
    """
    held = hold(session, actor, _as_sender(actor), case_key, version=version)
    objection = contest_of(session, held.case.id)
    if objection is None or not may_be_appealed(objection):
        raise NothingToAppeal
    apply(held, Action.APPEAL, now=now)
    objection.level, objection.outcome = ContestLevel.SECRETARIAT, None
    objection.settled_at = objection.settled_by_id = None
    held.case.follow_ends_on = None
    desk = register.secretariat(session, held.case.helsefellesskap_id, oslo_date(now))
    opened = open_after(session, held, desk, now=now, is_placing=True)
    set_dates(session, held.case, opened)
    record_act(session, actor, AuditAction.APPEALED, held, now=now, to_assignment=opened.id)
    _tell_reporter_of(session, actor, NotificationKind.TO_BE_PLACED, held, now=now)
    outbox.tell_unit(session, NotificationKind.TO_BE_PLACED, held.case, desk.id, now=now)


def decide(
    session: Session, actor: Actor, held: Held, outcome: ContestOutcome, *, now: datetime
) -> None:
    """Keep what was decided about the objection, whoever decided it."""
    objection = contest_of(session, held.case.id)
    if objection is not None:
        objection.outcome = outcome
        objection.settled_at, objection.settled_by_id = now, actor.user_id


def take_up_again(session: Session, held: Held, assignment: Assignment, *, now: datetime) -> None:
    """Let a declined case count again. A due date that has passed is set from a new start.

    Nothing moved it while the case was declined, so it is set by what holds now first.
    """
    held.case.standing = Standing.COUNTED
    held.case.duplicate_of_id = None
    held.case.follow_ends_on = None
    today = oslo_date(now)
    set_dates(session, held.case, assignment)
    if is_overdue(assignment.due_on, today):
        begin_anew(session, held.case, [assignment], today=today)

"""Giving a case to a colleague, or back to the unit: by a leader, or because somebody is away."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import HandOverReason
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NotificationKind, Role
from app.models import Assignment, Case, Unit, User
from app.services import outbox
from app.services.acts import apply, hold, record_act
from app.services.cases import Held, assignments_of, relations_of
from app.services.work_lists.colleagues import Colleague, may_have


class NotAColleague(Exception):
    """The person has no casework role that reaches the unit, or no longer signs in here."""


class ColleagueAway(Exception):
    """The person is absent, and nobody has said that the case shall be theirs all the same."""

    def __init__(self, colleague: Colleague) -> None:
        """Keep who it is and until when."""
        super().__init__("the colleague is absent")
        self.colleague = colleague


def assign(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int | None,
    to_user_key: str | None,
    *,
    even_if_away: bool = False,
    now: datetime,
) -> bool:
    """Give a case to a colleague, or to nobody; False when it was theirs already.

    Raises:
        CaseNotFound: when there is no such case, or the actor may not know of it.
        NotPermitted: when the actor may read it but does not lead the unit that has it.
        OutdatedVersion: when ``version`` is not the assignment's.
        NotAColleague: when the person may not have the unit's cases.
        ColleagueAway: when the person is absent, unless ``even_if_away``.
    """
    held = hold(session, actor, Permission.ASSIGN_CASE, case_key, version=version)
    to_user_id = None if to_user_key is None else _user_id(session, to_user_key)
    if to_user_id is not None:
        _check(session, held, to_user_id, even_if_away=even_if_away, now=now)
    return _give(session, actor, held, to_user_id, HandOverReason.ASSIGNED, now=now)


def hand_over(
    session: Session,
    actor: Actor,
    assignment_id: int,
    to_user_id: int | None,
    reason: HandOverReason,
    *,
    now: datetime,
) -> bool:
    """Give an assignment to a colleague, or to nobody, as a consequence of another act.

    Whoever may do that act needs no permission on the case: an absence hands over what the person
    has. False when nothing changed.

    Raises:
        NotAColleague: when the person may not have the unit's cases.
        ColleagueAway: when the person is absent too.
    """
    held = _held(session, assignment_id)
    if to_user_id is not None:
        _check(session, held, to_user_id, even_if_away=False, now=now)
    return _give(session, actor, held, to_user_id, reason, now=now)


def units_to_share_out(session: Session, actor: Actor) -> frozenset[int]:
    """Give the units whose cases the actor may give to others: those led, or the party's own."""
    units = actor.unit_ids(Role.UNIT_LEADER)
    parties = actor.party_ids(Role.COORDINATOR)
    if not parties:
        return units
    return units | set(session.scalars(select(Unit.id).where(Unit.party_id.in_(parties))))


def _user_id(session: Session, key: str) -> int:
    found = session.scalar(select(User.id).where(User.key == key))
    if found is None:
        raise NotAColleague
    return found


def _check(
    session: Session, held: Held, user_id: int, *, even_if_away: bool, now: datetime
) -> None:
    colleague = may_have(session, user_id, held.assignment.unit_id, on=oslo_date(now))
    if colleague is None:
        raise NotAColleague
    if colleague.is_away and not even_if_away:
        raise ColleagueAway(colleague)


def _held(session: Session, assignment_id: int) -> Held:
    """Lock the case of one assignment. The case is locked first, as everywhere."""
    case_id = session.get_one(Assignment, assignment_id).case_id
    case = session.scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
    assignments = assignments_of(session, case.id, for_act=True)
    own = next(row for row in assignments if row.id == assignment_id)
    return Held(case, own, assignments, relations_of(session, case))


def _give(
    session: Session,
    actor: Actor,
    held: Held,
    to_user_id: int | None,
    reason: HandOverReason,
    *,
    now: datetime,
) -> bool:
    """Write who has the case now; whoever gets it is told, unless it is their own doing."""
    if held.assignment.handler_id == to_user_id:
        return False
    apply(held, Action.ASSIGN, now=now)
    held.assignment.handler_id = to_user_id
    record_act(
        session,
        actor,
        AuditAction.HANDED_OVER,
        held,
        now=now,
        handler=to_user_id,
        reason=reason.value,
    )
    if to_user_id is not None and to_user_id != actor.user_id:
        outbox.tell_user(session, NotificationKind.HANDED_OVER, held.case, to_user_id, now=now)
    return True

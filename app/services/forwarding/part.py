"""What the case's page tells of who has the case, and of an objection to a decline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import ContestLevel, ContestOutcome
from app.domain.lifecycle import Action, Status, can
from app.domain.policy import Actor
from app.domain.vocabulary import NarrativeKind, Words
from app.models import Assignment, Case, Contest, Narrative, Party, Unit
from app.services.case_words import Names
from app.services.cases import current, own_of
from app.services.forwarding.disputes import (
    contest_of,
    is_appealed,
    is_overturned,
    may_be_appealed,
)
from app.services.forwarding.hops import hops_of
from app.services.forwarding.offering import Ways, ways_from
from app.services.retention.erased_words import Text, shown
from app.services.timeline import Place


@dataclass(frozen=True)
class JointSide:
    """One of those who have the case. ``handler`` is empty for the other party's readers."""

    unit: Words
    party: Words
    status: Status
    has_handler: bool
    handler: str
    is_own: bool


@dataclass(frozen=True)
class Objection:
    """An objection to a decline, and the latest decision about it.

    ``decision_id`` is None while nobody has decided, and where the secretaries have: their decision
    has no words of its own.
    """

    reason: Text
    reason_id: int
    at: datetime
    is_reporters: bool
    level: ContestLevel
    outcome: ContestOutcome | None
    settled_at: datetime | None
    decision: Text = ""
    decision_id: int | None = None

    @property
    def is_with_secretaries(self) -> bool:
        """Tell whether the secretaries have been asked."""
        return self.level is ContestLevel.SECRETARIAT


@dataclass(frozen=True)
class ForwardingPart:
    """Who has a case, where it may go, and what was objected.

    ``clock_from_on`` is the day that the time to answer began anew, when it did because a decline
    was overturned. ``barred`` are acts that the state machine lists and these rules do not allow.
    """

    sides: tuple[JointSide, ...]
    ways: Ways | None
    objection: Objection | None
    is_being_placed: bool
    is_placed: bool
    is_appealed: bool
    clock_from_on: date | None
    barred: frozenset[Action]

    @property
    def is_joint(self) -> bool:
        """Tell whether two parties have the case together."""
        return len(self.sides) > 1

    @property
    def others(self) -> tuple[JointSide, ...]:
        """Give those that are not the reader's own side."""
        return tuple(side for side in self.sides if not side.is_own)


def forwarding_part(
    session: Session,
    actor: Actor,
    case: Case,
    assignments: list[Assignment],
    *,
    names: Names,
    may_forward: bool,
    today: date,
) -> ForwardingPart:
    """Read it as somebody may see it who is on one of the sides, or follows from the sender's."""
    own = own_of(session, actor, assignments)
    contest = contest_of(session, case.id)
    held = current(assignments)
    is_joint = len(held) > 1
    hops = hops_of(session, assignments)
    return ForwardingPart(
        sides=_sides(session, held, own, names),
        ways=ways_from(
            session,
            actor,
            session.get_one(Unit, own.unit_id),
            hops,
            is_joint=is_joint,
            helsefellesskap_id=case.helsefellesskap_id,
            on=today,
        )
        if may_forward
        else None,
        objection=_objection(session, case, contest),
        is_being_placed=any(row.is_placing for row in held),
        is_placed=any(hop.is_decision for hop in hops),
        is_appealed=is_appealed(contest),
        clock_from_on=own.clock_from_on if is_overturned(contest) else None,
        barred=barred(contest, is_joint=is_joint),
    )


def barred(contest: Contest | None, *, is_joint: bool) -> frozenset[Action]:
    """Give the acts that are not possible though the status would allow them."""
    found = set()
    if is_joint or is_overturned(contest):
        found.add(Action.DECLINE)
    if contest is not None:
        found.add(Action.CONTEST)
    if not may_be_appealed(contest):
        found.add(Action.APPEAL)
    return frozenset(found)


def _sides(
    session: Session, held: Sequence[Assignment], own: Assignment, names: Names
) -> tuple[JointSide, ...]:
    rows = session.execute(
        select(Unit.id, Unit.name, Party.name)
        .join(Party, Party.id == Unit.party_id)
        .where(Unit.id.in_([row.unit_id for row in held]))
    )
    places = {unit_id: (unit, party) for unit_id, unit, party in rows}
    return tuple(
        JointSide(
            *places[row.unit_id],
            status=row.status,
            has_handler=row.handler_id is not None,
            handler=names.get(row.handler_id, ""),
            is_own=row is own,
        )
        for row in held
    )


def _objection(session: Session, case: Case, contest: Contest | None) -> Objection | None:
    if contest is None:
        return None
    reason = session.get_one(Narrative, contest.reason_id)
    decision = session.scalars(
        select(Narrative)
        .where(Narrative.case_id == case.id, Narrative.kind == NarrativeKind.CONTEST_DECISION)
        .order_by(Narrative.id.desc())
    ).first()
    return Objection(
        reason=shown(reason.body, reason.erased_at),
        reason_id=reason.id,
        at=contest.contested_at,
        is_reporters=contest.contested_by_id is None,
        level=contest.level,
        outcome=contest.outcome,
        settled_at=contest.settled_at,
        decision=shown(decision.body, decision.erased_at) if decision else "",
        decision_id=decision.id if decision else None,
    )


@dataclass(frozen=True)
class FollowedPart:
    """What whoever follows a case is told of who has it, and may do about a decline."""

    places: tuple[Place, ...]
    is_being_placed: bool
    is_appealed: bool
    objection: Objection | None
    may_contest: bool
    may_appeal: bool


def followed_part(session: Session, case: Case, assignments: list[Assignment]) -> FollowedPart:
    """Read it for the reporter: units and parties, and nobody's name."""
    contest = contest_of(session, case.id)
    held = current(assignments)
    status = held[0].status
    not_possible = barred(contest, is_joint=len(held) > 1)
    return FollowedPart(
        places=tuple(
            Place(side.unit, side.party) for side in _sides(session, held, held[0], names={})
        ),
        is_being_placed=any(row.is_placing for row in held),
        is_appealed=is_appealed(contest),
        objection=_objection(session, case, contest),
        may_contest=can(status, Action.CONTEST) and Action.CONTEST not in not_possible,
        may_appeal=can(status, Action.APPEAL) and Action.APPEAL not in not_possible,
    )

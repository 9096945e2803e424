"""The two FSU secretaries decide together: one proposes, the other side's agrees or proposes anew.

One speaks for the hospital and one for the municipalities, as their memberships say. Nobody agrees
with themselves, and what both have agreed to is final.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import ContestOutcome
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, Status
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NotificationKind, PartyKind, Role, UnitKind
from app.models import Assignment, Case, Membership, Party, PlacingProposal, Unit
from app.services import outbox
from app.services.acts import apply, follow_assignments, hold, let_link_end, record_act
from app.services.cases import Held
from app.services.forwarding.contesting import decide, take_up_again
from app.services.forwarding.disputes import contest_of, is_appealed, open_proposal
from app.services.forwarding.offering import units_that_take_cases
from app.services.forwarding.opening import UnknownUnit, open_after
from app.services.opening import new_case_kind

STANDS = ""
"""What is proposed in the place of a unit's key: that the decline stands."""


class SpeaksForNobody(Exception):
    """The secretary's membership does not say which side they speak for."""


class NothingToAgreeTo(Exception):
    """The other side has proposed nothing, or what there is, is the actor's own side's."""


def propose(
    session: Session, actor: Actor, case_key: str, version: int, unit_key: str, *, now: datetime
) -> bool:
    """Propose who shall have a case, or that a decline stands; true when that settles it.

    It does when the other side has proposed the same.

    Raises:
        SpeaksForNobody: when the membership names no party.
        UnknownUnit: when the unit takes no cases, or no decline is contested.
    """
    held = hold(session, actor, Permission.DECIDE_PLACING, case_key, version=version)
    side = side_of(session, actor, held.case)
    unit = _proposed(session, held, unit_key, now=now)
    before = open_proposal(session, held.assignment.id)
    if (
        before
        and before.to_unit_id == (unit.id if unit else None)
        and _may_agree(actor, side, before)
    ):
        _carry_out(session, actor, held, before, now=now)
        return True
    apply(held, Action.PROPOSE_PLACING, now=now)
    if before is not None:
        before.replaced_at = now
    proposal = PlacingProposal(
        case_id=held.case.id,
        assignment_id=held.assignment.id,
        to_unit_id=unit.id if unit else None,
        side=side,
        proposed_by_id=actor.user_id,
        proposed_at=now,
    )
    session.add(proposal)
    session.flush()
    record_act(session, actor, AuditAction.PLACING_PROPOSED, held, now=now, proposal=proposal.id)
    _tell_other_side(session, held.case, side, now=now)
    return False


def agree(session: Session, actor: Actor, case_key: str, version: int, *, now: datetime) -> None:
    """Agree to what the other side's secretary proposes, and carry it out.

    Raises:
        SpeaksForNobody: when the membership names no party.
        NothingToAgreeTo: when there is no proposal, or it is the actor's own or own side's.
        UnknownUnit: when the unit takes no cases any more.
    """
    held = hold(session, actor, Permission.DECIDE_PLACING, case_key, version=version)
    side = side_of(session, actor, held.case)
    proposal = open_proposal(session, held.assignment.id)
    if proposal is None or not _may_agree(actor, side, proposal):
        raise NothingToAgreeTo
    _carry_out(session, actor, held, proposal, now=now)


def side_of(session: Session, actor: Actor, case: Case) -> PartyKind:
    """Give the side that a secretary speaks for in the case's helsefellesskap.

    Raises:
        SpeaksForNobody: when no membership of theirs names one.
    """
    party_ids = [
        grant.party_id
        for grant in actor.grants
        if grant.role is Role.FSU_SECRETARY and grant.helsefellesskap_id == case.helsefellesskap_id
    ]
    kinds = session.scalars(select(Party.kind).where(Party.id.in_(party_ids)).order_by(Party.id))
    side = next((kind for kind in kinds if kind is not PartyKind.JOINT_BODY), None)
    if side is None:
        raise SpeaksForNobody
    return side


def _may_agree(actor: Actor, side: PartyKind, proposal: PlacingProposal) -> bool:
    return proposal.side is not side and proposal.proposed_by_id != actor.user_id


def _proposed(session: Session, held: Held, key: str, *, now: datetime) -> Unit | None:
    """Find the unit proposed; None for a decline that stands, where one is contested."""
    if key == STANDS:
        if not is_appealed(contest_of(session, held.case.id)):
            raise UnknownUnit
        return None
    found = next((unit for unit in placeable(session, held.case, now=now) if unit.key == key), None)
    if found is None:
        raise UnknownUnit
    return found


def placeable(session: Session, case: Case, *, now: datetime) -> list[Unit]:
    """Give the units that the secretaries may choose."""
    units = units_that_take_cases(session, case.helsefellesskap_id, on=oslo_date(now))
    return [unit for unit in units if is_placeable(unit)]


def is_placeable(unit: Unit) -> bool:
    """Tell whether the secretaries may give a unit a case; they do not keep it themselves."""
    return unit.kind is not UnitKind.SECRETARIAT


def _carry_out(
    session: Session, actor: Actor, held: Held, proposal: PlacingProposal, *, now: datetime
) -> None:
    """Do what both sides have agreed to."""
    if proposal.to_unit_id is None:
        _let_decline_stand(session, actor, held, now=now)
    else:
        _place(session, actor, held, proposal.to_unit_id, now=now)
    proposal.agreed_by_id, proposal.agreed_at = actor.user_id, now


def _place(session: Session, actor: Actor, held: Held, unit_id: int, *, now: datetime) -> None:
    unit = next((u for u in placeable(session, held.case, now=now) if u.id == unit_id), None)
    if unit is None:
        raise UnknownUnit
    was_appealed = is_appealed(contest_of(session, held.case.id))
    apply(held, Action.FORWARD, now=now)
    opened = open_after(session, held, unit, now=now)
    if was_appealed:
        decide(session, actor, held, ContestOutcome.OVERTURNED, now=now)
        take_up_again(session, held, opened, now=now)
    record_act(
        session,
        actor,
        AuditAction.PLACED,
        held,
        now=now,
        to_assignment=opened.id,
        to_unit=unit.id,
    )
    kind = new_case_kind(held.case)
    outbox.tell_unit(session, kind, held.case, unit.id, now=now, is_sent_on=True)
    outbox.tell_reporter(session, NotificationKind.PLACED, held.case, now=now)


def _let_decline_stand(session: Session, actor: Actor, held: Held, *, now: datetime) -> None:
    """Give the case back, declined, to the unit that declined it."""
    assert held.assignment.previous_id is not None  # noqa: S101  it came from that unit
    declined = session.get_one(Assignment, held.assignment.previous_id)
    apply(held, Action.FORWARD, now=now)
    back = open_after(session, held, session.get_one(Unit, declined.unit_id), now=now)
    back.status, back.closed_at = Status.DECLINED, now
    back.acknowledged_at, back.acknowledged_on = declined.acknowledged_at, declined.acknowledged_on
    follow_assignments(held)
    decide(session, actor, held, ContestOutcome.UPHELD, now=now)
    let_link_end(session, held, now=now)
    record_act(session, actor, AuditAction.CONTEST_UPHELD, held, now=now, narrative=None)
    outbox.tell_reporter(session, NotificationKind.CONTEST_SETTLED, held.case, now=now)


def _tell_other_side(session: Session, case: Case, side: PartyKind, *, now: datetime) -> None:
    """Let the secretaries of the other side know that something waits for them."""
    for user_id in _secretaries(session, case, but=side, now=now):
        outbox.tell_user(session, NotificationKind.TO_BE_PLACED, case, user_id, now=now)


def _secretaries(session: Session, case: Case, *, but: PartyKind, now: datetime) -> Iterable[int]:
    today = oslo_date(now)
    query = (
        select(Membership.user_id)
        .join(Party, Party.id == Membership.party_id)
        .where(
            Membership.role == Role.FSU_SECRETARY,
            Membership.helsefellesskap_id == case.helsefellesskap_id,
            Membership.valid_from <= today,
            (Membership.valid_to.is_(None)) | (Membership.valid_to >= today),
            Party.kind != but,
        )
    )
    return sorted(set(session.scalars(query)))

"""Sending a case on to another unit, with the original time and due date."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.forwarding import Becomes, Hop, becomes
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NarrativeKind, NotificationKind
from app.models import Narrative, Unit
from app.services import outbox
from app.services.acts import apply, hold, record_act, write
from app.services.cases import Held
from app.services.forwarding.hops import hops_of, seat_of
from app.services.forwarding.joining import join, send_to_placing
from app.services.forwarding.offering import coordinates, units_that_take_cases
from app.services.forwarding.opening import UnknownUnit, open_after
from app.services.opening import new_case_kind


class CoordinatorPlaces(Exception):
    """The case has been sent on twice inside the party, and only its coordinator may move it."""


def forward(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    *,
    to_unit_key: str,
    reason: str,
    now: datetime,
) -> Becomes:
    """Give the case to another unit, to both parties, or to whoever must decide; tell which.

    Raises:
        UnknownUnit: when the unit is unknown, retired, without a mailbox, or has it already.
        CoordinatorPlaces: when only the coordinator may choose that unit.
    """
    held = hold(session, actor, Permission.FORWARD_CASE, case_key, version=version)
    here = session.get_one(Unit, held.assignment.unit_id)
    unit = _receiver(session, held, to_unit_key, now=now)
    outcome = _outcome(session, actor, held, here, unit)
    text = write(session, actor, held.case, NarrativeKind.FORWARD_REASON, reason, now=now)
    if outcome is Becomes.JOINT:
        join(session, actor, held, unit, text, now=now)
    elif outcome is Becomes.SECRETARIAT:
        send_to_placing(session, actor, held, unit, text, now=now)
    else:
        _move(session, actor, held, unit, text, now=now)
        kind = _kind(held, outcome)
        outbox.tell_unit(session, kind, held.case, unit.id, now=now, is_sent_on=True)
        outbox.tell_reporter(session, NotificationKind.FORWARDED, held.case, now=now)
    return outcome


def _receiver(session: Session, held: Held, key: str, *, now: datetime) -> Unit:
    """Find a unit with a mailbox in the case's own helsefellesskap that does not have the case.

    The other side of a joint case may be named: then the secretaries decide.
    """
    home, today = held.case.helsefellesskap_id, oslo_date(now)
    units = units_that_take_cases(session, home, on=today, but=[held.assignment.unit_id])
    found = next((unit for unit in units if unit.key == key), None)
    if found is None:
        raise UnknownUnit
    return found


def _outcome(session: Session, actor: Actor, held: Held, here: Unit, unit: Unit) -> Becomes:
    """Say what the forwarding becomes for this actor, who may be the coordinator."""
    move = Hop(seat_of(here), seat_of(unit))
    outcome = becomes(hops_of(session, held.assignments), move, is_joint=held.is_joint)
    if outcome is not Becomes.COORDINATOR:
        return outcome
    if coordinates(actor, here):
        return Becomes.PLAIN
    if not unit.is_triage_desk:
        raise CoordinatorPlaces
    return outcome


def _move(
    session: Session, actor: Actor, held: Held, unit: Unit, reason: Narrative, *, now: datetime
) -> None:
    apply(held, Action.FORWARD, now=now)
    outbox.forget_new_case(session, held.case, held.assignment.unit_id)
    opened = open_after(session, held, unit, now=now)
    record_act(
        session,
        actor,
        AuditAction.FORWARDED,
        held,
        now=now,
        to_assignment=opened.id,
        to_unit=unit.id,
        narrative=reason.id,
    )


def _kind(held: Held, outcome: Becomes) -> NotificationKind:
    """The coordinator is told that somebody must decide; a serious case is told as serious."""
    kind = new_case_kind(held.case)
    is_decided_here = outcome is Becomes.COORDINATOR and kind is NotificationKind.NEW_CASE
    return NotificationKind.TO_BE_PLACED if is_decided_here else kind

"""What a person's memberships amount to on a day: the grants that the policy asks about."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.policy import Actor, Grant
from app.models import Membership, Unit, User


def actor_for(session: Session, user: User, *, on: date) -> Actor:
    """Give a person as the policy sees them on a day."""
    return Actor(
        user_id=user.id,
        grants=frozenset(_grant(session, row) for row in valid_memberships(session, user.id, on)),
    )


def valid_memberships(session: Session, user_id: int, on: date) -> list[Membership]:
    """Give the memberships that hold on a day, oldest first."""
    return list(
        session.scalars(
            select(Membership)
            .where(
                Membership.user_id == user_id,
                Membership.valid_from <= on,
                or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
            )
            .order_by(Membership.id)
        )
    )


def _grant(session: Session, membership: Membership) -> Grant:
    if membership.unit_id is None:
        return Grant(
            role=membership.role,
            helsefellesskap_id=membership.helsefellesskap_id,
            party_id=membership.party_id,
        )
    unit = session.get_one(Unit, membership.unit_id)
    family = session.execute(select(Unit.id, Unit.parent_id).where(Unit.party_id == unit.party_id))
    return Grant(
        role=membership.role,
        party_id=unit.party_id,
        unit_ids=frozenset(_with_those_below(unit.id, family.all())),
    )


def _with_those_below(unit_id: int, family: Iterable[tuple[int, int | None]]) -> list[int]:
    """Give a unit and everything under it; retired sections too, for their cases live on."""
    reached = [unit_id]
    for above in reached:
        reached += [below for below, parent in family if parent == above]
    return reached

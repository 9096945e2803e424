"""Whose people somebody is one of: which party acts, and whose names are shown."""

from collections.abc import Iterable

from sqlalchemy import Select, and_, not_, or_, select

from app.domain.policy import (
    UNIT_ROLES,
    Actor,
    Permission,
    Relations,
    is_secretary_where_it_lies,
    permits,
)
from app.domain.vocabulary import Role, UnitKind
from app.models import Membership, Unit


def own_parties(
    actor: Actor, relations: Relations, roles: tuple[Role, ...] = (Role.COORDINATOR, *UNIT_ROLES)
) -> frozenset[int]:
    """Give the parties of the case that the actor acts for; the secretary acts for FSU."""
    involved = relations.recipient_party_ids | {relations.reporting_party_id}
    own = actor.party_ids(*roles) & involved
    return (
        own | relations.recipient_party_ids if is_secretary_where_it_lies(actor, relations) else own
    )


def note_parties(actor: Actor, relations: Relations) -> frozenset[int]:
    """Give the parties whose own notes the actor reads: what the actor reads the case as."""
    own = own_parties(actor, relations)
    handled = own if permits(actor, Permission.READ_NOTES, relations) else frozenset()
    reported = own if permits(actor, Permission.REPLY_FOR_REPORTER, relations) else frozenset()
    return (handled & relations.recipient_party_ids) | (reported & {relations.reporting_party_id})


def people_of(party_ids: Iterable[int]) -> Select[int]:
    """Select the ids of those who have, or have had, a role in some parties.

    The secretaries are FSU's people, whichever party they speak for there.
    """
    parties = tuple(party_ids)
    units = select(Unit.id).where(Unit.party_id.in_(parties))
    is_secretary = Membership.role == Role.FSU_SECRETARY
    has_secretariat = units.where(Unit.kind == UnitKind.SECRETARIAT).exists()
    return select(Membership.user_id).where(
        or_(
            Membership.unit_id.in_(units),
            and_(Membership.party_id.in_(parties), not_(is_secretary)),
            and_(is_secretary, has_secretariat),
        )
    )

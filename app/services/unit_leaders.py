"""Who leads a unit, by the register as it is on a day, and where a line manager is reached."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.domain.joint_form import belongs
from app.domain.line_manager import is_same_mailbox
from app.domain.redaction import is_black
from app.domain.vocabulary import Role
from app.models import LineManagerRequest, MailDomain, Membership, Reporter, Unit, User


def units_with_leaders(session: Session, party_ids: Collection[int], on: date) -> list[Unit]:
    """Give the units of parties that have a leader on a day, in the register's order.

    A unit without a line manager above it, as a GP practice, is not among them.
    """
    led = select(Membership.unit_id).join(User, User.id == Membership.user_id).where(_leads(on))
    return list(
        session.scalars(
            select(Unit)
            .where(
                Unit.party_id.in_(party_ids),
                Unit.has_line_manager,
                Unit.id.in_(led),
                or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
                or_(Unit.valid_to.is_(None), Unit.valid_to >= on),
            )
            .order_by(Unit.party_id, Unit.position)
        )
    )


def leader_of(session: Session, unit_id: int | None, on: date, *, but: str = "") -> User | None:
    """Give the unit's leader on a day who is not the person with the address ``but``.

    With several, it is the one who has led it longest.
    """
    found = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.unit_id == unit_id, _leads(on))
        .order_by(Membership.valid_from, Membership.id)
    )
    return next((user for user in found if not is_same_mailbox(user.email, but)), None)


def address_of(session: Session, request: LineManagerRequest, on: date) -> str:
    """Give where the line manager is reached today; empty when nobody is.

    A typed address gets the link only while its domain is one of the party's, and never the
    reporter's own.
    """
    reporter = session.get(Reporter, request.case_id)
    own = reporter.email if reporter else ""
    if request.unit_id is not None:
        leader = leader_of(session, request.unit_id, on, but=own)
        return leader.email if leader else ""
    if is_black(request.email) or is_same_mailbox(request.email, own):
        return ""
    domains = session.scalars(
        select(MailDomain.domain).where(MailDomain.party_id == request.party_id)
    )
    is_known = belongs(request.email, frozenset(domain.lower() for domain in domains))
    return request.email if is_known else ""


def language_of(session: Session, request: LineManagerRequest, on: date, default: str) -> str:
    """Give the language that the register's leader has chosen, else ``default``."""
    leader = leader_of(session, request.unit_id, on) if request.unit_id else None
    return leader.language if leader else default


def _leads(on: date) -> ColumnElement[bool]:
    return (
        (Membership.role == Role.UNIT_LEADER)
        & (Membership.valid_from <= on)
        & or_(Membership.valid_to.is_(None), Membership.valid_to >= on)
        & User.deactivated_at.is_(None)
    )

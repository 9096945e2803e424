"""Filters of the inbox under a name: one's own, and those that a unit shares."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.domain.policy import UNIT_ROLES, Actor, NotPermitted, Permission, require
from app.domain.vocabulary import Words
from app.models import SavedView, Unit

MOST_VIEWS = 30
"""As many as a person, or a unit, may have; a list of lists that is longer helps nobody."""


class TooManyViews(Exception):
    """There is no room for another view before one is removed."""


@dataclass(frozen=True)
class View:
    """A saved view. ``filters`` is the query of its address; ``unit`` is None for one's own."""

    key: str
    name: str
    filters: str
    unit: Words | None


def views_of(session: Session, actor: Actor) -> tuple[View, ...]:
    """Give the actor's own views and those of the units that they work in, by name."""
    rows = session.execute(
        select(SavedView, Unit.name)
        .outerjoin(Unit, Unit.id == SavedView.unit_id)
        .where(_are_seen_by(actor))
        .order_by(SavedView.id)
    )
    views = [View(view.key, view.name, view.filters, unit) for view, unit in rows]
    return tuple(sorted(views, key=lambda view: (view.unit is not None, view.name.casefold())))


def units_to_share_with(session: Session, actor: Actor) -> dict[str, Words]:
    """Give the names of the units that the actor works in, by key, in the register's order."""
    rows = session.execute(
        select(Unit.key, Unit.name)
        .where(Unit.id.in_(actor.unit_ids(*UNIT_ROLES)), Unit.valid_to.is_(None))
        .order_by(Unit.party_id, Unit.position, Unit.id)
    )
    return dict(rows.all())


def save_view(
    session: Session, actor: Actor, name: str, filters: str, unit_key: str, *, now: datetime
) -> None:
    """Keep filters under a name, for a unit when one is named; the same ones are kept once.

    Raises:
        NotPermitted: when the actor does not work in the unit.
        TooManyViews: when there is no room for more.
    """
    require(actor, Permission.SAVE_VIEW)
    unit_id = _own_unit(session, actor, unit_key) if unit_key else None
    kept = session.scalars(select(SavedView).where(_are_kept_for(actor, unit_id))).all()
    if any((view.name, view.filters) == (name, filters) for view in kept):
        return
    if len(kept) >= MOST_VIEWS:
        raise TooManyViews
    session.add(
        SavedView(
            key=secrets.token_urlsafe(16),
            name=name,
            filters=filters,
            unit_id=unit_id,
            saved_by_id=actor.user_id or 0,
            saved_at=now,
        )
    )
    session.flush()


def remove_view(session: Session, actor: Actor, key: str) -> bool:
    """Remove a view that the actor sees; False when there is none, as after a second click."""
    require(actor, Permission.SAVE_VIEW)
    found = session.scalar(select(SavedView).where(SavedView.key == key, _are_seen_by(actor)))
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True


def _own_unit(session: Session, actor: Actor, key: str) -> int:
    unit_id = session.scalar(select(Unit.id).where(Unit.key == key))
    if unit_id is None or unit_id not in actor.unit_ids(*UNIT_ROLES):
        raise NotPermitted
    return unit_id


def _are_kept_for(actor: Actor, unit_id: int | None) -> ColumnElement[bool]:
    if unit_id is not None:
        return SavedView.unit_id == unit_id
    return and_(SavedView.unit_id.is_(None), SavedView.saved_by_id == actor.user_id)


def _are_seen_by(actor: Actor) -> ColumnElement[bool]:
    return or_(
        _are_kept_for(actor, None), SavedView.unit_id.in_(sorted(actor.unit_ids(*UNIT_ROLES)))
    )

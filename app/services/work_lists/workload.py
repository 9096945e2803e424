"""How much lies where: for a leader the own units, for a coordinator the party's.

It is for sharing the work out, not for comparing people: units stand in the register's order and
people by name, and nothing is counted that says who is quick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import is_overdue
from app.domain.policy import Actor
from app.domain.vocabulary import Role, Words
from app.models import Assignment, Unit, User
from app.services.work_lists.colleagues import away_until
from app.services.work_lists.rows import UNANSWERED


@dataclass(frozen=True)
class Load:
    """Cases that wait for an answer. ``median_age`` is in days since they were sent."""

    open: int
    overdue: int
    waiting: int
    median_age: int


@dataclass(frozen=True)
class HandlerLoad:
    """What one person has in a unit; an empty ``key`` is what nobody has taken."""

    key: str
    name: str
    load: Load
    away_until: date | None = None


@dataclass(frozen=True)
class UnitLoad:
    """What lies with one unit, and how it is shared: what nobody has first, then by name."""

    key: str
    name: Words
    load: Load
    handlers: tuple[HandlerLoad, ...]


def workload(session: Session, actor: Actor, *, today: date) -> tuple[UnitLoad, ...]:
    """Give the units that have open cases, in the register's order."""
    units = select(Unit.id).where(
        Unit.id.in_(sorted(actor.unit_ids(Role.UNIT_LEADER)))
        | Unit.party_id.in_(sorted(actor.party_ids(Role.COORDINATOR)))
    )
    rows = session.execute(
        select(
            Unit.key.label("unit_key"),
            Unit.name.label("unit"),
            User.id.label("user_id"),
            User.key.label("user_key"),
            User.name.label("user"),
            Assignment.due_on,
            Assignment.sent_on,
            Assignment.awaits_reporter,
        )
        .select_from(Assignment)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(User, User.id == Assignment.handler_id)
        .where(
            Assignment.unit_id.in_(units),
            Assignment.status.in_(UNANSWERED),
            ~Assignment.is_placing,
        )
        .order_by(Unit.party_id, Unit.position, Unit.id)
    ).all()
    away = away_until(session, on=today)
    by_unit = _grouped(rows, "unit_key")
    return tuple(
        UnitLoad(key, lying[0].unit, _load(lying, today), _handlers(lying, away, today))
        for key, lying in by_unit.items()
    )


def _handlers(rows: Sequence[Any], away: dict[int, date], today: date) -> tuple[HandlerLoad, ...]:
    loads = [
        HandlerLoad(key or "", had[0].user or "", _load(had, today), away.get(had[0].user_id or 0))
        for key, had in _grouped(rows, "user_key").items()
    ]
    return tuple(sorted(loads, key=lambda each: each.name.casefold()))


def _grouped(rows: Sequence[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, column), []).append(row)
    return groups


def _load(rows: Sequence[Any], today: date) -> Load:
    ages = [(today - row.sent_on).days for row in rows]
    return Load(
        open=len(rows),
        overdue=sum(is_overdue(row.due_on, today) for row in rows),
        waiting=sum(row.awaits_reporter for row in rows),
        median_age=round(median(ages)),
    )

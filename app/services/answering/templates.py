"""Answer templates: words that a unit begins its answers from, kept by those who answer."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.case import TemplateDraft
from app.domain.deadlines import oslo_date
from app.domain.policy import Actor, NotPermitted
from app.domain.vocabulary import Role, Words
from app.models import AnswerTemplate, Party, Unit

KEY_BYTES = 16


class UnknownTemplate(Exception):
    """There is no such template, or it is not one of the actor's units'."""


@dataclass(frozen=True)
class Template:
    """A template, with its key and the name of its unit."""

    key: str
    unit: Words
    draft: TemplateDraft


def own_units(session: Session, actor: Actor, *, now: datetime) -> list[Unit]:
    """Give the units whose templates the actor keeps: where they answer, lead or coordinate."""
    query = (
        select(Unit)
        .join(Party, Party.id == Unit.party_id)
        .where(
            or_(
                Unit.id.in_(actor.unit_ids(Role.CASEWORKER, Role.UNIT_LEADER)),
                Unit.party_id.in_(actor.party_ids(Role.COORDINATOR)),
            ),
            Unit.mailbox.is_not(None),
            or_(Unit.valid_to.is_(None), Unit.valid_to >= oslo_date(now)),
        )
        .order_by(Party.id, Unit.position)
    )
    return list(session.scalars(query))


def own_templates(session: Session, actor: Actor, *, now: datetime) -> tuple[Template, ...]:
    """Give every template that the actor keeps, by unit and name."""
    return templates_of(session, [unit.id for unit in own_units(session, actor, now=now)])


def templates_of(session: Session, unit_ids: Iterable[int]) -> tuple[Template, ...]:
    """Give the templates of units, by unit and name."""
    query = (
        select(AnswerTemplate, Unit)
        .join(Unit, Unit.id == AnswerTemplate.unit_id)
        .where(AnswerTemplate.unit_id.in_(unit_ids), AnswerTemplate.retired_at.is_(None))
        .order_by(AnswerTemplate.unit_id, AnswerTemplate.id)
    )
    return tuple(
        Template(row.key, unit.name, _draft(row, unit)) for row, unit in session.execute(query)
    )


def _draft(row: AnswerTemplate, unit: Unit) -> TemplateDraft:
    return TemplateDraft(
        unit_key=unit.key,
        name=row.name,
        finding=row.finding,
        cause_kind=row.cause_kind,
        cause=row.cause,
        measures=row.measures,
        no_measures=row.no_measures,
    )


def save(
    session: Session, actor: Actor, draft: TemplateDraft, *, key: str | None = None, now: datetime
) -> str:
    """Keep a template, or what is now said in the one with ``key``; give its key.

    Saving the same new template twice keeps one.

    Raises:
        NotPermitted: when the unit is not the actor's to keep templates for.
        UnknownTemplate: when there is none with that key among the actor's.
    """
    units = {unit.key: unit for unit in own_units(session, actor, now=now)}
    if draft.unit_key not in units:
        raise NotPermitted
    kept = templates_of(session, [unit.id for unit in units.values()])
    same = next((each.key for each in kept if each.draft == draft), None)
    if key is None and same is not None:
        return same
    row = _own(session, kept, key) if key else AnswerTemplate(key=secrets.token_urlsafe(KEY_BYTES))
    said = asdict(draft) | {"unit_id": units[draft.unit_key].id}
    said |= {"saved_at": now, "saved_by_id": actor.user_id}
    for name in said.keys() - {"unit_key"}:
        setattr(row, name, said[name])
    session.add(row)
    session.flush()
    return row.key


def retire(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    """Take a template out of use; one that is out of use already stays so.

    Raises:
        UnknownTemplate: when there is none with that key among the actor's.
    """
    _own(session, own_templates(session, actor, now=now), key).retired_at = now


def _own(session: Session, kept: Iterable[Template], key: str) -> AnswerTemplate:
    if key not in {each.key for each in kept}:
        raise UnknownTemplate
    return session.scalars(select(AnswerTemplate).where(AnswerTemplate.key == key)).one()

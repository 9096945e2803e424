"""Turning what the form says into parties, a hospital unit and an inbox."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain import routing
from app.domain.case import CaseDraft
from app.domain.routing import Desks, Routing, RoutingFacts
from app.domain.vocabulary import Direction
from app.models import Party, RoutingRule, Unit
from app.services import register


@dataclass(frozen=True)
class Addressed:
    """Where a report comes from and goes to, as ids; None is what the register lacks."""

    reporting_party_id: int | None
    recipient_party_id: int | None
    municipality_id: int | None
    hospital_unit_id: int | None
    routing: Routing


def address(session: Session, helsefellesskap_id: int, draft: CaseDraft, *, on: date) -> Addressed:
    """Find the parties and choose the inbox for a draft.

    Raises:
        LookupError: when the register has no secretariat to fall back on.
    """
    municipality = register.find_party(session, draft.municipality_key)
    hospital = register.find_party(session, draft.hospital_key)
    to_hospital = draft.direction is Direction.TO_HOSPITAL
    reporting, recipient = (municipality, hospital) if to_hospital else (hospital, municipality)
    unit = register.find_unit(session, draft.hospital_unit_key)
    facts = RoutingFacts(
        direction=draft.direction,
        recipient_party=recipient.key if recipient else None,
        hospital_units=frozenset(row.key for row in _with_clinic(session, unit)),
        service_kinds=frozenset(draft.service_kinds),
    )
    rules = valid_rules(session, helsefellesskap_id, on)
    chosen = routing.choose_unit(facts, rules, _desks(session, helsefellesskap_id, recipient, on))
    return Addressed(
        reporting_party_id=reporting.id if reporting else None,
        recipient_party_id=recipient.id if recipient else None,
        municipality_id=municipality.id if municipality else None,
        hospital_unit_id=unit.id if unit else None,
        routing=chosen,
    )


def valid_rules(
    session: Session, helsefellesskap_id: int, on: date
) -> tuple[routing.RoutingRule, ...]:
    """Give the rules that hold on a date, in order."""
    rows = session.scalars(
        select(RoutingRule)
        .join(Unit, Unit.id == RoutingRule.unit_id)
        .where(
            RoutingRule.helsefellesskap_id == helsefellesskap_id,
            RoutingRule.valid_from <= on,
            or_(RoutingRule.valid_to.is_(None), RoutingRule.valid_to >= on),
            or_(Unit.valid_to.is_(None), Unit.valid_to >= on),
        )
        .order_by(RoutingRule.position)
    )
    return tuple(
        routing.RoutingRule(
            id=row.id,
            direction=row.direction,
            unit_id=row.unit_id,
            recipient_party=row.recipient_party,
            hospital_unit=row.hospital_unit,
            service_kind=row.service_kind,
        )
        for row in rows
    )


def _with_clinic(session: Session, unit: Unit | None) -> list[Unit]:
    chain: list[Unit] = []
    while unit is not None:
        chain.append(unit)
        unit = session.get(Unit, unit.parent_id) if unit.parent_id else None
    return chain


def _desks(session: Session, helsefellesskap_id: int, recipient: Party | None, on: date) -> Desks:
    desk = register.triage_desk(session, recipient.id, on) if recipient else None
    return Desks(
        triage_unit_id=desk.id if desk else None,
        secretariat_unit_id=register.secretariat(session, helsefellesskap_id, on).id,
    )

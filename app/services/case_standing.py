"""Where a case stands for one reader: who has it, what is due, what the parties call it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.deadlines import days_late, is_overdue
from app.domain.lifecycle import Action, can
from app.domain.policy import Actor
from app.domain.vocabulary import Words
from app.models import Assignment, Case, ExternalReference, Party, Unit
from app.services.case_words import Names
from app.services.cases import current
from app.services.settings import deadline_lengths


@dataclass(frozen=True)
class Clock:
    """What is due. ``late`` counts days past the answer's date while an answer is owed."""

    acknowledge_due_on: date
    is_acknowledged_late: bool
    due_on: date
    late: int
    is_decided: bool


@dataclass(frozen=True)
class Holder:
    """Who has the case. ``handler`` is empty for those who may not see the name."""

    unit: Words
    party: Words
    handler: str
    is_reader: bool


@dataclass(frozen=True)
class Numbers:
    """What the parties call the case: the reporter's number, and the reader's own party's."""

    reporters: str
    own: str
    own_party_id: int | None
    own_party: Words | None


def clock_of(session: Session, case: Case, assignment: Assignment, today: date) -> Clock:
    """Give what is due, and what the lengths rest on."""
    lengths = deadline_lengths(session, case.helsefellesskap_id, case.sent_on)
    owes_answer = can(assignment.status, Action.ACKNOWLEDGE) or can(
        assignment.status, Action.ANSWER
    )
    return Clock(
        acknowledge_due_on=assignment.acknowledge_due_on,
        is_acknowledged_late=is_overdue(
            assignment.acknowledge_due_on, assignment.acknowledged_on or today
        ),
        due_on=assignment.due_on,
        late=days_late(assignment.due_on, today) if owes_answer else 0,
        is_decided=lengths.decided_on is not None,
    )


def holder_of(
    session: Session,
    actor: Actor,
    assignment: Assignment,
    parties: Mapping[int | None, Words],
    names: Names,
) -> Holder:
    """Give who has one assignment, as the reader may see it."""
    unit = session.get_one(Unit, assignment.unit_id)
    return Holder(
        unit=unit.name,
        party=parties.get(unit.party_id) or session.get_one(Party, unit.party_id).name,
        handler=names.get(assignment.handler_id, ""),
        is_reader=assignment.handler_id is not None and assignment.handler_id == actor.user_id,
    )


def party_names(
    session: Session, case: Case, assignments: list[Assignment]
) -> dict[int | None, Words]:
    """Give the names of the party that reported, and of every one that has the case."""
    held = select(Unit.party_id).where(Unit.id.in_([row.unit_id for row in current(assignments)]))
    involved = or_(Party.id == case.reporting_party_id, Party.id.in_(held))
    return dict(session.execute(select(Party.id, Party.name).where(involved)).all())


def numbers_of(
    session: Session, case: Case, parties: Mapping[int | None, Words], own: frozenset[int]
) -> Numbers:
    """Give what the parties call the case; ``own`` are the reader's own parties."""
    rows = session.execute(
        select(ExternalReference.party_id, ExternalReference.value).where(
            ExternalReference.case_id == case.id
        )
    )
    values: dict[int | None, str] = dict(rows.all())
    own_party_id = min(own, default=None)
    return Numbers(
        reporters=values.get(case.reporting_party_id, ""),
        own=values.get(own_party_id, "") if own_party_id else "",
        own_party_id=own_party_id,
        own_party=parties.get(own_party_id),
    )

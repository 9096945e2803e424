"""Reading how long cases are kept, and what of them is left to erase.

Many cases are read in a fixed number of statements, and no text is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.retention import (
    CaseKeeping,
    Decision,
    Parties,
    Responsibility,
    decision_in_force,
    keeping,
)
from app.domain.vocabulary import Side, Standing
from app.models import (
    Answer,
    AnswerText,
    Archiving,
    Assignment,
    Case,
    Narrative,
    Note,
    Reporter,
    RetentionDecision,
    Unit,
)
from app.services.cases import current


@dataclass(frozen=True)
class KeptCase:
    """A case as the rule sees it.

    ``sides`` and ``notes_of`` (parties) say where a text is left.
    """

    id: int
    key: str
    reference: str
    keeping: CaseKeeping
    sides: frozenset[Side]
    notes_of: frozenset[int]

    def has_left(self, party: int) -> bool:
        """Tell whether anything is left that a party's rule erases."""
        own = {side for side in Side if party in self.keeping.parties.of_side(side)}
        return bool(own & self.sides) or party in self.notes_of

    def due_parties(self, today: date) -> list[int]:
        """Give the parties whose rule erases something of the case today, by id."""
        return sorted(
            party
            for party in self.keeping.due_parties(today)
            if self.keeping.due_sides(party, today) & self.sides or party in self.notes_of
        )


def decisions_in_force(session: Session, today: date) -> dict[int, Decision]:
    """Give the decision that each party has in force, by party."""
    made: dict[int, list[Decision]] = defaultdict(list)
    for row in session.scalars(select(RetentionDecision)):
        made[row.party_id].append(Decision(row.decided_on, row.months, row.decision))
    found = {party: decision_in_force(decisions, today) for party, decisions in made.items()}
    return {party: decision for party, decision in found.items() if decision}


@dataclass
class _Beside:
    """What other tables say of the cases, by case."""

    decisions: Mapping[int, Decision]
    party_of_unit: Mapping[int, int]
    assignments: dict[int, list[Assignment]] = field(default_factory=lambda: defaultdict(list))
    archived: dict[int, dict[int, datetime]] = field(default_factory=lambda: defaultdict(dict))
    written: dict[int, datetime] = field(default_factory=dict)
    sides: dict[int, set[Side]] = field(default_factory=lambda: defaultdict(set))
    notes_of: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def kept_cases(session: Session, within: Select[int], *, today: date) -> Iterator[KeptCase]:
    """Read the cases whose ids ``within`` selects, oldest first, in eleven statements."""
    rows = session.execute(
        select(
            Case.id,
            Case.key,
            Case.reference,
            Case.reporting_party_id,
            Case.reopened_at,
            Case.entered_for,
            Case.standing,
        )
        .where(Case.id.in_(within))
        .order_by(Case.id)
    ).all()
    beside = _read_beside(session, within, today)
    return (_kept(row, beside) for row in rows)


def _read_beside(session: Session, within: Select[int], today: date) -> _Beside:
    beside = _Beside(
        decisions=decisions_in_force(session, today),
        party_of_unit=dict(session.execute(select(Unit.id, Unit.party_id)).all()),
    )
    assignments = select(Assignment).where(Assignment.case_id.in_(within)).order_by(Assignment.id)
    for assignment in session.scalars(assignments):
        beside.assignments[assignment.case_id].append(assignment)
    for row in session.scalars(select(Archiving).where(Archiving.case_id.in_(within))):
        beside.archived[row.case_id][row.party_id] = row.archived_at
    newest = select(Narrative.case_id, func.max(Narrative.written_at))
    written = newest.where(Narrative.case_id.in_(within)).group_by(Narrative.case_id)
    beside.written = dict(session.execute(written).all())
    _read_left(session, within, beside)
    return beside


def _read_left(session: Session, within: Select[int], beside: _Beside) -> None:
    """Find where a text is left, without reading any."""
    sides = select(Narrative.case_id, Narrative.side).where(
        Narrative.case_id.in_(within), Narrative.erased_at.is_(None)
    )
    for case_id, side in session.execute(sides.distinct()):
        beside.sides[case_id].add(side)
    for case_id in session.scalars(select(Reporter.case_id).where(Reporter.case_id.in_(within))):
        beside.sides[case_id].add(Side.REPORTER)
    of_answers = select(Answer.case_id).where(Answer.case_id.in_(within))
    named = of_answers.where(Answer.responsible != "")
    worded = of_answers.join(AnswerText).where(AnswerText.erased_at.is_(None))
    for case_id in session.scalars(named.union(worded)):
        beside.sides[case_id].add(Side.RECIPIENT)
    notes = select(Note.case_id, Note.party_id).where(
        Note.case_id.in_(within), Note.erased_at.is_(None)
    )
    for case_id, party in session.execute(notes.distinct()):
        beside.notes_of[case_id].add(party)


def _kept(row: Row[*tuple[Any, ...]], beside: _Beside) -> KeptCase:
    assignments = beside.assignments[row.id]
    held_by = [beside.party_of_unit[each.unit_id] for each in assignments]
    recipients = frozenset(beside.party_of_unit[each.unit_id] for each in current(assignments))
    if row.standing is Standing.UNSENT:
        held_by, recipients = [], frozenset()  # nobody but its own party has ever seen it
    reporting = frozenset({row.reporting_party_id} - {None})
    parties = Parties(
        reporting=row.reporting_party_id,
        recipients=recipients,
        former=frozenset(held_by) - recipients - reporting,
    )
    responsibilities = [
        Responsibility(each.status, each.answered_at, each.closed_at) for each in assignments
    ]
    by_party = {
        party: keeping(
            responsibilities,
            reopened_at=row.reopened_at,
            decision=beside.decisions.get(party),
            archived_at=beside.archived[row.id].get(party),
            written_at=beside.written.get(row.id),
        )
        for party in parties.on_the_case | parties.former
    }
    sender = {Side.REPORTER} if row.entered_for else set()
    return KeptCase(
        id=row.id,
        key=row.key,
        reference=Reference(row.reference).spoken,
        keeping=CaseKeeping(parties, by_party),
        sides=frozenset(beside.sides[row.id] | sender),
        notes_of=frozenset(beside.notes_of[row.id]),
    )

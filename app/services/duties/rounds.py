"""The morning's look for serious cases in which a party has not said a word about its duties.

Each party answers for itself, since the duty rests on the enterprise where the event happened. The
mailbox is reminded once, after a whole working day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import BESIDE, Action
from app.domain.vocabulary import Consequence, NotificationKind, Standing
from app.domain.working_days import WorkingDays
from app.models import AuditEntry, Case, DutyAssessment, Narrative, Unit
from app.services import outbox
from app.services.cases import assignments_of, current
from app.services.duties.reminders import desk_of, was_reminded

WORKING_DAYS_TO_ASSESS = 1
LOOKS_BACK = timedelta(days=60)
"""What has been serious for longer is not brought up anew, as when the service is upgraded."""

SERIOUS = tuple(level for level in Consequence if level.is_serious)


def remind_of_duties(
    session: Session, helsefellesskap_id: int, calendar: WorkingDays, *, now: datetime
) -> int:
    """Queue the reminders that are due; give how many. Doing it again the same day adds none."""
    today = oslo_date(now)
    queued = 0
    for case in _serious_cases(session, helsefellesskap_id, today):
        since = serious_since(session, case)
        if calendar.after(since, WORKING_DAYS_TO_ASSESS) >= today or today - since > LOOKS_BACK:
            continue
        for unit_id in _silent_units(session, case, today):
            outbox.tell_unit(session, NotificationKind.DUTY_REMINDER, case, unit_id, now=now)
            queued += 1
    return queued


def _serious_cases(session: Session, helsefellesskap_id: int, today: date) -> Iterator[Case]:
    judged = (Case.consequence, Case.changed_consequence, Case.recipient_consequence)
    return iter(
        session.scalars(
            select(Case)
            .where(
                Case.helsefellesskap_id == helsefellesskap_id,
                Case.status.in_(BESIDE[Action.ASSESS_DUTY]),
                Case.standing == Standing.COUNTED,
                or_(*(column.in_(SERIOUS) for column in judged)),
                Case.sent_on <= today,
            )
            .order_by(Case.id)
        ).all()
    )


def serious_since(session: Session, case: Case) -> date:
    """Give the Oslo date on which somebody first judged a case to be Betydelig or Død."""
    if case.consequence.is_serious:
        return case.sent_on
    supplements = session.scalars(
        select(Narrative.written_at).where(
            Narrative.case_id == case.id, Narrative.consequence.in_(SERIOUS)
        )
    )
    classified = session.scalars(
        select(AuditEntry).where(
            AuditEntry.case_id == case.id, AuditEntry.action == AuditAction.CLASSIFIED
        )
    )
    moments = [
        *supplements,
        *(entry.at for entry in classified if entry.facts.get("consequence") in set(SERIOUS)),
    ]
    return oslo_date(min(moments)) if moments else case.sent_on


def _silent_units(session: Session, case: Case, today: date) -> Iterator[int]:
    """Give the units to remind: of parties without an assessment, and not reminded before."""
    heard = set(
        session.scalars(
            select(DutyAssessment.party_id).where(DutyAssessment.case_id == case.id).distinct()
        )
    )
    for unit_id, party_id in _units(session, case, today).items():
        if party_id not in heard and not was_reminded(session, case.id, unit_id):
            yield unit_id


def _units(session: Session, case: Case, today: date) -> dict[int, int]:
    """Give where each party of a case is reached, as unit and party."""
    holding = [row.unit_id for row in current(assignments_of(session, case.id))]
    rows = session.execute(select(Unit.id, Unit.party_id).where(Unit.id.in_(holding)))
    units: dict[int, int] = dict(rows.all())
    if case.reporting_party_id and case.reporting_party_id not in units.values():
        desk = desk_of(session, case.reporting_party_id, today)
        if desk is not None:
            units[desk.id] = case.reporting_party_id
    return units

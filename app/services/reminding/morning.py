"""The morning round: once each working morning, in the transaction of whoever comes first.

It ends pauses that are used up, hands over the cases of those who are away or have left, and looks
after reports that wait for a line manager and serious cases whose duties nobody has assessed. Then
it queues what is due on the ladder and what is stranded: a person is reminded in one mail a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import ReminderRung
from app.domain.deadlines import DeadlineLengths, oslo_date
from app.domain.policy import SYSTEM
from app.domain.reminders import (
    DIGESTED,
    due_reminders,
    is_office_hours,
    office_morning,
)
from app.domain.vocabulary import NotificationKind
from app.domain.working_days import ONE_DAY, WorkingDays
from app.models import Assignment, Case, Helsefellesskap, InstallationFact, Notification
from app.services import audit, outbox
from app.services.clock import pausing
from app.services.clock.calendar import working_days
from app.services.clock.due import ANSWER_IS_OWED
from app.services.duties.rounds import remind_of_duties
from app.services.line_manager.rounds import look_after_waiting
from app.services.register import all_helsefellesskap
from app.services.reminding import leaving, stranded
from app.services.reminding.rungs import receivers_on
from app.services.reminding.waiting import as_waiting, assignments_waiting
from app.services.settings import deadline_lengths

LONGEST_GAP = timedelta(days=14)
"""After a longer standstill, what was due before it is left: one mail tells where things stand."""


@dataclass(frozen=True)
class _Round:
    """One helsefellesskap's morning. ``after`` is the day of the round before."""

    home: Helsefellesskap
    calendar: WorkingDays
    after: date
    today: date
    deserted: dict[int, bool] = field(default_factory=dict)
    """Whether nobody works in a unit any more, for the units that were asked about."""

    def is_stranded(self, session: Session, assignment: Assignment) -> bool:
        """Tell whether nobody will open a case, and nobody has been told of it."""
        unit_id = assignment.unit_id
        if assignment.handler_id is None and unit_id not in self.deserted:
            self.deserted[unit_id] = stranded.is_deserted(
                session, unit_id, self.home.id, on=self.today
            )
        return (
            assignment.status in ANSWER_IS_OWED
            and assignment.handler_id is None
            and self.deserted[unit_id]
            and not stranded.was_told(session, assignment)
        )


def is_due(session: Session, *, now: datetime) -> bool:
    """Tell whether some helsefellesskap is at work and has not had today's round."""
    return any(_is_due(session, home, now) for home in all_helsefellesskap(session))


def hold_round(session: Session, *, now: datetime) -> int:
    """Hold today's round wherever it is due; give how many helsefellesskap had theirs.

    Holding it again the same day does nothing.
    """
    homes = [home for home in all_helsefellesskap(session) if _is_due(session, home, now)]
    if not homes:
        return 0
    rounds = [_begun(session, home, now) for home in homes]
    pausing.end_used_up(session, now=now)
    orphans = {
        row.id
        for row in (
            *leaving.hand_over_absent(session, now=now),
            *leaving.hand_over_left(session, now=now),
        )
    }
    look_after_waiting(session, now=now)
    for each in rounds:
        _go_round(session, each, orphans, now=now)
        remind_of_duties(session, each.home.id, each.calendar, now=now)
    _gather(session, now=now)
    return len(rounds)


def _fact_key(home: Helsefellesskap) -> str:
    return f"morning_round:{home.key}"


def _is_due(session: Session, home: Helsefellesskap, now: datetime) -> bool:
    if not is_office_hours(now, working_days(session, home.id)):
        return False
    last = session.get(InstallationFact, _fact_key(home))
    return last is None or date.fromisoformat(last.value) < oslo_date(now)


def _begun(session: Session, home: Helsefellesskap, now: datetime) -> _Round:
    """Write down that today's round is held, so that another worker leaves it alone."""
    today = oslo_date(now)
    last = session.get(InstallationFact, _fact_key(home), with_for_update=True)
    after = today - ONE_DAY if last is None else date.fromisoformat(last.value)
    if last is None:
        session.add(InstallationFact(key=_fact_key(home), value=today.isoformat(), at=now))
    else:
        last.value, last.at = today.isoformat(), now
    session.flush()
    calendar = working_days(session, home.id)
    return _Round(home, calendar, max(after, today - LONGEST_GAP), today)


def _go_round(session: Session, each: _Round, orphans: set[int], *, now: datetime) -> None:
    lengths: dict[date, DeadlineLengths] = {}
    for assignment, case in assignments_waiting(session, each.home.id):
        on = assignment.clock_from_on or assignment.sent_on
        if on not in lengths:
            lengths[on] = deadline_lengths(session, each.home.id, on)
        _remind(session, each, case, assignment, lengths[on], now=now)
        if assignment.id in orphans or each.is_stranded(session, assignment):
            told = stranded.told_of(session, case, assignment, on=each.today)
            _queue(session, NotificationKind.STRANDED, case, told, each.today)


def _remind(
    session: Session,
    each: _Round,
    case: Case,
    assignment: Assignment,
    lengths: DeadlineLengths,
    *,
    now: datetime,
) -> None:
    waiting = as_waiting(session, assignment, today=each.today)
    told: set[str] = set()
    for reminder in due_reminders(
        waiting, lengths, each.calendar, after=each.after, today=each.today
    ):
        rung, receivers = receivers_on(session, reminder.rung, case, assignment, on=each.today)
        is_nearest = rung is ReminderRung.PERSON
        kind = NotificationKind.REMINDER if is_nearest else NotificationKind.ESCALATION
        _queue(session, kind, case, [name for name in receivers if name not in told], each.today)
        told.update(receivers)
        audit.record(
            session,
            SYSTEM,
            AuditAction.REMINDED,
            now=now,
            case_id=case.id,
            assignment=assignment.id,
            rung=rung.value,
        )


def _queue(
    session: Session, kind: NotificationKind, case: Case, receivers: Iterable[str], today: date
) -> None:
    for receiver in receivers:
        outbox.remind(session, kind, case, receiver, due_at=office_morning(today))


def _gather(session: Session, *, now: datetime) -> None:
    """Let everything that waits for a person leave today, in one mail.

    What another morning's mail could not deliver comes along; what a worker holds is left alone.
    """
    session.flush()
    waiting = select(Notification.id).where(
        Notification.kind.in_(DIGESTED),
        Notification.sent_at.is_(None),
        Notification.given_up_at.is_(None),
        Notification.lease_until.is_(None),
    )
    session.execute(
        update(Notification)
        .where(Notification.id.in_(waiting))
        .values(next_try_at=now, mail_key=None)
    )

"""What pages show of a case's time: who has had it for how long, and when the clock stood still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import days_paused, is_overdue, oslo_date
from app.domain.holding import Stay, shares
from app.domain.lifecycle import Status
from app.domain.vocabulary import Words
from app.models import Assignment, Case, Party, Unit
from app.services.cases import current
from app.services.clock.due import ANSWER_IS_OWED, as_pause, open_pause, pauses_of
from app.services.clock.pausing import days_left

DONE = frozenset({Status.ANSWERED, Status.CLOSED})


@dataclass(frozen=True)
class HeldBy:
    """A unit that has or had the case, and for how many days altogether."""

    unit: Words
    party: Words
    days: int
    has_it: bool


@dataclass(frozen=True)
class TimePart:
    """A case's time. ``paused_until`` is the last day of a pause that goes on today, or None.

    ``pause_days_left`` is 0 too where a question would stop nothing, since the answer is late.
    ``waited_days`` is how long the case waited for a line manager before the clock began.
    """

    paused_until: date | None
    paused_days: int
    pause_days_left: int
    waited_days: int
    held_by: tuple[HeldBy, ...]

    @property
    def is_worth_telling(self) -> bool:
        """Tell whether there is more to say than who has the case now."""
        return bool(len(self.held_by) > 1 or self.paused_days or self.waited_days)


def time_part(
    session: Session, case: Case, assignments: Sequence[Assignment], *, today: date
) -> TimePart:
    """Read it, in a number of statements that never grows."""
    held = current(list(assignments))
    pauses = pauses_of(session, case.id)
    owes = [row for row in held if row.status in ANSWER_IS_OWED]
    going_on = open_pause(pauses, today) if owes else None
    is_late = not owes or is_overdue(owes[0].due_on, today)
    return TimePart(
        paused_until=going_on.until_on if going_on else None,
        paused_days=days_paused(map(as_pause, pauses), since=date.min, until=today),
        pause_days_left=0 if is_late or going_on else days_left(session, case),
        waited_days=_waited(case, held),
        held_by=_held_by(session, assignments, today),
    )


def _waited(case: Case, held: Sequence[Assignment]) -> int:
    """Days from when the reporter filed it to when it was sent; 0 while it waits still."""
    if case.filed_at is None or held[0].status is Status.AWAITING_LINE_MANAGER:
        return 0
    return max((case.sent_on - oslo_date(case.filed_at)).days, 0)


def _held_by(
    session: Session, assignments: Sequence[Assignment], today: date
) -> tuple[HeldBy, ...]:
    found = session.execute(
        select(Unit, Party)
        .join(Party, Party.id == Unit.party_id)
        .where(Unit.id.in_([row.unit_id for row in assignments]))
    )
    units = {unit.id: (unit, party) for unit, party in found}
    stays = [
        Stay(row.unit_id, units[row.unit_id][1].id, oslo_date(row.opened_at), _until(row))
        for row in assignments
        if row.status is not Status.AWAITING_LINE_MANAGER
    ]
    having = {stay.unit_id for stay in stays if stay.until_on is None}
    return tuple(
        HeldBy(unit.name, party.name, share.days, unit.id in having)
        for share in shares(stays, today)
        for unit, party in [units[share.unit_id]]
    )


def _until(assignment: Assignment) -> date | None:
    """A unit has had a case until it answered it, or until it was somebody else's."""
    if assignment.status in DONE and assignment.answered_on:
        return assignment.answered_on
    return oslo_date(assignment.closed_at) if assignment.closed_at else None

"""The working days of a helsefellesskap: the country's, but for those that its register closes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.working_days import WorkingDays
from app.models import ClosedDay
from app.public_holidays import public_holidays


def working_days(session: Session, helsefellesskap_id: int) -> WorkingDays:
    """Give the calendar that deadlines and reminders go by."""
    closed = session.scalars(
        select(ClosedDay.day).where(ClosedDay.helsefellesskap_id == helsefellesskap_id)
    )
    return WorkingDays(public_holidays, frozenset(closed))

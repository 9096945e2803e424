"""What a helsefellesskap has set, with the product's own values where it has set nothing."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import DeadlineLengths
from app.models import DeadlineDecision, Setting

DEFAULTS = {
    "small_count_threshold": 5,
    "protect_zeros": 1,
    "follow_link_months": 12,
    "new_case_mail_minutes": 15,
    "journal_messages": 0,
    "public_figures": 1,
    "pause_days_at_most": 14,
}


def setting(session: Session, helsefellesskap_id: int, key: str) -> int:
    """Give the value of a setting.

    Raises:
        KeyError: for a key that the product does not know.
    """
    chosen = session.scalar(
        select(Setting.value).where(
            Setting.helsefellesskap_id == helsefellesskap_id, Setting.key == key
        )
    )
    return DEFAULTS[key] if chosen is None else chosen


def deadline_lengths(session: Session, helsefellesskap_id: int, on: date) -> DeadlineLengths:
    """Give the lengths that hold on a date; the earliest ones hold for older dates too.

    Raises:
        LookupError: when the helsefellesskap has none.
    """
    rows = session.scalars(
        select(DeadlineDecision)
        .where(DeadlineDecision.helsefellesskap_id == helsefellesskap_id)
        .order_by(DeadlineDecision.valid_from)
    ).all()
    if not rows:
        message = "the helsefellesskap has no deadlines"
        raise LookupError(message)
    row = next((row for row in reversed(rows) if row.valid_from <= on), rows[0])
    return DeadlineLengths(
        acknowledge_working_days=row.acknowledge_working_days,
        answer_days=row.answer_days,
        remind_days_before=row.remind_days_before,
        escalate_days_after=row.escalate_days_after,
        decided_on=row.decided_on,
        decision=row.decision,
    )

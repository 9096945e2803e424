"""At most so many mails a day to one line manager: the form is open, and may name anybody there.

What is more than that is not lost; it leaves a day later. A report waits for nobody's mail: its
reporting party's coordinators may send it after two working days all the same.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.models import LineManagerRequest, Notification
from app.services.outbox import LEADER

MOST_A_DAY = 20
DAY = timedelta(days=1)


def turn_of(session: Session, request: LineManagerRequest, *, now: datetime) -> datetime:
    """Give when the next mail to a line manager may leave: now, or a day after the twentieth."""
    named = Notification.receiver == literal(LEADER) + cast(LineManagerRequest.id, String)
    is_recent = or_(Notification.sent_at.is_(None), Notification.sent_at > now - DAY)
    twentieth = session.scalar(
        select(Notification.due_at)
        .join(LineManagerRequest, named)
        .where(is_recent, Notification.given_up_at.is_(None), _is_of_same_leader(request))
        .order_by(Notification.due_at.desc())
        .offset(MOST_A_DAY - 1)
        .limit(1)
    )
    return now if twentieth is None else max(now, twentieth + DAY)


def _is_of_same_leader(request: LineManagerRequest) -> ColumnElement[bool]:
    """Say in SQL what :func:`app.domain.line_manager.is_same_mailbox` says of one domain.

    The pattern is no text of anybody's, so the screen of the column is not asked again.
    """
    if request.unit_id is not None:
        return LineManagerRequest.unit_id == request.unit_id
    name, _, domain = request.email.lower().rpartition("@")
    name = name.partition("+")[0]
    typed: ColumnElement[str] = type_coerce(func.lower(LineManagerRequest.email), String)
    marked = and_(
        typed.startswith(f"{name}+", autoescape=True),
        typed.endswith(f"@{domain}", autoescape=True),
    )
    return or_(typed == f"{name}@{domain}", marked)

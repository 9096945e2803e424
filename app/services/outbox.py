"""Queueing notices in the transaction of the act. Who sends them is :mod:`app.services.sending`.

A unit is told of ordinary new cases at once when it has been quiet, and otherwise in one mail when
its pause is over; Betydelig and Død never wait.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.redaction import is_black
from app.domain.vocabulary import NotificationKind
from app.models import Case, Helsefellesskap, Notification, Reporter
from app.services.settings import setting

REPORTER = "reporter"


def unit_receiver(unit_id: int) -> str:
    """Name a unit's shared mailbox as a receiver."""
    return f"unit:{unit_id}"


def tell_unit(
    session: Session, kind: NotificationKind, case: Case, unit_id: int, *, now: datetime
) -> None:
    """Queue a notice to a unit's shared mailbox, in its helsefellesskap's language."""
    receiver = unit_receiver(unit_id)
    due_at = after_pause(session, case, receiver, now) if kind is NotificationKind.NEW_CASE else now
    home = session.get_one(Helsefellesskap, case.helsefellesskap_id)
    _add(session, kind, case, receiver, home.default_language, due_at)


def tell_reporter(session: Session, kind: NotificationKind, case: Case, *, now: datetime) -> None:
    """Queue a notice to the reporter, in the reporter's language, when there is an address."""
    if address_of(session.get(Reporter, case.id)):
        _add(session, kind, case, REPORTER, case.language, now)


def address_of(reporter: Reporter | None) -> str:
    """Give where the reporter is reached; empty without an address, and while it is hidden."""
    return "" if reporter is None or is_black(reporter.email) else reporter.email


def forget_new_case(session: Session, case: Case, unit_id: int) -> None:
    """Take back a notice of a new case that is not sent yet, when the case has left the unit."""
    session.execute(
        delete(Notification).where(
            Notification.case_id == case.id,
            Notification.receiver == unit_receiver(unit_id),
            Notification.kind == NotificationKind.NEW_CASE,
            Notification.sent_at.is_(None),
            Notification.lease_until.is_(None),
        )
    )


def forget_reporter(session: Session, case_id: int) -> None:
    """Take back what has not been sent to the reporter, whose address is no longer known."""
    session.execute(
        delete(Notification).where(
            Notification.case_id == case_id,
            Notification.receiver == REPORTER,
            Notification.sent_at.is_(None),
            Notification.lease_until.is_(None),
        )
    )


def after_pause(session: Session, case: Case, receiver: str, now: datetime) -> datetime:
    """Give when a unit may next be told of an ordinary new case: now, unless it was told lately."""
    last_sent = session.scalar(
        select(func.max(Notification.sent_at)).where(
            Notification.receiver == receiver, Notification.kind == NotificationKind.NEW_CASE
        )
    )
    if last_sent is None:
        return now
    minutes = setting(session, case.helsefellesskap_id, "new_case_mail_minutes")
    return max(now, last_sent + timedelta(minutes=minutes))


def _add(
    session: Session,
    kind: NotificationKind,
    case: Case,
    receiver: str,
    language: str,
    due_at: datetime,
) -> None:
    queued = select(Notification.id).where(
        Notification.kind == kind,
        Notification.case_id == case.id,
        Notification.receiver == receiver,
        Notification.due_at == due_at,
    )
    if session.scalar(queued) is None:
        session.add(
            Notification(
                kind=kind,
                case_id=case.id,
                receiver=receiver,
                language=language,
                due_at=due_at,
                next_try_at=due_at,
                tries=0,
            )
        )

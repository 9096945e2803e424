"""Queueing notices in the transaction of the act. Who sends them is :mod:`app.services.sending`.

A unit is told of ordinary new cases at once when it has been quiet, and otherwise in one mail when
its pause is over; Betydelig and Død never wait.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.redaction import is_black
from app.domain.reminders import DIGESTED, PASSING, next_morning
from app.domain.vocabulary import NotificationKind
from app.models import (
    Case,
    Helsefellesskap,
    LineManagerRequest,
    Notification,
    Reporter,
    User,
)
from app.services.clock.calendar import working_days
from app.services.receivers import told_of_serious
from app.services.settings import setting

REPORTER = "reporter"
LEADER = "leader:"
OUTCOMES = frozenset(
    {NotificationKind.ANSWERED, NotificationKind.DECLINED, NotificationKind.GUIDANCE}
)
"""What a line manager who follows the case hears of, beside the reporter."""

ADDED = frozenset({NotificationKind.SUPPLEMENTED, NotificationKind.LEADER_ADDED})
"""What whoever has a link may do time and again; one mail tells of all that came meanwhile."""


def unit_receiver(unit_id: int) -> str:
    """Name a unit's shared mailbox as a receiver."""
    return f"unit:{unit_id}"


def tell_unit(
    session: Session,
    kind: NotificationKind,
    case: Case,
    unit_id: int,
    *,
    now: datetime,
    is_sent_on: bool = False,
) -> None:
    """Queue a notice to a unit's shared mailbox, in its helsefellesskap's language.

    A serious case is told at once to the unit's leaders and both parties' coordinators too; when
    it ``is_sent_on`` from another unit, not to coordinators who have been told of it.
    """
    receiver = unit_receiver(unit_id)
    due_at = now
    if kind is NotificationKind.NEW_CASE:
        due_at = after_pause(session, case, receiver, now)
    elif kind in ADDED:
        if _is_queued(session, kind, case, receiver):
            return
        due_at = after_pause(session, case, receiver, now, of_case=kind)
    home = session.get_one(Helsefellesskap, case.helsefellesskap_id)
    _add(session, kind, case, receiver, home.default_language, due_at)
    if kind is NotificationKind.SERIOUS_CASE:
        knowing = _knowing(session, kind, case) if is_sent_on else frozenset()
        on = oslo_date(now)
        for user_id in told_of_serious(session, case, unit_id, on=on, knowing=knowing):
            tell_user(session, kind, case, user_id, now=now)


def _knowing(session: Session, kind: NotificationKind, case: Case) -> frozenset[int | None]:
    """Give who has been told this of a case, or will be; not those whom no mail could reach."""
    receivers = session.scalars(
        select(Notification.receiver).where(
            Notification.case_id == case.id,
            Notification.kind == kind,
            Notification.given_up_at.is_(None),
        )
    )
    return frozenset(user_of(receiver) for receiver in receivers)


def tell_reporter(session: Session, kind: NotificationKind, case: Case, *, now: datetime) -> None:
    """Queue a notice to the reporter, in the reporter's language, when there is an address."""
    if address_of(session.get(Reporter, case.id)):
        _add(session, kind, case, REPORTER, case.language, now)
    if kind in OUTCOMES:
        _tell_leader_who_follows(session, kind, case, now=now)


def _tell_leader_who_follows(
    session: Session, kind: NotificationKind, case: Case, *, now: datetime
) -> None:
    following = select(LineManagerRequest.id).where(
        LineManagerRequest.case_id == case.id, LineManagerRequest.follows
    )
    if request_id := session.scalar(following):
        home = session.get_one(Helsefellesskap, case.helsefellesskap_id)
        tell_leader(session, kind, case, request_id, home.default_language, now=now)


def leader_receiver(request_id: int) -> str:
    """Name a line manager, by what was asked, as a receiver."""
    return f"{LEADER}{request_id}"


def tell_leader(
    session: Session,
    kind: NotificationKind,
    case: Case,
    request_id: int,
    language: str,
    *,
    now: datetime,
) -> None:
    """Queue a notice to the reporter's line manager."""
    _add(session, kind, case, leader_receiver(request_id), language, now)


def user_receiver(user_id: int) -> str:
    """Name a person who signs in as a receiver."""
    return f"user:{user_id}"


def tell_user(
    session: Session, kind: NotificationKind, case: Case, user_id: int, *, now: datetime
) -> None:
    """Queue a notice to a person who signs in, in that person's language.

    What is not urgent waits for the morning, when all of it leaves in one mail.
    """
    due_at = now
    if kind in DIGESTED:
        due_at = next_morning(now, working_days(session, case.helsefellesskap_id))
    remind(session, kind, case, user_receiver(user_id), due_at=due_at)


def remind(
    session: Session, kind: NotificationKind, case: Case, receiver: str, *, due_at: datetime
) -> None:
    """Queue a notice to a person or a unit's mailbox for a moment."""
    language = session.get_one(Helsefellesskap, case.helsefellesskap_id).default_language
    if user_id := user_of(receiver):
        language = session.get_one(User, user_id).language
    _add(session, kind, case, receiver, language, due_at)


def user_of(receiver: str) -> int | None:
    """Give the id of the person that a receiver names; None for every other receiver."""
    name, _, number = receiver.partition(":")
    return int(number) if name == "user" else None


def forget_reminders(session: Session, case_id: int) -> None:
    """Take back every reminder of a case that is not sent yet: somebody has acted."""
    session.execute(
        delete(Notification).where(
            Notification.case_id == case_id,
            Notification.kind.in_(PASSING),
            Notification.sent_at.is_(None),
            Notification.lease_until.is_(None),
        )
    )


def inquiry_receiver(inquiry_id: int) -> str:
    """Name whoever was asked a question as a receiver."""
    return f"inquiry:{inquiry_id}"


def tell_inquired(session: Session, case: Case, inquiry_id: int, *, now: datetime) -> None:
    """Queue the link of a question to whoever is asked, in the helsefellesskap's language."""
    home = session.get_one(Helsefellesskap, case.helsefellesskap_id)
    receiver, kind = inquiry_receiver(inquiry_id), NotificationKind.INQUIRY
    _add(session, kind, case, receiver, home.default_language, now)


def forget_inquired(session: Session, inquiry_id: int) -> None:
    """Take back the link of a question that is not sent yet."""
    session.execute(
        delete(Notification).where(
            Notification.receiver == inquiry_receiver(inquiry_id),
            Notification.sent_at.is_(None),
            Notification.lease_until.is_(None),
        )
    )


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


def oldest_unsent(session: Session, *, now: datetime) -> timedelta:
    """Give how long the oldest mail has waited that should have left; zero when none has."""
    oldest = session.scalar(
        select(func.min(Notification.due_at)).where(
            Notification.sent_at.is_(None),
            Notification.given_up_at.is_(None),
            Notification.due_at <= now,
        )
    )
    return timedelta() if oldest is None else now - oldest


def _is_queued(session: Session, kind: NotificationKind, case: Case, receiver: str) -> bool:
    """Tell whether a notice waits that nobody is sending yet."""
    queued = select(Notification.id).where(
        Notification.kind == kind,
        Notification.case_id == case.id,
        Notification.receiver == receiver,
        Notification.sent_at.is_(None),
        Notification.given_up_at.is_(None),
        Notification.lease_until.is_(None),
    )
    return session.scalars(queued.limit(1)).first() is not None


def after_pause(
    session: Session,
    case: Case,
    receiver: str,
    now: datetime,
    *,
    of_case: NotificationKind | None = None,
) -> datetime:
    """Give when a unit may next be told of an ordinary new case: now, unless it was told lately.

    With ``of_case`` it is of that in this one case.
    """
    told = Notification.kind == (of_case or NotificationKind.NEW_CASE)
    query = select(func.max(Notification.sent_at)).where(Notification.receiver == receiver, told)
    last_sent = session.scalar(query.where(Notification.case_id == case.id) if of_case else query)
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

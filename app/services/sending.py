"""Delivering the outbox: lease, write, hand over, mark.

A mail is handed over between two short transactions, never within one. A worker that dies after
the server said yes leaves a lease behind; when it has run out, another sends the mail again under
the same Message-ID. Nothing is lost, and what is doubled can be known (exactly once over SMTP is
impossible).
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.links import Links
from app.domain.reminders import DIGESTED
from app.domain.vocabulary import NotificationKind
from app.mail import Mail, Mailer, MailNotSent, Undeliverable
from app.models import Case, Notification
from app.services import outbox
from app.services.mail_composing import compose
from app.services.reminding.truth import is_still_true

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER_TRIES = 50
"""The pauses double from a minute to four hours, so that a mail is tried for more than a week."""


@dataclass(frozen=True)
class Delivered:
    """What one round did. ``is_server_down`` when it ended because nobody answered."""

    sent: int = 0
    failed: int = 0
    is_server_down: bool = False


@dataclass(frozen=True, kw_only=True)
class ComposedMail(Mail):
    """A mail as it was or will be sent; ``sent_at`` is None while it waits."""

    sent_at: datetime | None


def deliver_due(
    database: Database, mailer: Mailer, links: Links, *, clock: Callable[[], datetime]
) -> Delivered:
    """Send every mail that is due, and give back the counts.

    The round ends early when the server does not answer at all.

    Raises:
        StorageUnavailable: when the database does not answer; what was leased is tried again.
    """
    sent = failed = 0
    while _anything_due(database, clock()):
        leased = _lease(database, clock())
        if not leased:
            continue
        try:
            was_sent = _hand_over(database, mailer, links, leased)
        except MailNotSent as fault:
            _put_off(database, leased, now=clock())
            failed += 1
            if fault.is_server_down:
                return Delivered(sent, failed, is_server_down=True)
        else:
            _mark(database, leased, now=clock(), was_sent=was_sent)
            sent, failed = sent + was_sent, failed + (not was_sent)
    return Delivered(sent, failed)


def _hand_over(
    database: Database, mailer: Mailer, links: Links, leased: Sequence[Notification]
) -> bool:
    """Write and send one mail; False when there is no address that it could go to."""
    with database.reading() as session:
        mail = compose(session, links, leased)
    if mail is None:
        return False
    try:
        mailer.send(mail)
    except Undeliverable:
        return False
    return True


def _due(now: datetime) -> ColumnElement[bool]:
    return (
        Notification.sent_at.is_(None)
        & Notification.given_up_at.is_(None)
        & (Notification.next_try_at <= now)
        & or_(Notification.lease_until.is_(None), Notification.lease_until <= now)
    )


def _anything_due(database: Database, now: datetime) -> bool:
    with database.reading() as session:
        return session.scalar(select(Notification.id).where(_due(now)).limit(1)) is not None


def _lease(database: Database, now: datetime) -> list[Notification]:
    """Take the rows of the next mail; none when another worker was first, or a pause holds."""
    with database.transaction() as session:
        query = select(Notification).where(_due(now))
        first = session.scalars(
            query.order_by(Notification.next_try_at, Notification.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if first is None:
            return []
        alike = session.scalars(
            query.where(_goes_with(first)).order_by(Notification.id).with_for_update()
        ).all()
        alike = _still_true(session, alike)
        if not alike or _is_paused(session, first, alike, now):
            return []
        key = first.mail_key or secrets.token_urlsafe(16)
        for row in alike:
            row.mail_key = key
            row.lease_until = now + LEASE
        return alike


def _still_true(session: Session, rows: Sequence[Notification]) -> list[Notification]:
    """Take away what has been done since it was queued; nobody is told of it."""
    kept = []
    for row in rows:
        if is_still_true(session, row):
            kept.append(row)
        else:
            session.delete(row)
    return kept


def _goes_with(first: Notification) -> ColumnElement[bool]:
    """Say which rows leave in the same mail; one that was tried before keeps its company."""
    if first.mail_key:
        return Notification.mail_key == first.mail_key
    kinds = DIGESTED if first.kind in DIGESTED else {first.kind} & {NotificationKind.NEW_CASE}
    if not kinds:
        return Notification.id == first.id
    return (
        Notification.kind.in_(kinds)
        & (Notification.receiver == first.receiver)
        & (Notification.language == first.language)
        & Notification.mail_key.is_(None)
    )


def _is_paused(
    session: Session, first: Notification, alike: Sequence[Notification], now: datetime
) -> bool:
    """Put new cases off when their unit was told of others a moment ago."""
    if first.kind is not NotificationKind.NEW_CASE or first.mail_key:
        return False
    case = session.get_one(Case, first.case_id)
    ends = outbox.after_pause(session, case, first.receiver, now)
    for row in alike:
        row.next_try_at = ends
    return ends > now


def _mark(
    database: Database, rows: Sequence[Notification], *, now: datetime, was_sent: bool
) -> None:
    with database.transaction() as session:
        session.execute(
            update(Notification)
            .where(Notification.id.in_([row.id for row in rows]))
            .values(
                tries=Notification.tries + 1,
                lease_until=None,
                **({"sent_at": now} if was_sent else {"given_up_at": now}),
            )
        )


def _put_off(database: Database, rows: Sequence[Notification], *, now: datetime) -> None:
    tries = rows[0].tries + 1
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 16), LONGEST_PAUSE)
    with database.transaction() as session:
        session.execute(
            update(Notification)
            .where(Notification.id.in_([row.id for row in rows]))
            .values(
                tries=tries,
                lease_until=None,
                next_try_at=now + pause,
                given_up_at=now if tries >= GIVE_UP_AFTER_TRIES else None,
            )
        )


def composed(session: Session, links: Links, limit: int) -> list[ComposedMail]:
    """Give the newest mails, written anew from their rows: those that wait, then those sent."""
    moment = func.coalesce(Notification.sent_at, Notification.due_at)
    rows = session.scalars(
        select(Notification)
        .where(Notification.given_up_at.is_(None))
        .order_by(Notification.sent_at.is_not(None), moment.desc(), Notification.id.desc())
        .limit(limit * 4)
    )
    mails: dict[str, list[Notification]] = {}
    for row in rows:
        mails.setdefault(row.mail_key or str(row.id), []).append(row)
    written = ((compose(session, links, group), group) for group in list(mails.values())[:limit])
    return [
        ComposedMail(**asdict(mail), sent_at=group[0].sent_at) for mail, group in written if mail
    ]

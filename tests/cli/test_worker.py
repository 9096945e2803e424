"""What the worker does by itself: it begins mornings, and outlasts days without a mail server."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.cli.worker import Worker
from app.db import Database
from app.domain.lifecycle import Status
from app.domain.vocabulary import Role
from app.mail import Mail, MailNotSent
from app.models import AuditEntry, Notification, User
from app.services import doctor, handling, outbox
from app.services.grants import actor_for
from tests.conftest import Clock
from tests.factories import LINKS, Scene, person, version_of

SENT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 9, 29, 6, 0, tzinfo=UTC)


@dataclass
class Server:
    """A mail server that is there or not."""

    is_down: bool = False
    mails: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        if self.is_down:
            raise MailNotSent("ConnectionRefusedError", is_server_down=True)
        self.mails.append(mail)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def worker(database: Database) -> Worker:
    return Worker(database, Server(), LINKS, Clock(SENT))


def taken_case(worker: Worker) -> User:
    """A case that a person has, and the person."""
    scene = Scene(worker.database, SENT)
    key = scene.case_at(Status.ACKNOWLEDGED)
    with worker.database.transaction() as session:
        user = person(session, Role.CASEWORKER, "siv-medisin", now=SENT)
        actor = actor_for(session, user, on=SENT.date())
        handling.take(session, actor, key, version_of(session, key), now=SENT)
    return user


def test_a_turn_at_eight_holds_the_morning_round_and_sends_what_it_brings(worker):
    user = taken_case(worker)
    worker._turn()
    worker.mailer.mails.clear()
    for minutes in (-1, 0, 1, 5):
        worker.clock.moment = LAST_DAY + timedelta(minutes=minutes)
        worker._turn()
        expected = [user.email] if minutes >= 0 else []
        assert [mail.to for mail in worker.mailer.mails] == expected


def test_days_without_a_mail_server_lose_nothing_and_nag_nobody_afterwards(worker):
    user = taken_case(worker)
    worker._turn()
    worker.mailer.is_down = True
    worker.mailer.mails.clear()
    worker.clock.moment = LAST_DAY
    scene = Scene(worker.database, LAST_DAY)
    for _ in range(3 * 24):
        worker._turn()
        scene.now = worker.clock.forward(hours=1)
        scene.case_at(Status.SENT)
    with worker.database.reading() as session:
        age = outbox.oldest_unsent(session, now=worker.clock())
        gauges = doctor.gauges(session, now=worker.clock())
        assert session.scalar(select(func.count()).select_from(AuditEntry)) > 72
    assert age == timedelta(days=3)
    assert gauges["outbox_oldest_seconds"] == age.total_seconds()
    worker.mailer.is_down = False
    for _ in range(12):
        worker.clock.forward(hours=2)
        worker._turn()
    with worker.database.reading() as session:
        unsent = select(func.count()).where(Notification.sent_at.is_(None))
        assert session.scalar(unsent) == 0
    assert len([mail for mail in worker.mailer.mails if mail.to == user.email]) == 1
    receipts = [mail for mail in worker.mailer.mails if mail.to == "prove@tonsberg.example"]
    assert len(receipts) == 72

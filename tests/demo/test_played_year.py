"""A played year ends: every report has its answer or waits where somebody sees it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.demo.played_year import Ground, Plan, PlayedYear, play_ground, tell, year
from app.domain.deadlines import oslo_date
from app.domain.reminders import DIGESTED
from app.models import Assignment, Case, Notification
from app.services import accounts

YEAR, REPORTS = 2025, 12
EARLIER = timedelta(days=-275)
"""How long before New Year's Eve a year ends of which only the first quarter is played."""


@pytest.fixture(scope="module", autouse=True)
def _nobody_signs_in() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts, "hash_password", lambda _password: "none")
        yield


def play(ground: Ground) -> list[str]:
    PlayedYear(ground, Plan(YEAR, REPORTS, to_municipality=3)).play()
    return list(tell(ground, today=ground.clock.now.date()))


def mailed(ground: Ground, *, before: date) -> list[tuple[datetime, str]]:
    return [(moment, mail.to) for moment, mail in ground.post.kept if oslo_date(moment) < before]


@pytest.fixture(scope="module")
def played() -> Iterator[Ground]:
    with play_ground(YEAR) as ground:
        assert play(ground)[0] == f"{REPORTS} reports were sent."
        yield ground


def test_every_report_has_an_end_or_waits_where_it_is_seen(played):
    today = oslo_date(played.clock.now)
    with played.database.reading() as session:
        cases = session.scalars(select(Case)).all()
        assert len(cases) == REPORTS
        for case in cases:
            if not case.status.is_open:
                continue
            parts = session.scalars(select(Assignment).where(Assignment.case_id == case.id))
            held = [part for part in parts if part.status.is_open]
            told = select(Notification.id).where(
                Notification.case_id == case.id, Notification.sent_at.is_not(None)
            )
            assert held
            assert all(part.due_on > date(YEAR, 1, 1) for part in held)
            assert session.scalars(told).first() is not None
            assert today - case.sent_on <= timedelta(days=456)


def test_nobody_gets_more_than_one_digest_a_day(played):
    with played.database.reading() as session:
        rows = session.execute(
            select(Notification.receiver, Notification.sent_at, Notification.mail_key).where(
                Notification.kind.in_(DIGESTED), Notification.sent_at.is_not(None)
            )
        ).all()
    mails = {(receiver, oslo_date(sent_at), key) for receiver, sent_at, key in rows}
    assert mails
    assert set(Counter((receiver, day) for receiver, day, _ in mails).values()) == {1}


def test_the_same_seed_plays_the_same_year(played, monkeypatch):
    monkeypatch.setattr(year, "AFTERWARDS", EARLIER)
    with play_ground(YEAR) as again:
        told = play(again)
        end = oslo_date(again.clock.now)
        assert len(told) > REPORTS
        assert mailed(again, before=end) == mailed(played, before=end) != []

"""The demo is what it says: a whole history, through the services, the same each time."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app.db import Database, migrating
from app.demo.loading import NoRegister, Order, home_of, load
from app.demo.people import demo_accounts, demo_password
from app.demo.programme import PLANS, YearPlan
from app.domain.deadlines import oslo_date
from app.domain.figures import Figures
from app.domain.lifecycle import Status
from app.domain.vocabulary import Audience, Direction, NarrativeKind, Role, Standing
from app.models import (
    Assignment,
    AuditEntry,
    Case,
    Narrative,
    Notification,
    Password,
    Reporter,
    User,
)
from app.services import accounts, sealing, sending
from app.services.figures import figures_for
from tests.conftest import DEMO_PASSWORD as PASSWORD
from tests.conftest import TODAY as NOW
from tests.factories import LINKS


@pytest.fixture(scope="module")
def demo(demo_template, tmp_path_factory) -> Iterator[Database]:
    """The whole demo; the tests of this module only read it."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    shutil.copy(demo_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def small(database, order: Order) -> int:
    with database.transaction() as session:
        return load(session, LINKS, PASSWORD, order, now=NOW)


def counted(session, year: int) -> Figures:
    return figures_for(session, home_of(session).id, year, Audience.INTERNAL, today=oslo_date(NOW))


def test_2023_has_the_174_municipal_reports_that_fsu_counted(demo):
    with demo.reading() as session:
        figures = counted(session, 2023)
    direction = figures.table("direction")
    assert direction.cell("municipality_to_hospital", "year").value == 174
    assert direction.cell("hospital_to_municipality", "year").value == 12
    totals = figures.table("totals")
    found = {row.key: totals.cell(row.key, "year").value for row in totals.rows}
    assert found["sent"] == 193
    assert found["counted"] == 186
    assert (found["withdrawn"], found["duplicate"], found["test"]) == (3, 2, 2)


@pytest.mark.parametrize("year", sorted(PLANS))
def test_each_past_year_has_as_many_as_planned(demo, year):
    plan = PLANS[year]
    with demo.reading() as session:
        direction = counted(session, year).table("direction")
    assert direction.cell("municipality_to_hospital", "year").value == plan.to_hospital
    assert direction.cell("hospital_to_municipality", "year").value == plan.to_municipality


def test_leaders_have_added_to_a_case_or_two(demo):
    with demo.reading() as session:
        added = select(Narrative.body).where(Narrative.kind == NarrativeKind.LEADER_ADDITION)
        assert session.scalars(added).first()


def test_today_there_are_cases_in_every_status_and_some_of_each_trouble(demo):
    with demo.reading() as session:
        now = list(
            session.scalars(
                select(Assignment)
                .join(Case, Case.id == Assignment.case_id)
                .where(Case.counted_on >= date(2026, 1, 1))
            )
        )
        serious = session.scalars(
            select(Case).where(Case.status.in_([Status.SENT, Status.ACKNOWLEDGED]))
        ).all()
    statuses = Counter(row.status for row in now)
    assert set(statuses) == set(Status) - {Status.AWAITING_LINE_MANAGER}, "all parties inform"
    unanswered = [row for row in now if row.status in {Status.SENT, Status.ACKNOWLEDGED}]
    assert sum(row.due_on < oslo_date(NOW) for row in unanswered) >= 4
    assert sum(row.awaits_reporter for row in unanswered) >= 2
    assert sum(case.consequence.is_serious for case in serious) >= 2
    assert any(case.reopened_at for case in serious)


def test_nothing_of_earlier_years_is_left_lying(demo):
    with demo.reading() as session:
        left = session.scalars(
            select(Case.status).where(
                Case.counted_on < date(2026, 1, 1), Case.status.in_(["sent", "acknowledged"])
            )
        ).all()
    assert left == []


def test_many_different_narratives_are_told_and_a_fifth_in_nynorsk(demo):
    with demo.reading() as session:
        bodies = session.scalars(
            select(Narrative.body).where(Narrative.kind == NarrativeKind.DESCRIPTION)
        ).all()
        languages = Counter(session.scalars(select(Case.language)))
    assert len(set(bodies)) >= 60
    assert 0.15 < languages["nn"] / languages.total() < 0.3


def test_every_address_is_one_that_no_mail_can_reach(demo):
    with demo.reading() as session:
        addresses = [*session.scalars(select(User.email)), *session.scalars(select(Reporter.email))]
    assert all(not address or address.endswith(".example") for address in addresses)


def test_old_mail_was_sent_in_its_time_and_nothing_waits(demo):
    with demo.reading() as session:
        rows = session.scalars(select(Notification)).all()
        assert all(row.sent_at and row.sent_at <= NOW for row in rows)
        assert all(row.sent_at >= row.due_at or row.due_at > NOW for row in rows)
        assert len(sending.composed(session, LINKS, 20)) == 20


def test_the_log_is_whole_sealed_and_in_order(demo):
    with demo.reading() as session:
        verdict = sealing.verify(session)
        moments = session.scalars(
            select(AuditEntry.at).where(AuditEntry.case_id.is_not(None)).order_by(AuditEntry.id)
        ).all()
    assert verdict.is_whole
    assert verdict.unsealed == 0
    assert list(moments) == sorted(moments)


def test_nothing_has_happened_after_now_or_at_an_impossible_time(demo):
    with demo.reading() as session:
        for case in session.scalars(select(Case)):
            assert case.sent_at <= NOW
            assert case.counted_on <= case.sent_on
        for row in session.scalars(select(Assignment)):
            moments = [row.sent_at, row.acknowledged_at, row.answered_at]
            told = [moment for moment in moments if moment]
            assert told == sorted(told)
            assert told[-1] <= NOW


def test_reports_that_do_not_count_are_in_rows_of_their_own(demo):
    with demo.reading() as session:
        found = Counter(
            session.scalars(select(Case.standing).where(Case.counted_on < date(2024, 1, 1)))
        )
        directions = Counter(session.scalars(select(Case.direction)))
    assert found == {
        Standing.COUNTED: 186,
        Standing.WITHDRAWN: 3,
        Standing.DUPLICATE: 2,
        Standing.TEST: 2,
    }
    assert directions[Direction.TO_MUNICIPALITY] > 50


def test_every_role_can_sign_in_with_the_shown_password(demo):
    with demo.reading() as session:
        shown = demo_accounts(session, home_of(session), PASSWORD)
        hashes = session.scalars(select(Password.hash)).all()
    assert {account.role for account in shown} == set(Role)
    assert len({account.email for account in shown}) == len(shown) == len(hashes)
    assert accounts.verify(hashes[0], PASSWORD)
    clinics = {account.unit for account in shown if account.role is Role.TRIAGE}
    assert len(clinics) == 6
    assert shown[0].to_json().keys() == {"email", "password", "role", "party", "unit"}


def test_each_installation_has_a_password_of_its_own():
    assert demo_password("a" * 40) != demo_password("b" * 40)


def test_loading_again_does_nothing(database):
    order = Order(cases=5, year=2025)
    assert small(database, order) == 5
    assert small(database, order) == 0
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 5


def test_another_order_adds_to_the_first(database):
    small(database, Order(cases=4, year=2025))
    assert small(database, Order(cases=4, year=2025, seed=7)) == 4
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 8


def contents(database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        query = select(Case.sent_at, Case.status, Case.consent, Narrative.body).join(
            Narrative, Narrative.case_id == Case.id
        )
        return [tuple(row) for row in session.execute(query.order_by(Case.id, Narrative.id))]


def test_the_same_seed_tells_the_same_and_another_seed_something_else(
    database, sqlite_template, tmp_path
):
    found: list[list[tuple[object, ...]]] = []
    for seed in (1, 1, 2):
        path = tmp_path / f"{len(found)}.sqlite"
        shutil.copy(sqlite_template, path)
        other = Database(f"sqlite:///{path}")
        small(other, Order(cases=6, year=2024, seed=seed))
        found.append(contents(other))
        other.close()
    small(database, Order(cases=6, year=2024, seed=1))
    assert contents(database) == found[0] == found[1]
    assert found[1] != found[2]


def test_a_demo_that_is_broken_off_leaves_nothing(database):
    def breaks(steps):
        yield from steps[:20]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), database.transaction() as session:
        load(session, LINKS, PASSWORD, Order(cases=10, year=2025), now=NOW, watched=breaks)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        assert session.scalar(select(func.count()).select_from(User)) == 0


def test_mail_that_waited_before_is_left_to_the_worker(database):
    small(database, Order(cases=2, year=2025))
    with database.transaction() as session:
        session.execute(update(Notification).values(sent_at=None))
    small(database, Order(cases=2, year=2025, seed=9))
    with database.reading() as session:
        waiting = session.scalars(select(Notification.due_at).where(Notification.sent_at.is_(None)))
        assert len(list(waiting)) > 0


def test_there_is_no_demo_without_a_register(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    migrating.upgrade(database)
    with pytest.raises(NoRegister):
        small(database, Order())
    database.close()


def test_a_demo_on_the_first_of_january_is_loaded_too(sqlite_url, monkeypatch):
    monkeypatch.setitem(PLANS, 2023, YearPlan(18, 2))
    database = Database(sqlite_url)
    with database.transaction() as session:
        now = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)
        count = load(session, LINKS, PASSWORD, Order(), now=now)
        assert count > 20
        latest = session.scalar(select(func.max(Case.sent_at)))
        assert latest is not None
        assert now - latest < timedelta(days=30)
    database.close()

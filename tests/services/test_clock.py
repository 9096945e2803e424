"""A fair clock runs from the first sending, stops for a question, and follows decisions."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.domain.audit import AuditAction
from app.domain.casework import ContestOutcome
from app.domain.lifecycle import Status
from app.domain.vocabulary import Role
from app.models import Assignment, AuditEntry, Case, ClockPause, ClosedDay, DeadlineDecision
from app.services import following, handling
from app.services.answering import answers
from app.services.clock import pausing
from app.services.clock.part import time_part
from app.services.clock.recomputing import recompute
from app.services.forwarding import contesting
from app.services.register_loading import load_register, read_file
from tests.conftest import REGISTER, START
from tests.factories import ANSWER, Scene, actor_at, home, version_of

SENT_ON, DUE_ON = date(2026, 3, 10), date(2026, 4, 7)


@pytest.fixture
def scene(database):
    return Scene(database, START)


def due_on(database, key):
    with database.reading() as session:
        return assignment(session, key).due_on


def assignment(session, key):
    query = select(Assignment).join(Case, Case.id == Assignment.case_id).where(Case.key == key)
    return session.scalars(query.order_by(Assignment.id.desc())).first()


def case(session, key):
    return session.scalars(select(Case).where(Case.key == key)).one()


def ask(scene, key, now, *, stops_clock=True):
    with scene.database.transaction() as session:
        version = version_of(session, key)
        handling.ask(session, scene.leader, key, version, "Hvem?", stops_clock=stops_clock, now=now)
        return following.open_questions(session, case(session, key).id)[-1].id


def reply(scene, key, question_id, now):
    with scene.database.transaction() as session:
        reporter = following.reporter_of(case(session, key))
        following.reply(session, reporter, key, question_id=question_id, body="Jeg.", now=now)


def entries(database, action):
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def days(count):
    return START + timedelta(days=count)


def test_a_question_that_is_waited_for_stops_the_clock_until_its_reply(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    question = ask(scene, key, days(2))
    assert due_on(scene.database, key) == date(2026, 4, 21)
    reply(scene, key, question, days(7))
    assert due_on(scene.database, key) == date(2026, 4, 13)  # 12 April is a Sunday
    (paused,) = entries(scene.database, AuditAction.CLOCK_PAUSED)
    (resumed,) = entries(scene.database, AuditAction.CLOCK_RESUMED)
    assert (paused.facts["until"], resumed.facts["days"]) == ("2026-03-26", 5)


def test_a_question_that_is_only_asked_stops_nothing(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    ask(scene, key, days(2), stops_clock=False)
    assert due_on(scene.database, key) == DUE_ON
    assert not entries(scene.database, AuditAction.CLOCK_PAUSED)


def test_a_question_after_the_due_date_stops_nothing(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    ask(scene, key, days(30))
    assert due_on(scene.database, key) == DUE_ON


def test_all_questions_of_a_case_share_one_cap(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    reply(scene, key, ask(scene, key, days(1)), days(11))
    ask(scene, key, days(12))
    assert due_on(scene.database, key) == DUE_ON + timedelta(days=14)
    with scene.database.transaction() as session:
        pausing.end_used_up(session, now=days(17))
    with scene.database.reading() as session:
        assert pausing.days_left(session, case(session, key)) == 0
        assert all(row.ended_on for row in session.scalars(select(ClockPause)))
    ask(scene, key, days(18))
    assert due_on(scene.database, key) == DUE_ON + timedelta(days=14)


def test_the_newest_question_is_the_one_that_is_waited_for(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    first = ask(scene, key, days(1))
    second = ask(scene, key, days(2))
    reply(scene, key, first, days(3))
    assert due_on(scene.database, key) == DUE_ON + timedelta(days=14)
    reply(scene, key, second, days(4))
    assert due_on(scene.database, key) == date(2026, 4, 10)


def test_a_reopened_case_gets_its_whole_time_anew_without_the_pauses_of_before(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    ask(scene, key, days(2))
    with scene.database.transaction() as session:
        version = version_of(session, key)
        answers.answer(session, scene.leader, key, version, ANSWER, now=days(3))
    with scene.database.transaction() as session:
        reporter = following.reporter_of(case(session, key))
        following.reopen(session, reporter, key, body="Mangler dato", now=days(20))
    assert due_on(scene.database, key) == date(2026, 4, 27)
    with scene.database.reading() as session:
        assert assignment(session, key).clock_from_on == date(2026, 3, 30)


def test_a_changed_decision_moves_open_cases_and_traces_it(scene):
    open_key, answered_key = scene.case_at(Status.SENT), scene.case_at(Status.ANSWERED)
    paused_key = scene.case_at(Status.ACKNOWLEDGED)
    reply(scene, paused_key, ask(scene, paused_key, days(0)), days(3))
    with scene.database.transaction() as session:
        session.execute(update(DeadlineDecision).values(answer_days=14, acknowledge_working_days=1))
        assert recompute(session, home(session).id, now=days(4)) == 2
        assert recompute(session, home(session).id, now=days(4)) == 0
    assert due_on(scene.database, open_key) == date(2026, 3, 24)
    assert due_on(scene.database, paused_key) == date(2026, 3, 27)
    assert due_on(scene.database, answered_key) == DUE_ON
    moved = entries(scene.database, AuditAction.DUE_DATE_MOVED)
    assert {(row.facts["before"], row.facts["after"]) for row in moved} == {
        ("2026-04-07", "2026-03-24"),
        ("2026-04-10", "2026-03-27"),
    }


def test_loading_a_register_with_other_deadlines_or_closed_days_moves_open_cases(scene):
    key = scene.case_at(Status.SENT)
    register = read_file(REGISTER)
    (deadline,) = register.deadlines
    changed = vars(register) | {
        "deadlines": (type(deadline)(**vars(deadline) | {"answer_days": 9}),)
    }
    with scene.database.transaction() as session:
        load_register(session, type(register)(**changed), now=days(1))
    assert due_on(scene.database, key) == date(2026, 3, 19)
    with scene.database.transaction() as session:
        session.add(
            ClosedDay(
                helsefellesskap_id=home(session).id,
                day=date(2026, 3, 19),
                name=register.helsefellesskap.name,
            )
        )
        recompute(session, home(session).id, now=days(1))
    assert due_on(scene.database, key) == date(2026, 3, 20)
    with scene.database.transaction() as session:
        load_register(session, register, now=days(2))
        assert not session.scalars(select(ClosedDay)).all()
    assert due_on(scene.database, key) == DUE_ON


def test_each_units_share_of_the_time_is_told(scene):
    key = scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        held = assignment(session, key)
        held.status, held.closed_at = Status.FORWARDED, days(4)
        other = Assignment(
            **{
                column.name: getattr(held, column.name)
                for column in Assignment.__table__.columns
                if column.name not in {"id", "closed_at", "status", "opened_at", "unit_id"}
            },
            status=Status.SENT,
            opened_at=days(4),
            unit_id=held.unit_id + 1,
        )
        session.add(other)
        session.flush()
        part = time_part(session, case(session, key), [held, other], today=date(2026, 3, 20))
    assert [(held.days, held.has_it) for held in part.held_by] == [(4, False), (6, True)]
    assert part.is_worth_telling


def test_a_declined_case_that_is_taken_up_again_is_due_by_what_was_decided_meanwhile(scene):
    key = scene.case_at(Status.CONTESTED)
    with scene.database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "siv", now=START)
        session.execute(update(DeadlineDecision).values(answer_days=42))
        assert recompute(session, home(session).id, now=days(1)) == 0
        version, overturned = version_of(session, key), ContestOutcome.OVERTURNED
        contesting.settle(session, coordinator, key, version, overturned, "Vår.", now=days(2))
    assert due_on(scene.database, key) == SENT_ON + timedelta(days=42)

"""Search, saved views, my day and workload: what they hold, and what they never do."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.casework import MeasureStatus
from app.domain.lifecycle import Status
from app.domain.policy import NotPermitted, Permission, permits
from app.domain.redaction import BLACK
from app.domain.vocabulary import NarrativeKind, Role
from app.models import Absence, Assignment, Case, CorrectiveAction, Narrative, User
from app.services import audit, following, handling
from app.services.cases import relations_of
from app.services.work_lists import saved_views
from app.services.work_lists.filters import NOBODY, Filters
from app.services.work_lists.inbox import inbox
from app.services.work_lists.my_day import my_day
from app.services.work_lists.rows import PAGE_ROWS
from app.services.work_lists.search import MOST_PAGES, find_by_words
from app.services.work_lists.sent import SentTab, sent_from
from app.services.work_lists.tabs import Tab
from app.services.work_lists.workload import workload
from tests.conftest import START
from tests.factories import Scene, actor_at, person, sent_case, version_of
from tests.services.test_inbox import ACTORS, random_cases

TODAY = START.date()


@pytest.fixture
def scene(database):
    return Scene(database, START)


def keys(page) -> list[str]:
    return [row.key for row in page.rows]


def assignment_of(session, key) -> Assignment:
    query = select(Assignment).join(Case, Case.id == Assignment.case_id).where(Case.key == key)
    return session.scalars(query.order_by(Assignment.id.desc())).first()


# ---- search ----


def test_words_find_only_what_the_reader_may_open(database, scene):
    random_cases(scene, 7, count=12)
    with database.transaction() as session:
        actors = [actor_at(session, *a, now=START) for a in ACTORS]
    with database.reading() as session:
        cases = session.scalars(select(Case)).all()
        for actor in actors:
            readable = {
                case.key
                for case in cases
                if permits(actor, Permission.READ_CASE, relations_of(session, case))
            }
            found = keys(find_by_words(session, actor, "MEDISINLISTE fredag", today=TODAY))
            assert len(found) == len(set(found))
            assert set(found) == readable


def test_letters_beyond_z_are_found_whatever_their_size(database, scene):
    description = "Pasienten fikk ikke ØYEdråper på ærfuglavdelingen."
    key = scene.case_at(Status.SENT, description=description)
    scene.case_at(Status.SENT)
    hits = ("ØYEDRÅPER", "øyedråper Ærfugl", "yedr")
    misses = ("øyedråper finnesikke", "%%%", "___", "øy", "", "13058512345")
    with database.reading() as session:
        for typed in hits + misses:
            found = keys(find_by_words(session, scene.leader, typed, today=TODAY))
            assert found == ([key] if typed in hits else []), typed


def test_an_answer_is_found_and_a_note_and_an_erased_text_are_not(database, scene):
    key = scene.case_at(Status.ANSWERED)
    with database.reading() as session:
        assert keys(find_by_words(session, scene.leader, "sjekklisten", today=TODAY)) == [key]
        assert not find_by_words(session, scene.leader, "finnesikke", today=TODAY).rows
    with database.transaction() as session:
        for text in session.scalars(select(Narrative)):
            text.erased_at = START
    with database.reading() as session:
        assert not find_by_words(session, scene.leader, "medisinliste", today=TODAY).rows


def test_what_is_blacked_out_is_not_found_by_its_words(database, scene):
    key = scene.case_at(Status.SENT, description="Hendelsen skjedde hos Fjellrev i går.")
    with database.reading() as session:
        assert keys(find_by_words(session, scene.leader, "fjellrev", today=TODAY)) == [key]
    with database.transaction() as session:
        text = session.scalars(
            select(Narrative).where(Narrative.kind == NarrativeKind.DESCRIPTION)
        ).one()
        text.body = text.body.replace("Fjellrev", BLACK * 8)
    with database.reading() as session:
        assert not find_by_words(session, scene.leader, "fjellrev", today=TODAY).rows
        assert keys(find_by_words(session, scene.leader, "hendelsen", today=TODAY)) == [key]


def test_hits_come_in_pages_and_end_after_the_last_allowed(database, scene):
    with database.transaction() as session:
        for _ in range(PAGE_ROWS + 2):
            sent_case(session, now=START)
    with database.reading() as session:
        first = find_by_words(session, scene.leader, "medisinliste", today=TODAY)
        second = find_by_words(session, scene.leader, "medisinliste", page=2, today=TODAY)
        beyond = find_by_words(
            session, scene.leader, "medisinliste", page=MOST_PAGES + 1, today=TODAY
        )
    assert (len(first.rows), first.has_more, len(second.rows)) == (PAGE_ROWS, True, 2)
    assert not set(keys(first)) & set(keys(second))
    assert not beyond.rows


# ---- pages of the newest ----


def test_the_closed_cases_come_in_pages_that_neither_miss_nor_repeat_any(database, scene):
    chance = random.Random(3)  # noqa: S311  a test is reproducible by seed
    ended = {scene.case_at(Status.CLOSED) for _ in range(3)}
    with database.transaction() as session:
        for _ in range(PAGE_ROWS + 5):
            key = sent_case(session, now=START).case_key
            row = assignment_of(session, key)
            row.status = Status.CLOSED
            row.closed_at = START + timedelta(minutes=chance.randrange(9))
            session.get_one(Case, row.case_id).status = Status.CLOSED
            ended.add(key)
    asked = Filters(tab=Tab.CLOSED)
    with database.reading() as session:
        first = inbox(session, scene.leader, asked, today=TODAY)
        rest = inbox(session, scene.leader, replace(asked, after=first.last_key), today=TODAY)
        lost = inbox(session, scene.leader, replace(asked, after="finnes-ikke"), today=TODAY)
    assert (first.has_more, rest.has_more) == (True, False)
    assert sorted(keys(first) + keys(rest)) == sorted(ended)
    assert keys(lost) == keys(first)


def test_what_a_party_has_sent_comes_newest_first_and_apart_without_answer(database, scene):
    answered = scene.case_at(Status.ANSWERED)
    scene.now += timedelta(hours=1)
    waiting = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        sender = actor_at(session, Role.COORDINATOR, "tonsberg", now=START)
    with database.reading() as session:
        everything = sent_from(session, sender, Filters(), today=TODAY)
        rest = sent_from(session, sender, Filters(after=waiting), today=TODAY)
        apart = sent_from(session, sender, Filters(), tab=SentTab.UNANSWERED, today=TODAY)
    assert keys(everything) == [waiting, answered]
    assert keys(rest) == [answered]
    assert keys(apart) == [waiting]
    assert everything.counts == {SentTab.UNANSWERED: 1}


def test_a_filter_finds_what_nobody_has_taken_and_what_one_person_has(database, scene):
    taken, free = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    with database.transaction() as session:
        handling.take(session, scene.leader, taken, 1, now=START)
        own = session.get_one(User, scene.leader.user_id).key
    with database.reading() as session:
        for filters, expected in (
            (Filters(handler=NOBODY), [free]),
            (Filters(handler=own), [taken]),
            (Filters(unit="siv-kirurgi"), []),
            (Filters(unit="siv-medisin", handler=NOBODY), [free]),
        ):
            assert keys(inbox(session, scene.leader, filters, today=TODAY)) == expected


# ---- saved views ----


def test_a_view_is_ones_own_or_shared_by_those_who_work_in_the_unit(database, scene):
    with database.transaction() as session:
        caseworker = actor_at(session, Role.CASEWORKER, "siv-medisin", now=START)
        stranger = actor_at(session, Role.UNIT_LEADER, "siv-kirurgi", now=START)
        save = saved_views.save_view
        save(session, scene.leader, "Alvorlige", "tab=apne&consequence=death", "", now=START)
        save(session, scene.leader, "Felles", "tab=nye", "siv-medisin", now=START)
        save(session, scene.leader, "Felles", "tab=nye", "siv-medisin", now=START)
        with pytest.raises(NotPermitted):
            save(session, stranger, "Andres", "tab=nye", "siv-medisin", now=START)
        seen = {
            actor: [view.name for view in saved_views.views_of(session, actor)]
            for actor in (scene.leader, caseworker, stranger)
        }
        assert list(seen.values()) == [["Alvorlige", "Felles"], ["Felles"], []]
        shared = saved_views.views_of(session, caseworker)[0]
        assert not saved_views.remove_view(session, stranger, shared.key)
        assert saved_views.remove_view(session, caseworker, shared.key)
        assert not saved_views.remove_view(session, caseworker, shared.key)


# ---- my day and workload ----


def test_my_day_holds_each_of_ones_own_cases_once_the_latest_first(database, scene):
    due, asked, later, new = (scene.case_at(Status.ACKNOWLEDGED) for _ in range(4))
    with database.transaction() as session:
        for key in (due, asked, later):
            handling.take(session, scene.leader, key, 2, now=START)
        assignment_of(session, due).due_on = TODAY - timedelta(days=2)
        handling.ask(session, scene.leader, asked, 3, "Når kom pasienten?", now=START)
        case = session.scalars(select(Case).where(Case.key == asked)).one()
        question = session.scalars(
            select(Narrative).where(Narrative.kind == NarrativeKind.QUESTION)
        ).one()
        read = {"case_id": case.id, "where": "page"}
        audit.record(session, scene.leader, AuditAction.CASE_READ, now=START, **read)
        after = START + timedelta(hours=1)
        following.reply(
            session,
            following.reporter_of(case),
            asked,
            question_id=question.id,
            body="Klokken ni.",
            now=after,
        )
        day = my_day(session, scene.leader, today=TODAY)
        assert [row.key for row in day.due] == [due]
        assert [row.key for row in day.news] == [asked]
        assert [row.key for row in day.later] == [later]
        assert keys(day.new) == [new]
        assert day.fresh == {asked}
        audit.record(
            session, scene.leader, AuditAction.CASE_READ, now=after + timedelta(hours=1), **read
        )
        assert not my_day(session, scene.leader, today=TODAY).news


def test_my_day_tells_of_measures_and_of_who_is_away(database, scene):
    key = scene.case_at(Status.ANSWERED)
    with database.transaction() as session:
        row = assignment_of(session, key)
        colleague = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        soon = TODAY + timedelta(days=1)
        measure = CorrectiveAction(
            case_id=row.case_id,
            party_id=next(iter(scene.leader.party_ids(Role.UNIT_LEADER))),
            unit_id=row.unit_id,
            body="Ny sjekkliste",
            expected_effect="Færre glipp",
            owner="Seksjonsleder",
            due_on=TODAY - timedelta(days=3),
            status=MeasureStatus.PLANNED,
            added_at=START,
            added_by_id=colleague.id,
            status_at=START,
            status_by_id=colleague.id,
        )
        absence = Absence(
            user_id=colleague.id,
            from_on=TODAY,
            to_on=soon,
            substitute_id=scene.leader.user_id,
            set_by_id=colleague.id,
            set_at=START,
        )
        session.add_all([measure, absence])
        session.flush()
        day = my_day(session, scene.leader, today=TODAY)
        assert [(each.case_key, each.days_late) for each in day.measures] == [(key, 3)]
        assert [(each.name, each.to_on) for each in day.absences] == [(colleague.name, soon)]
        measure.status = MeasureStatus.DONE
        absence.ended_at = START
        session.flush()
        day = my_day(session, scene.leader, today=TODAY)
        assert not [*day.measures, *day.absences]


def test_workload_counts_what_lies_in_the_leaders_units_and_nowhere_else(database, scene):
    own, free = scene.case_at(Status.ACKNOWLEDGED), scene.case_at(Status.SENT)
    scene.case_at(Status.SENT, hospital_unit_key="siv-kirurgi")
    scene.case_at(Status.CLOSED)
    later = TODAY + timedelta(days=40)
    with database.transaction() as session:
        handling.take(session, scene.leader, own, version_of(session, own), now=START)
        handling.ask(session, scene.leader, free, 1, "Hvem ringte?", now=START)
        coordinator = actor_at(session, Role.COORDINATOR, "siv", now=START)
        (unit,) = workload(session, scene.leader, today=later)
        assert (unit.load.open, unit.load.overdue, unit.load.waiting) == (2, 2, 1)
        assert unit.load.median_age == 40
        assert [bool(each.key) for each in unit.handlers] == [False, True]
        assert [each.load.open for each in unit.handlers] == [1, 1]
        assert [each.key for each in workload(session, coordinator, today=later)] == [
            "siv-kirurgi",
            "siv-medisin",
        ]
        stranger = actor_at(session, Role.CASEWORKER, "siv-medisin", now=START)
        assert not workload(session, stranger, today=later)

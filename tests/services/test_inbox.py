"""Lists agree with the policy, come in the right order, and cost the same whatever their length."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.lifecycle import Status
from app.domain.policy import Permission, permits
from app.domain.vocabulary import Consequence, Direction, Role
from app.models import Assignment, Case
from app.services import following, handling
from app.services.cases import relations_of
from app.services.forwarding import forwarding
from app.services.work_lists.filters import Filters
from app.services.work_lists.inbox import inbox
from app.services.work_lists.rows import PAGE_ROWS
from app.services.work_lists.search import find_by_number
from app.services.work_lists.sent import sent_from
from app.services.work_lists.tabs import Tab
from tests.conftest import START
from tests.factories import Scene, actor_at, sent_case, version_of
from tests.services.statements import counted

TODAY = START.date()
ACTORS = (
    (Role.TRIAGE, "siv-medisin"),
    (Role.CASEWORKER, "siv-medisin-geriatri"),
    (Role.UNIT_LEADER, "siv-kirurgi"),
    (Role.COORDINATOR, "siv"),
    (Role.COORDINATOR, "tonsberg"),
    (Role.UNIT_LEADER, "tonsberg-hjemmetjeneste"),
    (Role.CASEWORKER, "horten-postmottak"),
    (Role.FSU_SECRETARY, ""),
    (Role.FSU_READER, ""),
    (Role.ADMINISTRATOR, ""),
    (Role.PRIVACY_OFFICER, "siv"),
)
PLACES = ("siv-medisin", "siv-kirurgi", "siv-samhandling", "horten-postmottak", "fsu-sekretariat")


@pytest.fixture
def scene(database):
    return Scene(database, START)


def random_cases(scene: Scene, seed: int, count: int = 24) -> None:
    """Cases in every status, both directions, forwarded at random between units and parties."""
    chance = random.Random(seed)  # noqa: S311  a test is reproducible by seed
    statuses = [status for status in Status if status is not Status.FORWARDED]
    for number in range(count):
        key = scene.case_at(
            statuses[number % len(statuses)] if number % 2 else Status.SENT,
            municipality_key=chance.choice(["tonsberg", "horten"]),
            consequence=chance.choice(list(Consequence)),
        )
        with scene.database.transaction() as session:
            if number % 2 == 0 and chance.random() < 0.7:
                forwarding.forward(
                    session,
                    scene.leader,
                    key,
                    version_of(session, key),
                    to_unit_key=chance.choice(PLACES[1:]),
                    reason="Hører til et annet sted.",
                    now=scene.now,
                )
    with scene.database.transaction() as session:
        for hospital in ("siv", None):
            sent_case(session, now=scene.now, hospital_key=hospital, hospital_unit_key=None)
        sent_case(
            session,
            now=scene.now,
            direction=Direction.TO_MUNICIPALITY,
            hospital_unit_key="siv-kirurgi-ortopedi",
        )


def keys_allowed(session, actor, permission) -> set[str]:
    cases = session.scalars(select(Case)).all()
    return {c.key for c in cases if permits(actor, permission, relations_of(session, c))}


@pytest.mark.parametrize("seed", [1, 2])
def test_lists_hold_exactly_what_the_policy_lets_each_person_see(database, scene, seed):
    random_cases(scene, seed)
    with database.transaction() as session:
        actors = {a: actor_at(session, *a, now=START) for a in ACTORS}
    with database.reading() as session:
        for name, actor in actors.items():
            tabs = (Tab.OPEN, Tab.ANSWERED, Tab.CLOSED)
            pages = [inbox(session, actor, Filters(tab), today=TODAY) for tab in tabs]
            listed = [row.key for page in pages for row in page.rows]
            assert len(listed) == len(set(listed)), name
            assert set(listed) == keys_allowed(session, actor, Permission.READ_NOTES), name
            sent = sent_from(session, actor, Filters(), today=TODAY)
            allowed = keys_allowed(session, actor, Permission.FLAG_NOT_OURS)
            assert {row.key for row in sent.rows} == allowed, name


def test_a_number_finds_a_case_exactly_for_those_who_may_read_it(database, scene):
    random_cases(scene, 3, count=8)
    with database.transaction() as session:
        actors = [actor_at(session, *a, now=START) for a in ACTORS]
    with database.reading() as session:
        for actor in actors:
            allowed = keys_allowed(session, actor, Permission.READ_CASE)
            found = {
                row.key
                for case in session.scalars(select(Case)).all()
                for row in find_by_number(session, actor, case.reference, today=TODAY).rows
            }
            assert found == allowed


def test_ones_own_number_finds_a_case_and_the_other_partys_does_not(database, scene):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        sender = actor_at(session, Role.COORDINATOR, "tonsberg", now=START)
        party_id = next(iter(sender.party_ids(Role.COORDINATOR)))
        following.set_own_number(session, sender, key, party_id, "2026/17 A", now=START)
    with database.reading() as session:
        found = find_by_number(session, sender, " 2026/17 A ", today=TODAY)
        assert [row.key for row in found.rows] == [key]
        assert not find_by_number(session, scene.leader, "2026/17 A", today=TODAY).rows


@pytest.mark.parametrize("typed", ["", "'; DROP TABLE cases;--", "ÆØÅ æøå", "%", "_" * 8, "\u202e"])
def test_a_number_that_is_none_finds_nothing(database, scene, typed):
    scene.case_at(Status.SENT)
    with database.reading() as session:
        assert not find_by_number(session, scene.leader, typed, today=TODAY).rows


def test_the_most_overdue_come_first_then_the_unconfirmed_then_the_newest(database, scene):
    due = {"a": 40, "b": -3, "c": -9, "d": 40, "e": 40}
    keys = {}
    for number, (name, days) in enumerate(due.items()):
        status = Status.SENT if name in "ab" else Status.ACKNOWLEDGED
        keys[scene.case_at(status)] = name
        with database.transaction() as session:
            row = session.scalars(select(Assignment).order_by(Assignment.id.desc())).first()
            row.due_on = TODAY + timedelta(days=days)
            case = session.get_one(Case, row.case_id)
            case.sent_at = START + timedelta(hours=number)
    with database.reading() as session:
        rows = inbox(session, scene.leader, Filters(), today=TODAY).rows
    assert "".join(keys[row.key] for row in rows) == "cbaed"
    assert [row.days_late for row in rows] == [9, 3, 0, 0, 0]


def test_every_tab_counts_what_it_shows(database, scene):
    random_cases(scene, 4)
    key = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "siv", now=START)
    with database.transaction() as session:
        handling.take(session, scene.leader, key, 2, now=START)
        handling.ask(session, scene.leader, key, 3, "Hvem ringte?", now=START)
    later = TODAY + timedelta(days=29)
    with database.reading() as session:
        counts = inbox(session, coordinator, Filters(), today=later).counts
        assert list(counts) == [tab for tab in Tab if tab is not Tab.CLOSED]
        for tab in counts:
            page = inbox(session, coordinator, Filters(Tab(tab)), today=later)
            assert len(page.rows) == counts[tab], tab
        own = inbox(session, scene.leader, Filters(Tab.MINE), today=later)
        assert [row.key for row in own.rows] == [key]
        assert own.counts[Tab.MINE] == 1
        assert counts[Tab.MINE] == 0
        assert counts[Tab.WAITING] == 1
        assert counts[Tab.OVERDUE] == counts[Tab.OPEN] > 0


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (Filters(status=Status.SENT), lambda row: row.status is Status.SENT),
        (Filters(consequence=Consequence.DEATH), lambda row: row.consequence is Consequence.DEATH),
        (Filters(category="medicines"), lambda row: "medicines" in row.categories),
        (Filters(category="aids"), lambda row: "aids" in row.categories),
        (Filters(party="horten"), lambda row: row.reporting_party.nb == "Horten kommune"),
    ],
    ids=["status", "consequence", "category", "no such category", "party"],
)
def test_a_filter_leaves_exactly_what_it_names(database, scene, filters, holds):
    random_cases(scene, 5)
    with database.reading() as session:
        everything = inbox(session, scene.leader, Filters(), today=TODAY).rows
        found = inbox(session, scene.leader, filters, today=TODAY).rows
    assert {row.key for row in found} == {row.key for row in everything if holds(row)}


def test_a_page_holds_fifty_and_the_next_holds_the_rest(database, scene):
    with database.transaction() as session:
        for _ in range(PAGE_ROWS + 3):
            sent_case(session, now=START)
    with database.reading() as session:
        first = inbox(session, scene.leader, Filters(), today=TODAY)
        second = inbox(session, scene.leader, replace(Filters(), page=2), today=TODAY)
    assert (len(first.rows), first.has_more) == (50, True)
    assert (len(second.rows), second.has_more) == (3, False)
    assert not {row.key for row in first.rows} & {row.key for row in second.rows}


def test_the_reporters_side_is_never_told_who_handles_a_case(database, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        handling.take(session, scene.leader, key, 2, now=START)
        sender = actor_at(session, Role.COORDINATOR, "tonsberg", now=START)
    with database.reading() as session:
        assert inbox(session, scene.leader, Filters(), today=TODAY).rows[0].handler
        assert not sent_from(session, sender, Filters(), today=TODAY).rows[0].handler


def test_a_list_costs_three_statements_whatever_its_length(database, scene):
    costs = set()
    for _ in range(3):
        with database.reading() as session, counted(database) as statements:
            inbox(session, scene.leader, Filters(), today=TODAY)
        costs.add(len([s for s in statements if s.startswith("SELECT")]))
        with database.transaction() as session:
            for _ in range(7):
                sent_case(session, now=START)
    assert costs == {3}

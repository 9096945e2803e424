"""Who has read a case: names of one's own people, unit and role of others', and the ombud's log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.models import Membership
from app.services import audit, following
from app.services.case_page import case_page
from app.services.cases import find_case
from app.services.forwarding import forwarding
from app.services.log_reading import Sought, read_log
from tests.conftest import START
from tests.factories import Scene, actor_at, version_of
from tests.services.statements import counted


@pytest.fixture
def scene(database):
    return Scene(database, START)


def actor_with(scene, role, place=""):
    with scene.database.transaction() as session:
        return actor_at(session, role, place, now=START)


def read(scene, key, actor, action=AuditAction.CASE_READ, **facts):
    scene.now += timedelta(minutes=1)
    facts = facts or {"where": "page"}
    with scene.database.transaction() as session:
        case_id = find_case(session, key).id
        audit.record(session, actor, action, now=scene.now, case_id=case_id, **facts)


def readers(scene, key, actor):
    with scene.database.reading() as session:
        return case_page(session, actor, find_case(session, key), today=START.date()).readers


def told(scene, key, actor):
    return [
        (each.name != "", each.role.nb, each.place.nb if each.place else "", each.count)
        for each in readers(scene, key, actor)
    ]


def test_each_side_sees_its_own_by_name_and_the_other_by_role_and_unit(scene):
    key = scene.case_at(Status.SENT)
    sender = actor_with(scene, Role.COORDINATOR, "tonsberg")
    for actor in (scene.leader, sender, scene.leader):
        read(scene, key, actor)
    assert told(scene, key, scene.leader) == [
        (True, "leder", "Klinikk medisin", 2),
        (False, "koordinator", "Tønsberg kommune", 1),
    ]
    assert told(scene, key, sender) == [
        (False, "leder", "Klinikk medisin", 2),
        (True, "koordinator", "Tønsberg kommune", 1),
    ]
    (own, _) = readers(scene, key, scene.leader)
    assert own.last_at - own.first_at == timedelta(minutes=2)


def test_colleagues_of_the_other_party_with_one_role_are_one_line(scene):
    key = scene.case_at(Status.SENT)
    sender = actor_with(scene, Role.COORDINATOR, "tonsberg")
    for _ in range(2):
        read(scene, key, actor_with(scene, Role.CASEWORKER, "siv-medisin"))
    assert told(scene, key, sender) == [(False, "saksbehandler", "Klinikk medisin", 2)]
    assert [count for *_, count in told(scene, key, scene.leader)] == [1, 1]


def test_who_came_by_a_link_is_told_by_what_it_is_for(scene):
    key = scene.case_at(Status.SENT)
    with scene.database.reading() as session:
        case = find_case(session, key)
        by_link = (following.reporter_of(case), Actor(leads_case_id=case.id))
    for actor in by_link:
        read(scene, key, actor, AuditAction.CASE_READ, where="follow")
    read(scene, key, Actor(answers_inquiry_id=1), AuditAction.INQUIRY_OPENED, inquiry=1)
    assert [role for _, role, *_ in told(scene, key, scene.leader)] == [
        "Den som fikk et spørsmål",
        "Nærmeste leder",
        "Melder",
    ]


def test_printing_counts_as_reading_and_an_act_does_not(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    assert told(scene, key, scene.leader) == []
    read(scene, key, scene.leader, AuditAction.CASE_PRINTED, language="nb")
    assert [count for *_, count in told(scene, key, scene.leader)] == [1]


def test_the_role_is_the_one_that_was_held_when_the_case_was_read(scene):
    key = scene.case_at(Status.SENT)
    worker = actor_with(scene, Role.CASEWORKER, "siv-medisin")
    sender = actor_with(scene, Role.COORDINATOR, "tonsberg")
    read(scene, key, worker)
    with scene.database.transaction() as session:
        own = select(Membership).where(Membership.user_id == worker.user_id)
        held = session.scalars(own).one()
        held.valid_to = START.date()
        moved = Membership(
            user_id=worker.user_id,
            role=Role.TRIAGE,
            unit_id=held.unit_id,
            valid_from=START.date() + timedelta(days=1),
        )
        session.add(moved)
    assert [role for _, role, *_ in told(scene, key, sender)] == ["saksbehandler"]
    scene.now += timedelta(days=2)
    read(scene, key, worker)
    assert [role for _, role, *_ in told(scene, key, sender)] == ["fordeler"]


def test_the_list_costs_the_same_however_many_have_read(scene):
    key = scene.case_at(Status.SENT)
    costs = set()
    for _ in range(3):
        with counted(scene.database) as statements:
            readers(scene, key, scene.leader)
        costs.add(len(statements))
        for role in (Role.CASEWORKER, Role.TRIAGE):
            read(scene, key, actor_with(scene, role, "siv-medisin"))
    assert len(costs) == 1


def lines(scene, officer):
    with scene.database.reading() as session:
        return [line.action for line in read_log(session, officer, Sought()).lines]


def test_an_ombud_reads_the_log_of_cases_that_the_own_party_has(scene):
    key = scene.case_at(Status.SENT)
    read(scene, key, scene.leader)
    for party, expected in (("siv", 2), ("tonsberg", 2), ("horten", 0)):
        officer = actor_with(scene, Role.PRIVACY_OFFICER, party)
        assert len([a for a in lines(scene, officer) if a is not AuditAction.LOG_READ]) == expected


def test_of_a_case_that_was_given_away_an_ombud_reads_what_the_own_people_did(scene):
    key = scene.case_at(Status.SENT)
    officer = actor_with(scene, Role.PRIVACY_OFFICER, "siv")
    read(scene, key, scene.leader)
    with scene.database.transaction() as session:
        onward = {"to_unit_key": "horten-postmottak", "reason": "Gjelder Horten."}
        version = version_of(session, key)
        forwarding.forward(session, scene.leader, key, version, **onward, now=scene.now)
    read(scene, key, actor_with(scene, Role.CASEWORKER, "horten-postmottak"))
    assert lines(scene, officer) == [AuditAction.FORWARDED, AuditAction.CASE_READ]

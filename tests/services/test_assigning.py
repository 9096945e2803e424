"""Giving a case to a colleague: who may get it, who is told, and what the log says."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.casework import HandOverReason
from app.domain.lifecycle import NotAllowed, Status
from app.domain.policy import SYSTEM, NotPermitted
from app.domain.vocabulary import NotificationKind, Role
from app.models import Absence, Assignment, AuditEntry, Case, Notification, User
from app.services import accounts
from app.services.acts import OutdatedVersion
from app.services.cases import CaseNotFound
from app.services.work_lists.assigning import ColleagueAway, NotAColleague, assign, hand_over
from app.services.work_lists.colleagues import colleagues_of
from tests.conftest import START
from tests.factories import Scene, actor_at, person, unit, version_of

TODAY = START.date()


@pytest.fixture
def scene(database):
    return Scene(database, START)


def the_assignment(session, key) -> Assignment:
    query = select(Assignment).join(Case, Case.id == Assignment.case_id).where(Case.key == key)
    return session.scalars(query).one()


def away(session, user, days=7) -> None:
    session.add(
        Absence(
            user_id=user.id,
            from_on=TODAY,
            to_on=TODAY + timedelta(days=days),
            set_by_id=user.id,
            set_at=START,
        )
    )
    session.flush()


def test_a_leader_gives_a_case_to_a_colleague_who_is_told_of_it(database, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        colleague = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        version = version_of(session, key)
        assert assign(session, scene.leader, key, version, colleague.key, now=START)
        row = the_assignment(session, key)
        assert (row.handler_id, row.version) == (colleague.id, version + 1)
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == AuditAction.HANDED_OVER)
        ).one()
        assert (entry.facts["handler"], entry.facts["reason"]) == (colleague.id, "assigned")
        told = session.scalars(
            select(Notification).where(Notification.kind == NotificationKind.HANDED_OVER)
        ).one()
        assert told.receiver == f"user:{colleague.id}"


def test_whoever_takes_a_case_back_or_gives_it_to_himself_tells_nobody(database, scene):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        own = session.get_one(User, scene.leader.user_id)
        assert assign(session, scene.leader, key, 1, own.key, now=START)
        assert not assign(session, scene.leader, key, 2, own.key, now=START)
        assert assign(session, scene.leader, key, 2, None, now=START)
        assert the_assignment(session, key).handler_id is None
        kinds = set(session.scalars(select(Notification.kind)))
        assert NotificationKind.HANDED_OVER not in kinds


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.TRIAGE, "siv-medisin"), (Role.CASEWORKER, "siv-kirurgi"), (Role.FSU_READER, "")],
)
def test_a_case_goes_to_nobody_without_a_casework_role_in_the_unit(database, scene, role, place):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        other = person(session, role, place, now=START)
        with pytest.raises(NotAColleague):
            assign(session, scene.leader, key, 1, other.key, now=START)
        with pytest.raises(NotAColleague):
            assign(session, scene.leader, key, 1, "finnes-ikke", now=START)


def test_an_absent_colleague_gets_a_case_only_when_it_is_said(database, scene):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        colleague = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        away(session, colleague)
        with pytest.raises(ColleagueAway) as refusal:
            assign(session, scene.leader, key, 1, colleague.key, now=START)
        assert refusal.value.colleague.away_until == TODAY + timedelta(days=7)
        assert assign(session, scene.leader, key, 1, colleague.key, even_if_away=True, now=START)


def test_a_deactivated_colleague_gets_nothing(database, scene):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        colleague = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        accounts.deactivate_user(session, SYSTEM, colleague, now=START)
        with pytest.raises(NotAColleague):
            assign(session, scene.leader, key, 1, colleague.key, even_if_away=True, now=START)


def test_only_those_who_lead_the_unit_or_coordinate_its_party_give_cases_away(database, scene):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        colleague = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        for role, place, refusal in (
            (Role.CASEWORKER, "siv-medisin", NotPermitted),
            (Role.UNIT_LEADER, "siv-kirurgi", CaseNotFound),
            (Role.COORDINATOR, "tonsberg", NotPermitted),
        ):
            actor = actor_at(session, role, place, now=START)
            with pytest.raises(refusal):
                assign(session, actor, key, 1, colleague.key, now=START)
        coordinator = actor_at(session, Role.COORDINATOR, "siv", now=START)
        with pytest.raises(OutdatedVersion):
            assign(session, coordinator, key, 7, colleague.key, now=START)
        assert assign(session, coordinator, key, None, colleague.key, now=START)


def test_an_absence_hands_over_without_a_permission_on_the_case(database, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        substitute = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        row = the_assignment(session, key)
        assert hand_over(session, SYSTEM, row.id, substitute.id, HandOverReason.ABSENCE, now=START)
        assert row.handler_id == substitute.id
        away(session, substitute)
        hand_over(session, SYSTEM, row.id, None, HandOverReason.LEFT, now=START)
        with pytest.raises(ColleagueAway):
            hand_over(session, SYSTEM, row.id, substitute.id, HandOverReason.ABSENCE, now=START)
        reasons = session.scalars(
            select(AuditEntry.facts)
            .where(AuditEntry.action == AuditAction.HANDED_OVER)
            .order_by(AuditEntry.id)
        )
        assert [facts["reason"] for facts in reasons] == ["absence", "left"]


def test_a_case_that_has_ended_is_given_to_nobody(database, scene):
    key = scene.case_at(Status.CLOSED)
    with database.transaction() as session:
        colleague = person(session, Role.CASEWORKER, "siv-medisin", now=START)
        with pytest.raises(NotAllowed):
            assign(session, scene.leader, key, None, colleague.key, now=START)


def test_colleagues_are_those_of_the_unit_above_it_and_of_the_party(database):
    with database.transaction() as session:
        section = unit(session, "siv-medisin-geriatri")
        wanted = [
            person(session, Role.CASEWORKER, "siv-medisin-geriatri", now=START),
            person(session, Role.UNIT_LEADER, "siv-medisin", now=START),
            person(session, Role.COORDINATOR, "siv", now=START),
        ]
        for role, place in ((Role.CASEWORKER, "siv-kirurgi"), (Role.COORDINATOR, "tonsberg")):
            person(session, role, place, now=START)
        found = colleagues_of(session, [section.id], on=TODAY)[section.id]
        assert {each.user_id for each in found} == {user.id for user in wanted}
        assert [each.name for each in found] == sorted(each.name for each in found)
        earlier = TODAY - timedelta(days=1)
        assert not colleagues_of(session, [section.id], on=earlier)[section.id]

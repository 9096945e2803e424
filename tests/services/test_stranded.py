"""A case lies with whoever works the inbox of its unit; where nobody does, somebody is told."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from app.domain.lifecycle import Status
from app.domain.reminders import office_morning
from app.domain.vocabulary import NotificationKind, Role
from app.models import Assignment, Notification, Unit
from app.services.reminding import morning
from tests.factories import Scene, person, unit

SENT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
OPEN_PLACES = {"siv-samhandling": "siv", "tonsberg-postmottak": "tonsberg"}
"""Where a party's common inbox is, and the party whose coordinators work it."""


@pytest.fixture
def scene(database):
    return Scene(database, SENT)


def case_at(scene, place):
    scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        session.connection().execute(update(Assignment).values(unit_id=unit(session, place).id))


def employ(scene, role, place=""):
    with scene.database.transaction() as session:
        return f"user:{person(session, role, place, now=SENT).id}"


def told_next_morning(scene):
    with scene.database.transaction() as session:
        morning.hold_round(session, now=office_morning(date(2026, 9, 2)))
        query = select(Notification.receiver).where(Notification.kind == NotificationKind.STRANDED)
        return list(session.scalars(query))


@pytest.mark.parametrize("place", OPEN_PLACES)
def test_a_case_at_a_common_inbox_is_its_coordinators(scene, place):
    case_at(scene, place)
    employ(scene, Role.COORDINATOR, OPEN_PLACES[place])
    assert told_next_morning(scene) == []


def test_a_case_at_a_common_inbox_without_any_coordinator_surfaces(scene):
    case_at(scene, "siv-samhandling")
    employ(scene, Role.COORDINATOR, "tonsberg")
    secretary = employ(scene, Role.FSU_SECRETARY)
    assert told_next_morning(scene) == [secretary]


def test_a_case_at_a_clinic_that_nobody_works_in_surfaces_to_the_coordinators(scene):
    case_at(scene, "siv-kirurgi")
    coordinator = employ(scene, Role.COORDINATOR, "siv")
    assert told_next_morning(scene) == [coordinator]


def test_a_case_at_the_secretariat_is_the_secretaries(scene):
    case_at(scene, "fsu-sekretariat")
    employ(scene, Role.FSU_SECRETARY)
    assert told_next_morning(scene) == []


def test_a_desk_that_is_closed_is_worked_by_nobody(scene):
    case_at(scene, "siv-samhandling")
    coordinator = employ(scene, Role.COORDINATOR, "siv")
    closed = update(Unit).where(Unit.key == "siv-samhandling").values(valid_to=SENT.date())
    with scene.database.transaction() as session:
        session.execute(closed)
    assert told_next_morning(scene) == [coordinator]

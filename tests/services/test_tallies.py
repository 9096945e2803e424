"""«Har skjedd flere ganger»: counted apart, once for each form, and never of what harms."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.domain.case import ClassificationDraft
from app.domain.lifecycle import NotAllowed, Status
from app.domain.policy import Permission, permits
from app.domain.tallies import TallyDraft
from app.domain.vocabulary import Audience, Consequence, Role
from app.models import Case, Notification, Tally
from app.services import classifying
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.figures import figures_for
from app.services.tallies import counting, reading
from app.services.tallies.counting import NotHarmless
from tests.conftest import START
from tests.factories import Scene, actor_at, home, version_of

DRAFT = TallyDraft(7, date(2026, 3, 2), date(2026, 3, 8))
TODAY = START.date()


@pytest.fixture
def scene(database):
    return Scene(database, START)


def add(scene, key, actor=None, *, form_key="side", draft=DRAFT):
    with scene.database.transaction() as session:
        counting.add_tally(session, actor or scene.leader, key, draft, form_key=form_key, now=START)


def someone(scene, role, place):
    with scene.database.transaction() as session:
        return actor_at(session, role, place, now=START)


def tallies(scene):
    with scene.database.reading() as session:
        return session.scalars(select(Tally).order_by(Tally.id)).all()


def test_what_the_form_says_is_kept_with_the_report_and_counts_as_no_report(scene):
    scene.case_at(Status.SENT, repeated=DRAFT)
    (tally,) = tallies(scene)
    assert (tally.count, tally.added_by_id) == (7, None)
    with scene.database.reading() as session:
        figures = figures_for(session, home(session).id, 2026, Audience.INTERNAL, today=TODAY)
    assert figures.table("totals").cell("sent", "year").value == 1
    assert figures.table("totals").cell("incidents", "year").value == 1
    assert figures.table("tallies").cell("cases", "year").value == 1
    assert figures.table("tallies").cell("times", "year").value == 7
    with scene.database.reading() as session:
        for_all = figures_for(session, home(session).id, 2026, Audience.FSU, today=TODAY)
        assert for_all.table("tallies").cell("times", "year").value is None


@pytest.mark.parametrize("level", [Consequence.MODERATE, Consequence.SEVERE, Consequence.DEATH])
def test_a_graver_report_cannot_say_how_often(scene, level):
    with pytest.raises(NotHarmless):
        scene.case_at(Status.SENT, consequence=level, repeated=DRAFT)
    with scene.database.reading() as session:
        assert session.scalar(select(func.count(Case.id))) == 0


def test_the_same_form_twice_is_one_tally_that_moves_nothing(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with scene.database.reading() as session:
        before = (version_of(session, key), session.scalar(select(func.count(Notification.id))))
    add(scene, key)
    add(scene, key)
    add(scene, key, form_key="en annen side")
    assert [tally.count for tally in tallies(scene)] == [7, 7]
    with scene.database.reading() as session:
        after = (version_of(session, key), session.scalar(select(func.count(Notification.id))))
    assert after == before


def test_nothing_is_added_once_somebody_finds_it_grave_and_it_counts_no_longer(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    add(scene, key)
    with scene.database.transaction() as session:
        graver = ClassificationDraft(Consequence.SEVERE)
        classifying.classify(
            session, scene.leader, key, version_of(session, key), graver, now=START
        )
    with pytest.raises(NotHarmless):
        add(scene, key, form_key="senere")
    with scene.database.reading() as session:
        figures = figures_for(session, home(session).id, 2026, Audience.INTERNAL, today=TODAY)
        assert figures.table("tallies").cell("times", "year").value == 0
        assert reading.tally_list(session, scene.leader, page=1).rows == ()


def test_a_withdrawn_report_takes_no_tally(scene):
    with pytest.raises(NotAllowed):
        add(scene, scene.case_at(Status.WITHDRAWN))


def test_the_list_is_what_the_policy_lets_each_person_add_to(scene):
    scene.case_at(Status.SENT)
    scene.case_at(Status.FORWARDED)
    scene.case_at(Status.CLOSED, municipality_key="horten")
    scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    for role, place in (
        (Role.CASEWORKER, "tonsberg-postmottak"),
        (Role.CASEWORKER, "siv-kirurgi"),
        (Role.COORDINATOR, "horten"),
        (Role.COORDINATOR, "larvik"),
    ):
        actor = someone(scene, role, place)
        with scene.database.reading() as session:
            listed = {row.key for row in reading.tally_list(session, actor, page=1).rows}
            expected = {
                case.key
                for case in session.scalars(select(Case))
                if permits(actor, Permission.ADD_TALLY, relations_of(session, case))
                and counting.is_harmless_case(case)
            }
        assert listed == expected, place


def test_a_stranger_adds_nothing_and_learns_nothing(scene):
    key = scene.case_at(Status.SENT)
    with pytest.raises(CaseNotFound):
        add(scene, key, someone(scene, Role.COORDINATOR, "larvik"))
    assert tallies(scene) == []


def test_the_page_of_a_tally_has_title_date_and_unit_and_no_words_of_the_case(scene):
    key = scene.case_at(Status.SENT, description="Kanarifuglen sang i korridoren.")
    add(scene, key)
    colleague = someone(scene, Role.CASEWORKER, "siv-kirurgi")
    with scene.database.reading() as session:
        case = find_case(session, key)
        page = reading.tally_page(session, colleague, case, relations_of(session, case))
    assert page.may_add
    assert not page.may_read
    assert page.case.times == 7
    assert "Kanarifuglen" not in repr(page)

"""Answers and what follows: templates, measures that are followed, and whether it helped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.case import MeasureDraft, TemplateDraft
from app.domain.casework import CauseKind, MeasureStatus, Rater, Usefulness
from app.domain.lifecycle import NotAllowed, Status
from app.domain.policy import Actor, NotPermitted
from app.domain.vocabulary import NarrativeKind, Role
from app.models import AnswerRating, AuditEntry, CorrectiveAction, Narrative
from app.services import following
from app.services.answering import answers, measure_list, measures, ratings, templates
from app.services.answering.measure_list import View
from app.services.answering.measures import UnknownMeasure
from app.services.answering.part import answering_part
from app.services.answering.templates import UnknownTemplate
from app.services.cases import CaseNotFound, find_case
from app.services.redaction.texts import texts_of
from tests.conftest import START
from tests.factories import ANSWER, Scene, actor_at, unit, version_of

TODAY = START.date()
MEASURE = MeasureDraft(
    "Ny sjekkliste ved utreise.", "Fagsykepleier", date(2027, 1, 15), "Ingen feil"
)
TEMPLATE = TemplateDraft("siv-medisin", "Epikrise", "Den var ikke skrevet.", CauseKind.CAPACITY)


@pytest.fixture
def scene(database):
    return Scene(database, START)


def answered(scene, **changes) -> str:
    """The key of a case with an answer that is the usual one but for ``changes``."""
    key = scene.case_at(Status.ACKNOWLEDGED)
    with scene.database.transaction() as session:
        draft = replace(ANSWER, **changes)
        answers.answer(session, scene.leader, key, version_of(session, key), draft, now=scene.now)
    return key


def part_of(scene, key):
    with scene.database.reading() as session:
        case = find_case(session, key)
        units = {unit(session, "siv-medisin").id}
        return answering_part(session, case.id, case.status, templates_of_units=units)


def rate(scene, key, said, comment="", by=Rater.REPORTER):
    with scene.database.transaction() as session:
        case_id = find_case(session, key).id
        actor = Actor(follows_case_id=case_id)
        if by is Rater.LINE_MANAGER:
            actor = Actor(leads_case_id=case_id)
        ratings.rate(session, actor, key, said, comment=comment, by=by, now=scene.now)


def entries(scene, action) -> int:
    with scene.database.reading() as session:
        query = select(func.count(AuditEntry.id)).where(AuditEntry.action == action)
        return session.scalar(query) or 0


def test_measures_with_a_day_are_followed_up_in_the_answers_own_words(scene):
    key = answered(scene, effective_on=TODAY + timedelta(days=20), expected_effect="Ingen feil")
    (measure,) = part_of(scene, key).measures
    assert measure.body == ANSWER.measures
    assert (measure.owner, measure.expected_effect) == (ANSWER.responsible, "Ingen feil")
    assert measure.status is MeasureStatus.PLANNED
    with scene.database.reading() as session:
        assert session.scalars(select(CorrectiveAction.body)).one() == ""


def test_measures_that_are_in_place_are_done(scene):
    key = answered(scene, effective_on=TODAY)
    assert part_of(scene, key).measures[0].status is MeasureStatus.DONE


@pytest.mark.parametrize("changes", [{}, {"measures": "", "no_measures": "Alt virket."}])
def test_measures_without_a_day_and_answers_without_measures_are_not_followed_up(scene, changes):
    assert part_of(scene, answered(scene, **changes)).measures == ()


def test_a_measure_is_added_once_and_followed_to_the_end(scene):
    key = answered(scene)
    for _ in range(2):
        with scene.database.transaction() as session:
            measures.add(session, scene.leader, key, MEASURE, now=scene.now)
    (measure,) = part_of(scene, key).measures
    assert measure.is_overdue(date(2027, 1, 16))
    for _ in range(2):
        with scene.database.transaction() as session:
            done = MeasureStatus.DONE
            measures.follow(session, scene.leader, key, measure.id, done, now=scene.now)
    (measure,) = part_of(scene, key).measures
    assert measure.status is MeasureStatus.DONE
    assert not measure.is_overdue(date(2027, 1, 16))
    assert entries(scene, AuditAction.MEASURE_FOLLOWED) == 2


def test_a_measure_of_another_case_is_no_measure_of_this_one(scene):
    key, other = answered(scene, effective_on=TODAY), answered(scene)
    (measure,) = part_of(scene, key).measures
    with pytest.raises(UnknownMeasure), scene.database.transaction() as session:
        measures.follow(
            session, scene.leader, other, measure.id, MeasureStatus.DROPPED, now=scene.now
        )


def test_nothing_is_to_change_before_receipt_is_confirmed(scene):
    key = scene.case_at(Status.SENT)
    with pytest.raises(NotAllowed), scene.database.transaction() as session:
        measures.add(session, scene.leader, key, MEASURE, now=scene.now)


def test_the_list_has_what_is_due_first_for_the_unit_and_for_its_party_and_for_no_other(scene):
    keys = [answered(scene, effective_on=TODAY + timedelta(days=days)) for days in (9, 3)]
    later = TODAY + timedelta(days=5)
    with scene.database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "siv", now=scene.now)
        stranger = actor_at(session, Role.CASEWORKER, "siv-kirurgi", now=scene.now)
    with scene.database.reading() as session:
        for actor in (scene.leader, coordinator):
            found = measure_list.measure_list(session, actor, View.OPEN, today=later)
            assert [row.case_key for row in found.rows] == keys[::-1]
            assert found.counts == {View.OPEN: 2, View.OVERDUE: 1, View.ENDED: 0}
            assert [row.is_overdue for row in found.rows] == [True, False]
        assert not measure_list.measure_list(session, stranger, View.OPEN, today=later).rows


def test_what_is_said_of_an_answer_may_be_said_anew_and_the_last_word_counts(scene):
    key = answered(scene)
    rate(scene, key, Usefulness.NO, "Vi lurte på noe annet.")
    rate(scene, key, Usefulness.PARTLY, "Nå forstår vi mer.")
    rate(scene, key, Usefulness.PARTLY, "Nå forstår vi mer.")
    rate(scene, key, Usefulness.YES, by=Rater.LINE_MANAGER)
    part = part_of(scene, key)
    assert [(each.by, each.usefulness, each.comment) for each in part.ratings] == [
        (Rater.REPORTER, Usefulness.PARTLY, "Nå forstår vi mer."),
        (Rater.LINE_MANAGER, Usefulness.YES, ""),
    ]
    assert entries(scene, AuditAction.RATED) == 3
    with scene.database.reading() as session:
        said = select(Narrative.body).where(Narrative.kind == NarrativeKind.RATING_COMMENT)
        assert session.scalars(said).all() == ["Nå forstår vi mer."]


def test_only_an_answer_can_be_rated_and_only_by_those_who_asked_for_it(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    assert not part_of(scene, key).may_rate
    with pytest.raises(NotAllowed):
        rate(scene, key, Usefulness.YES)
    other = answered(scene)
    with scene.database.transaction() as session:
        reporter = following.reporter_of(find_case(session, key))
        with pytest.raises(CaseNotFound):
            ratings.rate(session, reporter, other, Usefulness.YES, by=Rater.REPORTER, now=scene.now)


def test_a_new_answer_is_rated_anew(scene):
    key = answered(scene)
    rate(scene, key, Usefulness.NO)
    with scene.database.transaction() as session:
        reporter = following.reporter_of(find_case(session, key))
        following.reopen(session, reporter, key, body="Mangler dato.", now=scene.now)
        version = version_of(session, key)
        answers.answer(session, scene.leader, key, version, ANSWER, now=scene.now)
    assert part_of(scene, key).ratings == ()
    rate(scene, key, Usefulness.YES)
    with scene.database.reading() as session:
        assert session.scalar(select(func.count(AnswerRating.id))) == 2


def test_the_words_of_a_measure_are_texts_of_the_case(scene):
    key = answered(scene)
    with scene.database.transaction() as session:
        measures.add(session, scene.leader, key, MEASURE, now=scene.now)
    with scene.database.reading() as session:
        bodies = {text.body for text in texts_of(session, find_case(session, key))}
    assert {MEASURE.body, MEASURE.owner, MEASURE.expected_effect} <= bodies


def test_a_template_is_kept_changed_and_taken_out_of_use_by_its_own_unit(scene):
    with scene.database.transaction() as session:
        key = templates.save(session, scene.leader, TEMPLATE, now=scene.now)
        assert templates.save(session, scene.leader, TEMPLATE, now=scene.now) == key
        changed = replace(TEMPLATE, measures="Ny rutine.")
        templates.save(session, scene.leader, changed, key=key, now=scene.now)
    acknowledged = scene.case_at(Status.ACKNOWLEDGED)
    assert [each.draft for each in part_of(scene, acknowledged).templates] == [changed]
    with scene.database.transaction() as session:
        templates.retire(session, scene.leader, key, now=scene.now)
    assert part_of(scene, acknowledged).templates == ()


def test_nobody_keeps_templates_for_others(scene):
    with scene.database.transaction() as session:
        key = templates.save(session, scene.leader, TEMPLATE, now=scene.now)
        surgeon = actor_at(session, Role.CASEWORKER, "siv-kirurgi", now=scene.now)
        triage = actor_at(session, Role.TRIAGE, "siv-medisin", now=scene.now)
    with scene.database.transaction() as session:
        assert not templates.own_templates(session, surgeon, now=scene.now)
        with pytest.raises(NotPermitted):
            templates.save(session, surgeon, TEMPLATE, now=scene.now)
        own = replace(TEMPLATE, unit_key="siv-kirurgi")
        with pytest.raises(UnknownTemplate):
            templates.save(session, surgeon, own, key=key, now=scene.now)
        with pytest.raises(UnknownTemplate):
            templates.retire(session, surgeon, key, now=scene.now)
        assert not templates.own_units(session, triage, now=scene.now)

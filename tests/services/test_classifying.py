"""Each party's own judgement: beside the others', never in their place, and counted once."""

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.case import ClassificationDraft
from app.domain.casework import PatientGroup, PatientInformed
from app.domain.lifecycle import Action, Status
from app.domain.policy import NotPermitted
from app.domain.vocabulary import Audience, Consequence, Role
from app.models import AuditEntry, CaseCategory, Classification
from app.services import classifying
from app.services.acts import OutdatedVersion
from app.services.case_news import was_done
from app.services.case_page import case_page
from app.services.cases import find_case
from app.services.classifying import UnknownClause, clauses_on, judgements
from app.services.figures import figures_for
from tests.conftest import START
from tests.factories import Scene, actor_at, version_of

TODAY = START.date()
CLAUSE = "procedure-2023-3-answer"
FULL = ClassificationDraft(
    consequence=Consequence.MODERATE,
    categories=("medicines",),
    potential_consequence=Consequence.SEVERE,
    clause_key=CLAUSE,
    patient_group=PatientGroup.FRAIL_ELDERLY,
    is_red_group=False,
    patient_informed=PatientInformed.BOTH,
    nokup="A1.2",
)
OWN = ClassificationDraft(consequence=Consequence.SEVERE, patient_group=PatientGroup.NONE)


@pytest.fixture
def scene(database):
    return Scene(database, START)


@pytest.fixture
def sender(scene):
    with scene.database.transaction() as session:
        return actor_at(session, Role.COORDINATOR, "tonsberg", now=START)


def judge(scene, actor, key, draft, version=None):
    with scene.database.transaction() as session:
        opened_at = version or version_of(session, key)
        classifying.classify(session, actor, key, opened_at, draft, now=scene.now)


def judged(scene, key):
    with scene.database.reading() as session:
        return judgements(session, find_case(session, key))


def test_the_recipients_judgement_is_kept_whole_and_shown_to_both(scene, sender):
    key = scene.case_at(Status.ACKNOWLEDGED)
    judge(scene, scene.leader, key, FULL)
    with scene.database.reading() as session:
        for actor in (scene.leader, sender):
            page = case_page(session, actor, find_case(session, key), today=TODAY)
            (shown,) = page.judging.judgements
            assert shown.is_recipients
            assert shown.said.patient_group is PatientGroup.FRAIL_ELDERLY
            assert shown.clause
            assert shown.clause.nb.endswith("den ansvarlige virksomheten behandler og svarer")
        page = case_page(session, scene.leader, find_case(session, key), today=TODAY)
        assert page.judging.own == FULL


def test_the_sender_judges_beside_the_recipient_and_touches_nothing_of_theirs(scene, sender):
    key = scene.case_at(Status.ACKNOWLEDGED)
    judge(scene, scene.leader, key, FULL)
    with scene.database.reading() as session:
        version = version_of(session, key)
        chosen = session.scalar(select(func.count(CaseCategory.id)))
    judge(scene, sender, key, OWN, version=1)
    judge(scene, sender, key, OWN, version=1)
    recipients, senders = judged(scene, key)
    assert recipients.said.potential_consequence is Consequence.SEVERE
    assert senders.said == OWN
    with scene.database.reading() as session:
        case = find_case(session, key)
        assert case.recipient_consequence is Consequence.MODERATE
        assert version_of(session, key) == version
        assert session.scalar(select(func.count(CaseCategory.id))) == chosen
        told = select(func.count()).where(AuditEntry.action == AuditAction.SENDER_CLASSIFIED)
        assert session.scalar(told) == 1


def test_two_who_judge_for_the_same_party_do_not_overwrite_each_other_unseen(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    judge(scene, scene.leader, key, FULL, version=2)
    with pytest.raises(OutdatedVersion):
        judge(scene, scene.leader, key, OWN, version=2)
    assert len(judged(scene, key)) == 1


def test_a_second_click_is_known_by_everything_that_was_said(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    judge(scene, scene.leader, key, FULL, version=2)
    with scene.database.reading() as session:
        case_id = find_case(session, key).id
        for said, expected in ((FULL, True), (OWN, False)):
            done = was_done(
                session,
                scene.leader,
                case_id,
                opened_at=2,
                action=Action.CLASSIFY,
                content=said.said,
            )
            assert done is expected


def test_a_judgement_may_be_taken_back(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    judge(scene, scene.leader, key, FULL)
    judge(scene, scene.leader, key, ClassificationDraft())
    (own,) = judged(scene, key)
    assert own.said == ClassificationDraft()
    with scene.database.reading() as session:
        assert find_case(session, key).recipient_consequence is None


def test_a_clause_that_is_not_on_the_list_is_refused_and_nothing_is_kept(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with pytest.raises(UnknownClause):
        judge(scene, scene.leader, key, ClassificationDraft(clause_key="finnes-ikke"))
    with scene.database.reading() as session:
        assert session.scalar(select(func.count(Classification.id))) == 0


def test_those_who_share_out_cases_and_the_senders_caseworkers_judge_nothing(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with scene.database.transaction() as session:
        triage = actor_at(session, Role.TRIAGE, "siv-medisin", now=START)
    with pytest.raises(NotPermitted):
        judge(scene, triage, key, OWN)


def test_what_nobody_has_confirmed_is_marked_on_the_list(scene):
    with scene.database.reading() as session:
        home = find_case(session, scene.case_at(Status.SENT)).helsefellesskap_id
        listed = clauses_on(session, home, TODAY)
    assert len(listed) == 2
    assert all(words.nb.endswith("(må bekreftes)") for rows in listed.values() for _, words in rows)


def test_figures_count_the_recipients_judgement_and_not_the_senders(scene, sender):
    key = scene.case_at(Status.ACKNOWLEDGED)
    judge(scene, sender, key, OWN)
    judge(scene, scene.leader, key, FULL)
    with scene.database.reading() as session:
        case = find_case(session, key)
        figures = figures_for(
            session, case.helsefellesskap_id, case.counted_on.year, Audience.INTERNAL, today=TODAY
        )
    groups = figures.table("patient_group")
    assert groups.cell("frail_elderly", "year").value == 1
    assert groups.cell("none", "year").value == 0
    assert figures.table("clause").cell(CLAUSE, "year").value == 1

"""What the reporter does from the follow page, and what the page says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, NotAllowed, Status, can
from app.domain.policy import ANYBODY, Actor, NotPermitted
from app.domain.vocabulary import (
    Consent,
    Consequence,
    NarrativeKind,
    NotificationKind,
    Role,
    Standing,
)
from app.models import Assignment, Case, DeadlineDecision, Narrative, Notification, Reporter
from app.services import following, handling, notes
from app.services.answering import answers
from app.services.cases import CaseNotFound
from app.services.follow_page import Mail, StepState, follow_page
from app.services.following import ConsentIsSettled, NothingToAnswer, ReopenedBefore
from tests.conftest import START
from tests.factories import ANSWER, LINKS, Scene, actor_at, sent_case, version_of


@pytest.fixture
def scene(database):
    return Scene(database, START)


def the_case(session, key):
    return session.scalars(select(Case).where(Case.key == key)).one()


def handle(scene, key, act, *arguments, **named):
    scene.now += timedelta(seconds=1)
    with scene.database.transaction() as session:
        act(
            session, scene.leader, key, version_of(session, key), *arguments, now=scene.now, **named
        )


def follow(scene, key, act, *arguments, **named):
    scene.now += timedelta(seconds=1)
    with scene.database.transaction() as session:
        reporter = following.reporter_of(the_case(session, key))
        act(session, reporter, key, *arguments, now=scene.now, **named)


def page_of(scene, key, today=None):
    with scene.database.reading() as session:
        return follow_page(session, the_case(session, key), today=today or oslo_date(scene.now))


def asked(scene, *questions):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for question in questions:
        handle(scene, key, handling.ask, question)
    return key


def told_units(scene, key, kind):
    with scene.database.reading() as session:
        return session.scalar(
            select(func.count())
            .select_from(Notification)
            .join(Case)
            .where(Case.key == key, Notification.kind == kind)
        )


# ---- what may be done ----


@pytest.mark.parametrize("status", Status)
def test_the_page_offers_what_the_state_machine_allows(scene, status):
    page = page_of(scene, scene.case_at(status))
    now = page.status
    assert page.may_supplement == can(now, Action.SUPPLEMENT)
    assert page.may_withdraw == can(now, Action.WITHDRAW)
    assert page.may_reopen == can(now, Action.REOPEN)
    assert page.may_reply == can(now, Action.REPLY)


ACTS = {
    Action.SUPPLEMENT: (following.supplement, "may_supplement"),
    Action.WITHDRAW: (following.withdraw, "may_withdraw"),
    Action.REOPEN: (following.reopen, "may_reopen"),
}


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("status", Status)
def test_what_is_offered_works_and_what_is_not_is_refused(scene, status, action):
    act, offer = ACTS[action]
    key = scene.case_at(status)
    if getattr(page_of(scene, key), offer):
        follow(scene, key, act, body="Fordi det er slik.")
    else:
        with pytest.raises(NotAllowed):
            follow(scene, key, act, body="Fordi det er slik.")


@pytest.mark.parametrize("actor", [ANYBODY, Actor(follows_case_id=10**6)])
def test_only_the_cases_own_reporter_may_act(scene, actor):
    key = scene.case_at(Status.SENT)
    with pytest.raises((CaseNotFound, NotPermitted)), scene.database.transaction() as session:
        following.withdraw(session, actor, key, body="Ikke min.", now=scene.now)


# ---- questions ----


def test_a_reply_ends_the_wait_when_it_is_the_last(scene):
    key = asked(scene, "Når kom pasienten hjem?", "Hvem ringte dere?")
    first, second = page_of(scene, key).questions
    follow(scene, key, following.reply, question_id=first.id, body="Klokken sju.")
    assert [question.id for question in page_of(scene, key).questions] == [second.id]
    with scene.database.reading() as session:
        assert session.scalars(select(Assignment)).one().awaits_reporter
    follow(scene, key, following.reply, question_id=second.id, body="Legevakten.")
    with scene.database.reading() as session:
        assert not session.scalars(select(Assignment)).one().awaits_reporter
    assert told_units(scene, key, NotificationKind.REPLIED) >= 1


def test_a_question_is_replied_to_once(scene):
    key = asked(scene, "Når kom pasienten hjem?")
    question = page_of(scene, key).questions[0]
    follow(scene, key, following.reply, question_id=question.id, body="Klokken sju.")
    with pytest.raises(NothingToAnswer):
        follow(scene, key, following.reply, question_id=question.id, body="Klokken åtte.")


def test_a_question_of_another_case_cannot_be_replied_to(scene):
    other = page_of(scene, asked(scene, "Når?")).questions[0]
    key = asked(scene, "Hvor?")
    with pytest.raises(NothingToAnswer):
        follow(scene, key, following.reply, question_id=other.id, body="Her.")


def test_the_reporting_party_may_reply_when_the_reporter_is_away(scene):
    key = asked(scene, "Når?")
    question = page_of(scene, key).questions[0]
    with scene.database.transaction() as session:
        coordinator = actor_at(session, Role.COORDINATOR, "tonsberg", now=scene.now)
        following.reply(
            session, coordinator, key, question_id=question.id, body="Fredag.", now=scene.now
        )
    page = page_of(scene, key)
    assert not page.questions
    assert page.timeline[-1].by == "user"


# ---- supplements, withdrawal, reopening, consent ----


def test_a_supplement_leaves_the_first_words_and_the_first_consequence_alone(scene):
    key = scene.case_at(Status.SENT)
    before = page_of(scene, key).reported
    follow(scene, key, following.supplement, body="Det gikk verre.", consequence=Consequence.SEVERE)
    after = page_of(scene, key).reported
    assert after.changed_consequence.key == Consequence.SEVERE
    assert replace(after, changed_consequence=None) == before
    with scene.database.reading() as session:
        assert the_case(session, key).consequence is Consequence.MINOR


def test_a_second_click_adds_no_second_supplement(scene):
    key = scene.case_at(Status.SENT)
    for _click in range(2):
        follow(scene, key, following.supplement, body="Legen ble ringt.")
    follow(
        scene, key, following.supplement, body="Legen ble ringt.", consequence=Consequence.SEVERE
    )
    with scene.database.reading() as session:
        kinds = session.scalars(
            select(Narrative.consequence).where(Narrative.kind == NarrativeKind.SUPPLEMENT)
        )
        assert list(kinds) == [None, Consequence.SEVERE]


def test_a_withdrawn_report_still_counts_as_withdrawn(scene):
    key = scene.case_at(Status.WITHDRAWN)
    with scene.database.reading() as session:
        assert the_case(session, key).standing is Standing.WITHDRAWN


def test_a_report_is_reopened_once_with_a_full_new_time_to_answer(scene):
    key = scene.case_at(Status.ANSWERED)
    scene.now += timedelta(days=10)
    follow(scene, key, following.reopen, body="Svaret sier ikke hvorfor.")
    with scene.database.reading() as session:
        assignment = session.scalars(select(Assignment)).one()
        assert assignment.status is Status.ACKNOWLEDGED
        assert assignment.due_on == oslo_date(scene.now) + timedelta(days=28)
        assert the_case(session, key).follow_ends_on is None
    with pytest.raises(ReopenedBefore):
        follow(scene, key, following.reopen, body="Enda en gang.")
    assert not page_of(scene, key).may_reopen


@pytest.mark.parametrize("consent", Consent)
def test_an_answer_is_recorded_only_when_nobody_had_asked(scene, consent):
    key = scene.case_at(Status.SENT, consent=consent)
    may = page_of(scene, key).may_record_consent
    assert may == (consent is Consent.NOT_ASKED_YET)
    if may:
        follow(scene, key, following.record_consent, Consent.RELATIVE_NOT_OPPOSED)
        assert page_of(scene, key).reported.consent is Consent.RELATIVE_NOT_OPPOSED
        assert not page_of(scene, key).may_record_consent
    else:
        with pytest.raises(ConsentIsSettled):
            follow(scene, key, following.record_consent, Consent.RELATIVE_NOT_OPPOSED)


# ---- the link ----


def test_a_link_works_until_twelve_months_after_the_answer_and_not_a_day_longer(scene):
    with scene.database.transaction() as session:
        receipt = sent_case(session, now=scene.now)
    key = receipt.case_key
    handle(scene, key, handling.acknowledge)
    handle(scene, key, answers.answer, ANSWER)
    with scene.database.reading() as session:
        ends_on = the_case(session, key).follow_ends_on
        assert ends_on == date(2027, 3, 10)
        last = scene.now.replace(year=2027)
        assert following.find_by_link(session, receipt.token, now=last).key == key
        with pytest.raises(CaseNotFound):
            following.find_by_link(session, receipt.token, now=last + timedelta(days=1))


def test_a_new_link_revokes_the_old_one(scene):
    with scene.database.transaction() as session:
        receipt = sent_case(session, now=scene.now)
        coordinator = actor_at(session, Role.COORDINATOR, "tonsberg", now=scene.now)
    with scene.database.transaction() as session:
        token = following.reissue_link(session, coordinator, receipt.case_key, LINKS, now=scene.now)
    with scene.database.reading() as session:
        assert following.find_by_link(session, token, now=scene.now).key == receipt.case_key
        with pytest.raises(CaseNotFound):
            following.find_by_link(session, receipt.token, now=scene.now)


@pytest.mark.parametrize("token", ["", "a" * 26, "æøå", "../../etc", "%00", "x" * 5000])
def test_a_token_that_opens_nothing_says_nothing(scene, token):
    scene.case_at(Status.SENT)
    with scene.database.reading() as session, pytest.raises(CaseNotFound):
        following.find_by_link(session, token, now=scene.now)


# ---- what the page says ----


def test_the_deadlines_are_a_proposal_until_they_are_decided(scene):
    key = scene.case_at(Status.SENT)
    page = page_of(scene, key)
    assert not page.is_decided
    assert (page.acknowledge_due_on, page.due_on) == (date(2026, 3, 13), date(2026, 4, 7))
    with scene.database.transaction() as session:
        session.scalars(select(DeadlineDecision)).one().decided_on = date(2026, 1, 15)
    assert page_of(scene, key).is_decided


@pytest.mark.parametrize(
    ("status", "is_late"),
    [
        (Status.SENT, True),
        (Status.ACKNOWLEDGED, True),
        (Status.ANSWERED, False),
        (Status.CLOSED, False),
        (Status.DECLINED, False),
        (Status.WITHDRAWN, False),
    ],
)
def test_a_case_is_late_from_the_day_after_the_due_date_while_an_answer_is_owed(
    scene, status, is_late
):
    key = scene.case_at(status)
    due_on = date(2026, 4, 7)
    assert not page_of(scene, key, due_on).is_late
    assert page_of(scene, key, due_on + timedelta(days=1)).is_late == is_late


def steps(scene, key):
    return [(step.action, step.state) for step in page_of(scene, key).steps]


DONE, HERE, LATER = StepState.DONE, StepState.CURRENT, StepState.LATER


@pytest.mark.parametrize(
    ("status", "journey"),
    [
        (
            Status.SENT,
            [
                (AuditAction.SENT, HERE),
                (AuditAction.ACKNOWLEDGED, LATER),
                (AuditAction.ANSWERED, LATER),
            ],
        ),
        (
            Status.ACKNOWLEDGED,
            [
                (AuditAction.SENT, DONE),
                (AuditAction.ACKNOWLEDGED, HERE),
                (AuditAction.ANSWERED, LATER),
            ],
        ),
        (
            Status.FORWARDED,
            [
                (AuditAction.SENT, DONE),
                (AuditAction.FORWARDED, HERE),
                (AuditAction.ACKNOWLEDGED, LATER),
                (AuditAction.ANSWERED, LATER),
            ],
        ),
        (Status.DECLINED, [(AuditAction.SENT, DONE), (AuditAction.DECLINED, HERE)]),
        (Status.WITHDRAWN, [(AuditAction.SENT, DONE), (AuditAction.WITHDRAWN, HERE)]),
        (
            Status.ANSWERED,
            [
                (AuditAction.SENT, DONE),
                (AuditAction.ACKNOWLEDGED, DONE),
                (AuditAction.ANSWERED, HERE),
            ],
        ),
    ],
)
def test_the_journey_shows_what_is_passed_where_it_is_and_what_is_left(scene, status, journey):
    assert steps(scene, scene.case_at(status)) == journey


def test_a_reopened_case_has_an_answer_ahead_of_it_again(scene):
    key = scene.case_at(Status.ANSWERED)
    follow(scene, key, following.reopen, body="Hvorfor?")
    assert steps(scene, key)[-3:] == [
        (AuditAction.ANSWERED, DONE),
        (AuditAction.REOPENED, HERE),
        (AuditAction.ANSWERED, LATER),
    ]


def test_the_page_holds_the_reporters_own_words_and_number(scene):
    key = scene.case_at(Status.SENT, own_reference="A-17", proposal="Ring oss.")
    page = page_of(scene, key)
    assert page.own_reference == "A-17"
    assert page.reported.said("proposal") == "Ring oss."
    assert page.reported.hospital_unit.nb == "Klinikk medisin – Geriatri"
    assert page.mail is Mail.LINK


def test_the_page_names_no_handler_and_holds_no_internal_note(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    handle(scene, key, notes.write_note, "Ring avdelingen.")
    handle(scene, key, handling.take)
    story = repr(page_of(scene, key))
    assert "Ring avdelingen." not in story
    assert "Demo Nummer" not in story


def test_an_erased_reporter_gets_no_mail(scene):
    key = scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        session.delete(session.get_one(Reporter, the_case(session, key).id))
    assert page_of(scene, key).mail is Mail.NOTHING


def test_a_supplement_that_makes_it_serious_is_told_as_serious_and_kept_beside(database):
    with database.transaction() as session:
        key = sent_case(session, now=START).case_key
        case = session.scalars(select(Case).where(Case.key == key)).one()
        actor = following.reporter_of(case)
        worse = Consequence.SEVERE
        following.supplement(
            session, actor, key, body="Ble lagt inn.", consequence=worse, now=START
        )
        assert (case.consequence, case.changed_consequence) == (Consequence.MINOR, worse)
        kinds = session.scalars(select(Notification.kind).where(Notification.case_id == case.id))
        assert NotificationKind.SERIOUS_CASE in set(kinds)


def test_a_new_case_that_has_left_is_not_announced(database):
    with database.transaction() as session:
        key = sent_case(session, now=START).case_key
        case = session.scalars(select(Case).where(Case.key == key)).one()
        following.withdraw(
            session, following.reporter_of(case), key, body="Sendt ved en feil", now=START
        )
        waiting = session.scalars(select(Notification.kind).where(Notification.case_id == case.id))
        assert NotificationKind.NEW_CASE not in set(waiting)

"""Finding the patient: what came of it is kept and told, who it is nowhere."""

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.case import EntryOnBehalf, PatientSearchDraft
from app.domain.consent import allows_identity
from app.domain.lifecycle import NotAllowed, Status
from app.domain.policy import NotPermitted
from app.domain.vocabulary import (
    Channel,
    Consent,
    FoundBy,
    NarrativeKind,
    NotificationKind,
    PatientSearch,
    Role,
)
from app.models import AuditEntry, Narrative, Notification, Setting, User
from app.services import following
from app.services.case_page import case_page
from app.services.cases import CaseNotFound, find_case
from app.services.follow_page import follow_page
from app.services.mail_composing import compose
from app.services.patient import searching
from app.services.patient.searching import NobodyToFind
from app.services.submitting import Submission, submit
from tests.conftest import START
from tests.factories import LINKS, Scene, actor_at, draft, home, version_of

BY_PHONE = PatientSearchDraft(PatientSearch.FOUND, FoundBy.PHONE)
WORDS = "000 00 123\nVi svarer mellom 9 og 14."


@pytest.fixture
def scene(database):
    return Scene(database, START)


def act(scene, key, service, *values, actor=None):
    with scene.database.transaction() as session:
        version = version_of(session, key)
        service(session, actor or scene.leader, key, version, *values, now=scene.now)


def search(scene, key, draft=BY_PHONE, **who):
    act(scene, key, searching.record_search, draft, **who)


def call(scene, key, words=WORDS, **who):
    act(scene, key, searching.request_call, words, **who)


def actor_with(scene, role, place=""):
    with scene.database.transaction() as session:
        return actor_at(session, role, place, now=START)


def read(scene, query):
    with scene.database.reading() as session:
        return session.scalars(query).all()


def page_of(scene, key):
    with scene.database.reading() as session:
        return case_page(session, scene.leader, find_case(session, key), today=START.date())


def followed(scene, key):
    with scene.database.reading() as session:
        return follow_page(session, find_case(session, key), today=START.date())


def decide_on_journal_messages(scene):
    with scene.database.transaction() as session:
        row = session.scalars(
            select(Setting).where(
                Setting.helsefellesskap_id == home(session).id, Setting.key == "journal_messages"
            )
        ).one()
        row.value = 1


@pytest.mark.parametrize(
    ("outcome", "found_by"),
    [
        (PatientSearch.FOUND, FoundBy.PHONE),
        (PatientSearch.FOUND, FoundBy.LETTER),
        (PatientSearch.FOUND, FoundBy.OTHER),
        (PatientSearch.NOT_FOUND, None),
        (PatientSearch.NOT_NEEDED, None),
    ],
)
def test_each_outcome_is_kept_and_told_to_both_sides(scene, outcome, found_by):
    key = scene.case_at(Status.SENT)
    search(scene, key, PatientSearchDraft(outcome, found_by))
    for page in (page_of(scene, key), followed(scene, key)):
        told = page.timeline[-1]
        assert told.action is AuditAction.PATIENT_SEARCHED
        assert (told.patient_search, told.found_by) == (outcome, found_by)
    case = page_of(scene, key).case
    assert (case.patient_search, case.found_by) == (outcome, found_by)


def test_an_outcome_may_be_changed_and_both_stand_in_the_log(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    search(scene, key, PatientSearchDraft(PatientSearch.NOT_FOUND))
    search(scene, key)
    assert page_of(scene, key).case.found_by is FoundBy.PHONE
    search(scene, key, PatientSearchDraft(PatientSearch.NOT_NEEDED))
    page = page_of(scene, key)
    assert (page.case.patient_search, page.case.found_by) == (PatientSearch.NOT_NEEDED, None)
    outcomes = [e.patient_search for e in page.timeline if e.patient_search]
    assert [o.value for o in outcomes] == ["not_found", "found", "not_needed"]


@pytest.mark.parametrize("consent", [c for c in Consent if not allows_identity(c)])
@pytest.mark.parametrize("service", [search, call])
def test_nobody_is_looked_for_where_the_consent_choice_rules_it_out(scene, consent, service):
    key = scene.case_at(Status.SENT, consent=consent)
    with pytest.raises(NobodyToFind):
        service(scene, key)
    assert not read(scene, select(Notification).where(Notification.kind == "call_requested"))
    assert not page_of(scene, key).actions & {"search_patient", "request_call"}


@pytest.mark.parametrize("status", [Status.CLOSED, Status.DECLINED, Status.WITHDRAWN])
@pytest.mark.parametrize("service", [search, call])
def test_nobody_is_looked_for_once_the_case_has_ended(scene, status, service):
    key = scene.case_at(status)
    with pytest.raises(NotAllowed):
        service(scene, key)


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [
        (Role.COORDINATOR, "tonsberg", NotPermitted),
        (Role.UNIT_LEADER, "tonsberg-postmottak", NotPermitted),
        (Role.CASEWORKER, "siv-kirurgi", CaseNotFound),
        (Role.FSU_READER, "", CaseNotFound),
        (Role.ADMINISTRATOR, "", CaseNotFound),
    ],
)
@pytest.mark.parametrize("service", [search, call])
def test_only_those_who_have_the_case_look_for_its_patient(scene, role, place, refusal, service):
    key = scene.case_at(Status.SENT)
    with pytest.raises(refusal):
        service(scene, key, actor=actor_with(scene, role, place))


def test_messages_in_the_journal_are_no_road_until_it_is_decided(scene):
    key = scene.case_at(Status.SENT)
    by_message = PatientSearchDraft(PatientSearch.FOUND, FoundBy.JOURNAL_MESSAGE)
    assert FoundBy.JOURNAL_MESSAGE not in page_of(scene, key).roads
    with pytest.raises(ValueError, match="not opened"):
        search(scene, key, by_message)
    decide_on_journal_messages(scene)
    assert FoundBy.JOURNAL_MESSAGE in page_of(scene, key).roads
    search(scene, key, by_message)
    assert page_of(scene, key).case.found_by is FoundBy.JOURNAL_MESSAGE


def test_a_request_stands_until_something_has_come_of_it(scene):
    key = scene.case_at(Status.SENT)
    call(scene, key)
    asked = followed(scene, key).patient.call_request
    assert asked.body == WORDS
    assert page_of(scene, key).patient.call_request == asked
    search(scene, key)
    assert followed(scene, key).patient.call_request is None
    call(scene, key, "000 00 456")
    assert followed(scene, key).patient.call_request.body == "000 00 456"


def test_the_mail_that_asks_for_a_call_has_reference_and_link_alone(scene):
    key = scene.case_at(Status.SENT)
    call(scene, key)
    with scene.database.reading() as session:
        row = session.scalars(
            select(Notification).where(Notification.kind == NotificationKind.CALL_REQUESTED)
        ).one()
        mail = compose(session, LINKS, [row])
        case = find_case(session, key)
        code = LINKS.lookup_code(case.key)
    assert mail is not None
    assert case.reference[:4] in mail.subject
    assert "/folg/" in mail.body
    for kept_back in ("000 00 123", "mellom 9 og 14", code):
        assert kept_back not in mail.subject + mail.body


def test_the_words_of_a_request_are_the_recipients_own(scene):
    key = scene.case_at(Status.SENT)
    call(scene, key)
    (text,) = read(scene, select(Narrative).where(Narrative.kind == NarrativeKind.CALL_REQUEST))
    assert text.body == WORDS
    assert text.side.value == "recipient"


def test_no_entry_of_the_log_says_who_anybody_is(scene):
    key = scene.case_at(Status.SENT)
    call(scene, key)
    search(scene, key)
    facts = {
        entry.action: set(entry.facts)
        for entry in read(scene, select(AuditEntry).where(AuditEntry.case_id.is_not(None)))
    }
    assert facts[AuditAction.CALL_REQUESTED] == {"assignment", "unit", "narrative"}
    assert facts[AuditAction.PATIENT_SEARCHED] == {"assignment", "unit", "outcome", "found_by"}


# ---- the consent choice and its changes ----


def test_the_first_choice_is_the_reporters_and_stands_with_its_time(scene):
    key = scene.case_at(Status.SENT, consent=Consent.PATIENT_OPPOSED)
    for page in (page_of(scene, key), followed(scene, key)):
        (choice,) = page.patient.consent_choices
        assert (choice.consent, choice.at) == (Consent.PATIENT_OPPOSED, START)
        assert choice.is_reporters


def test_a_choice_that_is_recorded_later_stands_beside_the_first(scene):
    key = scene.case_at(Status.SENT, consent=Consent.NOT_ASKED_YET)
    assert not followed(scene, key).has_letter
    with scene.database.transaction() as session:
        reporter = following.reporter_of(find_case(session, key))
        following.record_consent(
            session, reporter, key, Consent.RELATIVE_NOT_OPPOSED, now=scene.now
        )
    for page in (page_of(scene, key), followed(scene, key)):
        assert [choice.consent for choice in page.patient.consent_choices] == [
            Consent.NOT_ASKED_YET,
            Consent.RELATIVE_NOT_OPPOSED,
        ]
        assert page.patient.may_identify
    assert followed(scene, key).has_letter


def test_a_choice_entered_for_the_reporter_names_who_entered_it_to_the_recipient_alone(scene):
    coordinator = actor_with(scene, Role.COORDINATOR, "siv")
    entry = EntryOnBehalf(Channel.POST, START.date(), "Hjemmetjenesten sone nord")
    submission = Submission(draft(), "entered", "nb", entry)
    with scene.database.transaction() as session:
        key = submit(session, coordinator, submission, LINKS, now=START).case_key
        name = session.get_one(User, coordinator.user_id).name
    for page, by in ((page_of(scene, key), name), (followed(scene, key), "")):
        (choice,) = page.patient.consent_choices
        assert (choice.is_reporters, choice.by) == (False, by)

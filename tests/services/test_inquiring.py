"""One question to somebody outside the case: one link, one answer, and nothing else of the case."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.inquiring import InquiryDraft, InquiryReplyDraft, InquiryState
from app.domain.lifecycle import NotAllowed, Status
from app.domain.links import Purpose
from app.domain.policy import ANYBODY
from app.domain.vocabulary import NotificationKind, Side
from app.models import AuditEntry, Inquiry, Narrative, Notification
from app.services.acts import OutdatedVersion
from app.services.case_page import case_page
from app.services.cases import CaseNotFound, find_case
from app.services.follow_page import follow_page
from app.services.inquiring import asking, replying
from app.services.inquiring.asking import AddressOutside, NothingToWithdraw, UnknownReceiver
from app.services.inquiring.replying import InquiryEnded
from app.services.mail_composing import compose
from tests.conftest import START
from tests.factories import LINKS, Scene, version_of

QUESTION = "Når ble medisinlisten sendt fra avdelingen?"
ANSWER = InquiryReplyDraft("Listen ble sendt klokka tre.", "Sykepleier på vakt")
TO_UNIT = InquiryDraft(QUESTION, unit_key="siv-kirurgi")


@pytest.fixture
def scene(database):
    return Scene(database, START)


def ask(scene, key, draft=TO_UNIT, *, now=START):
    with scene.database.transaction() as session:
        version = version_of(session, key)
        asking.inquire(session, scene.leader, key, version, draft, LINKS, now=now)
        return session.scalars(select(Inquiry).order_by(Inquiry.id.desc())).first()


def token_of(inquiry):
    return LINKS.token(Purpose.INQUIRY, inquiry.key, inquiry.generation)


def answer(scene, inquiry, draft=ANSWER, *, now=START):
    with scene.database.transaction() as session:
        found = replying.find_by_link(session, token_of(inquiry))
        replying.reply(session, replying.third_party_of(found), found.id, draft, now=now)


def page_of(scene, inquiry, *, on=START):
    with scene.database.transaction() as session:
        actor = replying.third_party_of(inquiry)
        return replying.open_inquiry(session, actor, inquiry.id, now=on)


def told(scene, kind):
    with scene.database.reading() as session:
        rows = session.scalars(select(Notification).where(Notification.kind == kind)).all()
        return [compose(session, LINKS, [row]) for row in rows]


def test_a_unit_is_asked_by_mail_with_the_link_and_without_the_words_or_the_reference(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    inquiry = ask(scene, key)
    (mail,) = told(scene, NotificationKind.INQUIRY)
    assert mail.to == "postmottak.kirurgi@siv.example" or mail.to.endswith("@siv.example")
    assert f"http://localhost/sporsmal/{token_of(inquiry)}" in mail.body
    with scene.database.reading() as session:
        reference = find_case(session, key).reference
    for secret in (QUESTION, reference, f"{reference[:4]}-{reference[4:]}", key):
        assert secret not in mail.subject + mail.body


def test_an_address_of_a_party_may_be_asked_and_another_may_not(scene):
    key = scene.case_at(Status.SENT)
    ask(scene, key, InquiryDraft(QUESTION, email="apotek@tonsberg.example"))
    assert [mail.to for mail in told(scene, NotificationKind.INQUIRY)] == [
        "apotek@tonsberg.example"
    ]
    for receiver, refusal in (
        ({"email": "noen@gmail.example"}, AddressOutside),
        ({"unit_key": "siv-medisin"}, UnknownReceiver),
        ({"unit_key": "finnes-ikke"}, UnknownReceiver),
    ):
        with pytest.raises(refusal):
            ask(scene, key, InquiryDraft(QUESTION, **receiver))


def test_one_answer_comes_back_to_the_unit_and_raises_the_version(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    inquiry = ask(scene, key)
    answer(scene, inquiry)
    answer(scene, inquiry)
    with pytest.raises(InquiryEnded):
        answer(scene, inquiry, InquiryReplyDraft("Noe annet.", "En annen"))
    assert len(told(scene, NotificationKind.INQUIRY_ANSWERED)) == 1
    with scene.database.reading() as session:
        case = find_case(session, key)
        asked = case_page(session, scene.leader, case, today=START.date()).beside.asked[0]
        assert (asked.reply, asked.answered_by) == (ANSWER.body, ANSWER.answered_by)
        assert asked.state is InquiryState.ANSWERED
        said = session.get_one(Narrative, asked.reply_id)
        assert said.side is Side.RECIPIENT
        assert version_of(session, key) == 4


def test_after_the_answer_or_the_end_the_link_shows_no_question(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    answered, withdrawn, old = (ask(scene, key) for _ in range(3))
    assert page_of(scene, old).question == QUESTION
    answer(scene, answered)
    with scene.database.transaction() as session:
        asking.withdraw(session, scene.leader, key, withdrawn.id, now=START)
        asking.withdraw(session, scene.leader, key, withdrawn.id, now=START)
    later = START + timedelta(days=15)
    states = [page_of(scene, each, on=later).state for each in (answered, withdrawn, old)]
    assert states == [InquiryState.ANSWERED, InquiryState.WITHDRAWN, InquiryState.ENDED]
    assert [page_of(scene, each, on=later).question for each in (answered, withdrawn, old)] == [
        "",
        "",
        "",
    ]
    for ended in (withdrawn, old):
        with pytest.raises(InquiryEnded):
            answer(scene, ended, now=later)
    with pytest.raises(NothingToWithdraw), scene.database.transaction() as session:
        asking.withdraw(session, scene.leader, key, answered.id, now=START)


def test_a_question_that_is_taken_back_leaves_no_mail_behind(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    inquiry = ask(scene, key)
    with scene.database.transaction() as session:
        asking.withdraw(session, scene.leader, key, inquiry.id, now=START)
    assert told(scene, NotificationKind.INQUIRY) == []


def test_each_showing_of_the_question_is_logged_as_a_third_partys(scene):
    inquiry = ask(scene, scene.case_at(Status.ACKNOWLEDGED))
    page_of(scene, inquiry)
    page_of(scene, inquiry)
    answer(scene, inquiry)
    page_of(scene, inquiry)
    opened = select(AuditEntry.actor).where(AuditEntry.action == AuditAction.INQUIRY_OPENED)
    with scene.database.reading() as session:
        assert session.scalars(opened).all() == ["third_party"] * 2


def test_the_words_are_in_no_timeline_and_the_reporter_sees_only_that_somebody_was_asked(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    answer(scene, ask(scene, key))
    with scene.database.reading() as session:
        case = find_case(session, key)
        page = follow_page(session, case, today=START.date())
        theirs = case_page(session, scene.leader, case, today=START.date())
        assert AuditAction.INQUIRED in [entry.action for entry in page.timeline]
        assert AuditAction.INQUIRY_ANSWERED not in [entry.action for entry in page.timeline]
        assert QUESTION not in repr(page)
        assert ANSWER.body not in repr(page)
        assert QUESTION not in repr(theirs.timeline)
        assert ANSWER.body not in repr(theirs.timeline)


def test_a_link_opens_its_own_question_and_a_withdrawn_report_needs_no_answer(scene):
    key = scene.case_at(Status.SENT)
    mine, other = ask(scene, key), ask(scene, key)
    with pytest.raises(CaseNotFound), scene.database.transaction() as session:
        replying.reply(session, replying.third_party_of(mine), other.id, ANSWER, now=START)
    with pytest.raises(CaseNotFound), scene.database.transaction() as session:
        replying.reply(session, ANYBODY, mine.id, ANSWER, now=START)
    with pytest.raises(CaseNotFound), scene.database.reading() as session:
        replying.find_by_link(session, "a" * 26)
    with pytest.raises(OutdatedVersion), scene.database.transaction() as session:
        asking.inquire(session, scene.leader, key, 1, TO_UNIT, LINKS, now=START)


def test_nobody_is_asked_of_a_case_that_is_answered(scene):
    key = scene.case_at(Status.ANSWERED)
    with pytest.raises(NotAllowed):
        ask(scene, key)

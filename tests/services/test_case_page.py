"""A case's page: what each side may see, in a number of statements that never grows."""

from typing import Any

import pytest
from sqlalchemy import select

from app.domain.lifecycle import TRANSITIONS, Action, Status
from app.domain.policy import ACTION_PERMISSIONS, Permission, permits
from app.domain.vocabulary import DeclineReason, Role, Side
from app.models import Case, DeadlineDecision
from app.services import following, handling, notes
from app.services.answering import answers
from app.services.case_news import news_since, was_done
from app.services.case_page import case_page
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.forwarding import forwarding
from tests.conftest import START
from tests.factories import ANSWER, Scene, actor_at, person, version_of
from tests.services.statements import counted

TODAY = START.date()


@pytest.fixture
def scene(database):
    return Scene(database, START)


def page_for(scene, key, actor=None, today=TODAY):
    with scene.database.reading() as session:
        return case_page(session, actor or scene.leader, find_case(session, key), today=today)


def actor_with(scene, role, place=""):
    with scene.database.transaction() as session:
        return actor_at(session, role, place, now=START)


def noted(page):
    return [note.body for group in page.notes for note in group.notes]


def act(scene, key, service, *values, actor=None):
    with scene.database.transaction() as session:
        service(session, actor or scene.leader, key, version_of(session, key), *values, now=START)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.FORWARDED])
def test_what_is_offered_is_exactly_what_table_and_policy_allow(scene, status):
    key = scene.case_at(status)
    for role, place in (
        (Role.TRIAGE, "siv-medisin"),
        (Role.CASEWORKER, "siv-medisin"),
        (Role.COORDINATOR, "siv"),
        (Role.COORDINATOR, "tonsberg"),
    ):
        actor = actor_with(scene, role, place)
        with scene.database.reading() as session:
            relations = relations_of(session, find_case(session, key))
        if not permits(actor, Permission.READ_CASE, relations):
            continue  # it waits for its line manager, and lies with no recipient yet
        expected = {
            action
            for action, permission in ACTION_PERMISSIONS.items()
            if permits(actor, permission, relations)
            and (status, action) in TRANSITIONS
            and action not in {Action.REPLY, Action.APPEAL}
        }
        assert page_for(scene, key, actor).actions == expected


def test_a_stranger_is_told_that_the_case_is_not_there(scene):
    key = scene.case_at(Status.SENT)
    stranger = actor_with(scene, Role.CASEWORKER, "horten-postmottak")
    with pytest.raises(CaseNotFound):
        page_for(scene, key, stranger)


def test_the_report_stands_in_the_forms_own_words_and_order(scene):
    report = page_for(scene, scene.case_at(Status.SENT)).reported
    assert report.hospital_unit.nb == "Klinikk medisin – Geriatri"
    assert report.municipality.nb == "Tønsberg kommune"
    assert [words.nb.split(" ")[0] for words in report.categories] == [
        "Kommunikasjon",
        "Legemidler",
    ]
    assert report.consent_statement.nb.startswith("Pasienten er muntlig forespurt")
    assert report.consequence.explanation.nb.startswith("Forbigående")
    assert report.said("description") == "Pasienten kom hjem fredag kveld uten medisinliste."
    assert report.said("proposal") == ""


def test_the_sender_side_sees_units_where_the_recipient_sees_names(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    act(scene, key, handling.take)
    act(scene, key, notes.write_note, "Bare for oss.")
    act(scene, key, handling.ask, "Hvem ringte?")
    own = page_for(scene, key)
    assert own.side is Side.RECIPIENT
    assert own.holder.is_reader
    assert noted(own) == ["Bare for oss."]
    assert own.words.exchanges[0].question.by == own.holder.handler != ""
    sender = page_for(scene, key, actor_with(scene, Role.COORDINATOR, "tonsberg"))
    assert sender.side is Side.REPORTER
    assert sender.holder.handler == sender.words.exchanges[0].question.by == ""
    assert noted(sender) == []
    assert sender.holder.unit.nb == "Klinikk medisin"
    assert sender.reporter is not None


def test_a_note_stays_with_its_party_when_the_case_moves_on(scene):
    key = scene.case_at(Status.SENT)
    act(scene, key, notes.write_note, "Bare for sykehuset.")
    with scene.database.transaction() as session:
        forwarding.forward(
            session,
            scene.leader,
            key,
            2,
            to_unit_key="horten-postmottak",
            reason="Gjelder Horten.",
            now=START,
        )
    horten = actor_with(scene, Role.CASEWORKER, "horten-postmottak")
    assert noted(page_for(scene, key, horten)) == []
    act(scene, key, notes.write_note, "Bare for Horten.", actor=horten)
    assert noted(page_for(scene, key, horten)) == ["Bare for Horten."]


def test_the_secretary_sees_no_contact_and_only_while_the_case_lies_there(scene):
    key = scene.case_at(Status.SENT, hospital_key=None, hospital_unit_key=None)
    secretary = actor_with(scene, Role.FSU_SECRETARY)
    page = page_for(scene, key, secretary)
    assert page.reporter is None
    assert page.numbers.own_party_id is not None
    assert not page.may("number_case")
    with scene.database.transaction() as session:
        forwarding.forward(
            session, secretary, key, 1, to_unit_key="siv-kirurgi", reason="Gjelder SiV.", now=START
        )
    with pytest.raises(CaseNotFound):
        page_for(scene, key, secretary)


def test_a_question_may_be_answered_by_the_reporting_party_while_it_is_open(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    sender = actor_with(scene, Role.UNIT_LEADER, "tonsberg-postmottak")
    assert not page_for(scene, key, sender).offers("reply")
    act(scene, key, handling.ask, "Hvem ringte?")
    page = page_for(scene, key, sender)
    assert page.offers("reply")
    assert page_for(scene, key).awaits_reporter
    (exchange,) = page.words.open_questions
    with scene.database.transaction() as session:
        following.reply(
            session, sender, key, question_id=exchange.question.id, body="Legen.", now=START
        )
    after = page_for(scene, key)
    assert not after.awaits_reporter
    assert after.words.exchanges[0].on_behalf
    assert after.words.exchanges[0].reply.body == "Legen."


def test_each_party_has_a_number_of_its_own(scene):
    key = scene.case_at(Status.SENT, own_reference="T-17")
    sender = actor_with(scene, Role.COORDINATOR, "tonsberg")
    own = page_for(scene, key).numbers
    assert (own.reporters, own.own, own.own_party.nb) == ("T-17", "", "Sykehuset i Vestfold HF")
    theirs = page_for(scene, key, sender).numbers
    assert (theirs.own, theirs.own_party.nb) == ("T-17", "Tønsberg kommune")


@pytest.mark.parametrize(("days", "late"), [(27, 0), (28, 0), (29, 1), (40, 12)])
def test_lateness_counts_from_the_day_after_the_due_date(scene, days, late):
    key = scene.case_at(Status.SENT)
    today = TODAY.fromordinal(TODAY.toordinal() + days)
    assert page_for(scene, key, today=today).clock.late == late


def test_an_answered_case_is_never_late(scene):
    key = scene.case_at(Status.ANSWERED)
    assert page_for(scene, key, today=TODAY.replace(year=2027)).clock.late == 0


def test_a_deadline_is_a_proposal_until_it_is_decided(scene):
    key = scene.case_at(Status.SENT)
    assert not page_for(scene, key).clock.is_decided
    with scene.database.transaction() as session:
        session.scalars(select(DeadlineDecision)).one().decided_on = TODAY
    assert page_for(scene, key).clock.is_decided


def test_why_a_case_ended_stands_with_its_reason(scene):
    ending = page_for(scene, scene.case_at(Status.DECLINED)).ending
    assert ending.reason is DeclineReason.NOT_COLLABORATION
    assert ending.body == "Gjelder noe internt"


def test_a_page_costs_the_same_however_much_has_been_said(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    costs = set()
    for _ in range(3):
        with scene.database.reading() as session, counted(scene.database) as statements:
            case_page(session, scene.leader, find_case(session, key), today=TODAY)
        costs.add(len(statements))
        for _ in range(4):
            act(scene, key, handling.ask, f"Hvem ringte? {version_of_now(scene, key)}")
            act(scene, key, notes.write_note, "Et notat til.")
    assert len(costs) == 1
    assert costs.pop() < 72


def version_of_now(scene, key):
    with scene.database.reading() as session:
        return version_of(session, key)


def test_news_are_what_happened_since_the_page_was_opened(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    act(scene, key, notes.write_note, "Før siden ble åpnet.")
    opened_at = version_of_now(scene, key)
    act(scene, key, handling.ask, "Hvem ringte?")
    act(scene, key, answers.answer, ANSWER)
    with scene.database.reading() as session:
        case = find_case(session, key)
        news = news_since(session, case.id, opened_at, {scene.leader.user_id: "Kari"})
    assert [(each.what.nb, each.by) for each in news] == [
        ("Besvart", "Kari"),
        ("Spørsmål til melder", "Kari"),
    ]


def test_a_second_click_is_known_by_person_act_and_content(scene):
    key = scene.case_at(Status.SENT)
    act(scene, key, notes.write_note, "Ring i morgen.")
    same: dict[str, Any] = {
        "opened_at": 1,
        "action": Action.NOTE,
        "content": frozenset({"Ring i morgen.", "own_party"}),
    }
    with scene.database.transaction() as session:
        case_id = session.scalars(select(Case.id).where(Case.key == key)).one()
        other = actor_at(session, Role.CASEWORKER, "siv-medisin", now=START)
        assert was_done(session, scene.leader, case_id, **same)
        assert not was_done(session, other, case_id, **same)
        for change in (
            {"content": frozenset({"Ring i dag."})},
            {"action": Action.ASK},
            {"opened_at": 2},
        ):
            assert not was_done(session, scene.leader, case_id, **{**same, **change})


def test_a_person_without_a_role_sees_nothing(scene):
    key = scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        person(session, None, now=START)
    with pytest.raises(CaseNotFound):
        page_for(scene, key, actor_with(scene, None))


def test_every_permission_on_the_page_is_the_policys(scene):
    key = scene.case_at(Status.SENT)
    page = page_for(scene, key)
    with scene.database.reading() as session:
        relations = relations_of(session, find_case(session, key))
    assert page.permissions == {p for p in Permission if permits(scene.leader, p, relations)}

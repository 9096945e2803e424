"""Forwarding that ends: coordinators place, parties join, secretaries decide declines too."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.case import DeclineDraft
from app.domain.casework import ContestOutcome
from app.domain.deadlines import oslo_date
from app.domain.forwarding import Becomes
from app.domain.lifecycle import Action, NotAllowed, Status
from app.domain.policy import NotPermitted
from app.domain.vocabulary import DeclineReason, NotificationKind, Role, Standing
from app.models import Assignment, AuditEntry, Case, Notification, Unit
from app.services import following, handling
from app.services.answering import answers
from app.services.case_page import case_page
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.follow_page import follow_page
from app.services.forwarding import contesting, declining, forwarding, placing
from app.services.forwarding.awaited import Awaited, awaited_decisions
from app.services.forwarding.contesting import ContestedBefore, NothingToAppeal
from app.services.forwarding.forwarding import CoordinatorPlaces
from app.services.forwarding.opening import UnknownUnit
from app.services.forwarding.placing import NothingToAgreeTo, SpeaksForNobody
from app.services.forwarding.sheet import has_words, routing_sheet
from tests.conftest import START
from tests.factories import ANSWER, actor_at, secretary_for, sent_case, version_of

STORY = "Pasienten kom hjem fredag kveld uten medisinliste."


class Play:
    """A case, everybody who may touch it, and the acts in one word each."""

    def __init__(self, database):
        self.database, self.now = database, START
        with database.transaction() as session:
            at = lambda role, place: actor_at(session, role, place, now=START)  # noqa: E731
            self.clinic = at(Role.UNIT_LEADER, "siv-medisin")
            self.surgery = at(Role.UNIT_LEADER, "siv-kirurgi")
            self.town = at(Role.UNIT_LEADER, "tonsberg-postmottak")
            self.hospital = at(Role.COORDINATOR, "siv")
            self.sender = at(Role.COORDINATOR, "horten")
            self.for_hospital = secretary_for(session, "siv", now=START)
            self.for_towns = secretary_for(session, "tonsberg", now=START)
            self.for_nobody = at(Role.FSU_SECRETARY, "helsefellesskap")
            self.key = sent_case(session, now=START, municipality_key="horten").case_key

    def do(self, service, actor, *values, **named):
        with self.database.transaction() as session:
            version = version_of(session, self.key)
            return service(session, actor, self.key, version, *values, now=self.now, **named)

    def forward(self, actor, unit, reason="Hører til hos dere."):
        return self.do(forwarding.forward, actor, to_unit_key=unit, reason=reason)

    def follow(self, service, *values, **named):
        with self.database.transaction() as session:
            reporter = following.reporter_of(find_case(session, self.key))
            return service(session, reporter, self.key, *values, now=self.now, **named)

    def decline(self, actor, reason=DeclineReason.OTHER):
        self.do(declining.decline, actor, DeclineDraft(reason, "Ikke vårt."))

    def settle(self, outcome, actor=None):
        self.do(contesting.settle, actor or self.hospital, outcome, "Fordi det er slik.")

    def rows(self):
        with self.database.reading() as session:
            query = (
                select(Unit.key, Assignment.status, Assignment.version, Assignment.is_placing)
                .join(Unit, Unit.id == Assignment.unit_id)
                .order_by(Assignment.id)
            )
            return [tuple(row) for row in session.execute(query)]

    def open(self):
        return {key: status for key, status, _, _ in self.rows() if status.is_open}

    def case(self) -> Case:
        with self.database.reading() as session:
            return find_case(session, self.key)

    def entries(self):
        with self.database.reading() as session:
            rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [row.action.value for row in rows if row.case_id == self.case().id]

    def told(self, receiver):
        with self.database.reading() as session:
            query = select(Notification.kind, Notification.receiver).order_by(Notification.id)
            named = session.execute(query).all()
            units = dict(session.execute(select(Unit.key, Unit.id)).all())
            wanted = f"unit:{units[receiver]}" if receiver in units else receiver
            return [kind for kind, to in named if to == wanted]

    def page(self, actor):
        with self.database.reading() as session:
            case = find_case(session, self.key)
            return case_page(session, actor, case, today=oslo_date(self.now))

    def sheet(self, actor):
        with self.database.reading() as session:
            case = find_case(session, self.key)
            return routing_sheet(session, actor, case, today=oslo_date(self.now))

    def followed(self):
        with self.database.reading() as session:
            return follow_page(
                session, find_case(session, self.key), today=oslo_date(self.now)
            ).forwarding

    def make_joint(self):
        self.forward(self.clinic, "tonsberg-postmottak")
        return self.forward(self.town, "siv-medisin")

    def make_disputed(self):
        self.make_joint()
        return self.forward(self.town, "horten-postmottak", "Vi har aldri hatt pasienten.")

    def make_upheld(self, reason=DeclineReason.OTHER):
        self.decline(self.clinic, reason)
        self.follow(contesting.contest, reason="Dere skrev ham ut.")
        self.settle(ContestOutcome.UPHELD)


@pytest.fixture
def play(database) -> Play:
    return Play(database)


# ---- inside a party ----


def test_after_two_forwardings_inside_a_party_only_its_coordinator_chooses(play):
    play.forward(play.clinic, "siv-kirurgi")
    play.forward(play.surgery, "siv-medisin")
    with pytest.raises(CoordinatorPlaces):
        play.forward(play.clinic, "siv-kirurgi")
    assert play.page(play.clinic).forwarding.ways.asks_coordinator
    assert play.forward(play.hospital, "siv-kirurgi") is Becomes.PLAIN
    assert play.open() == {"siv-kirurgi": Status.SENT}


def test_others_hand_the_case_to_the_coordinators_desk_and_the_coordinator_is_told(play):
    play.forward(play.clinic, "siv-kirurgi")
    play.forward(play.surgery, "siv-medisin")
    with play.database.reading() as session:
        siv = session.scalars(select(Unit).where(Unit.key == "siv-medisin")).one().party_id
        desk = session.scalars(
            select(Unit.key).where(Unit.party_id == siv, Unit.is_triage_desk)
        ).one()
    assert play.forward(play.clinic, desk) is Becomes.COORDINATOR
    assert play.told(desk) == [NotificationKind.TO_BE_PLACED]
    assert play.told("reporter")[-1] is NotificationKind.FORWARDED
    with play.database.reading() as session:
        (decision,) = awaited_decisions(session, play.hospital)
        assert decision.awaited is Awaited.CHOOSE_UNIT
        assert awaited_decisions(session, play.clinic) == ()


def test_what_waits_for_a_decision_stands_before_whoever_decides(play):
    play.make_disputed()
    with play.database.reading() as session:
        for secretary in (play.for_hospital, play.for_towns):
            assert [each.awaited for each in awaited_decisions(session, secretary)] == [
                Awaited.PLACE
            ]
        assert awaited_decisions(session, play.hospital) == ()


# ---- two parties, one case ----


def test_the_second_forwarding_between_parties_makes_both_owners(play):
    assert play.make_joint() is Becomes.JOINT
    assert play.open() == {"tonsberg-postmottak": Status.SENT, "siv-medisin": Status.SENT}
    assert play.entries()[-1] == "joined"
    assert NotificationKind.JOINED in play.told("reporter")
    assert NotificationKind.JOINED in play.told("tonsberg-postmottak")
    for actor in (play.clinic, play.town):
        assert len(play.page(actor).forwarding.sides) == 2
    assert len(play.followed().places) == 2


def test_each_side_confirms_and_takes_for_itself_at_one_version(play):
    play.make_joint()
    play.do(handling.acknowledge, play.town)
    play.do(handling.take, play.clinic)
    assert play.open() == {"tonsberg-postmottak": Status.ACKNOWLEDGED, "siv-medisin": Status.SENT}
    assert len({version for *_, version, _ in play.rows()[1:]}) == 1
    assert play.case().status is Status.SENT
    assert play.page(play.clinic).forwarding.sides[1].handler
    other = play.page(play.town).forwarding.others[0]
    assert other.has_handler
    assert other.handler == ""


def test_an_answer_is_common_and_so_are_closing_and_reopening(play):
    play.make_joint()
    play.do(handling.acknowledge, play.town)
    play.do(answers.answer, play.town, ANSWER)
    assert set(play.open().values()) == {Status.ANSWERED}
    play.do(answers.close, play.clinic)
    assert play.open() == {}
    assert play.page(play.town).answers
    assert play.page(play.clinic).answers
    play.follow(following.reopen, body="Det mangler noe.")
    assert set(play.open().values()) == {Status.ACKNOWLEDGED}


def test_a_joint_case_is_not_declined_and_moves_inside_one_side_alone(play):
    play.make_joint()
    with pytest.raises(NotAllowed):
        play.decline(play.town)
    assert not play.page(play.town).offers("decline")
    assert play.forward(play.clinic, "siv-kirurgi") is Becomes.PLAIN
    assert set(play.open()) == {"tonsberg-postmottak", "siv-kirurgi"}


def test_a_report_is_withdrawn_from_both_and_not_once_one_has_confirmed(play):
    play.make_joint()
    play.do(handling.acknowledge, play.clinic)
    with pytest.raises(NotAllowed):
        play.follow(following.withdraw, body="En feil.")
    with play.database.reading() as session:
        page = follow_page(session, find_case(session, play.key), today=oslo_date(START))
    assert not page.may_withdraw


# ---- the secretaries ----


def test_whoever_leaves_a_joint_case_brings_it_to_the_secretaries(play):
    assert play.make_disputed() is Becomes.SECRETARIAT
    assert play.open() == {"fsu-sekretariat": Status.SENT}
    assert play.told("fsu-sekretariat") == [NotificationKind.TO_BE_PLACED]
    assert play.told("reporter")[-1] is NotificationKind.TO_BE_PLACED
    with play.database.reading() as session:
        relations = relations_of(session, find_case(session, play.key))
    assert relations.is_being_placed
    assert not relations.at_secretariat
    for actor in (play.clinic, play.town, play.for_towns):
        with pytest.raises(CaseNotFound):
            play.page(actor)
    assert play.page(play.sender).forwarding.is_being_placed
    assert play.followed().is_being_placed


def test_the_sheet_holds_units_and_reasons_and_nothing_of_the_report(play):
    play.make_disputed()
    sheet = play.sheet(play.for_towns)
    bodies = [entry.body for entry in sheet.moves if has_words(entry)]
    assert bodies[-1] == "Vi har aldri hatt pasienten."
    assert STORY not in repr(sheet)
    assert "Prøve Prøvesen" not in repr(sheet)
    assert sheet.categories


def test_one_proposes_and_the_other_side_agrees(play):
    play.make_disputed()
    assert not play.do(placing.propose, play.for_hospital, "tonsberg-postmottak")
    assert NotificationKind.TO_BE_PLACED in play.told(f"user:{play.for_towns.user_id}")
    assert play.sheet(play.for_towns).proposal.may_be_agreed_to
    assert not play.sheet(play.for_hospital).proposal.may_be_agreed_to
    play.do(placing.agree, play.for_towns)
    assert play.open() == {"tonsberg-postmottak": Status.SENT}
    assert play.entries()[-1] == "placed"
    assert play.told("reporter")[-1] is NotificationKind.PLACED


def test_nobody_decides_alone(play):
    play.make_disputed()
    with pytest.raises(NothingToAgreeTo):
        play.do(placing.agree, play.for_towns)
    play.do(placing.propose, play.for_hospital, "tonsberg-postmottak")
    with pytest.raises(NothingToAgreeTo):
        play.do(placing.agree, play.for_hospital)
    with pytest.raises(SpeaksForNobody):
        play.do(placing.agree, play.for_nobody)
    with pytest.raises(UnknownUnit):
        play.do(placing.propose, play.for_towns, "fsu-sekretariat")
    with pytest.raises(UnknownUnit):
        play.do(placing.propose, play.for_towns, placing.STANDS)
    with pytest.raises(CaseNotFound):
        play.do(placing.propose, play.hospital, "siv-medisin")
    assert play.open() == {"fsu-sekretariat": Status.SENT}


def test_the_other_side_may_propose_anew_and_the_same_proposal_is_agreement(play):
    play.make_disputed()
    play.do(placing.propose, play.for_hospital, "tonsberg-postmottak")
    assert not play.do(placing.propose, play.for_towns, "siv-medisin")
    assert play.do(placing.propose, play.for_hospital, "siv-medisin")
    assert play.open() == {"siv-medisin": Status.SENT}


def test_a_placed_case_that_is_sent_to_another_party_comes_back_at_once(play):
    play.make_disputed()
    play.do(placing.propose, play.for_hospital, "tonsberg-postmottak")
    play.do(placing.agree, play.for_towns)
    assert play.forward(play.town, "siv-medisin") is Becomes.SECRETARIAT
    assert play.open() == {"fsu-sekretariat": Status.SENT}


def test_the_due_date_is_kept_all_the_way(play):
    with play.database.reading() as session:
        due_on = session.scalars(select(Assignment.due_on)).one()
    play.now += timedelta(days=40)
    play.make_disputed()
    play.do(placing.propose, play.for_hospital, "tonsberg-postmottak")
    play.do(placing.agree, play.for_towns)
    with play.database.reading() as session:
        assert set(session.scalars(select(Assignment.due_on))) == {due_on}


# ---- a decline contested ----


def test_a_decline_is_contested_once_and_the_coordinator_decides(play):
    play.decline(play.clinic)
    assert play.followed().may_contest
    play.follow(contesting.contest, reason="Dere skrev ham ut.")
    assert play.open() == {"siv-medisin": Status.CONTESTED}
    assert NotificationKind.CONTESTED in play.told(f"user:{play.hospital.user_id}")
    with pytest.raises(NotPermitted):
        play.settle(ContestOutcome.OVERTURNED, play.clinic)
    play.settle(ContestOutcome.OVERTURNED)
    assert play.open() == {"siv-medisin": Status.ACKNOWLEDGED}
    assert play.told("reporter")[-1] is NotificationKind.CONTEST_SETTLED
    with pytest.raises(NotAllowed):
        play.decline(play.clinic)
    assert Action.DECLINE in play.page(play.clinic).forwarding.barred


def test_an_upheld_decline_is_not_contested_again(play):
    play.make_upheld()
    assert play.case().status is Status.DECLINED
    with pytest.raises(ContestedBefore):
        play.follow(contesting.contest, reason="En gang til.")
    assert play.followed().may_appeal
    assert not play.followed().may_contest


def test_the_reporting_party_may_contest_and_the_reporter_is_told(play):
    play.decline(play.clinic)
    assert play.page(play.sender).offers("contest")
    play.do(contesting.contest, play.sender, reason="Dere skrev ham ut.")
    assert play.told("reporter")[-1] is NotificationKind.CONTESTED
    assert not play.followed().objection.is_reporters


def test_an_overturned_test_counts_again_and_a_passed_due_date_starts_anew(play):
    play.decline(play.clinic, DeclineReason.TEST)
    assert play.case().standing is Standing.TEST
    play.follow(contesting.contest, reason="Det var ingen test.")
    play.now += timedelta(days=60)
    play.settle(ContestOutcome.OVERTURNED)
    assert play.case().standing is Standing.COUNTED
    page = play.page(play.clinic)
    assert page.forwarding.clock_from_on == oslo_date(play.now)
    assert page.clock.due_on > oslo_date(play.now)


def test_an_upheld_decline_goes_to_the_secretaries_once_and_may_stand(play):
    play.make_upheld(DeclineReason.TEST)
    play.follow(contesting.appeal)
    assert play.open() == {"fsu-sekretariat": Status.SENT}
    assert play.followed().is_appealed
    assert "Dere skrev ham ut." not in [
        entry.body for entry in play.sheet(play.for_towns).moves if has_words(entry)
    ]
    play.do(placing.propose, play.for_towns, placing.STANDS)
    play.do(placing.agree, play.for_hospital)
    assert play.open() == {}
    assert play.case().status is Status.DECLINED
    assert play.case().standing is Standing.TEST
    assert play.page(play.clinic).status is Status.DECLINED
    with pytest.raises(NothingToAppeal):
        play.follow(contesting.appeal)


def test_the_secretaries_may_give_a_declined_case_to_a_unit(play):
    play.make_upheld(DeclineReason.TEST)
    play.follow(contesting.appeal)
    play.now += timedelta(days=60)
    play.do(placing.propose, play.for_towns, "siv-medisin")
    play.do(placing.agree, play.for_hospital)
    assert play.open() == {"siv-medisin": Status.SENT}
    assert play.case().standing is Standing.COUNTED
    assert play.page(play.clinic).clock.due_on > oslo_date(play.now)
    assert not play.page(play.clinic).offers("decline")


def test_nothing_is_appealed_before_the_coordinator_has_decided(play):
    play.decline(play.clinic)
    with pytest.raises(NothingToAppeal):
        play.follow(contesting.appeal)

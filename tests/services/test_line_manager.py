"""Nærmeste leder: who is told, what waits, who may send, and that nothing waits unseen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.case import EntryOnBehalf, ReporterDraft
from app.domain.casework import LineManagerOutcome
from app.domain.lifecycle import NotAllowed, Status
from app.domain.links import Purpose
from app.domain.policy import ANYBODY, NotPermitted
from app.domain.vocabulary import (
    Audience,
    Channel,
    Consequence,
    NarrativeKind,
    NotificationKind,
    Role,
    Standing,
)
from app.models import (
    Assignment,
    AuditEntry,
    Case,
    LineManagerRequest,
    Narrative,
    Notification,
    User,
)
from app.services import following, outbox
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.figures import figures_for, years_with_figures
from app.services.leader_page import leader_page
from app.services.line_manager import leading
from app.services.line_manager.rounds import look_after_waiting
from app.services.line_manager.sending_on import TooEarlyToSend, send_as_coordinator
from app.services.log_reading import Sought, read_log
from app.services.mail_composing import compose
from app.services.submitting import submit
from app.services.unit_leaders import address_of
from tests.conftest import START
from tests.factories import (
    LINKS,
    actor_at,
    draft,
    party,
    person,
    submission,
    unit,
    version_of,
)

LEADER = "leder@tonsberg.example"
ADDITION = "Vakten hadde fått beskjed muntlig."
WEDNESDAY = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
THURSDAY = WEDNESDAY + timedelta(days=1)
TO_A_PERSON = select(Notification).where(Notification.receiver.startswith("user:"))
FRIDAY = WEDNESDAY + timedelta(days=2)
MONDAY = WEDNESDAY + timedelta(days=5)


def naming(email=LEADER, **changes):
    """A report whose reporter has typed the leader's address; START is a Tuesday."""
    return submission(reporter=replace(draft().reporter, line_manager_email=email), **changes)


def file(database, made=None, *, mode="confirms", now=START):
    with database.transaction() as session:
        party(session, "tonsberg").line_manager_mode = mode
        return submit(session, ANYBODY, made or naming(), LINKS, now=now).case_key


def request_on(session, key):
    query = select(LineManagerRequest).join(Case, Case.id == LineManagerRequest.case_id)
    return session.scalar(query.where(Case.key == key))


def told(session, key):
    """Whom the outbox tells of a case, and of what."""
    rows = session.scalars(
        select(Notification)
        .join(Case, Case.id == Notification.case_id)
        .where(Case.key == key)
        .order_by(Notification.id)
    )
    return [(row.receiver.partition(":")[0], row.kind) for row in rows]


def lead(database, key, act, *words, now=START):
    with database.transaction() as session:
        leader = leading.line_manager_of(find_case(session, key))
        act(session, leader, key, *words, now=now)


def test_an_informed_leader_delays_nothing(database):
    key = file(database, mode="informed")
    with database.reading() as session:
        case = find_case(session, key)
        assert (case.status, case.standing, case.filed_at) == (Status.SENT, Standing.COUNTED, None)
        assert ("leader", NotificationKind.LEADER_TOLD) in told(session, key)
        assert ("unit", NotificationKind.NEW_CASE) in told(session, key)


def test_a_party_that_tells_no_leaders_tells_none(database):
    key = file(database, mode="none")
    with database.reading() as session:
        assert request_on(session, key) is None
        assert find_case(session, key).status is Status.SENT


def test_a_report_that_waits_lies_with_nobody_and_counts_in_no_year(database):
    key = file(database)
    with database.reading() as session:
        case = find_case(session, key)
        relations = relations_of(session, case)
        assert (case.status, case.filed_at) == (Status.AWAITING_LINE_MANAGER, START)
        assert not relations.unit_ids | relations.recipient_party_ids
        assert told(session, key) == [
            ("leader", NotificationKind.LEADER_ASKED),
            ("reporter", NotificationKind.FILED),
        ]
        assert years_with_figures(session, case.helsefellesskap_id) == []


def test_what_the_leader_confirms_is_sent_with_the_addition_and_a_clock_of_its_own(database):
    key = file(database)
    lead(database, key, leading.confirm, ADDITION, now=MONDAY)
    with database.reading() as session:
        case = find_case(session, key)
        assignment = session.scalars(select(Assignment)).one()
        assert (case.status, case.standing) == (Status.SENT, Standing.COUNTED)
        assert case.sent_on == case.counted_on == assignment.sent_on == date(2026, 3, 16)
        assert assignment.due_on > date(2026, 4, 10)
        assert request_on(session, key).outcome is LineManagerOutcome.CONFIRMED
        assert case.filed_at == START
        assert [kind for _, kind in told(session, key)][2:] == [
            NotificationKind.NEW_CASE,
            NotificationKind.SENT_ON,
        ]
        texts = {row.kind: row.body for row in session.scalars(select(Narrative))}
        assert texts[NarrativeKind.LEADER_ADDITION] == ADDITION
        assert texts[NarrativeKind.DESCRIPTION] == draft().description


def test_the_days_that_a_report_waited_are_a_figure_of_their_own(database):
    key = file(database)
    lead(database, key, leading.confirm, now=MONDAY)
    with database.reading() as session:
        home = find_case(session, key).helsefellesskap_id
        made = figures_for(session, home, 2026, Audience.INTERNAL, today=date(2026, 12, 31))
        assert made.table("days").cell("median_days_to_sent", "year").value == 6
        assert made.table("totals").cell("sent", "year").value == 1


def test_a_second_click_sends_once(database):
    key = file(database)
    for _ in range(2):
        lead(database, key, leading.confirm, ADDITION)
    with database.reading() as session:
        done = select(AuditEntry.action).where(AuditEntry.action == AuditAction.SENDING_CONFIRMED)
        assert len(session.scalars(done).all()) == 1


def test_what_is_added_in_a_second_click_is_kept(database):
    key = file(database)
    lead(database, key, leading.confirm, ADDITION)
    lead(database, key, leading.confirm, "Og i helgen.")
    with database.reading() as session:
        page = leader_page(session, find_case(session, key), today=WEDNESDAY.date())
        assert [said.body for said in page.part.additions] == [ADDITION, "Og i helgen."]


@pytest.mark.parametrize("consequence", [Consequence.SEVERE, Consequence.DEATH])
def test_a_serious_report_never_waits(database, consequence):
    key = file(database, naming(consequence=consequence))
    with database.reading() as session:
        assert find_case(session, key).status is Status.SENT
        assert request_on(session, key).outcome is LineManagerOutcome.TOO_SERIOUS_TO_WAIT
        assert ("leader", NotificationKind.LEADER_TOLD) in told(session, key)


def test_a_report_that_turns_out_serious_is_sent_at_once(database):
    key = file(database)
    with database.transaction() as session:
        reporter = following.reporter_of(find_case(session, key))
        following.supplement(
            session,
            reporter,
            key,
            body="Pasienten døde i natt.",
            consequence=Consequence.DEATH,
            now=WEDNESDAY,
        )
    with database.reading() as session:
        assert find_case(session, key).status is Status.SENT
        assert ("unit", NotificationKind.SERIOUS_CASE) in told(session, key)


def test_what_is_sent_back_is_asked_of_the_leader_again_when_the_reporter_has_added(database):
    key = file(database)
    lead(database, key, leading.send_back, "Når skjedde det?")
    with database.transaction() as session:
        assert ("reporter", NotificationKind.SENT_BACK) in told(session, key)
        assert look_after_waiting(session, now=THURSDAY - timedelta(hours=6)) == 0
        reporter = following.reporter_of(find_case(session, key))
        following.supplement(session, reporter, key, body="Klokka 23.", now=WEDNESDAY)
    with database.reading() as session:
        assert find_case(session, key).status is Status.AWAITING_LINE_MANAGER
        assert told(session, key).count(("leader", NotificationKind.LEADER_ASKED)) == 2
        assert request_on(session, key).outcome is None
        page = leader_page(session, find_case(session, key), today=WEDNESDAY.date())
        assert [said.body for said in page.supplements] == ["Klokka 23."]
    lead(database, key, leading.send_back, "Når skjedde det?")
    with database.reading() as session:
        assert request_on(session, key).outcome is LineManagerOutcome.SENT_BACK


def test_the_leader_is_reminded_once_after_one_working_day(database):
    key = file(database, now=FRIDAY)
    for moment, count in (
        (FRIDAY + timedelta(days=1), 0),  # a Saturday
        (MONDAY - timedelta(hours=5), 0),  # before the office opens
        (MONDAY, 1),
        (MONDAY + timedelta(minutes=1), 0),
    ):
        with database.transaction() as session:
            assert look_after_waiting(session, now=moment) == count, moment
    with database.reading() as session:
        assert told(session, key)[-1] == ("leader", NotificationKind.LEADER_REMINDED)


def coordinator_of(database, key="tonsberg"):
    with database.transaction() as session:
        return actor_at(session, Role.COORDINATOR, key, now=START)


def test_the_coordinator_may_send_after_two_working_days_and_is_told_so(database):
    key, coordinator = file(database), coordinator_of(database)
    with database.transaction() as session:
        with pytest.raises(TooEarlyToSend) as early:
            send_as_coordinator(session, coordinator, key, 1, now=WEDNESDAY)
        assert early.value.may_send_on == date(2026, 3, 12)
    with database.transaction() as session:
        assert look_after_waiting(session, now=THURSDAY) == 1
        assert ("user", NotificationKind.NOT_SENT_YET) in told(session, key)
        mail = compose(session, LINKS, [session.scalars(TO_A_PERSON).one()])
        assert mail is not None
        assert mail.subject.startswith("En melding fra dere er ikke sendt ennå")
        version = version_of(session, key)
        send_as_coordinator(session, coordinator, key, version, now=THURSDAY)
        assert request_on(session, key).outcome is LineManagerOutcome.COORDINATOR_SENT
    with pytest.raises(NotAllowed):
        lead(database, key, leading.confirm, now=THURSDAY)


def test_nobody_else_sends_in_the_leaders_place(database):
    key = file(database)
    for role, place in ((Role.COORDINATOR, "siv"), (Role.UNIT_LEADER, "tonsberg-hjemmetjeneste")):
        with database.transaction() as session:
            somebody = actor_at(session, role, place, now=START)
            with pytest.raises((NotPermitted, CaseNotFound)):
                send_as_coordinator(session, somebody, key, 1, now=MONDAY)


def test_when_nobody_reaches_the_leader_the_coordinator_is_told_at_once_and_may_send(database):
    key, coordinator = file(database), coordinator_of(database)
    with database.transaction() as session:
        receiver = outbox.leader_receiver(request_on(session, key).id)
        row = session.scalars(select(Notification).where(Notification.receiver == receiver)).one()
        row.given_up_at = START
        assert look_after_waiting(session, now=START) == 1
        send_as_coordinator(session, coordinator, key, 1, now=START)
        assert find_case(session, key).status is Status.SENT


def test_without_a_leader_a_confirming_party_sends_at_once(database):
    key = file(database, submission())
    with database.reading() as session:
        assert find_case(session, key).status is Status.SENT
        page = leader_page(session, find_case(session, key), today=START.date())
        assert page.part.went_without


def test_the_reporter_is_never_the_leader_who_is_told(database):
    own = ReporterDraft("Prøve Prøvesen", "Sone nord", email="Prove@Tonsberg.example")
    plus = replace(own, line_manager_email="prove+leder@tonsberg.example")
    key = file(database, submission(reporter=plus))
    with database.transaction() as session:
        assert request_on(session, key) is None
        leads_itself = person(session, Role.UNIT_LEADER, "tonsberg-hjemmetjeneste", now=START)
        own = replace(own, email=leads_itself.email.upper())
    made = submission(reporter=own, leader_unit_key="tonsberg-hjemmetjeneste")
    key = file(database, made)
    with database.reading() as session:
        assert request_on(session, key) is None
        assert find_case(session, key).status is Status.SENT


def test_the_leader_of_a_unit_is_the_one_that_the_register_has_on_the_day(database):
    with database.transaction() as session:
        first = person(session, Role.UNIT_LEADER, "tonsberg-hjemmetjeneste", now=START)
    key = file(database, submission(leader_unit_key="tonsberg-hjemmetjeneste"))
    with database.transaction() as session:
        request = request_on(session, key)
        assert address_of(session, request, START.date()) == first.email
        session.get_one(User, first.id).deactivated_at = START
        session.flush()
        assert address_of(session, request, START.date()) == ""


def test_a_unit_without_a_line_manager_skips_it(database):
    with database.transaction() as session:
        unit(session, "tonsberg-hjemmetjeneste").has_line_manager = False
        person(session, Role.UNIT_LEADER, "tonsberg-hjemmetjeneste", now=START)
    key = file(database, submission(leader_unit_key="tonsberg-hjemmetjeneste"))
    with database.reading() as session:
        assert request_on(session, key) is None


def test_a_report_that_a_coordinator_enters_skips_the_leader(database):
    entry = EntryOnBehalf(Channel.POST, date(2026, 3, 8), "Sone nord")
    key = file(database, replace(naming(), entry=entry))
    with database.reading() as session:
        assert request_on(session, key) is None
        assert find_case(session, key).status is Status.SENT


def test_what_is_withdrawn_while_it_waits_was_never_sent(database):
    key = file(database)
    with database.transaction() as session:
        case = find_case(session, key)
        reporter = following.reporter_of(case)
        following.withdraw(session, reporter, key, body="Feil pasient.", now=WEDNESDAY)
        assert (case.status, case.standing) == (Status.WITHDRAWN, Standing.UNSENT)
        assert not relations_of(session, case).unit_ids
        assert "unit" not in {receiver for receiver, _ in told(session, key)}
        assert years_with_figures(session, case.helsefellesskap_id) == []
        officer = actor_at(session, Role.PRIVACY_OFFICER, "siv", now=START)
        assert not read_log(session, officer, Sought()).lines


def test_a_link_opens_its_own_case_until_the_follow_link_ends(database):
    key = file(database)
    with database.transaction() as session:
        case = find_case(session, key)
        token = LINKS.token(Purpose.LINE_MANAGER, key, 0)
        assert leading.find_by_link(session, token, now=START).id == case.id
        follow_token = LINKS.token(Purpose.FOLLOW, key, 0)
        with pytest.raises(CaseNotFound):
            leading.find_by_link(session, follow_token, now=START)
        case.follow_ends_on = START.date()
        with pytest.raises(CaseNotFound):
            leading.find_by_link(session, token, now=WEDNESDAY)


def test_a_link_that_went_to_an_address_that_is_hidden_since_opens_nothing(database):
    key = file(database)
    token = LINKS.token(Purpose.LINE_MANAGER, key, 0)
    with database.transaction() as session:
        request_on(session, key).email = "▮▮▮▮▮@tonsberg.example"
        session.flush()
        with pytest.raises(CaseNotFound):
            leading.find_by_link(session, token, now=START)


def test_one_leader_does_nothing_with_anothers_case(database):
    key, other = file(database), file(database, naming("annen@tonsberg.example"))
    with database.transaction() as session:
        leader = leading.line_manager_of(find_case(session, other))
        for act in (leading.add, leading.send_back, leading.confirm):
            with pytest.raises((NotPermitted, CaseNotFound)):
                act(session, leader, key, ADDITION, now=START)


def test_a_leader_who_follows_hears_of_the_answer(database):
    key = file(database, mode="informed")
    with database.transaction() as session:
        case = find_case(session, key)
        leader = leading.line_manager_of(case)
        leading.follow(session, leader, key, follows=True, now=START)
        outbox.tell_reporter(session, NotificationKind.ANSWERED, case, now=MONDAY)
        assert ("leader", NotificationKind.ANSWERED) in told(session, key)

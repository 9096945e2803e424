"""Reminders reach the nearest first, stop at once, and a person gets one mail a day."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.db import Database
from app.domain.audit import AuditAction
from app.domain.casework import HandOverReason
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.policy import SYSTEM
from app.domain.reminders import PASSING, office_morning
from app.domain.vocabulary import Consequence, NotificationKind, Role
from app.mail import Mail
from app.models import Absence, Assignment, AuditEntry, Case, Notification, Unit, User
from app.services import accounts, following, handling
from app.services.forwarding import contesting, forwarding
from app.services.grants import actor_for
from app.services.reminding import morning
from app.services.sending import deliver_due
from app.services.work_lists.assigning import hand_over
from tests.factories import LINKS, Scene, person, version_of

SENT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
"""A Tuesday. Receipt is due on Friday 4, the answer on Tuesday 29."""


@dataclass
class Memory:
    """A mail server that remembers, and is away when told to be."""

    mails: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.mails.append(mail)

    def to(self, user: User) -> list[Mail]:
        return [mail for mail in self.mails if mail.to == user.email]


@dataclass
class Stage:
    """A scene with everybody on the ladder, and a clock that walks from morning to morning."""

    scene: Scene
    post: Memory = field(default_factory=Memory)
    people: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.database.transaction() as session:
            self.people = {
                "caseworker": person(session, Role.CASEWORKER, "siv-medisin", now=SENT),
                "colleague": person(session, Role.CASEWORKER, "siv-medisin", now=SENT),
                "coordinator": person(session, Role.COORDINATOR, "siv", now=SENT),
                "senders": person(session, Role.COORDINATOR, "tonsberg", now=SENT),
                "secretary": person(session, Role.FSU_SECRETARY, now=SENT),
            }
            self.people["leader"] = session.get_one(User, self.scene.leader.user_id)

    @property
    def database(self) -> Database:
        return self.scene.database

    def actor(self, name):
        with self.database.reading() as session:
            return actor_for(session, self.people[name], on=date(2026, 9, 1))

    def taken_case(self, status=Status.ACKNOWLEDGED):
        """A case that the caseworker has."""
        key = self.scene.case_at(status)
        with self.database.transaction() as session:
            handling.take(
                session, self.actor("caseworker"), key, version_of(session, key), now=SENT
            )
        return key

    def morning(self, month, day, *, send=True):
        """Hold the round at eight, and give the mails that left."""
        now = office_morning(date(2026, month, day)) + timedelta(seconds=5)
        with self.database.transaction() as session:
            morning.hold_round(session, now=now)
        return self.send(now) if send else []

    def send(self, now):
        before = len(self.post.mails)
        deliver_due(self.database, self.post, LINKS, clock=lambda: now)
        return self.post.mails[before:]

    def walk(self, first, last):
        """Hold every round between two dates of 2026; give («MM-DD», receiver, subject)."""
        self.send(SENT)
        names = {user.email: name for name, user in self.people.items()}
        day, found = first, []
        while day <= last:
            mails = self.morning(day.month, day.day)
            found += [(f"{day:%m-%d}", names.get(mail.to, mail.to)) for mail in mails]
            day += timedelta(days=1)
        return found


@pytest.fixture
def stage(database):
    return Stage(Scene(database, SENT))


def waiting(database, *kinds):
    with database.reading() as session:
        query = select(Notification).where(
            Notification.kind.in_(kinds), Notification.sent_at.is_(None)
        )
        return list(session.scalars(query))


def test_a_case_that_nobody_touches_climbs_the_whole_ladder(stage):
    stage.taken_case()
    assert stage.walk(date(2026, 9, 1), date(2026, 10, 28)) == [
        ("09-22", "caseworker"),
        ("09-29", "caseworker"),
        ("09-30", "caseworker"),
        ("10-06", "leader"),
        ("10-07", "caseworker"),
        ("10-13", "coordinator"),
        ("10-14", "caseworker"),
        ("10-20", "leader"),
        ("10-21", "caseworker"),
        ("10-27", "secretary"),
        ("10-28", "caseworker"),
    ]
    with stage.database.reading() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.action == AuditAction.REMINDED)
        ).all()
    assert len(rows) == 11
    assert {row.actor for row in rows} == {"system"}


def test_a_case_without_handler_is_its_units(stage):
    stage.scene.case_at(Status.SENT)
    assert stage.walk(date(2026, 9, 1), date(2026, 9, 8)) == [
        ("09-04", "klinikk.medisin@siv.example"),
        ("09-08", "leader"),
    ]


def test_a_person_gets_one_mail_a_day_however_many_cases_wait(stage):
    keys = [stage.taken_case() for _ in range(3)]
    stage.send(SENT)
    (mail,) = stage.morning(9, 22)
    assert mail.subject == "3 saker å se på i dag"
    assert re.findall(r"/saker/(\S+)", mail.body) == keys
    assert "svar innen tirsdag 29. september 2026" in mail.body


def test_a_reminder_says_reference_how_long_and_where_and_nothing_else(stage):
    key = stage.taken_case()
    stage.send(SENT)
    stage.morning(9, 29)
    (mail,) = stage.morning(9, 30)
    with stage.database.reading() as session:
        reference = session.scalars(select(Case.reference)).one()
    spoken = f"{reference[:4]}-{reference[4:]}"
    assert mail.subject == f"Sak {spoken} venter på svar"
    assert mail.body.split("\n\n")[:4] == [
        "Hei!",
        "Dette venter på deg:",
        f"{spoken}: svaret er 1 dag over fristen\nhttp://localhost/saker/{key}",
        "Purringene slutter når noen gjør noe med saken.",
    ]


def test_the_secretariat_is_told_of_a_case_that_it_may_not_open_without_a_link(stage):
    stage.taken_case()
    stage.walk(date(2026, 10, 23), date(2026, 10, 27))
    (mail,) = stage.post.to(stage.people["secretary"])
    assert "/saker/" not in mail.body
    assert "Klinikk medisin: svaret er 28 dager over fristen" in mail.body


def act(stage, key, at):
    with stage.database.transaction() as session:
        version = version_of(session, key)
        handling.ask(session, stage.actor("caseworker"), key, version, "Hvem?", now=at)


def test_an_act_stops_every_reminder_at_once(stage):
    key = stage.taken_case()
    stage.send(SENT)
    stage.morning(10, 6, send=False)
    assert [row.kind for row in waiting(stage.database, *PASSING)] == [NotificationKind.ESCALATION]
    act(stage, key, datetime(2026, 10, 6, 6, 10, tzinfo=UTC))
    assert not waiting(stage.database, *PASSING)
    mails = stage.send(datetime(2026, 10, 6, 6, 11, tzinfo=UTC))
    assert [mail.to for mail in mails] == ["prove@tonsberg.example"]
    assert stage.walk(date(2026, 10, 7), date(2026, 10, 12)) == []
    assert stage.walk(date(2026, 10, 13), date(2026, 10, 13)) == [
        ("10-13", "caseworker"),
        ("10-13", "leader"),
    ]


def test_what_is_no_longer_true_when_the_mail_is_written_is_not_sent(stage):
    first, second = stage.taken_case(), stage.taken_case()
    stage.send(SENT)
    stage.morning(9, 22, send=False)
    with stage.database.transaction() as session:  # an act that forgot to take its reminder back
        case = session.scalars(select(Case).where(Case.key == first)).one()
        session.execute(
            update(Assignment)
            .where(Assignment.case_id == case.id)
            .values(last_act_on=date(2026, 9, 22))
        )
    (mail,) = stage.send(datetime(2026, 9, 22, 6, 1, tzinfo=UTC))
    assert re.findall(r"/saker/(\S+)", mail.body) == [second]
    with stage.database.reading() as session:
        assert not session.scalars(
            select(Notification).where(Notification.given_up_at.is_not(None))
        ).all()


def test_a_round_is_held_once_a_day_in_office_hours_of_working_days(stage):
    stage.taken_case()
    held = []
    for moment in ("09-22 05:59", "09-22 06:00", "09-22 06:01", "09-22 13:00", "09-26 08:00"):
        now = datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=UTC)
        with stage.database.transaction() as session:
            assert morning.is_due(session, now=now) is (moment == "09-22 06:00")
            held.append(morning.hold_round(session, now=now))
    assert held == [0, 1, 0, 0, 0]
    assert len(waiting(stage.database, *PASSING)) == 1


def test_what_could_not_be_sent_yesterday_comes_in_todays_mail(stage):
    stage.taken_case()
    stage.send(SENT)
    stage.morning(9, 29, send=False)
    (mail,) = stage.morning(9, 30)
    assert mail.body.count("over fristen") == 1
    assert stage.send(datetime(2026, 9, 30, 7, 0, tzinfo=UTC)) == []


def test_nobody_is_reminded_while_the_clock_stands_still(stage):
    key = stage.taken_case()
    with stage.database.transaction() as session:
        handling.ask(
            session,
            stage.actor("caseworker"),
            key,
            version_of(session, key),
            "Hvem?",
            stops_clock=True,
            now=SENT + timedelta(days=20),
        )
    assert stage.walk(date(2026, 9, 22), date(2026, 10, 5)) == [("09-22", "prove@tonsberg.example")]


def test_a_serious_case_is_told_at_once_to_mailbox_leader_and_both_coordinators(stage):
    night = datetime(2026, 9, 5, 1, 0, tzinfo=UTC)
    stage.scene.now = night
    with stage.database.transaction() as session:
        absent(session, stage.people["coordinator"], date(2026, 9, 1), date(2026, 9, 30))
    stage.scene.case_at(Status.SENT, consequence=Consequence.DEATH)
    mails = stage.send(night)
    told = {mail.to for mail in mails if "Alvorlig" in mail.subject}
    assert told == {
        "klinikk.medisin@siv.example",
        *(stage.people[name].email for name in ("leader", "coordinator", "senders")),
    }
    assert all(mail.body.count("/saker/") == 1 for mail in mails if mail.to in told)


def test_a_serious_case_that_is_sent_on_is_told_to_nobody_twice(stage):
    key = stage.scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    stage.send(SENT)
    with stage.database.transaction() as session:
        chief = person(session, Role.UNIT_LEADER, "siv-kirurgi", now=SENT)
        version = version_of(session, key)
        onward = {"to_unit_key": "siv-kirurgi", "reason": "Feil klinikk"}
        forwarding.forward(session, stage.scene.leader, key, version, **onward, now=SENT)
    told = {mail.to for mail in stage.send(SENT) if "Alvorlig" in mail.subject}
    assert told == {"klinikk.kirurgi@siv.example", chief.email}


def test_a_case_that_turns_serious_is_told_as_one_that_came_so(stage):
    key = stage.scene.case_at(Status.ACKNOWLEDGED)
    stage.send(SENT)
    with stage.database.transaction() as session:
        case = session.scalars(select(Case).where(Case.key == key)).one()
        following.supplement(
            session,
            following.reporter_of(case),
            key,
            body="Det gikk verre enn vi trodde.",
            consequence=Consequence.SEVERE,
            now=SENT,
        )
    assert len([mail for mail in stage.send(SENT) if "Alvorlig" in mail.subject]) == 4


def absent(session, user, from_on, to_on, substitute=None):
    row = Absence(
        user_id=user.id,
        from_on=from_on,
        to_on=to_on,
        substitute_id=substitute.id if substitute else None,
        set_by_id=user.id,
        set_at=SENT,
    )
    session.add(row)
    session.flush()
    return row


def handler_of(stage, key):
    with stage.database.reading() as session:
        query = select(Assignment.handler_id).join(Case, Case.id == Assignment.case_id)
        return session.scalar(query.where(Case.key == key))


def test_an_absence_hands_cases_to_the_substitute_the_morning_it_begins(stage):
    key = stage.taken_case()
    people = stage.people
    with stage.database.transaction() as session:
        absent(
            session, people["caseworker"], date(2026, 9, 5), date(2026, 9, 20), people["colleague"]
        )
    stage.send(SENT)
    assert stage.morning(9, 4) == []
    (mail,) = stage.morning(9, 7)
    assert handler_of(stage, key) == people["colleague"].id
    assert (mail.to, "Du har fått en sak" in mail.subject) == (people["colleague"].email, True)
    assert stage.morning(9, 8) == []


def test_an_absence_without_substitute_gives_the_unit_its_cases_and_tells_the_leader(stage):
    key = stage.taken_case()
    with stage.database.transaction() as session:
        absent(session, stage.people["caseworker"], date(2026, 9, 7), date(2026, 9, 20))
    assert stage.walk(date(2026, 9, 7), date(2026, 9, 8)) == [("09-07", "leader")]
    assert handler_of(stage, key) is None


def test_whoever_leaves_has_no_cases_the_next_morning(stage):
    key = stage.taken_case()
    with stage.database.transaction() as session:
        user = session.get_one(User, stage.people["caseworker"].id)
        accounts.deactivate_user(session, SYSTEM, user, now=SENT)
    assert stage.walk(date(2026, 9, 2), date(2026, 9, 3)) == [("09-02", "leader")]
    assert handler_of(stage, key) is None
    with stage.database.reading() as session:
        (row,) = session.scalars(
            select(AuditEntry).where(AuditEntry.action == AuditAction.HANDED_OVER)
        )
    assert row.facts["reason"] == HandOverReason.LEFT


def test_a_case_in_a_unit_that_is_closed_surfaces_once(stage):
    stage.scene.case_at(Status.ACKNOWLEDGED)
    with stage.database.transaction() as session:
        session.execute(
            update(Unit).where(Unit.key == "siv-medisin").values(valid_to=date(2026, 9, 1))
        )
        session.execute(
            update(Unit).where(Unit.key.like("siv-medisin-%")).values(valid_to=date(2026, 9, 1))
        )
    assert stage.walk(date(2026, 9, 2), date(2026, 9, 4)) == [("09-02", "leader")]


def test_a_case_that_is_handed_over_by_day_is_told_the_next_morning(stage):
    key = stage.taken_case()
    stage.send(SENT)
    noon = datetime(2026, 9, 4, 10, 0, tzinfo=UTC)
    with stage.database.transaction() as session:
        query = select(Assignment).join(Case, Case.id == Assignment.case_id)
        row = session.scalars(query.where(Case.key == key)).one()
        to = stage.people["colleague"].id
        hand_over(session, stage.scene.leader, row.id, to, HandOverReason.ASSIGNED, now=noon)
    assert stage.send(noon) == []
    (mail,) = stage.morning(9, 7)
    assert mail.to == stage.people["colleague"].email
    assert oslo_date(noon) == date(2026, 9, 4)


def test_an_objection_waits_for_the_coordinator_and_is_told_so(stage):
    key = stage.scene.case_at(Status.DECLINED)
    with stage.database.transaction() as session:
        case = session.scalars(select(Case).where(Case.key == key)).one()
        reporter = following.reporter_of(case)
        contesting.contest(session, reporter, key, reason="Dette er samhandling.", now=SENT)
    assert stage.walk(date(2026, 9, 2), date(2026, 9, 4)) == [("09-04", "coordinator")]
    (_, mail) = stage.post.to(stage.people["coordinator"])
    assert "en innvending mot avvisningen venter på avgjørelse" in mail.body

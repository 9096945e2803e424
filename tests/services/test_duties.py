"""Duties elsewhere: dated rules, what each party found, and one reminder to each."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.case import ClassificationDraft
from app.domain.casework import DutyResult
from app.domain.duties import DutyAssessmentDraft
from app.domain.lifecycle import Status
from app.domain.policy import NotPermitted
from app.domain.vocabulary import Consequence, NotificationKind, Role
from app.models import AuditEntry, DutyRule, Notification
from app.services import classifying
from app.services.case_page import case_page
from app.services.cases import find_case
from app.services.clock.calendar import working_days
from app.services.duties import assessing, rounds, rules
from app.services.duties.assessing import UnknownDuty
from app.services.duties.rules import UnsoundRules, load_duties
from app.services.mail_composing import compose
from tests.conftest import REGISTER, START
from tests.factories import LINKS, Scene, actor_at, home, unit, version_of

FOUND = DutyAssessmentDraft("varsel", DutyResult.REPORTED, "MELDE-12")
DAY = timedelta(days=1)


@pytest.fixture
def scene(database):
    return Scene(database, START)


def someone(scene, role, place=""):
    with scene.database.transaction() as session:
        return actor_at(session, role, place, now=START)


def assess(scene, key, actor, draft=FOUND):
    with scene.database.transaction() as session:
        assessing.assess(session, actor, key, draft, now=START)


def part_of(scene, key, actor, *, on=START):
    with scene.database.reading() as session:
        case = find_case(session, key)
        return case_page(session, actor, case, today=on.date()).beside.duties


def remind(scene, moment):
    with scene.database.transaction() as session:
        place = home(session).id
        calendar = working_days(session, place)
        return rounds.remind_of_duties(session, place, calendar, now=moment)


def reminded(scene):
    with scene.database.reading() as session:
        kind = NotificationKind.DUTY_REMINDER
        rows = session.scalars(select(Notification).where(Notification.kind == kind)).all()
        return {row.receiver: compose(session, LINKS, [row]) for row in rows}


def test_old_and_coming_rules_stand_in_the_data_and_loading_again_changes_nothing(scene):
    with scene.database.transaction() as session:
        assert load_duties(session, REGISTER.parent / rules.FILE) == []
        every = {duty.key: duty for duty in rules.all_duties(session)}
    today = START.date()
    assert every["varsel"].holds_on(today)
    assert every["melding"].is_coming(today)
    assert every["rapport"].is_coming(today)
    unverified = {key for key, duty in every.items() if not duty.is_verified}
    assert {"informere-pasienten", "fare-for-pasienter", "melding"} <= unverified
    assert "varsel" not in unverified


def test_the_day_that_an_administrator_sets_ends_the_old_rule_and_survives_a_load(scene):
    administrator = someone(scene, Role.ADMINISTRATOR)
    begins_on = date(2027, 7, 1)
    with scene.database.transaction() as session:
        rules.set_date(session, administrator, date(2027, 1, 1), now=START)
        rules.set_date(session, administrator, begins_on, now=START)
        assert load_duties(session, REGISTER.parent / rules.FILE) == []
        rows = {row.key: row for row in session.scalars(select(DutyRule))}
        assert rows["melding"].valid_from == rows["rapport"].valid_from == begins_on
        assert rows["varsel"].valid_to == date(2027, 6, 30)
        assert rows["varsel"].dated_by_id == administrator.user_id
        dated = select(AuditEntry).where(AuditEntry.action == AuditAction.DUTY_DATED)
        assert len(session.scalars(dated).all()) == 6
    with pytest.raises(NotPermitted), scene.database.transaction() as session:
        rules.set_date(session, scene.leader, begins_on, now=START)


def test_a_file_that_is_not_sound_is_refused_with_the_place(scene, tmp_path):
    path = tmp_path / "duties.toml"
    for text, told in (("[[duty]]\nkey = 'x'", "rule 1"), ("nothing", "duties.toml")):
        path.write_text(text)
        with pytest.raises(UnsoundRules, match=told), scene.database.transaction() as session:
            load_duties(session, path)


def test_betydelig_asks_to_consider_and_dod_to_do_it_now_and_nothing_else_does(scene):
    for level, is_urgent in ((Consequence.SEVERE, False), (Consequence.DEATH, True)):
        part = part_of(scene, scene.case_at(Status.SENT, consequence=level), scene.leader)
        assert part.is_urgent is is_urgent
        keys = {asked.duty.key for asked in part.asked}
        assert "varsel" in keys
        assert ("unaturlig-dodsfall" in keys) is is_urgent
        assert "rett-til-a-melde" not in keys
    harmless = part_of(scene, scene.case_at(Status.SENT), scene.leader)
    assert harmless.asked == ()


def test_each_party_records_its_own_and_sees_the_others_without_the_name(scene):
    key = scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    sender = someone(scene, Role.COORDINATOR, "tonsberg")
    assess(scene, key, scene.leader)
    assess(scene, key, scene.leader)
    assess(scene, key, sender, DutyAssessmentDraft("varsel", DutyResult.NOT_REQUIRED))
    found = {each.is_own: each for each in part_of(scene, key, sender).asked[0].found}
    assert (found[True].result, found[False].result) == (
        DutyResult.NOT_REQUIRED,
        DutyResult.REPORTED,
    )
    assert found[True].by
    assert found[False].by == ""
    assert found[False].reference == "MELDE-12"
    said = select(AuditEntry).where(AuditEntry.action == AuditAction.DUTY_ASSESSED)
    with scene.database.reading() as session:
        assert len(session.scalars(said).all()) == 2
        assert version_of(session, key) == 1


@pytest.mark.parametrize("duty", ["melding", "rett-til-a-melde", "finnes-ikke"])
def test_what_the_case_does_not_ask_for_is_not_assessed(scene, duty):
    key = scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    with pytest.raises(UnknownDuty):
        assess(scene, key, scene.leader, DutyAssessmentDraft(duty, DutyResult.REPORTED))


def test_both_parties_are_reminded_once_after_a_whole_working_day(scene):
    key = scene.case_at(Status.SENT, consequence=Consequence.DEATH)
    scene.case_at(Status.SENT)
    assert remind(scene, START + DAY) == 0
    assert remind(scene, START + 2 * DAY) == 2
    assert remind(scene, START + 3 * DAY) == 0
    mails = reminded(scene)
    with scene.database.reading() as session:
        clinic = unit(session, "siv-medisin").id
        reference = find_case(session, key).reference
    assert f"unit:{clinic}" in mails
    assert len({mail.to for mail in mails.values()}) == 2
    for mail in mails.values():
        assert f"{reference[:4]}-{reference[4:]}" in mail.subject
        assert "erstatter ikke varsel til myndighetene" in mail.body
        assert "du må" not in mail.body.lower()


def test_a_party_that_has_looked_is_not_reminded_and_what_waits_is_taken_back(scene):
    key = scene.case_at(Status.SENT, consequence=Consequence.SEVERE)
    assert remind(scene, START + 2 * DAY) == 2
    assess(scene, key, scene.leader)
    with scene.database.reading() as session:
        clinic = unit(session, "siv-medisin").id
    assert f"unit:{clinic}" not in reminded(scene)
    assert len(reminded(scene)) == 1


def test_a_case_that_turns_serious_is_counted_from_that_day(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with scene.database.transaction() as session:
        graver = ClassificationDraft(Consequence.SEVERE)
        version = version_of(session, key)
        classifying.classify(session, scene.leader, key, version, graver, now=START + 6 * DAY)
    assert remind(scene, START + 7 * DAY) == 0
    assert remind(scene, START + 8 * DAY) == 2
    assert remind(scene, START + 90 * DAY) == 0

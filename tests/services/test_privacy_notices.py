"""Each party's personvernerklæring is the register's, and follows it to the letter."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models import AuditEntry, PrivacyNotice, RetentionDecision
from app.services import privacy_notices
from tests.conftest import REGISTER
from tests.factories import party
from tests.services.test_register_loading import counts, edit, load

TODAY = date(2026, 11, 22)
DECISION = '[[party.retention]]\ndecided_on = {}\ndecision = "Sak {}"\nmonths = {}\n\n'


@pytest.fixture
def file(tmp_path) -> Path:
    """A copy of the project's register that a test may edit."""
    for source in REGISTER.parent.glob("*.toml"):
        (tmp_path / source.name).write_text(source.read_text("utf-8"))
    return tmp_path / REGISTER.name


def decide(file: Path, *decisions: tuple[str, str, int]) -> None:
    """Give the health trust its decisions."""
    text = "".join(DECISION.format(*decision) for decision in decisions)
    edit(file, "# What concerns no clinic", f"{text}# What concerns no clinic")


def notice(database, key: str, on: date = TODAY) -> privacy_notices.Notice:
    with database.reading() as session:
        told = privacy_notices.notice_of(session, key, on=on)
    assert told
    return told


def test_every_party_that_answers_for_data_has_a_notice_in_both_languages(database):
    with database.reading() as session:
        (home,) = privacy_notices.notices_by_home(session, on=TODAY)
    keys = [key for key, _ in home.parties]
    assert keys == ["siv", "horten", "holmestrand", "tonsberg", "sandefjord", "larvik", "faerder"]
    for key in keys:
        told = notice(database, key)
        assert told.officer.nb.startswith("Personvernombudet i ")
        assert told.officer.nn.startswith("Personvernombodet i ")
        assert told.officer_contact.endswith(".example")
        for texts in (told.purpose, told.basis, told.recipients, told.retention, told.rights):
            assert texts
            assert all(words.nb and words.nn for words in texts)
            assert any(words.nb != words.nn for words in texts)


@pytest.mark.parametrize("key", ["fsu-vestfold", "oslo"])
def test_a_joint_body_and_a_stranger_have_none(database, key):
    with database.reading() as session:
        assert privacy_notices.notice_of(session, key, on=TODAY) is None


def test_only_a_party_with_a_notice_is_linked_to(database):
    with database.reading() as session:
        ids = [party(session, key).id for key in ("siv", "fsu-vestfold")]
        found = [privacy_notices.key_of_notice(session, each) for each in (*ids, None)]
    assert found == ["siv", None, None]


def test_the_projects_register_records_no_decision_that_is_not_known(database):
    assert notice(database, "siv").decision is None
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RetentionDecision)) == 0


def test_a_party_s_own_text_stands_in_place_of_the_common_one(database, file):
    own = '[[party.privacy.basis]]\nnb = "Eget grunnlag."\nnn = "Eige grunnlag."\n\n'
    edit(file, "# What concerns no clinic", f"{own}# What concerns no clinic")
    load(database, file)
    assert [words.nn for words in notice(database, "siv").basis] == ["Eige grunnlag."]
    assert len(notice(database, "horten").basis) > 1


def test_the_newest_decision_that_is_made_holds(database, file):
    decide(file, ("2026-05-04", "1", 24), ("2026-09-01", "2", 36), ("2027-01-01", "3", 0))
    load(database, file)
    for on, held in {date(2026, 5, 3): None, date(2026, 5, 4): 24, TODAY: 36}.items():
        decision = notice(database, "siv", on).decision
        assert (decision.months if decision else None) == held


def test_a_decision_loaded_again_changes_nothing_and_one_taken_out_is_gone(database, file):
    decide(file, ("2026-05-04", "1", 24))
    assert load(database, file) == ["added retention_decisions 1/2026-05-04"]
    before = counts(database)
    assert load(database, file) == []
    assert counts(database) == before
    assert load(database, REGISTER) == ["removed retention_decisions 2026-05-04"]
    assert notice(database, "siv").decision is None


def test_what_a_notice_says_changes_in_place_and_leaves_an_entry(database, file):
    before = counts(database)
    edit(file, "personvernombud@siv.example", "pvo@siv.example")
    assert load(database, file) == ["changed privacy_notices 1: officer_contact"]
    after = counts(database)
    assert after[PrivacyNotice.__tablename__] == before[PrivacyNotice.__tablename__]
    assert after[AuditEntry.__tablename__] == before[AuditEntry.__tablename__] + 1

"""The doctor finds what is wrong, and nothing where nothing is."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from app.db import Database
from app.models import (
    AuditEntry,
    FormOption,
    FormText,
    FormVersion,
    Helsefellesskap,
    Notification,
    Unit,
)
from app.services import doctor
from app.services.doctor import ASSETS, Circumstances, examine
from app.services.sealing import seal_new
from tests.conftest import START
from tests.factories import sent_case, unit


@pytest.fixture
def assets(tmp_path) -> Path:
    for name in ASSETS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.fixture
def demo(assets) -> Circumstances:
    return Circumstances("demo", sends_mail=False, secrets_file=assets / ".env", assets=assets)


@pytest.fixture
def production(assets) -> Circumstances:
    return Circumstances("production", sends_mail=True, secrets_file=assets / ".env", assets=assets)


def unsound(database, circumstances, now=START) -> list[str]:
    return [f.name for f in examine(database, circumstances, now=now) if not f.is_sound]


def test_a_new_demo_is_sound(database, demo):
    assert unsound(database, demo) == []


def test_production_needs_mail_and_somebody_who_can_sign_in(database, production, demo):
    server = [] if database.is_sqlite else ["database log"]  # the tests' own is as it comes
    assert unsound(database, production) == [*server, "people"]
    silent = Circumstances("production", False, demo.secrets_file, demo.assets)
    assert unsound(database, silent) == ["mail", *server, "people"]


def test_a_missing_stylesheet_or_font_is_named(database, demo):
    (demo.assets / ASSETS[3]).unlink()
    findings = examine(database, demo, now=START)
    (bad,) = [finding for finding in findings if not finding.is_sound]
    assert ASSETS[3] in bad.words


@pytest.mark.parametrize(("mode", "names"), [(0o600, []), (0o644, ["secrets"])])
def test_secrets_that_others_may_read_are_told_of(database, demo, mode, names):
    demo.secrets_file.touch()
    demo.secrets_file.chmod(mode)
    assert unsound(database, demo) == names


def test_a_full_disk_is_told_of_before_it_is_full(database, demo, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 10**18)
    assert unsound(database, demo) == ["disk"]


def test_a_database_that_does_not_answer_is_told_of_without_a_fault(tmp_path, demo):
    (tmp_path / "x.sqlite").mkdir()
    assert unsound(Database(f"sqlite:///{tmp_path / 'x.sqlite'}"), demo) == ["database"]


def test_a_database_that_was_never_migrated_is_told_of(tmp_path, demo):
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert unsound(database, demo) == ["migrations"]
    database.close()


def test_a_database_that_does_not_sync_its_commits_is_told_of(database, demo, monkeypatch):
    monkeypatch.setattr(Database, "syncs_commits", lambda _self: False)
    assert unsound(database, demo) == ["durability"]


def test_an_empty_register_is_told_of(database, demo):
    with database.transaction() as session:
        for table in reversed(Helsefellesskap.metadata.sorted_tables):
            session.connection().execute(delete(table))
    assert unsound(database, demo) == ["register"]


def test_a_party_without_a_desk_and_a_home_without_secretariat_or_form_are_named(database, demo):
    with database.transaction() as session:
        session.execute(
            update(Unit).where(Unit.key == "horten-postmottak").values(is_triage_desk=False)
        )
        unit(session, "fsu-sekretariat").valid_to = date(2025, 12, 31)
        for table in (FormText, FormOption, FormVersion):
            session.connection().execute(delete(table))
    (bad,) = [f for f in examine(database, demo, now=START) if not f.is_sound]
    for words in ("horten has no triage desk", "no secretariat", "no form"):
        assert words in bad.words


@pytest.mark.parametrize(("minutes", "names"), [(14, []), (16, ["outbox"])])
def test_mail_that_has_waited_too_long_is_told_of(database, demo, minutes, names):
    with database.transaction() as session:
        sent_case(session, now=START)
        seal_new(session, now=START)
    now = START + timedelta(minutes=minutes)
    assert unsound(database, demo, now) == names


@pytest.mark.parametrize(("days", "names"), [(1, ["outbox"]), (8, [])])
def test_mail_that_was_given_up_lately_is_told_of(database, demo, days, names):
    with database.transaction() as session:
        sent_case(session, now=START)
        session.execute(update(Notification).values(given_up_at=START))
        seal_new(session, now=START)
    assert unsound(database, demo, START + timedelta(days=days)) == names


def test_a_log_that_nobody_seals_or_that_is_broken_is_told_of(database, demo):
    later = START + timedelta(minutes=16)
    assert unsound(database, demo, later) == ["log"]
    with database.transaction() as session:
        seal_new(session, now=START)
    assert unsound(database, demo, later) == []
    with database.transaction() as session:
        session.execute(update(AuditEntry).values(actor="user"))
    assert unsound(database, demo) == ["log"]


def test_gauges_are_numbers_that_a_monitor_can_watch(database):
    with database.transaction() as session:
        sent_case(session, now=START)
        found = doctor.gauges(session, now=START + timedelta(seconds=90))
    assert found["outbox_waiting"] == 2
    assert found["outbox_oldest_seconds"] == 90
    assert found["outbox_given_up"] == 0
    assert found["log_unsealed"] >= 2

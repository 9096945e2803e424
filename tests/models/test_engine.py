"""Turns, durability and faults of the two engines."""

import threading
import time

import pytest
from sqlalchemy import select, text

from app.db import Database, StorageUnavailable
from app.models import InstallationFact, Setting

THREADS, ROUNDS = 6, 15


def test_commits_are_on_disk_when_acknowledged(database):
    assert database.syncs_commits()


def test_sqlite_forgets_what_it_deletes_and_keeps_its_references(sqlite_url):
    database = Database(sqlite_url)
    state = database.durability()
    assert state == {
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "secure_delete": "1",
    }
    database.close()


def test_reading_keeps_nothing(database, clock):
    with database.reading() as session:
        session.add(InstallationFact(key="x", value="y", at=clock()))
        session.flush()
    with database.reading() as session:
        assert session.get(InstallationFact, "x") is None


def test_a_transaction_that_fails_leaves_nothing(database, clock):
    def fail():
        with database.transaction() as session:
            session.add(InstallationFact(key="x", value="y", at=clock()))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.reading() as session:
        assert session.get(InstallationFact, "x") is None


def test_read_then_write_by_many_loses_no_step(database):
    def step():
        for _ in range(ROUNDS):
            with database.transaction() as session:
                row = session.scalars(
                    select(Setting).order_by(Setting.id).with_for_update().limit(1)
                ).one()
                row.value = row.value + 1

    with database.reading() as session:
        before = session.scalars(select(Setting).order_by(Setting.id).limit(1)).one().value
    workers = [threading.Thread(target=step) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with database.reading() as session:
        assert (
            session.scalars(select(Setting).order_by(Setting.id).limit(1)).one().value
            == before + THREADS * ROUNDS
        )


def test_a_writer_that_gets_no_turn_is_told_in_time(sqlite_url):
    patient, hurried = Database(sqlite_url), Database(sqlite_url, turn_limit_seconds=0.2)
    with patient.transaction():
        started = time.monotonic()
        with pytest.raises(StorageUnavailable), hurried.transaction():
            pass
        assert time.monotonic() - started < 2
    with hurried.transaction() as session:
        session.execute(text("SELECT 1"))
    patient.close()
    hurried.close()


def test_a_full_disk_is_named_and_old_rows_stay_readable(sqlite_url, clock):
    database = Database(sqlite_url)

    def fill():
        with database.transaction() as session:
            pages = session.scalar(text("PRAGMA page_count"))
            session.execute(text(f"PRAGMA max_page_count={pages}"))
            for number in range(5000):
                session.add(InstallationFact(key=f"x{number}", value="y" * 200, at=clock()))
            session.flush()

    with pytest.raises(StorageUnavailable):
        fill()
    with database.reading() as session:
        assert session.scalars(select(Setting)).first()
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    database.close()


def test_a_database_that_is_not_there_is_unavailable():
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StorageUnavailable):
        database.check()
    database.close()

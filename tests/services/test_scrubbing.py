"""What was erased is gone from the bytes too, or it is told where it still stands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from app.db import Database, StorageUnavailable, scrubbing
from app.db.scrubbing import SAMPLES, TABLES, WRITE_AHEAD_LOG, scrub
from app.models import InstallationFact
from app.services import scrubbing as wanting
from app.services.redaction.texts import STORED
from app.services.scrubbing import is_night, scrub_if_wanted, want_scrub
from tests.conftest import START
from tests.proofs.ground import asked
from tests.retained import WORD, Keepers, answered


@pytest.fixture
def keepers(database) -> Keepers:
    """A case that is due, in both archives."""
    made = Keepers(database, START)
    made.decide("siv", "tonsberg", months=1)
    made.archive(answered(made, WORD), "siv", "tonsberg")
    made.later(days=60)
    return made


def test_every_table_that_holds_words_on_a_case_is_written_anew():
    holding = {stored.column.class_.__tablename__ for stored in STORED.values()}
    assert {*holding, "withheld_texts"} == set(TABLES)


def is_wanted(database: Database) -> bool:
    with database.reading() as session:
        return session.get(InstallationFact, wanting.FACT) is not None


@contextmanager
def reading_along(database: Database) -> Iterator[Connection]:
    """Another process with a snapshot from before, such as a backup."""
    with database.engine.connect() as connection:
        other = connection.execution_options(
            **({} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"})
        )
        other.execute(text("SELECT count(*) FROM narratives")).all()
        yield other


def test_nothing_is_rewritten_where_nothing_was_erased(database):
    assert scrub_if_wanted(database) is None


def test_what_was_erased_is_gone_and_no_longer_asked_for(keepers):
    keepers.erase()
    assert is_wanted(keepers.database)
    outcome = scrub_if_wanted(keepers.database)
    assert outcome is not None
    assert outcome.is_clean
    assert not is_wanted(keepers.database)


def test_a_file_of_sqlite_has_the_word_before_and_in_no_byte_after(sqlite_url):
    keepers = Keepers(Database(sqlite_url), START)
    keepers.decide("siv", "tonsberg", months=1)
    keepers.archive(answered(keepers, WORD), "siv", "tonsberg")
    keepers.later(days=60)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    assert hits(folder)
    keepers.erase()
    assert hits(folder), "the write-ahead log and free pages are what the scrubbing is for"
    scrub_if_wanted(keepers.database)
    assert hits(folder) == 0
    assert asked(sqlite_url, "PRAGMA freelist_count") == "0"
    keepers.database.close()


def hits(folder: Path) -> int:
    files = [path for path in folder.iterdir() if path.is_file()]
    return sum(path.read_bytes().count(WORD.encode()) for path in files)


def test_others_go_on_working_while_it_is_rewritten(keepers):
    keepers.erase()
    keys: list[str] = []
    worker = threading.Thread(target=lambda: keys.extend(keepers.send("ny") for _ in range(5)))
    worker.start()
    outcome = scrub_if_wanted(keepers.database)
    worker.join()
    assert outcome is not None
    assert len(keys) == 5


def test_somebody_who_reads_from_before_is_told_of_and_it_is_done_the_next_time(keepers):
    with reading_along(keepers.database):
        keepers.erase()
        outcome = scrub_if_wanted(keepers.database)
        assert outcome is not None
        assert set(outcome.left) <= {*TABLES, SAMPLES, WRITE_AHEAD_LOG}
        assert outcome.left
        assert is_wanted(keepers.database)
    again = scrub_if_wanted(keepers.database)
    assert again is not None
    assert again.is_clean
    assert not is_wanted(keepers.database)


@pytest.mark.postgresql
def test_a_dead_row_that_an_older_snapshot_sees_is_not_taken_for_gone(postgres_url):
    database = Database(postgres_url)
    keepers = Keepers(database, START)
    keepers.decide("siv", "tonsberg", months=1)
    keepers.archive(answered(keepers, WORD), "siv", "tonsberg")
    keepers.later(days=60)
    with database.engine.connect() as connection:
        older = connection.execution_options(isolation_level="REPEATABLE READ")
        older.execute(text("SELECT count(*) FROM pg_class")).all()  # holds no lock on our tables
        keepers.erase()
        left = scrub(database).left
    assert {"narratives", "reporters", "answer_texts"} <= set(left)
    assert scrub(database).is_clean
    database.close()


@pytest.mark.postgresql
def test_nothing_of_how_it_was_done_is_left_on_the_connection(postgres_url):
    database = Database(postgres_url)
    scrub(database)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "0"
    database.close()


def test_what_is_erased_while_it_goes_on_is_asked_for_still(database, monkeypatch):
    def ask() -> None:
        with database.transaction() as session:
            want_scrub(session, now=START)

    def scrub_slowly(of: Database) -> scrubbing.Scrubbed:
        ask()
        return scrub(of)

    ask()
    monkeypatch.setattr(wanting, "scrub", scrub_slowly)
    outcome = scrub_if_wanted(database)
    assert outcome is not None
    assert outcome.is_clean
    assert is_wanted(database)


def test_an_erasing_that_is_taken_back_asks_for_nothing(database):
    def erase_and_fail() -> None:
        with database.transaction() as session:
            want_scrub(session, now=START)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        erase_and_fail()
    assert not is_wanted(database)


def test_it_waits_for_its_turn_to_write_and_says_so_when_none_comes(sqlite_url):
    impatient = Database(sqlite_url, turn_limit_seconds=0.05)
    other = Database(sqlite_url)
    with other.transaction(), pytest.raises(StorageUnavailable):
        scrub(impatient)
    assert scrub(impatient).is_clean
    other.close()
    impatient.close()


@pytest.mark.parametrize(
    ("hour", "is_quiet"), [(0, True), (2, True), (3, False), (12, False), (22, False), (23, True)]
)
def test_the_night_is_oslos(hour, is_quiet):
    assert is_night(datetime(2026, 7, 1, hour, 30, tzinfo=UTC)) is is_quiet

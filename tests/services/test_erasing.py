"""What an erasing leaves: whole cases, the figures, the log, and links that still work."""

import shutil
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import Database, StorageUnavailable
from app.domain.audit import AuditAction
from app.domain.vocabulary import Audience
from app.models import (
    Answer,
    AnswerText,
    AuditEntry,
    Case,
    Erasure,
    InstallationFact,
    Narrative,
    Note,
    Notification,
    Reporter,
    WithheldText,
)
from app.services import following, sealing
from app.services.cases import find_case
from app.services.figures import figures_for
from app.services.figures.counts import recounted
from app.services.follow_page import Mail, follow_page
from app.services.outbox import REPORTER
from app.services.retention import erasing
from app.services.scrubbing import FACT
from config import load_config
from tests.conftest import START
from tests.factories import home
from tests.proofs.statements import FAULTS, ProgramError, Saboteur, contents
from tests.retained import (
    ENDED,
    OF_RECIPIENT,
    OF_REPORTER,
    PARTIES,
    WORD,
    Keepers,
    archived,
    cells_with,
    facts,
    unanswered,
)


@pytest.fixture
def keepers(database):
    return Keepers(database, START)


def test_the_coded_row_the_log_and_the_figures_stay_as_they_were(keepers):
    keepers.decide(*PARTIES)
    for story in ENDED:
        archived(keepers, story)
    archived(keepers, word="uke")
    unanswered(keepers, WORD)
    keepers.lapse()
    before = coded(keepers)
    with keepers.database.transaction() as session:
        sealing.seal_new(session, now=keepers.now)
    assert keepers.erase()
    assert coded(keepers) == before
    with keepers.database.reading() as session:
        assert sealing.verify(session).is_whole


def exact(session, year, *, today):
    return figures_for(session, home(session).id, year, Audience.INTERNAL, today=today).to_json()


def coded(keepers) -> list[object]:
    """The figures of both years, which all that is shown is made of, and every coded column."""
    columns = [c for c in Case.__table__.columns if c.key not in {"entered_for", "content_digest"}]
    with keepers.database.reading() as session:
        years = (START.year, keepers.today.year)
        figures = [
            (exact(session, year, today=keepers.today), recounted(session, home(session).id, year))
            for year in years
        ]
        rows = session.execute(select(*columns).order_by(Case.id)).all()
        kinds = [
            session.execute(select(*each).order_by(each[0])).all()
            for each in (
                (Narrative.id, Narrative.kind, Narrative.side, Narrative.written_at),
                (AnswerText.id, AnswerText.part),
                (Answer.id, Answer.answered_at, Answer.effective_on),
                (Note.id, Note.party_id, Note.written_at),
            )
        ]
    return [*figures, rows, kinds]


def test_every_erasing_leaves_an_entry_and_a_row_and_asks_for_the_bytes(keepers):
    keepers.decide(*PARTIES)
    key = archived(keepers)
    keepers.lapse()
    listed = keepers.erase()
    entries = facts(
        keepers.database, key, AuditEntry, AuditEntry.action, AuditEntry.actor, AuditEntry.facts
    )
    told = [entry for entry in entries if entry.action is AuditAction.ERASED]
    assert [(e.actor, e.facts["texts"], e.facts["reporters"]) for e in told] == [
        ("system", due.texts, due.reporters) for due in listed
    ]
    rows = facts(keepers.database, key, Erasure, Erasure.ended_on, Erasure.erased_at)
    assert rows == [(START.date(), keepers.now)] * 2
    with keepers.database.reading() as session:
        assert session.get(InstallationFact, FACT) is not None


def test_what_backups_hold_is_for_operations_to_say():
    safe = {"SECRET_KEY": "s" * 40, "LINK_KEY": "l" * 40, "BASE_URL": "https://avvik.kommune.no"}
    assert load_config(safe).backup_days == 90
    assert load_config(safe | {"SAMHANDLING_BACKUP_DAYS": "30"}).backup_days == 30


def test_a_run_that_is_cut_off_leaves_each_case_whole_and_goes_on(keepers, monkeypatch):
    keepers.decide(*PARTIES)
    for number in range(3):
        archived(keepers, word=f"{WORD}{number}")
    keepers.lapse()
    listed = keepers.plan()
    record, calls = erasing._record, []

    def cut_off(*of, **more):
        calls.append(of)
        if len(calls) == 4:
            raise KeyboardInterrupt
        record(*of, **more)

    monkeypatch.setattr(erasing, "_record", cut_off)
    with pytest.raises(KeyboardInterrupt):
        keepers.erase()
    monkeypatch.undo()
    assert cells_with(keepers.database, f"{WORD}0") == set()
    for untouched in (f"{WORD}1", f"{WORD}2"):
        assert cells_with(keepers.database, untouched) == OF_REPORTER | OF_RECIPIENT
    assert keepers.plan() == keepers.erase() == listed[2:]


def test_whichever_statement_fails_the_case_stays_whole(sqlite_url):
    keepers = Keepers(Database(sqlite_url), START)
    keepers.decide(*PARTIES)
    archived(keepers)
    keepers.lapse()
    (case_id,) = {due.case_id for due in keepers.plan()}
    before = contents(keepers.database)
    for number in count(1):
        with Saboteur(keepers.database, FAULTS[number % 2], number):
            if is_erased(keepers, case_id):
                break
        assert contents(keepers.database) == before, number
    assert number > 40
    assert cells_with(keepers.database, WORD) == set()
    keepers.database.close()


def is_erased(keepers, case_id) -> bool:
    try:
        with keepers.database.transaction() as session:
            return bool(erasing.erase_case(session, case_id, now=keepers.now))
    except (ProgramError, StorageUnavailable):
        return False


def test_a_restored_backup_is_erased_again_and_tells_so_anew(sqlite_url, tmp_path: Path):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    keepers = Keepers(Database(sqlite_url), START)
    keepers.decide(*PARTIES)
    archived(keepers)
    keepers.lapse()
    keepers.database.close()
    shutil.copy(path, tmp_path / "backup")
    erased = keepers.erase()
    keepers.database.close()
    shutil.copy(tmp_path / "backup", path)
    with keepers.database.reading() as session:
        assert session.scalar(select(func.count(Erasure.id))) == 0
    assert keepers.plan() == erased
    assert keepers.erase() == erased
    assert cells_with(keepers.database, WORD) == set()
    with keepers.database.reading() as session:
        assert session.scalar(select(func.count(Erasure.id))) == 2
    keepers.database.close()


def test_the_follow_link_still_works_and_nobody_is_mailed(keepers):
    keepers.decide(*PARTIES, months=1)
    key = archived(keepers)
    keepers.later(days=60)
    with keepers.database.reading() as session:
        waiting = select(Notification.id).where(Notification.receiver == REPORTER)
        assert session.scalars(waiting).all()
    keepers.erase()
    with keepers.database.reading() as session:
        assert session.scalars(waiting).all() == []
        case = find_case(session, key)
        page = follow_page(session, case, today=keepers.today)
    assert page.mail is Mail.NOTHING
    assert not page.has_letter
    assert [words.nb for words in page.reported.categories]
    assert page.questions == ()
    keepers.follow(following.reopen, key, body="Hvorfor er det tomt?")
    keepers.answer(key, "mer")
    with keepers.database.reading() as session:
        assert session.scalars(waiting).all() == []


def test_no_digest_is_left_by_which_the_reporter_could_be_guessed(keepers):
    keepers.decide(*PARTIES)
    key = archived(keepers)
    with keepers.database.reading() as session:
        before = find_case(session, key).content_digest
    keepers.lapse()
    keepers.erase()
    with keepers.database.reading() as session:
        assert find_case(session, key).content_digest != before
        assert session.scalars(select(Reporter)).all() == []
        assert session.scalars(select(WithheldText)).all() == []


def test_what_was_said_of_a_case_that_is_kept_is_untouched(keepers):
    keepers.decide(*PARTIES)
    archived(keepers)
    other = keepers.send("noe annet")
    keepers.lapse()
    keepers.erase()
    bodies = facts(keepers.database, other, Narrative, Narrative.body, Narrative.erased_at)
    assert len(bodies) == 6
    assert all("noe annet" in body and erased_at is None for body, erased_at in bodies)

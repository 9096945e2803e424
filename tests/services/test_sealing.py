"""The log is sealed in order, and whatever is altered afterwards is named."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text, update

from app.domain.audit import AuditAction
from app.domain.policy import SYSTEM
from app.models import AuditEntry, AuditSeal
from app.services import audit
from app.services.sealing import seal_new, unsealed_count, verify
from tests.conftest import START


def write(database, count: int) -> list[int]:
    with database.transaction() as session:
        return [
            audit.record(
                session,
                SYSTEM,
                AuditAction.REPORT_DRAWN,
                now=START + timedelta(seconds=number, microseconds=number),
                year=2000 + number,
                audience="fsu",
                language="nb",
            ).id
            for number in range(count)
        ]


def seal(database, now=START) -> str | None:
    with database.transaction() as session:
        return seal_new(session, now=now)


def verdict(database, anchor=None):
    with database.reading() as session:
        return verify(session, anchor=anchor)


@pytest.fixture
def ids(database) -> list[int]:
    """Twelve sealed entries, after the one that the register left."""
    made = write(database, 12)
    seal(database)
    return made


def test_a_whole_log_is_whole_and_its_tail_is_counted(database, ids):
    write(database, 3)
    found = verdict(database)
    assert found.is_whole
    assert (found.sealed, found.unsealed) == (len(ids) + 1, 3)
    with database.reading() as session:
        assert unsealed_count(session) == 3


def test_sealing_twice_seals_nothing_twice(database, ids):
    assert seal(database) is None
    write(database, 1)
    head = seal(database)
    assert verdict(database).head == head
    assert verdict(database).unsealed == 0


def test_an_empty_log_is_whole(database):
    with database.transaction() as session:
        session.execute(delete(AuditEntry))
    assert seal(database) is None
    assert verdict(database).is_whole


def test_the_chain_is_the_same_on_either_engine(database, ids):
    with database.transaction() as session:
        session.execute(delete(AuditSeal))
        session.execute(delete(AuditEntry))
        entry = AuditEntry(
            id=7,
            at=START + timedelta(microseconds=12),
            actor="system",
            action=AuditAction.SIGN_IN_REFUSED,
            facts={},
        )
        session.add(entry)
    line = (
        b'{"action":"sign_in_refused","actor":"system","at":"2026-03-10 09:00:00.000012",'
        b'"case":null,"facts":"{}","id":7,"user":null}\n'
    )
    assert seal(database) == hashlib.sha256(bytes(32) + line).hexdigest()


SPOILED: dict[str, Callable] = {
    "at": lambda entry: {"at": entry.at + timedelta(microseconds=1)},
    "actor": lambda _entry: {"actor": "user"},
    "action": lambda _entry: {"action": AuditAction.SIGNED_OUT},
    "facts": lambda entry: {"facts": {**entry.facts, "year": 1999}},
}


@pytest.mark.parametrize("column", SPOILED)
def test_an_altered_entry_is_named(database, ids, column):
    with database.transaction() as session:
        entry = session.get_one(AuditEntry, ids[4])
        values = SPOILED[column](entry)
        session.execute(update(AuditEntry).where(AuditEntry.id == ids[4]).values(**values))
    assert verdict(database).broken_entry_id == ids[4]


def test_an_entry_spoiled_so_that_it_cannot_be_read_is_named(database, ids):
    with database.transaction() as session:
        session.execute(
            text("UPDATE audit_entries SET facts = '{', action = 'nonsense' WHERE id = :id"),
            {"id": ids[6]},
        )
    assert verdict(database).broken_entry_id == ids[6]


@pytest.mark.parametrize("place", [0, 5, 11])
def test_an_entry_that_was_taken_out_is_named(database, ids, place):
    with database.transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.id == ids[place]))
    assert verdict(database).broken_entry_id == ids[place]


def test_an_entry_that_was_put_in_between_is_found(database, ids):
    with database.transaction() as session:
        session.execute(update(AuditEntry).where(AuditEntry.id == ids[11]).values(id=ids[11] + 50))
        session.execute(
            update(AuditSeal)
            .where(AuditSeal.last_entry_id == ids[11])
            .values(last_entry_id=ids[11] + 50)
        )
    assert verdict(database).broken_entry_id == ids[11] + 50


def test_a_seal_that_was_taken_out_or_altered_is_found(database, ids):
    with database.reading() as session:
        seals = list(session.scalars(select(AuditSeal.id).order_by(AuditSeal.id)))
        session.execute(delete(AuditSeal).where(AuditSeal.id == seals[5]))
        assert not verify(session).is_whole
        session.rollback()
        session.execute(update(AuditSeal).where(AuditSeal.id == seals[5]).values(digest=bytes(32)))
        assert not verify(session).is_whole


def test_a_log_that_was_cut_short_or_made_anew_lacks_the_digest_kept_elsewhere(database, ids):
    anchor = verdict(database).head
    write(database, 2)
    seal(database)
    assert verdict(database, anchor).is_whole
    with database.transaction() as session:
        session.execute(delete(AuditSeal).where(AuditSeal.last_entry_id >= ids[8]))
        session.execute(delete(AuditEntry).where(AuditEntry.id >= ids[8]))
    assert verdict(database).is_whole
    assert not verdict(database, anchor).is_whole
    with database.transaction() as session:
        session.execute(delete(AuditSeal))
    seal(database)
    assert not verdict(database, anchor).is_whole


def test_sealers_at_once_make_one_chain(database):
    write(database, 40)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(seal, database) for _ in range(4)]:
            done.result()
    found = verdict(database)
    assert found.is_whole
    with database.reading() as session:
        assert found.sealed == session.scalar(select(func.count()).select_from(AuditEntry))

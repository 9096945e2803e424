"""Whoever alters the log is found, and the entry that is not as it was sealed is named.

Several processes write entries while another seals; when they are done, the chain covers each
entry. Then the log is spoiled, each time in another way, by somebody who can write to the
database: any column of any entry is altered, two entries change places, entries are taken out,
seals are altered or taken out. Verification finds each of them, and where an entry was altered or
taken out it names that entry. A log that was cut short, or altered and sealed anew from end to
end, looks whole by itself; it is found by the digest that was kept elsewhere.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.audit import AuditAction
from app.domain.lifecycle import Status
from app.domain.policy import SYSTEM, Actor
from app.models import AuditEntry, AuditSeal
from app.services import audit
from app.services.sealing import seal_new, verify
from tests.factories import Scene
from tests.proofs.ground import MORNING, Counts, Ground, Size, seeded

FULL_ENTRIES = 10_000
FULL_SPOILINGS = 400
WRITERS = 3


@dataclass(frozen=True)
class Log:
    """A sealed log: the ids of its entries in order, and the digest kept elsewhere."""

    ids: tuple[int, ...]
    anchor: str


@dataclass(frozen=True)
class Spoiling:
    """One way to spoil a log. ``spoil`` gives the id that must be named, if it is an entry's.

    ``needs_anchor`` when the log looks whole by itself afterwards.
    """

    name: str
    spoil: Callable[[Session, Log, Random], int | None]
    needs_anchor: bool = False


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Write, seal, spoil, and give what was counted."""
    counted: Counter[str] = Counter()
    spoilings = size.of(FULL_SPOILINGS, least=3 * len(SPOILINGS))
    with ground.opened(WRITERS + 1) as databases:
        scene = Scene(databases[0], now=MORNING)
        scene.case_at(Status.SENT)
        sealings = _write_and_seal(
            databases, scene.leader, size.of(FULL_ENTRIES, least=150), random
        )
        log = _whole(databases[0])
        for number in range(spoilings):
            spoiling = SPOILINGS[number % len(SPOILINGS)]
            counted[_spoil(databases[0], log, spoiling, random)] += 1
        assert _whole(databases[0]) == log
    return {
        "entries": len(log.ids),
        "times sealed while others wrote": sealings,
        "logs spoiled": spoilings,
        "found, with the entry named": counted["named"],
        "found by the broken seal": counted["found"],
        "found by the digest kept elsewhere": counted["by anchor"],
    }


def _write_and_seal(databases: list[Database], actor: Actor, entries: int, random: Random) -> int:
    """Let several write while one seals; give how often it found something to seal."""
    *writers, sealer = databases
    sealings = 0
    with ThreadPoolExecutor(len(writers)) as threads:
        running: list[Future[None]] = [
            threads.submit(_write, one, actor, entries // len(writers), random.getrandbits(32))
            for one in writers
        ]
        while not all(one.done() for one in running):
            sealings += _seal(sealer)
        for one in running:
            one.result()
    return sealings + _seal(sealer)


def _write(database: Database, actor: Actor, entries: int, drawn: int) -> None:
    """Write entries, a few to each transaction, some of which are taken back."""
    random, left = seeded(str(drawn)), entries
    while left > 0:
        few = min(random.randint(1, 20), left)
        with database.transaction() as session:
            for _ in range(few):
                _record(session, random.choice((actor, SYSTEM)), random)
            if random.random() < 0.1:
                session.rollback()
                continue
        left -= few


def _record(session: Session, actor: Actor, random: Random) -> None:
    moment = MORNING + timedelta(seconds=random.randint(0, 10**6))
    if random.random() < 0.5:
        audit.record(session, actor, AuditAction.SIGN_IN_REFUSED, now=moment)
    else:
        year = random.randint(2020, 2026)
        facts: dict[str, Any] = {"year": year, "audience": "fsu", "language": "nb"}
        audit.record(session, actor, AuditAction.REPORT_DRAWN, now=moment, **facts)


def _seal(database: Database) -> bool:
    with database.transaction() as session:
        return seal_new(session, now=MORNING) is not None


def _whole(database: Database) -> Log:
    with database.reading() as session:
        verdict = verify(session)
        ids = tuple(session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)))
    assert verdict.is_whole
    assert (verdict.sealed, verdict.unsealed) == (len(ids), 0)
    return Log(ids, verdict.head)


def _spoil(database: Database, log: Log, spoiling: Spoiling, random: Random) -> str:
    """Spoil the log, see that it is found, and take the spoiling back; tell how it was found."""
    with database.reading() as session:
        named = spoiling.spoil(session, log, random)
        session.flush()
        verdict = verify(session, anchor=log.anchor)
        session.rollback()
    assert not verdict.is_whole, f"not found: {spoiling.name}"
    if spoiling.needs_anchor:
        assert verdict.broken_entry_id is None
        return "by anchor"
    assert named is None or verdict.broken_entry_id == named, f"{spoiling.name} is not named"
    return "found" if named is None else "named"


def _altered(column: str, other: Callable[[Any], Any]) -> Spoiling:
    def spoil(session: Session, log: Log, random: Random) -> int:
        chosen = random.choice(log.ids)
        field = getattr(AuditEntry, column)
        value = session.scalar(select(field).where(AuditEntry.id == chosen))
        _set(session, chosen, **{column: other(value)})
        return chosen

    return Spoiling(f"another {column}", spoil)


def _set(session: Session, entry_id: int, **values: Any) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.id == entry_id).values(**values))


def _swap(session: Session, log: Log, random: Random) -> int:
    """Let two entries change moments; the first of the two is to be named."""
    first, second = sorted(random.sample(log.ids, 2))
    moments = select(AuditEntry.at).where(AuditEntry.id.in_((first, second)))
    earlier, later = session.scalars(moments.order_by(AuditEntry.id))
    _set(session, first, at=later)
    _set(session, second, at=earlier)
    return first


def _take_out(session: Session, log: Log, random: Random) -> int:
    chosen = random.choice(log.ids)
    session.execute(delete(AuditEntry).where(AuditEntry.id == chosen))
    return chosen


def _seal_of(session: Session, log: Log, random: Random) -> AuditSeal:
    number = random.randrange(len(log.ids) - 1)
    return session.scalars(select(AuditSeal).order_by(AuditSeal.id).offset(number).limit(1)).one()


def _alter_digest(session: Session, log: Log, random: Random) -> None:
    seal = _seal_of(session, log, random)
    place, bit = random.randrange(32), 1 << random.randrange(8)
    seal.digest = bytes(b ^ bit if n == place else b for n, b in enumerate(seal.digest))


def _take_seal_out(session: Session, log: Log, random: Random) -> None:
    session.delete(_seal_of(session, log, random))


def _cut_short(session: Session, log: Log, random: Random) -> None:
    first_gone = random.choice(log.ids[1:])
    session.execute(delete(AuditEntry).where(AuditEntry.id >= first_gone))
    session.execute(delete(AuditSeal).where(AuditSeal.last_entry_id >= first_gone))


def _seal_anew(session: Session, log: Log, random: Random) -> None:
    _set(session, random.choice(log.ids), at=MORNING - timedelta(days=1))
    session.execute(delete(AuditSeal))
    seal_new(session, now=MORNING)
    assert session.scalar(select(func.count()).select_from(AuditSeal))


SPOILINGS = (
    _altered("id", lambda number: number + 1_000_000),
    _altered("at", lambda at: at + timedelta(microseconds=1)),
    _altered("actor", lambda actor: "user" if actor == "system" else "system"),
    _altered("user_id", lambda user: 1 if user is None else None),
    _altered("case_id", lambda case: 1 if case is None else None),
    _altered("action", lambda _action: AuditAction.CASE_READ),
    _altered("facts", lambda facts: {**facts, "year": 1999}),
    Spoiling("two entries have changed places", _swap),
    Spoiling("an entry is gone", _take_out),
    Spoiling("another digest", _alter_digest),
    Spoiling("a seal is gone", _take_seal_out),
    Spoiling("cut short", _cut_short, needs_anchor=True),
    Spoiling("altered and sealed anew", _seal_anew, needs_anchor=True),
)

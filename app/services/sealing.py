"""Sealing the log, so that what was written cannot be altered or taken out unseen.

Each seal is a digest over canonical JSON of the entries it covers and the seal before it. Whoever
can write to the database can also make a new chain; therefore the newest digest goes to the
server's log and into every backup, and :func:`verify` can be asked for it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Text, func, select, text, type_coerce
from sqlalchemy.orm import Session

from app.models import AuditEntry, AuditSeal

BEGINNING = bytes(32)
ENTRIES_PER_SEAL = 1
"""One, so that verification can name the entry and not only a run of them."""


PAGE = 1000
"""How many rows are read at a time; a long log is never held whole."""


class Entry(NamedTuple):
    """An entry of the log as it is stored; ``at`` and ``facts`` are text."""

    id: int
    at: str
    actor: str
    user: int | None
    action: str
    case: int | None
    facts: str


@dataclass(frozen=True)
class Verdict:
    """What verification found. ``broken_entry_id`` is the first that is not as it was sealed.

    ``head`` is the newest digest in hexadecimal; ``has_anchor`` tells whether the digest that was
    asked for is one of the chain's.
    """

    sealed: int
    unsealed: int
    head: str
    broken_entry_id: int | None = None
    has_anchor: bool = True

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing or altered, as far as the chain can say."""
        return self.broken_entry_id is None and self.has_anchor


def seal_new(session: Session, *, now: datetime) -> str | None:
    """Seal every entry since the last seal; give the new head digest, or None with nothing new."""
    _wait_for_writers(session)
    last = session.scalar(select(AuditSeal).order_by(AuditSeal.id.desc()).limit(1))
    previous, sealed_to = (last.digest, last.last_entry_id) if last else (BEGINNING, 0)
    entries = list(_entries(session, after=sealed_to))
    for start in range(0, len(entries), ENTRIES_PER_SEAL):
        run = entries[start : start + ENTRIES_PER_SEAL]
        digest = _digest(previous, run)
        session.add(
            AuditSeal(
                last_entry_id=run[-1].id,
                count=len(run),
                previous=previous,
                digest=digest,
                sealed_at=now,
            )
        )
        previous = digest
    session.flush()
    return previous.hex() if entries else None


def _wait_for_writers(session: Session) -> None:
    """Let every entry that has got its number be committed before the numbers are sealed over.

    On PostgreSQL numbers are given out before the commit; on SQLite the writer's turn is enough.
    """
    if _is_postgresql(session):
        session.execute(text("LOCK TABLE audit_entries IN SHARE ROW EXCLUSIVE MODE"))


def verify(session: Session, *, anchor: str | None = None) -> Verdict:
    """Go through the whole chain.

    ``anchor`` is a head digest in hexadecimal that was kept elsewhere; a chain that was cut short
    or made anew does not have it.
    """
    entries = _entries(session)
    waiting: list[Entry] = []
    previous, sealed, heads = BEGINNING, 0, {BEGINNING.hex()}
    for seal in _seals(session):
        run = _next_run(entries, waiting, seal)
        if seal.previous != previous or seal.digest != _digest(previous, run):
            broken = _first_suspect(run, seal)
            return Verdict(sealed, 0, previous.hex(), broken, anchor in {None, *heads})
        previous, sealed = seal.digest, sealed + seal.count
        heads.add(previous.hex())
    unsealed = len(waiting) + sum(1 for _ in entries)
    return Verdict(sealed, unsealed, previous.hex(), None, anchor in {None, *heads})


def _next_run(entries: Iterator[Entry], waiting: list[Entry], seal: AuditSeal) -> list[Entry]:
    """Give the entries that a seal covers; one that lies beyond it waits for the next."""
    run: list[Entry] = []
    if waiting and waiting[0].id <= seal.last_entry_id:
        run.append(waiting.pop())
    while not waiting and (entry := next(entries, None)):
        (run if entry.id <= seal.last_entry_id else waiting).append(entry)
    return run


def _first_suspect(run: list[Entry], seal: AuditSeal) -> int:
    """Name an altered entry, one whose seal was taken away, or the last of those taken out."""
    return run[0].id if run and len(run) >= seal.count else seal.last_entry_id


def _digest(previous: bytes, run: Iterable[Entry]) -> bytes:
    return hashlib.sha256(previous + b"".join(map(_canonical, run))).digest()


def _canonical(entry: Entry) -> bytes:
    """Give an entry as bytes that are the same on either engine, however it may be spoiled."""
    line = json.dumps(entry._asdict(), sort_keys=True, separators=(",", ":"), default=repr)
    return line.encode() + b"\n"


def _entries(session: Session, *, after: int = 0) -> Iterator[Entry]:
    """Read entries as they are stored: a value that our types would refuse is to be named, too."""
    moment: ColumnElement[str] = type_coerce(AuditEntry.at, Text)
    if _is_postgresql(session):
        in_utc = func.timezone("UTC", AuditEntry.at)
        moment = func.to_char(in_utc, "YYYY-MM-DD HH24:MI:SS.US", type_=Text)
    query = select(
        AuditEntry.id,
        moment,
        AuditEntry.actor,
        AuditEntry.user_id,
        type_coerce(AuditEntry.action, Text),
        AuditEntry.case_id,
        type_coerce(AuditEntry.facts, Text),
    ).order_by(AuditEntry.id)
    while page := session.execute(query.where(AuditEntry.id > after).limit(PAGE)).all():
        yield from (Entry(*row) for row in page)
        after = page[-1].id


def _seals(session: Session) -> Iterator[AuditSeal]:
    after = 0
    query = select(AuditSeal).order_by(AuditSeal.id).limit(PAGE)
    while page := session.scalars(query.where(AuditSeal.id > after)).all():
        yield from page
        after = page[-1].id


def unsealed_count(session: Session) -> int:
    """Count the entries that have no seal yet."""
    sealed_to = select(func.coalesce(func.max(AuditSeal.last_entry_id), 0)).scalar_subquery()
    query = select(func.count()).select_from(AuditEntry).where(AuditEntry.id > sealed_to)
    return session.scalar(query) or 0


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"

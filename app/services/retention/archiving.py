"""«Saksarket er arkivert»: what a party says before the rule may erase its texts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Actor, Permission
from app.domain.retention import ENDED, Keeping
from app.domain.vocabulary import Role, Words
from app.models import Archiving, Case, Party
from app.services import audit
from app.services.acts import hold
from app.services.retention.keeping import KeptCase, kept_cases


class NotEnded(Exception):
    """The case awaits an answer still; a sheet of it would lack the end."""


@dataclass(frozen=True)
class PartyArchive:
    """Whether a party has the sheet in its archive; outdated when something came to it later."""

    party: Words
    archived_at: datetime | None
    is_outdated: bool
    kept_until: date | None


@dataclass(frozen=True)
class Archive:
    """The sheet of a case in the parties' archives; empty while the case has not ended.

    ``may_archive`` when the reader's own party has the sheet to put in its archive.
    """

    parties: tuple[PartyArchive, ...] = ()
    may_archive: bool = False

    @property
    def has_ended(self) -> bool:
        """Tell whether there is a finished sheet."""
        return bool(self.parties)


def archive(session: Session, actor: Actor, case_key: str, version: int, *, now: datetime) -> None:
    """Record that the actor's party has archived the sheet as its page was opened.

    Saying it again changes nothing, until something new has come to the sheet.

    Raises:
        NotEnded: when the case awaits an answer.
        OutdatedVersion: when something has come to the case since the page was opened.
    """
    held = hold(session, actor, Permission.ARCHIVE_CASE, case_key, version=version)
    kept = _kept(session, held.case, oslo_date(now))
    for party in _coordinated(actor, kept):
        keeping = kept.keeping.by_party[party]
        if keeping.ended_on is None:
            raise NotEnded
        if not keeping.is_archived:
            _put(session, actor, held.case.id, party, now=now)


def archive_of(session: Session, actor: Actor, case: Case, *, today: date) -> Archive:
    """Give what the page of a case shows of the parties' archives."""
    if case.status not in ENDED:
        return Archive()
    kept = _kept(session, case, today)
    by_party = kept.keeping.by_party
    on_the_case = kept.keeping.parties.on_the_case
    names = select(Party.id, Party.name).where(Party.id.in_(on_the_case)).order_by(Party.id)
    return Archive(
        parties=tuple(_shown(name, by_party[party]) for party, name in session.execute(names)),
        may_archive=any(by_party[each].awaits_archive for each in _coordinated(actor, kept)),
    )


def _kept(session: Session, case: Case, today: date) -> KeptCase:
    (kept,) = kept_cases(session, select(Case.id).where(Case.id == case.id), today=today)
    return kept


def _coordinated(actor: Actor, kept: KeptCase) -> list[int]:
    return sorted(actor.party_ids(Role.COORDINATOR) & kept.keeping.parties.on_the_case)


def _shown(name: Words, held: Keeping) -> PartyArchive:
    is_outdated = held.archived_at is not None and not held.is_archived
    return PartyArchive(name, held.archived_at, is_outdated, held.kept_until)


def _put(session: Session, actor: Actor, case_id: int, party: int, *, now: datetime) -> None:
    same = Archiving.case_id == case_id, Archiving.party_id == party
    row = session.scalars(select(Archiving).where(*same)).one_or_none()
    if row is None:
        row = Archiving(case_id=case_id, party_id=party)
        session.add(row)
    row.archived_at, row.archived_by_id = now, actor.user_id
    audit.record(session, actor, AuditAction.CASE_ARCHIVED, now=now, case_id=case_id, party=party)

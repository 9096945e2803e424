"""«Oppbevaring»: what a party keeps, for how long, and what is lacking before anything is erased.

The page names cases by reference and date alone: its reader may be a personvernombud, who reads no
case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Actor, Permission, require
from app.domain.retention import ENDED, Decision, Keeping
from app.domain.vocabulary import Role, Words
from app.models import Assignment, Case, Erasure, Party, Unit
from app.services import audit
from app.services.retention.keeping import KeptCase, decisions_in_force, kept_cases

SHOWN_CASES = 100


@dataclass(frozen=True)
class KeptLine:
    """A case on a list. ``case_key`` is empty for those who may not read the case."""

    reference: str
    case_key: str
    ended_on: date | None
    archived_at: datetime | None
    kept_until: date | None


@dataclass(frozen=True)
class KeptList:
    """A list of cases, those that lapse first first; ``lines`` are the first hundred of them."""

    count: int
    lines: tuple[KeptLine, ...]


@dataclass(frozen=True)
class PartyRetention:
    """What one party keeps. Without a decision nothing is due, and only the archive is lacking."""

    party: Words
    decision: Decision | None
    due: KeptList
    due_soon: KeptList
    unarchived: KeptList
    erased_count: int


def retention_of(session: Session, actor: Actor, *, now: datetime) -> tuple[PartyRetention, ...]:
    """Give the lists of the parties the actor coordinates or guards; reading them is logged.

    Raises:
        NotPermitted: when the actor does neither.
    """
    require(actor, Permission.READ_RETENTION)
    party_ids = actor.party_ids(Role.COORDINATOR, Role.PRIVACY_OFFICER)
    found = session.execute(
        select(Party.id, Party.name).where(Party.id.in_(party_ids)).order_by(Party.id)
    )
    parties = found.all()
    for party, _name in parties:
        audit.record(session, actor, AuditAction.RETENTION_READ, now=now, party=party)
    today = oslo_date(now)
    decisions = decisions_in_force(session, today)
    return tuple(
        _retention(session, actor, party, name, decisions.get(party), today)
        for party, name in parties
    )


def _retention(
    session: Session,
    actor: Actor,
    party: int,
    name: Words,
    decision: Decision | None,
    today: date,
) -> PartyRetention:
    cases = list(kept_cases(session, _cases_of(party), today=today))
    left = [each for each in cases if each.has_left(party)]
    present = [each for each in left if party in each.keeping.parties.on_the_case]
    reads_cases = party in actor.party_ids(Role.COORDINATOR)

    def listed(chosen: Iterable[KeptCase]) -> KeptList:
        return _list(chosen, party, reads_cases=reads_cases)

    def held(kept: KeptCase) -> Keeping:
        return kept.keeping.by_party[party]

    return PartyRetention(
        party=name,
        decision=decision,
        due=listed(each for each in cases if party in each.due_parties(today)),
        due_soon=listed(each for each in left if held(each).is_due_soon(today)),
        unarchived=listed(each for each in present if held(each).awaits_archive),
        erased_count=_erased_count(session, party),
    )


def _cases_of(party: int) -> Select[int]:
    """Select the ended cases that a party reported, has or has had."""
    held = select(Assignment.case_id).join(Unit).where(Unit.party_id == party)
    return select(Case.id).where(
        Case.status.in_(ENDED), or_(Case.reporting_party_id == party, Case.id.in_(held))
    )


def _list(cases: Iterable[KeptCase], party: int, *, reads_cases: bool) -> KeptList:
    lines = sorted(
        (_line(each, party, reads_cases=reads_cases) for each in cases),
        key=lambda line: (line.kept_until or date.max, line.ended_on or date.max, line.reference),
    )
    return KeptList(len(lines), tuple(lines[:SHOWN_CASES]))


def _line(kept: KeptCase, party: int, *, reads_cases: bool) -> KeptLine:
    held = kept.keeping.by_party[party]
    may_open = reads_cases and party in kept.keeping.parties.on_the_case
    return KeptLine(
        reference=kept.reference,
        case_key=kept.key if may_open else "",
        ended_on=held.ended_on,
        archived_at=held.archived_at,
        kept_until=held.kept_until,
    )


def _erased_count(session: Session, party: int) -> int:
    query = select(func.count()).select_from(Erasure).where(Erasure.party_id == party)
    return session.scalar(query) or 0

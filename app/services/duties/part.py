"""The duties elsewhere as the page of a serious case shows them: to consider, and as found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import DutyResult
from app.domain.duties import Duty, duties_on
from app.domain.vocabulary import Consequence, Words
from app.models import Case, DutyAssessment, Party, User
from app.services.duties.assessing import gravity
from app.services.duties.rules import all_duties


@dataclass(frozen=True)
class Assessed:
    """What one party found. ``by`` is empty for those who are not of that party."""

    party: Words
    result: DutyResult
    reference: str
    at: datetime
    by: str
    is_own: bool


@dataclass(frozen=True)
class AskedDuty:
    """One duty with the newest assessment of each party that has made one."""

    duty: Duty
    found: tuple[Assessed, ...]


@dataclass(frozen=True)
class DutyPart:
    """What a case asks for. ``former`` are assessments of rules that hold no longer.

    ``is_urgent`` where the consequence is Død. ``waits_for_own`` while the reader's own party has
    found nothing of any duty; ``coming`` are rules that have not begun.
    """

    asked: tuple[AskedDuty, ...] = ()
    rights: tuple[Duty, ...] = ()
    former: tuple[AskedDuty, ...] = ()
    coming: tuple[Duty, ...] = ()
    is_urgent: bool = False
    waits_for_own: bool = False


NOTHING = DutyPart()


def duty_part(
    session: Session, case: Case, *, own_parties: frozenset[int], today: date
) -> DutyPart:
    """Put the part together: three statements, and none for a case that is not serious."""
    level = gravity(case)
    if not level.is_serious:
        return NOTHING
    every = all_duties(session)
    asked = duties_on(every, today, level)
    found = _found(session, case, own_parties)
    told = {duty.key for duty in asked}
    return DutyPart(
        asked=_with(found, [duty for duty in asked if not duty.is_right]),
        rights=tuple(duty for duty in asked if duty.is_right),
        former=_with(found, [each for each in every if each.key in found.keys() - told]),
        coming=tuple(duty for duty in every if duty.is_coming(today)),
        is_urgent=level is Consequence.DEATH,
        waits_for_own=not any(each.is_own for rows in found.values() for each in rows),
    )


def _with(
    found: Mapping[str, tuple[Assessed, ...]], duties: Sequence[Duty]
) -> tuple[AskedDuty, ...]:
    return tuple(AskedDuty(duty, found.get(duty.key, ())) for duty in duties)


def _found(
    session: Session, case: Case, own_parties: frozenset[int]
) -> Mapping[str, tuple[Assessed, ...]]:
    """Give the newest assessment of each duty by each party, by duty."""
    rows = session.execute(
        select(DutyAssessment, Party.short_name, User.name)
        .join(Party, Party.id == DutyAssessment.party_id)
        .join(User, User.id == DutyAssessment.assessed_by_id)
        .where(DutyAssessment.case_id == case.id)
        .order_by(DutyAssessment.id)
    )
    newest: dict[str, dict[int, Assessed]] = {}
    for row, party, name in rows:
        is_own = row.party_id in own_parties
        newest.setdefault(row.duty, {})[row.party_id] = Assessed(
            party=party,
            result=row.result,
            reference=row.reference,
            at=row.assessed_at,
            by=name if is_own else "",
            is_own=is_own,
        )
    return {duty: tuple(found.values()) for duty, found in newest.items()}

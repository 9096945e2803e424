"""The harmless cases of a party, without text or names, for those who see it happen again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.casework import is_harmless
from app.domain.lifecycle import BESIDE, Action, Status, can
from app.domain.policy import UNIT_ROLES, Actor, Permission, Relations, permits
from app.domain.vocabulary import Consequence, Role, Side, Words
from app.models import Assignment, Case, CaseCategory, FormOption, Party, Tally, Unit
from app.services.tallies.counting import is_harmless_case

PAGE_ROWS = 50
HARMLESS = tuple(level for level in Consequence if is_harmless(level))


@dataclass(frozen=True)
class TallyRow:
    """So many times, from one Oslo date to another. ``party`` is None for a reporter of none."""

    count: int
    from_on: date
    to_on: date
    party: Words | None
    is_reporters: bool


@dataclass(frozen=True)
class TalliedCase:
    """A case as a list shows it. ``labels`` are what its title is made of, ``times`` the sum."""

    key: str
    reference: str
    labels: tuple[Words, ...]
    sent_on: date
    unit: Words
    times: int


@dataclass(frozen=True)
class TallyList:
    """A page of cases, newest first."""

    rows: tuple[TalliedCase, ...]
    has_more: bool


@dataclass(frozen=True)
class TallyPage:
    """One case with its tallies. ``may_read`` when the reader may see the case itself."""

    case: TalliedCase
    tallies: tuple[TallyRow, ...]
    is_harmless: bool
    may_add: bool
    may_read: bool


def tallies_of(session: Session, case_id: int) -> tuple[TallyRow, ...]:
    """Give what has been said of how often it happens, oldest first."""
    rows = session.execute(
        select(Tally, Party.short_name)
        .outerjoin(Party, Party.id == Tally.party_id)
        .where(Tally.case_id == case_id)
        .order_by(Tally.id)
    )
    return tuple(
        TallyRow(row.count, row.from_on, row.to_on, party, is_reporters=row.added_by_id is None)
        for row, party in rows
    )


def tally_list(session: Session, actor: Actor, *, page: int) -> TallyList:
    """Give the harmless cases of the actor's own party; ``page`` counts from 1."""
    found = _of_cases(
        session,
        _listed()
        .where(
            _is_own(actor.party_ids(Role.COORDINATOR, *UNIT_ROLES)),
            Case.status.in_(BESIDE[Action.TALLY]),
            of_harmless_cases(),
        )
        .order_by(Case.sent_at.desc(), Case.id.desc())
        .offset((page - 1) * PAGE_ROWS)
        .limit(PAGE_ROWS + 1),
    )
    return TallyList(found[:PAGE_ROWS], has_more=len(found) > PAGE_ROWS)


def tally_page(session: Session, actor: Actor, case: Case, relations: Relations) -> TallyPage:
    """Give one case as those see it who may add to it."""
    now_held = session.get_one(Case, case.id)
    is_harmless = is_harmless_case(now_held)
    (row,) = _of_cases(session, _listed().where(Case.id == case.id))
    return TallyPage(
        case=row,
        tallies=tallies_of(session, case.id),
        is_harmless=is_harmless,
        may_add=is_harmless and can(now_held.status, Action.TALLY),
        may_read=permits(actor, Permission.READ_CASE, relations),
    )


def _listed() -> Select[Case, Words]:
    newest = (
        select(func.max(Assignment.id))
        .where(Assignment.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    return (
        select(Case, Unit.name)
        .join(Assignment, Assignment.id == newest)
        .join(Unit, Unit.id == Assignment.unit_id)
    )


def _is_own(party_ids: Iterable[int]) -> ColumnElement[bool]:
    """Say in SQL what the policy says of one case: the party reported it, or has it now."""
    own = tuple(party_ids)
    has_it = exists().where(
        Assignment.case_id == Case.id,
        Assignment.unit_id == Unit.id,
        Unit.party_id.in_(own),
        Assignment.status.not_in((Status.FORWARDED, Status.AWAITING_LINE_MANAGER)),
    )
    return or_(Case.reporting_party_id.in_(own), has_it.correlate(Case))


def of_harmless_cases() -> ColumnElement[bool]:
    """Say in SQL what :func:`app.domain.tallies.may_be_tallied` says."""
    judged = (Case.changed_consequence, Case.recipient_consequence)
    return and_(
        Case.consequence.in_(HARMLESS),
        *(or_(column.is_(None), column.in_(HARMLESS)) for column in judged),
    )


def _of_cases(session: Session, query: Select[Case, Words]) -> tuple[TalliedCase, ...]:
    """Read cases for a list: three statements whatever their number."""
    rows = session.execute(query).all()
    ids = [case.id for case, _ in rows]
    labels, times = _labels(session, ids), _times(session, ids)
    return tuple(
        TalliedCase(
            key=case.key,
            reference=Reference(case.reference).spoken,
            labels=tuple(labels[case.id]),
            sent_on=case.sent_on,
            unit=unit,
            times=times.get(case.id, 0),
        )
        for case, unit in rows
    )


def _labels(session: Session, case_ids: list[int]) -> Mapping[int, list[Words]]:
    rows = session.execute(
        select(CaseCategory.case_id, FormOption.short, FormOption.words)
        .join(Case, Case.id == CaseCategory.case_id)
        .join(
            FormOption,
            and_(
                FormOption.form_version_id == Case.form_version_id,
                FormOption.list == "category",
                FormOption.key == CaseCategory.key,
            ),
        )
        .where(CaseCategory.case_id.in_(case_ids), CaseCategory.side == Side.REPORTER)
        .order_by(FormOption.position)
    )
    labels: dict[int, list[Words]] = defaultdict(list)
    for case_id, short, words in rows:
        labels[case_id].append(short or words)
    return labels


def _times(session: Session, case_ids: list[int]) -> Mapping[int, int]:
    rows = session.execute(
        select(Tally.case_id, func.sum(Tally.count))
        .where(Tally.case_id.in_(case_ids))
        .group_by(Tally.case_id)
    )
    return {case_id: int(times) for case_id, times in rows}

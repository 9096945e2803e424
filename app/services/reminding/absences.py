"""Absence: set by a person or their leader, with a substitute from the same unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.absence import AbsenceDraft, overlap
from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import UNIT_ROLES, Actor, NotPermitted, Permission, require
from app.domain.reminders import next_morning
from app.domain.vocabulary import NotificationKind, Role
from app.models import Absence, Assignment, Case, Unit, User
from app.services import audit, outbox
from app.services.clock.calendar import working_days
from app.services.grants import actor_for
from app.services.reminding import leaving, stranded
from app.services.work_lists.colleagues import Colleague, colleagues_of, people_in


class NotASubstitute(Exception):
    """The substitute has no role in the person's unit, or is the person."""


class SubstituteAway(Exception):
    """The substitute is absent on some of the same days."""


class AwayAlready(Exception):
    """The person is absent on some of the days already."""


@dataclass(frozen=True)
class AbsenceTold:
    """One absence as the page shows it."""

    id: int
    person: str
    is_own: bool
    from_on: date
    to_on: date
    substitute: str
    has_begun: bool


@dataclass(frozen=True)
class AbsencePage:
    """Absences that go on or come, and whom they may be set for and handed to, as (key, name)."""

    absences: tuple[AbsenceTold, ...]
    people: tuple[tuple[str, str], ...]
    substitutes: tuple[tuple[str, str], ...]


def absence_page(session: Session, actor: Actor, *, today: date) -> AbsencePage:
    """Gather what a person may see: their own absences, and those of the people they lead."""
    people = _people(session, actor, on=today)
    substitutes = {
        each.key: each.name
        for user_id in people
        for each in _substitutes(session, user_id, on=today)
    }
    return AbsencePage(
        absences=tuple(_told(session, actor, row, today) for row in _live(session, people, today)),
        people=tuple((each.key, each.name) for each in people.values()),
        substitutes=tuple(sorted(substitutes.items(), key=lambda pair: pair[1].casefold())),
    )


def set_absence(session: Session, actor: Actor, draft: AbsenceDraft, *, now: datetime) -> Absence:
    """Write down an absence; one that has begun hands the cases over at once.

    Raises:
        NotPermitted: when the person is neither the actor nor led by them.
        NotASubstitute: when the substitute may not have the person's cases.
        SubstituteAway: when the substitute is absent too.
        AwayAlready: when the days overlap an absence that is written down.
    """
    require(actor, Permission.SET_ABSENCE)
    today = oslo_date(now)
    person = _person(session, actor, draft.person_key, on=today)
    period = (draft.from_on, draft.to_on)
    if _is_away(session, person.user_id, period):
        raise AwayAlready
    absence = Absence(
        user_id=person.user_id,
        from_on=draft.from_on,
        to_on=draft.to_on,
        substitute_id=_substitute(session, person, draft, on=today),
        set_by_id=actor.user_id,
        set_at=now,
    )
    session.add(absence)
    session.flush()
    facts = {"user": absence.user_id, "absence": absence.id}
    audit.record(session, actor, AuditAction.ABSENCE_SET, now=now, **facts)
    if draft.from_on <= today:
        _tell_of_orphans(session, leaving.begin(session, actor, absence, now=now), now=now)
    return absence


def end_absence(session: Session, actor: Actor, absence_id: int, *, now: datetime) -> None:
    """Let an absence end today, or never begin. Cases that were handed over stay where they are.

    Raises:
        NotPermitted: when it is not the actor's to end, or there is none.
    """
    require(actor, Permission.SET_ABSENCE)
    absence = session.get(Absence, absence_id)
    if absence is None or absence.user_id not in _people(session, actor, on=oslo_date(now)):
        raise NotPermitted
    if absence.ended_at is None:
        absence.ended_at = now
        facts = {"user": absence.user_id, "absence": absence.id}
        audit.record(session, actor, AuditAction.ABSENCE_ENDED, now=now, **facts)


def _people(session: Session, actor: Actor, *, on: date) -> dict[int, Colleague]:
    """Give whose absence the actor may set: their own first, then those they lead, by name.

    A leader leads those who work in the units, and neither the leaders above nor the coordinators.
    """
    own = session.get_one(User, actor.user_id)
    led = people_in(session, actor.unit_ids(Role.UNIT_LEADER), on=on)
    led |= _everybody(colleagues_of(session, _units_of(session, actor), on=on).values())
    others = sorted(led.values(), key=lambda each: each.name.casefold())
    return {own.id: Colleague(own.id, own.key, own.name)} | {each.user_id: each for each in others}


def _units_of(session: Session, actor: Actor) -> frozenset[int]:
    """A coordinator stands in for every leader of the party."""
    parties = actor.party_ids(Role.COORDINATOR)
    return frozenset(session.scalars(select(Unit.id).where(Unit.party_id.in_(parties))))


def _everybody(groups: Iterable[tuple[Colleague, ...]]) -> dict[int, Colleague]:
    return {each.user_id: each for group in groups for each in group}


def _substitutes(session: Session, user_id: int, *, on: date) -> list[Colleague]:
    """Give those who may have the cases of a person's units, without the person."""
    person = actor_for(session, session.get_one(User, user_id), on=on)
    units = person.unit_ids(*UNIT_ROLES) or _units_of(session, person)
    found = _everybody(colleagues_of(session, units, on=on).values())
    return [each for each in found.values() if each.user_id != user_id]


def _person(session: Session, actor: Actor, key: str, *, on: date) -> Colleague:
    people = _people(session, actor, on=on).values()
    found = next((each for each in people if each.key == key), None)
    if found is None:
        raise NotPermitted
    return found


def _substitute(
    session: Session, person: Colleague, draft: AbsenceDraft, *, on: date
) -> int | None:
    if draft.substitute_key is None:
        return None
    known = _substitutes(session, person.user_id, on=on)
    found = next((each for each in known if each.key == draft.substitute_key), None)
    if found is None:
        raise NotASubstitute
    if _is_away(session, found.user_id, (draft.from_on, draft.to_on)):
        raise SubstituteAway
    return found.user_id


def _is_away(session: Session, user_id: int, period: tuple[date, date]) -> bool:
    rows = session.scalars(
        select(Absence).where(Absence.user_id == user_id, Absence.ended_at.is_(None))
    )
    return any(overlap((row.from_on, row.to_on), period) for row in rows)


def _live(session: Session, user_ids: Iterable[int], today: date) -> list[Absence]:
    query = select(Absence).where(
        Absence.user_id.in_(list(user_ids)), Absence.to_on >= today, Absence.ended_at.is_(None)
    )
    return list(session.scalars(query.order_by(Absence.from_on, Absence.id)))


def _told(session: Session, actor: Actor, row: Absence, today: date) -> AbsenceTold:
    substitute = session.get(User, row.substitute_id) if row.substitute_id else None
    return AbsenceTold(
        id=row.id,
        person=session.get_one(User, row.user_id).name,
        is_own=row.user_id == actor.user_id,
        from_on=row.from_on,
        to_on=row.to_on,
        substitute=substitute.name if substitute else "",
        has_begun=row.from_on <= today,
    )


def _tell_of_orphans(session: Session, orphans: Iterable[Assignment], *, now: datetime) -> None:
    """Whoever can find somebody for what nobody has got, hears of it the next morning."""
    for assignment in orphans:
        case = session.get_one(Case, assignment.case_id)
        due_at = next_morning(now, working_days(session, case.helsefellesskap_id))
        for receiver in stranded.told_of(session, case, assignment, on=oslo_date(now)):
            outbox.remind(session, NotificationKind.STRANDED, case, receiver, due_at=due_at)

"""Linking a case to another, undoing it, and saying that two are not the same.

Only cases that the actor may read are linked. Both keep their own log, words and answer; cases
that are about the same incident share it in the figures. Whoever may link a case may undo any link
of it, whether or not the other case is the actor's to read.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.casework import LinkKind
from app.domain.incidents import SHARING
from app.domain.lifecycle import Action, Status, after, can
from app.domain.policy import Actor, NotPermitted, Permission, permits
from app.domain.vocabulary import NotificationKind
from app.models import Case, CaseLink, Notification
from app.services import audit, outbox
from app.services.acts import hold
from app.services.cases import CaseNotFound, Held, relations_of
from app.services.linking.incidents import rewrite_incidents, take_turn


class UnknownOther(Exception):
    """There is no other case with that reference that the actor may read and link to."""


class LinkedOtherwise(Exception):
    """The two cases are linked already, in another way; that link is undone first."""


class LinkNotFound(Exception):
    """The case has no such link."""


def link(
    session: Session,
    actor: Actor,
    case_key: str,
    other: Reference,
    kind: LinkKind,
    *,
    now: datetime,
) -> None:
    """Link a case to another. A second click finds the link there.

    The same incident told of from the other side is a counter-report.

    Raises:
        UnknownOther: when the other is not there, not the actor's to read, or the case itself.
        LinkedOtherwise: when they are linked in another way.
    """
    held = _hold(session, actor, case_key)
    after(held.assignment.status, Action.LINK)
    found = _other(session, actor, held.case, other)
    kind = _as_seen(kind, held.case, found)
    standing = _between(session, held.case.id, found.id)
    if standing is None:
        _join(session, actor, held.case, found, kind, now=now)
        if kind in SHARING:
            _tell(session, (held.case, found), now=now)
    elif standing.kind is not kind:
        raise LinkedOtherwise


def unlink(session: Session, actor: Actor, case_key: str, link_id: int, *, now: datetime) -> None:
    """Undo a link: each case points at its own incident again, unless others still join them.

    Raises:
        LinkNotFound: when the case has no such link.
    """
    held = _hold(session, actor, case_key)
    row = session.get(CaseLink, link_id)
    if row is None or held.case.id not in {row.case_id, row.other_id}:
        raise LinkNotFound
    if row.undone_at is not None:
        return
    row.undone_at, row.undone_by_id = now, actor.user_id
    session.flush()
    if row.kind in SHARING:
        rewrite_incidents(session, {row.case_id, row.other_id})
        _take_back_notices(session, row)
    _record(session, actor, AuditAction.UNLINKED, row, now=now)


def keep_apart(
    session: Session, actor: Actor, case_key: str, other: Reference, *, now: datetime
) -> None:
    """Say that two reports that look alike are not about the same incident: no hint again.

    Raises:
        UnknownOther: as :func:`link`.
    """
    held = _hold(session, actor, case_key)
    found = _other(session, actor, held.case, other)
    if any(found.id in {each.case_id, each.other_id} for each in links_of(session, held.case.id)):
        return
    row = _row(actor, held.case, found, LinkKind.SAME_INCIDENT, now=now)
    row.undone_at, row.undone_by_id = now, actor.user_id
    session.add(row)
    audit.record(
        session, actor, AuditAction.JUDGED_APART, now=now, case_id=held.case.id, other=found.id
    )


def link_counter_report(
    session: Session, actor: Actor, new_key: str, answers_key: str, *, now: datetime
) -> bool:
    """Link a report that was just filed to the one from the other side that it answers.

    Gives False, and leaves the report as any other, when the actor may no longer read that case,
    or the report was turned to go the same way.
    """
    new = session.scalars(select(Case).where(Case.key == new_key)).one()
    take_turn(session, new.helsefellesskap_id)
    try:
        held = hold(session, actor, Permission.COUNTER_REPORT_CASE, answers_key)
    except (CaseNotFound, NotPermitted):
        return False
    original = held.case
    is_opposite = original.direction is not new.direction
    if not is_opposite or original.helsefellesskap_id != new.helsefellesskap_id:
        return False
    if _between(session, new.id, original.id) is None:
        _join(session, actor, new, original, LinkKind.COUNTER_REPORT, now=now)
        if new.status is not Status.AWAITING_LINE_MANAGER:
            _tell(session, (original,), now=now)
    return True


def _hold(session: Session, actor: Actor, case_key: str) -> Held:
    home = select(Case.helsefellesskap_id).where(Case.key == case_key)
    helsefellesskap_id = session.scalar(home)
    if helsefellesskap_id is None:
        raise CaseNotFound
    take_turn(session, helsefellesskap_id)
    return hold(session, actor, Permission.LINK_CASE, case_key)


def _other(session: Session, actor: Actor, case: Case, reference: Reference) -> Case:
    found = session.scalar(
        select(Case).where(
            Case.reference == reference,
            Case.helsefellesskap_id == case.helsefellesskap_id,
            Case.id != case.id,
        )
    )
    if (
        found is None
        or not can(found.status, Action.LINK)
        or not permits(actor, Permission.READ_CASE, relations_of(session, found))
    ):
        raise UnknownOther
    return found


def _as_seen(kind: LinkKind, case: Case, other: Case) -> LinkKind:
    is_same = kind is LinkKind.SAME_INCIDENT
    is_opposite = case.direction is not other.direction
    return LinkKind.COUNTER_REPORT if is_same and is_opposite else kind


def _between(session: Session, one: int, other: int) -> CaseLink | None:
    """Give the link that stands between two cases, whichever it was made from."""
    pair = (one, other)
    query = select(CaseLink).where(CaseLink.undone_at.is_(None))
    return session.scalars(
        query.where(CaseLink.case_id.in_(pair), CaseLink.other_id.in_(pair))
    ).first()


def _row(actor: Actor, case: Case, other: Case, kind: LinkKind, *, now: datetime) -> CaseLink:
    return CaseLink(
        case_id=case.id,
        other_id=other.id,
        kind=kind,
        linked_at=now,
        linked_by_id=actor.user_id,
    )


def _join(
    session: Session, actor: Actor, case: Case, other: Case, kind: LinkKind, *, now: datetime
) -> None:
    row = _row(actor, case, other, kind, now=now)
    session.add(row)
    session.flush()
    _record(session, actor, AuditAction.LINKED, row, now=now)
    if kind in SHARING:
        rewrite_incidents(session, {case.id, other.id})


def _tell(session: Session, cases: Iterable[Case], *, now: datetime) -> None:
    """Tell reporters that another report is about the same incident, and nothing it says."""
    for case in cases:
        outbox.tell_reporter(session, NotificationKind.LINKED, case, now=now)


def _take_back_notices(session: Session, row: CaseLink) -> None:
    """Take back what has not been sent of a link that is undone."""
    session.execute(
        delete(Notification).where(
            Notification.case_id.in_((row.case_id, row.other_id)),
            Notification.kind == NotificationKind.LINKED,
            Notification.due_at == row.linked_at,
            Notification.sent_at.is_(None),
            Notification.lease_until.is_(None),
        )
    )


def _record(
    session: Session, actor: Actor, action: AuditAction, row: CaseLink, *, now: datetime
) -> None:
    """Write it in the log of both cases."""
    for case_id, other_id in ((row.case_id, row.other_id), (row.other_id, row.case_id)):
        audit.record(
            session,
            actor,
            action,
            now=now,
            case_id=case_id,
            link=row.id,
            other=other_id,
            tie=row.kind.value,
        )


def links_of(session: Session, case_id: int) -> list[CaseLink]:
    """Give every link of a case that was ever made, undone ones too, oldest first."""
    mine = or_(CaseLink.case_id == case_id, CaseLink.other_id == case_id)
    return list(session.scalars(select(CaseLink).where(mine).order_by(CaseLink.id)))

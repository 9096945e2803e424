"""What a line manager does with a report, by a link and without an account."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import LineManagerOutcome
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, NotAllowed
from app.domain.links import digest
from app.domain.policy import Actor, Permission
from app.domain.redaction import is_black
from app.domain.vocabulary import NarrativeKind, NotificationKind
from app.models import Case, LineManagerRequest, Narrative
from app.services import audit, outbox
from app.services.acts import apply, hold, tell_holders, write
from app.services.cases import CaseNotFound, Held
from app.services.line_manager.sending_on import request_of, send_on
from app.services.opening import is_waiting


def find_by_link(session: Session, token: str, *, now: datetime) -> Case:
    """Find the case that a line manager's link opens; it ends when the follow link does.

    It opens nothing while the address that it was sent to is hidden, as one that was typed wrong.

    Raises:
        CaseNotFound: when no live link has that token.
    """
    query = (
        select(Case, LineManagerRequest.email)
        .join(LineManagerRequest, LineManagerRequest.case_id == Case.id)
        .where(LineManagerRequest.digest == digest(token))
    )
    found = session.execute(query).one_or_none()
    if found is None or is_black(found.email):
        raise CaseNotFound
    case: Case = found[0]
    if case.follow_ends_on and case.follow_ends_on < oslo_date(now):
        raise CaseNotFound
    return case


def line_manager_of(case: Case) -> Actor:
    """Give the actor that came by the line manager's link of a case."""
    return Actor(leads_case_id=case.id)


def see(session: Session, actor: Actor, case: Case, *, now: datetime) -> None:
    """Trace that the leader has the page open, and remember the first time."""
    request = request_of(session, case.id)
    if request is not None and request.opened_at is None:
        request.opened_at = now
    audit.record(session, actor, AuditAction.CASE_READ, now=now, case_id=case.id, where="leader")


def add(session: Session, actor: Actor, case_key: str, body: str, *, now: datetime) -> None:
    """Add what the leader knows, beside the reporter's words; a second click adds nothing."""
    held = hold(session, actor, Permission.LEAD_CASE, case_key)
    _add(session, actor, held, body, now=now)


def _add(session: Session, actor: Actor, held: Held, body: str, *, now: datetime) -> None:
    if _has_said(session, held.case.id, NarrativeKind.LEADER_ADDITION, body):
        return
    apply(held, Action.ADD_AS_LEADER, now=now)
    text = write(session, actor, held.case, NarrativeKind.LEADER_ADDITION, body, now=now)
    _record(session, actor, AuditAction.LEADER_ADDED, held, text, now=now)
    if not is_waiting(held.case):
        tell_holders(session, NotificationKind.LEADER_ADDED, held, now=now)


def confirm(
    session: Session, actor: Actor, case_key: str, addition: str = "", *, now: datetime
) -> None:
    """Send the report, with what the leader adds to it; a second click sends nothing more.

    What is added in the second click, as from another window, is kept all the same.

    Raises:
        NotAllowed: when it does not wait any more, and it was somebody else who sent it.
    """
    held = hold(session, actor, Permission.LEAD_CASE, case_key)
    request = request_of(session, held.case.id)
    was_sent = request is not None and request.outcome is LineManagerOutcome.CONFIRMED
    if not was_sent and not is_waiting(held.case):
        raise NotAllowed(held.assignment.status, Action.CONFIRM_SENDING)
    if addition:
        _add(session, actor, held, addition, now=now)
    if not was_sent:
        send_on(session, actor, held, LineManagerOutcome.CONFIRMED, now=now)


def send_back(session: Session, actor: Actor, case_key: str, body: str, *, now: datetime) -> None:
    """Ask the reporter to say more before the report is sent; a second click asks nothing new.

    Once the reporter has added something, the same words are asked anew.

    Raises:
        NotAllowed: when it does not wait any more.
    """
    held = hold(session, actor, Permission.LEAD_CASE, case_key)
    request = request_of(session, held.case.id)
    is_with_reporter = request is not None and request.outcome is LineManagerOutcome.SENT_BACK
    if is_with_reporter and _has_said(session, held.case.id, NarrativeKind.LEADER_COMMENT, body):
        return
    apply(held, Action.SEND_BACK, now=now)
    text = write(session, actor, held.case, NarrativeKind.LEADER_COMMENT, body, now=now)
    if request is not None:
        request.outcome = LineManagerOutcome.SENT_BACK
    _record(session, actor, AuditAction.LEADER_SENT_BACK, held, text, now=now)
    outbox.tell_reporter(session, NotificationKind.SENT_BACK, held.case, now=now)


def follow(session: Session, actor: Actor, case_key: str, *, follows: bool, now: datetime) -> None:
    """Let the leader hear of the outcome by mail, or no longer."""
    held = hold(session, actor, Permission.LEAD_CASE, case_key)
    request = request_of(session, held.case.id)
    if request is None or request.follows is follows:
        return
    request.follows = follows
    facts = {"request": request.id, "follows": follows}
    case_id = held.case.id
    audit.record(session, actor, AuditAction.LEADER_FOLLOWS, now=now, case_id=case_id, **facts)


def _has_said(session: Session, case_id: int, kind: NarrativeKind, body: str) -> bool:
    query = select(Narrative.id).where(
        Narrative.case_id == case_id, Narrative.kind == kind, Narrative.body == body
    )
    return session.scalars(query).first() is not None


def _record(
    session: Session,
    actor: Actor,
    action: AuditAction,
    held: Held,
    text: Narrative,
    *,
    now: datetime,
) -> None:
    audit.record(
        session,
        actor,
        action,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        narrative=text.id,
    )

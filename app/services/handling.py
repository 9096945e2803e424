"""What the recipient does with a case. Each function is one act in the caller's transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import (
    NarrativeKind,
    NotificationKind,
)
from app.services import outbox
from app.services.acts import apply, hold, let_link_end, record_act, write
from app.services.clock import pausing


def acknowledge(
    session: Session, actor: Actor, case_key: str, version: int, *, now: datetime
) -> None:
    """Confirm receipt; the reporter is told."""
    held = hold(session, actor, Permission.ACKNOWLEDGE_CASE, case_key, version=version)
    apply(held, Action.ACKNOWLEDGE, now=now)
    held.assignment.acknowledged_at = now
    held.assignment.acknowledged_on = oslo_date(now)
    record_act(session, actor, AuditAction.ACKNOWLEDGED, held, now=now)
    outbox.tell_reporter(session, NotificationKind.ACKNOWLEDGED, held.case, now=now)


def take(session: Session, actor: Actor, case_key: str, version: int, *, now: datetime) -> None:
    """Become the case's handler."""
    held = hold(session, actor, Permission.TAKE_CASE, case_key, version=version)
    apply(held, Action.TAKE, now=now)
    held.assignment.handler_id = actor.user_id
    record_act(session, actor, AuditAction.TAKEN, held, now=now)


def ask(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    question: str,
    *,
    stops_clock: bool = False,
    now: datetime,
) -> None:
    """Ask the reporter something; the case waits until the reply comes.

    The clock stands still only when ``stops_clock`` says that no answer can be given before it.
    """
    held = hold(session, actor, Permission.ASK_REPORTER, case_key, version=version)
    apply(held, Action.ASK, now=now)
    for row in held.together:
        row.awaits_reporter = True
    text = write(session, actor, held.case, NarrativeKind.QUESTION, question, now=now)
    record_act(session, actor, AuditAction.ASKED, held, now=now, narrative=text.id)
    if stops_clock:
        pausing.pause(session, actor, held, text.id, now=now)
    outbox.tell_reporter(session, NotificationKind.QUESTION, held.case, now=now)


def guide(
    session: Session, actor: Actor, case_key: str, version: int, guidance: str, *, now: datetime
) -> None:
    """Tell the reporter where to send a report that no party of the helsefellesskap can answer."""
    held = hold(session, actor, Permission.GUIDE_REPORTER, case_key, version=version)
    apply(held, Action.GUIDE, now=now)
    let_link_end(session, held, now=now)
    text = write(session, actor, held.case, NarrativeKind.GUIDANCE, guidance, now=now)
    record_act(session, actor, AuditAction.GUIDED, held, now=now, narrative=text.id)
    outbox.tell_reporter(session, NotificationKind.GUIDANCE, held.case, now=now)

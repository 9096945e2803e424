"""Sending a report back, with a reason that whoever reported may object to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import DeclineDraft
from app.domain.lifecycle import Action, NotAllowed
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import DeclineReason, NarrativeKind, NotificationKind, Standing
from app.models import Case
from app.services import outbox
from app.services.acts import apply, hold, let_link_end, record_act, write
from app.services.forwarding.disputes import may_be_declined


class UnknownDuplicate(Exception):
    """The case named as the original does not exist, or is the case itself."""


def decline(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: DeclineDraft,
    *,
    now: datetime,
) -> None:
    """Send a report back with one of the five reasons and a comment; the reporter is told.

    Raises:
        NotAllowed: when two parties have the case, or it was decided that it shall be handled.
        UnknownDuplicate: when the reason is a double and the original is not found.
    """
    held = hold(session, actor, Permission.DECLINE_CASE, case_key, version=version)
    if not may_be_declined(session, held):
        raise NotAllowed(held.assignment.status, Action.DECLINE)
    original = _original(session, held.case, draft)
    apply(held, Action.DECLINE, now=now)
    outbox.forget_new_case(session, held.case, held.assignment.unit_id)
    text = write(session, actor, held.case, NarrativeKind.DECLINE_COMMENT, draft.comment, now=now)
    held.case.standing = {
        DeclineReason.DUPLICATE: Standing.DUPLICATE,
        DeclineReason.TEST: Standing.TEST,
    }.get(draft.reason, Standing.COUNTED)
    held.case.duplicate_of_id = original.id if original else None
    let_link_end(session, held, now=now)
    record_act(
        session,
        actor,
        AuditAction.DECLINED,
        held,
        now=now,
        reason=draft.reason.value,
        narrative=text.id,
        duplicate_of=held.case.duplicate_of_id,
    )
    outbox.tell_reporter(session, NotificationKind.DECLINED, held.case, now=now)


def _original(session: Session, case: Case, draft: DeclineDraft) -> Case | None:
    if draft.reason is not DeclineReason.DUPLICATE:
        return None
    found = session.scalar(
        select(Case).where(
            Case.reference == (draft.duplicate_of or ""),
            Case.helsefellesskap_id == case.helsefellesskap_id,
        )
    )
    if found is None or found.id == case.id:
        raise UnknownDuplicate
    return found

"""What the recipient does with a case. Each function is one act in the caller's transaction."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import AnswerDraft, ClassificationDraft, DeclineDraft
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, Status
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import (
    AnswerPart,
    DeclineReason,
    NarrativeKind,
    NotificationKind,
    Side,
    Standing,
)
from app.models import Answer, AnswerText, Assignment, Case, CaseCategory, Note, Unit
from app.services import audit, outbox, register
from app.services.acts import apply, follow_assignments, hold, let_link_end, record_act, write
from app.services.cases import Held
from app.services.submitting import new_case_kind


class UnknownUnit(Exception):
    """The unit to forward to does not exist, or is not one that takes cases today."""


class UnknownDuplicate(Exception):
    """The case named as the original does not exist, or is the case itself."""


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


def forward(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    *,
    to_unit_key: str,
    reason: str,
    now: datetime,
) -> None:
    """Give the case to another unit, with the original time and due date.

    Raises:
        UnknownUnit: when the unit is unknown, retired, without a mailbox, or has it already.
    """
    held = hold(session, actor, Permission.FORWARD_CASE, case_key, version=version)
    unit = _receiver(session, held, to_unit_key, now=now)
    apply(held, Action.FORWARD, now=now)
    outbox.forget_new_case(session, held.case, held.assignment.unit_id)
    opened = _open_after(session, held, unit, now=now)
    text = write(session, actor, held.case, NarrativeKind.FORWARD_REASON, reason, now=now)
    audit.record(
        session,
        actor,
        AuditAction.FORWARDED,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        unit=held.assignment.unit_id,
        to_assignment=opened.id,
        to_unit=unit.id,
        narrative=text.id,
    )
    outbox.tell_unit(session, new_case_kind(held.case), held.case, unit.id, now=now)
    outbox.tell_reporter(session, NotificationKind.FORWARDED, held.case, now=now)


def _receiver(session: Session, held: Held, key: str, *, now: datetime) -> Unit:
    """Find a unit with a mailbox in the case's own helsefellesskap, other than the one it is at."""
    today = oslo_date(now)
    parties = register.participating(session, held.case.helsefellesskap_id, today)
    for unit in register.units_of(session, [party.id for party in parties], today):
        if unit.key == key and unit.mailbox and unit.id != held.assignment.unit_id:
            return unit
    raise UnknownUnit


def _open_after(session: Session, held: Held, unit: Unit, *, now: datetime) -> Assignment:
    before = held.assignment
    opened = Assignment(
        case_id=held.case.id,
        unit_id=unit.id,
        previous_id=before.id,
        status=Status.SENT,
        version=before.version,
        opened_at=now,
        sent_at=before.sent_at,
        sent_on=before.sent_on,
        acknowledge_due_on=before.acknowledge_due_on,
        due_on=before.due_on,
    )
    session.add(opened)
    session.flush()
    held.assignments.append(opened)
    held.case.recipient_party_id = unit.party_id
    follow_assignments(held)
    return opened


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
        UnknownDuplicate: when the reason is a double and the original is not found.
    """
    held = hold(session, actor, Permission.DECLINE_CASE, case_key, version=version)
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


def ask(
    session: Session, actor: Actor, case_key: str, version: int, question: str, *, now: datetime
) -> None:
    """Ask the reporter something; the case waits until the reply comes."""
    held = hold(session, actor, Permission.ASK_REPORTER, case_key, version=version)
    apply(held, Action.ASK, now=now)
    held.assignment.awaits_reporter = True
    text = write(session, actor, held.case, NarrativeKind.QUESTION, question, now=now)
    record_act(session, actor, AuditAction.ASKED, held, now=now, narrative=text.id)
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


def note(
    session: Session, actor: Actor, case_key: str, version: int, body: str, *, now: datetime
) -> None:
    """Write an internal note, seen within the party that has the case."""
    held = hold(session, actor, Permission.WRITE_NOTE, case_key, version=version)
    apply(held, Action.NOTE, now=now)
    unit = session.get_one(Unit, held.assignment.unit_id)
    row = Note(
        case_id=held.case.id,
        party_id=unit.party_id,
        body=body,
        written_at=now,
        written_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        AuditAction.NOTED,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        note=row.id,
    )


def classify(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: ClassificationDraft,
    *,
    now: datetime,
) -> None:
    """Set the recipient's own consequence and categories, beside the reporter's."""
    held = hold(session, actor, Permission.CLASSIFY_CASE, case_key, version=version)
    apply(held, Action.CLASSIFY, now=now)
    held.case.recipient_consequence = draft.consequence
    session.execute(
        delete(CaseCategory).where(
            CaseCategory.case_id == held.case.id, CaseCategory.side == Side.RECIPIENT
        )
    )
    session.add_all(
        CaseCategory(case_id=held.case.id, side=Side.RECIPIENT, key=key) for key in draft.categories
    )
    consequence = draft.consequence.value if draft.consequence else None
    record_act(session, actor, AuditAction.CLASSIFIED, held, now=now, consequence=consequence)


def answer(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: AnswerDraft,
    *,
    now: datetime,
) -> None:
    """Send the answer; the follow link lives on for the months that are set."""
    held = hold(session, actor, Permission.ANSWER_CASE, case_key, version=version)
    apply(held, Action.ANSWER, now=now)
    today = oslo_date(now)
    held.assignment.answered_at = now
    held.assignment.answered_on = today
    held.assignment.first_answered_on = held.assignment.first_answered_on or today
    held.assignment.awaits_reporter = False
    let_link_end(session, held, now=now)
    row = _store_answer(session, actor, held, draft, now=now)
    record_act(session, actor, AuditAction.ANSWERED, held, now=now, answer=row.id)
    outbox.tell_reporter(session, NotificationKind.ANSWERED, held.case, now=now)


def _store_answer(
    session: Session, actor: Actor, held: Held, draft: AnswerDraft, *, now: datetime
) -> Answer:
    row = Answer(
        case_id=held.case.id,
        assignment_id=held.assignment.id,
        answered_at=now,
        answered_by_id=actor.user_id,
        responsible=draft.responsible,
        effective_on=draft.effective_on,
    )
    session.add(row)
    session.flush()
    parts = {
        AnswerPart.FINDING: draft.finding,
        AnswerPart.CAUSE: draft.cause,
        AnswerPart.MEASURES: draft.measures,
        AnswerPart.NO_MEASURES: draft.no_measures,
    }
    session.add_all(
        AnswerText(answer_id=row.id, part=part, body=body) for part, body in parts.items() if body
    )
    return row


def close(session: Session, actor: Actor, case_key: str, version: int, *, now: datetime) -> None:
    """Close an answered case. Nothing closes by itself."""
    held = hold(session, actor, Permission.CLOSE_CASE, case_key, version=version)
    apply(held, Action.CLOSE, now=now)
    record_act(session, actor, AuditAction.CLOSED, held, now=now)

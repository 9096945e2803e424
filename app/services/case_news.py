"""What was done with a case since somebody opened its page, by others or by a second click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.lifecycle import Action
from app.domain.policy import Actor
from app.domain.vocabulary import Side, Words
from app.models import Answer, AnswerText, AuditEntry, Case, CaseCategory, Narrative, Note, Unit
from app.services.case_words import Names

ENTRIES = {
    Action.ACKNOWLEDGE: AuditAction.ACKNOWLEDGED,
    Action.TAKE: AuditAction.TAKEN,
    Action.FORWARD: AuditAction.FORWARDED,
    Action.DECLINE: AuditAction.DECLINED,
    Action.ASK: AuditAction.ASKED,
    Action.GUIDE: AuditAction.GUIDED,
    Action.REPLY: AuditAction.REPLIED,
    Action.SUPPLEMENT: AuditAction.SUPPLEMENTED,
    Action.CLASSIFY: AuditAction.CLASSIFIED,
    Action.NOTE: AuditAction.NOTED,
    Action.SEARCH_PATIENT: AuditAction.PATIENT_SEARCHED,
    Action.REQUEST_CALL: AuditAction.CALL_REQUESTED,
    Action.ANSWER: AuditAction.ANSWERED,
    Action.CLOSE: AuditAction.CLOSED,
    Action.WITHDRAW: AuditAction.WITHDRAWN,
    Action.REOPEN: AuditAction.REOPENED,
}
RAISING = frozenset({*ENTRIES.values(), AuditAction.CONSENT_RECORDED})
"""Each entry of these raised the version by one, from the 1 that a case is sent with."""

MOST = 10


@dataclass(frozen=True)
class News:
    """Something that was done. ``by`` is empty for those who may not see the name."""

    what: Words
    at: datetime
    by: str


def news_since(session: Session, case_id: int, opened_at: int, names: Names) -> tuple[News, ...]:
    """Give what raised the version beyond ``opened_at``, newest first, ten at most."""
    rows = _acts_since(session, case_id, opened_at)
    return tuple(
        News(row.action.words, row.at, names.get(row.user_id, "")) for row in rows[-MOST:][::-1]
    )


def was_done(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    opened_at: int,
    action: Action,
    content: frozenset[str],
) -> bool:
    """Tell whether the actor did this from the same page already, with the same content."""
    first = next(iter(_acts_since(session, case_id, opened_at)), None)
    return (
        first is not None
        and first.user_id == actor.user_id
        and first.action is ENTRIES[action]
        and _content(session, first) == content
    )


def _acts_since(session: Session, case_id: int, opened_at: int) -> Sequence[AuditEntry]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.case_id == case_id, AuditEntry.action.in_(RAISING))
        .order_by(AuditEntry.id)
        .offset(max(opened_at - 1, 0))
    )
    return session.scalars(query).all()


def _content(session: Session, entry: AuditEntry) -> frozenset[str]:
    """Give everything an act said, in no order: words, reasons, and what it pointed at."""
    facts = entry.facts
    found = [facts.get(fact) for fact in ("reason", "consequence", "outcome", "found_by")]
    if narrative := session.get(Narrative, facts.get("narrative", 0)):
        found.append(narrative.body)
    if note := session.get(Note, facts.get("note", 0)):
        found.append(note.body)
    if unit := session.get(Unit, facts.get("to_unit", 0)):
        found.append(unit.key)
    if original := session.get(Case, facts.get("duplicate_of") or 0):
        found.append(Reference(original.reference))
    if answer := session.get(Answer, facts.get("answer", 0)):
        found += _answer_content(session, answer)
    if entry.action is AuditAction.CLASSIFIED:
        found += _categories(session, entry.case_id)
    return frozenset(filter(None, found))


def _answer_content(session: Session, answer: Answer) -> list[str]:
    texts = session.scalars(select(AnswerText.body).where(AnswerText.answer_id == answer.id))
    effective_on = answer.effective_on.isoformat() if answer.effective_on else ""
    return [*texts, answer.responsible, effective_on]


def _categories(session: Session, case_id: int | None) -> list[str]:
    query = select(CaseCategory.key).where(
        CaseCategory.case_id == case_id, CaseCategory.side == Side.RECIPIENT
    )
    return list(session.scalars(query))

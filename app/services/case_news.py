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
from app.models import (
    Answer,
    AnswerText,
    AuditEntry,
    Case,
    CaseCategory,
    CorrectiveAction,
    Inquiry,
    Narrative,
    Note,
    Unit,
    User,
)
from app.services.case_words import Names
from app.services.classifying import stored_draft

ENTRIES = {
    Action.ACKNOWLEDGE: AuditAction.ACKNOWLEDGED,
    Action.TAKE: AuditAction.TAKEN,
    Action.ASSIGN: AuditAction.HANDED_OVER,
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
    Action.INQUIRE: AuditAction.INQUIRED,
    Action.ANSWER_INQUIRY: AuditAction.INQUIRY_ANSWERED,
    Action.CONFIRM_SENDING: AuditAction.SENDING_CONFIRMED,
    Action.SEND_BACK: AuditAction.LEADER_SENT_BACK,
    Action.ADD_AS_LEADER: AuditAction.LEADER_ADDED,
    Action.WITHDRAW: AuditAction.WITHDRAWN,
    Action.REOPEN: AuditAction.REOPENED,
    Action.JOIN: AuditAction.JOINED,
    Action.CONTEST: AuditAction.CONTESTED,
    Action.UPHOLD: AuditAction.CONTEST_UPHELD,
    Action.OVERTURN: AuditAction.CONTEST_OVERTURNED,
    Action.APPEAL: AuditAction.APPEALED,
    Action.PROPOSE_PLACING: AuditAction.PLACING_PROPOSED,
}
OUTCOMES = {
    Action.FORWARD: (AuditAction.JOINED, AuditAction.SENT_TO_PLACING),
    Action.UPHOLD: (AuditAction.CONTEST_OVERTURNED,),
    Action.PROPOSE_PLACING: (AuditAction.PLACED, AuditAction.CONTEST_UPHELD),
}
"""What else may have come of an act, by what the form asked for."""

RAISING = frozenset(
    {
        *ENTRIES.values(),
        *(entry for entries in OUTCOMES.values() for entry in entries),
        AuditAction.CONSENT_RECORDED,
    }
)
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
        and first.action in (ENTRIES[action], *OUTCOMES.get(action, ()))
        and _said(session, first) == content
    )


def _acts_since(session: Session, case_id: int, opened_at: int) -> Sequence[AuditEntry]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.case_id == case_id, AuditEntry.action.in_(RAISING))
        .order_by(AuditEntry.id)
        .offset(max(opened_at - 1, 0))
    )
    return session.scalars(query).all()


def _said(session: Session, entry: AuditEntry) -> frozenset[str]:
    if entry.action is AuditAction.CLASSIFIED:
        return _judgement(session, entry)
    if entry.action is AuditAction.SENDING_CONFIRMED:
        return frozenset()
    return _content(session, entry)


def _content(session: Session, entry: AuditEntry) -> frozenset[str]:
    """Give everything an act said, in no order: words, reasons, and what it pointed at."""
    facts = entry.facts
    found = [facts.get(fact) for fact in ("reason", "consequence", "outcome", "found_by")]
    if narrative := session.get(Narrative, facts.get("narrative") or 0):
        found.append(narrative.body)
    if note := session.get(Note, facts.get("note", 0)):
        found += [note.body, note.scope.value]
    if unit := session.get(Unit, facts.get("to_unit", 0)):
        found.append(unit.key)
    if handler := session.get(User, facts.get("handler") or 0):
        found.append(handler.key)
    if original := session.get(Case, facts.get("duplicate_of") or 0):
        found.append(Reference(original.reference))
    if inquiry := session.get(Inquiry, facts.get("inquiry", 0)):
        asked = session.get(Unit, inquiry.to_unit_id) if inquiry.to_unit_id else None
        found.append(asked.key if asked else inquiry.email)
    if answer := session.get(Answer, facts.get("answer", 0)):
        found += _answer_content(session, answer)
    return frozenset(filter(None, found))


def _judgement(session: Session, entry: AuditEntry) -> frozenset[str]:
    """Give what the party of the unit that judged has said of the case."""
    party_id = session.get_one(Unit, entry.facts["unit"]).party_id
    said = stored_draft(session, entry.case_id or 0, party_id).said
    return said | frozenset(_categories(session, entry.case_id))


def _answer_content(session: Session, answer: Answer) -> list[str]:
    texts = session.scalars(select(AnswerText.body).where(AnswerText.answer_id == answer.id))
    effective_on = answer.effective_on.isoformat() if answer.effective_on else ""
    effects = session.scalars(
        select(CorrectiveAction.expected_effect).where(
            CorrectiveAction.answer_id == answer.id, CorrectiveAction.body == ""
        )
    )
    return [*texts, *effects, answer.responsible, effective_on, answer.cause_kind or ""]


def _categories(session: Session, case_id: int | None) -> list[str]:
    query = select(CaseCategory.key).where(
        CaseCategory.case_id == case_id, CaseCategory.side == Side.RECIPIENT
    )
    return list(session.scalars(query))

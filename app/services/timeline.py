"""The timeline of a case, drawn from the log: what happened, where and in which words.

People are never named: a unit acts, or the reporter does. The number of statements is the same
however long the story is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.redaction import KEPT_WITHIN_THE_PARTY
from app.domain.routing import RoutingReason
from app.domain.vocabulary import (
    AnswerPart,
    Channel,
    Consent,
    Consequence,
    DeclineReason,
    FoundBy,
    IdentifierKind,
    PatientSearch,
    Side,
    Term,
    TextPlace,
    Words,
)
from app.models import Answer, AnswerText, AuditEntry, Case, Narrative, Party, Unit
from app.services.retention.erased_words import Text, erased, shown

Named = TypeVar("Named", bound=Term)

SHARED = tuple(action for action in AuditAction if action.shared)


@dataclass(frozen=True)
class Place:
    """A unit and its party, by the names they have today."""

    unit: Words
    party: Words


@dataclass(frozen=True)
class AnswerAsSent:
    """An answer in its parts, in the order they are read.

    A part that is erased is absent, and ``erased`` says so for all of them.
    """

    parts: tuple[tuple[AnswerPart, str], ...]
    responsible: str
    effective_on: date | None
    erased: Words | None = None


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened. ``by`` is "user", "reporter" or "system".

    ``body`` is empty for an act without words, and tells of a text that has been erased. What an
    action does not tell of is None.
    """

    at: datetime
    action: AuditAction
    by: str
    place: Place | None = None
    to_place: Place | None = None
    narrative_id: int | None = None
    body: Text = ""
    question_id: int | None = None
    reason: RoutingReason | DeclineReason | None = None
    channel: Channel | None = None
    consequence: Consequence | None = None
    consent_before: Consent | None = None
    consent_after: Consent | None = None
    patient_search: PatientSearch | None = None
    found_by: FoundBy | None = None
    text_place: TextPlace | None = None
    identifier: IdentifierKind | None = None
    side: Side | None = None
    duplicate_of: Reference | None = None
    answer: AnswerAsSent | None = None


@dataclass(frozen=True)
class _Found:
    """What the facts of the entries point at, by id."""

    places: Mapping[int, Place]
    narratives: Mapping[int, Narrative]
    answers: Mapping[int, AnswerAsSent]
    references: Mapping[int, Reference] = field(default_factory=dict)


def timeline(session: Session, case: Case, *, shared_only: bool) -> tuple[TimelineEntry, ...]:
    """Give a case's entries, oldest first; ``shared_only`` leaves out reads and internal acts.

    The body of an internal note is never here: who may read it is not the timeline's to decide.
    """
    query = select(AuditEntry).where(AuditEntry.case_id == case.id).order_by(AuditEntry.id)
    if shared_only:
        query = query.where(AuditEntry.action.in_(SHARED))
    rows = [row for row in session.scalars(query) if not (shared_only and _is_internal(row))]
    found = _Found(
        places=_places(session, rows),
        narratives=_narratives(session, case),
        answers=_answers(session, case),
        references=_references(session, rows),
    )
    return tuple(_entry(row, found) for row in rows)


def _is_internal(row: AuditEntry) -> bool:
    """Tell whether an act was on a text that only its own party reads."""
    return row.facts.get("place") in KEPT_WITHIN_THE_PARTY


def _places(session: Session, rows: Sequence[AuditEntry]) -> dict[int, Place]:
    ids = {row.facts.get(fact) for row in rows for fact in ("unit", "to_unit")}
    query = (
        select(Unit.id, Unit.name, Party.short_name)
        .join(Party, Party.id == Unit.party_id)
        .where(Unit.id.in_(ids - {None}))
    )
    return {
        unit_id: Place(unit, short_name) for unit_id, unit, short_name in session.execute(query)
    }


def _narratives(session: Session, case: Case) -> dict[int, Narrative]:
    rows = session.scalars(select(Narrative).where(Narrative.case_id == case.id))
    return {row.id: row for row in rows}


def _answers(session: Session, case: Case) -> dict[int, AnswerAsSent]:
    answers = session.scalars(select(Answer).where(Answer.case_id == case.id)).all()
    texts = session.scalars(select(AnswerText).join(Answer).where(Answer.case_id == case.id)).all()
    in_order = list(AnswerPart)
    return {
        answer.id: _answer(
            answer,
            sorted(
                (text for text in texts if text.answer_id == answer.id),
                key=lambda text: in_order.index(text.part),
            ),
        )
        for answer in answers
    }


def _answer(answer: Answer, texts: Sequence[AnswerText]) -> AnswerAsSent:
    erased_at = next((text.erased_at for text in texts if text.erased_at), None)
    return AnswerAsSent(
        parts=tuple((text.part, text.body) for text in texts if text.erased_at is None),
        responsible=answer.responsible,
        effective_on=answer.effective_on,
        erased=erased(erased_at) if erased_at else None,
    )


def _references(session: Session, rows: Sequence[AuditEntry]) -> dict[int, Reference]:
    ids = {row.facts.get("duplicate_of") for row in rows} - {None}
    found = session.execute(select(Case.id, Case.reference).where(Case.id.in_(ids)))
    return {case_id: Reference(reference) for case_id, reference in found}


def _entry(row: AuditEntry, found: _Found) -> TimelineEntry:
    facts = row.facts
    narrative = found.narratives.get(facts.get("narrative", 0))
    return TimelineEntry(
        at=row.at,
        action=row.action,
        by=row.actor,
        place=found.places.get(facts.get("unit", 0)),
        to_place=found.places.get(facts.get("to_unit", 0)),
        narrative_id=facts.get("narrative"),
        body=shown(narrative.body, narrative.erased_at) if narrative else "",
        question_id=facts.get("question"),
        reason=_reason(row.action, facts),
        channel=_term(Channel, facts.get("channel")),
        consequence=_consequence(row.action, facts, narrative),
        consent_before=_term(Consent, facts.get("before")),
        consent_after=_term(Consent, facts.get("after")),
        patient_search=_term(PatientSearch, facts.get("outcome")),
        found_by=_term(FoundBy, facts.get("found_by")),
        text_place=_term(TextPlace, facts.get("place")),
        identifier=_term(IdentifierKind, facts.get("kind")),
        side=_term(Side, facts.get("side")),
        duplicate_of=found.references.get(facts.get("duplicate_of") or 0),
        answer=found.answers.get(facts.get("answer", 0)),
    )


def _reason(action: AuditAction, facts: Mapping[str, Any]) -> RoutingReason | DeclineReason | None:
    if action is AuditAction.DECLINED:
        return DeclineReason(facts["reason"])
    return RoutingReason(facts["reason"]) if action is AuditAction.SENT else None


def _consequence(
    action: AuditAction, facts: Mapping[str, Any], narrative: Narrative | None
) -> Consequence | None:
    """Give the recipient's judgement, or the one that a supplement changed."""
    if action is AuditAction.CLASSIFIED:
        return _term(Consequence, facts["consequence"])
    return narrative.consequence if narrative else None


def _term(terms: type[Named], key: str | None) -> Named | None:
    return terms(key) if key else None

"""The timeline of a case, drawn from the log: what happened, where and in which words.

People are never named: a unit acts, or the reporter does. The number of statements is the same
however long the story is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.casework import (
    CauseKind,
    LineManagerOutcome,
    MeasureStatus,
    Rater,
    Usefulness,
)
from app.domain.line_manager import LineManagerMode
from app.domain.redaction import UNTOLD
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
from app.services.linking.told import LinkTold, links_told
from app.services.retention.erased_words import Text, erased, shown

Named = TypeVar("Named", bound=Term)

SHARED = tuple(action for action in AuditAction if action.shared)
BETWEEN_THE_PARTIES = frozenset({AuditAction.INQUIRY_ANSWERED, AuditAction.INQUIRY_WITHDRAWN})
WORDLESS = frozenset({AuditAction.INQUIRED, AuditAction.INQUIRY_ANSWERED})
"""What was said in these stands on the case's page for the parties, and in no timeline: the same
entries are read by the reporter, and are printed."""


@dataclass(frozen=True)
class Place:
    """A unit and its party, by the names they have today."""

    unit: Words
    party: Words


@dataclass(frozen=True)
class AnswerAsSent:
    """An answer in its parts, in the order they are read.

    A part that is erased is absent, and ``erased`` says so for all of them. ``cause_kind`` is None
    in answers from before there was a list; the cause's own words may be empty where it is enough.
    """

    parts: tuple[tuple[AnswerPart, str], ...]
    responsible: str
    effective_on: date | None
    erased: Words | None = None
    cause_kind: CauseKind | None = None


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened.

    ``by`` is "user", "reporter", "line_manager", "third_party" or "system".

    ``party`` is whose it was where no unit acts, ``count`` how many times something is said to
    have happened. ``day`` is a due date, or the last day that the clock may stand still.

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
    link: LinkTold | None = None
    answer: AnswerAsSent | None = None
    handler_id: int | None = None
    party: Words | None = None
    count: int | None = None
    usefulness: Usefulness | None = None
    rater: Rater | None = None
    measure_status: MeasureStatus | None = None
    leader_mode: LineManagerMode | None = None
    leader_outcome: LineManagerOutcome | None = None
    day_before: date | None = None
    day: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class _Found:
    """What the facts of the entries point at, by id."""

    places: Mapping[int, Place]
    narratives: Mapping[int, Narrative]
    answers: Mapping[int, AnswerAsSent]
    references: Mapping[int, Reference] = field(default_factory=dict)
    parties: Mapping[int, Words] = field(default_factory=dict)
    links: Mapping[int, LinkTold] = field(default_factory=dict)


def timeline(
    session: Session, case: Case, *, shared_only: bool, readable: Collection[int] = ()
) -> tuple[TimelineEntry, ...]:
    """Give a case's entries, oldest first; ``shared_only`` leaves out reads and internal acts.

    ``readable`` are the other cases, by id, that whoever looks may read too.

    The body of an internal note is never here: who may read it is not the timeline's to decide.
    """
    query = select(AuditEntry).where(AuditEntry.case_id == case.id).order_by(AuditEntry.id)
    if shared_only:
        query = query.where(AuditEntry.action.in_(SHARED))
    rows = [row for row in session.scalars(query) if not (shared_only and _is_internal(row))]
    links = links_told(session, case.id, rows, readable)
    rows = [row for row in rows if row.facts.get("link", 0) in {0, *links}]
    found = _Found(
        places=_places(session, rows),
        narratives=_narratives(session, case),
        answers=_answers(session, case),
        references=_references(session, rows),
        parties=_parties(session, rows),
        links=links,
    )
    return tuple(_entry(row, found) for row in rows)


def for_reporter(entries: tuple[TimelineEntry, ...]) -> tuple[TimelineEntry, ...]:
    """Leave out what is between the parties; the reporter sees that and when somebody was asked."""
    return tuple(entry for entry in entries if entry.action not in BETWEEN_THE_PARTIES)


def _is_internal(row: AuditEntry) -> bool:
    """Tell whether an act was on a text that the reporter does not read."""
    return row.facts.get("place") in UNTOLD


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


def _parties(session: Session, rows: Sequence[AuditEntry]) -> dict[int, Words]:
    ids = {row.facts.get("party") for row in rows} - {None}
    found = session.execute(select(Party.id, Party.short_name).where(Party.id.in_(ids)))
    return dict(found.all())


def _narratives(session: Session, case: Case) -> dict[int, Narrative]:
    rows = session.scalars(select(Narrative).where(Narrative.case_id == case.id))
    return {row.id: row for row in rows}


def _answers(session: Session, case: Case) -> dict[int, AnswerAsSent]:
    answers = session.scalars(select(Answer).where(Answer.case_id == case.id)).all()
    texts = session.scalars(select(AnswerText).join(Answer).where(Answer.case_id == case.id)).all()
    return {
        answer.id: _answer(answer, [text for text in texts if text.answer_id == answer.id])
        for answer in answers
    }


def _answer(answer: Answer, texts: Sequence[AnswerText]) -> AnswerAsSent:
    erased_at = next((text.erased_at for text in texts if text.erased_at), None)
    return AnswerAsSent(
        parts=_parts(answer.cause_kind, [text for text in texts if text.erased_at is None]),
        responsible=answer.responsible,
        effective_on=answer.effective_on,
        erased=erased(erased_at) if erased_at else None,
        cause_kind=answer.cause_kind,
    )


def _parts(
    kind: CauseKind | None, texts: Sequence[AnswerText]
) -> tuple[tuple[AnswerPart, str], ...]:
    """Give the parts that are said; a cause that is only named on the list has its place too."""
    bodies = {text.part: text.body for text in texts}
    if kind is not None:
        bodies.setdefault(AnswerPart.CAUSE, "")
    return tuple((part, bodies[part]) for part in AnswerPart if part in bodies)


def _references(session: Session, rows: Sequence[AuditEntry]) -> dict[int, Reference]:
    ids = {row.facts.get("duplicate_of") for row in rows} - {None}
    found = session.execute(select(Case.id, Case.reference).where(Case.id.in_(ids)))
    return {case_id: Reference(reference) for case_id, reference in found}


def _entry(row: AuditEntry, found: _Found) -> TimelineEntry:
    facts = row.facts
    narrative = None
    if row.action not in WORDLESS:
        narrative = found.narratives.get(facts.get("narrative", 0))
    return TimelineEntry(
        at=row.at,
        action=row.action,
        by=row.actor,
        place=found.places.get(facts.get("unit", 0)),
        to_place=found.places.get(facts.get("to_unit", 0)),
        narrative_id=narrative.id if narrative else None,
        body=shown(narrative.body, narrative.erased_at) if narrative else "",
        question_id=facts.get("question"),
        reason=_reason(row.action, facts),
        channel=_term(Channel, facts.get("channel")),
        consequence=_consequence(row.action, facts, narrative),
        **_change(row),
        patient_search=_outcome(PatientSearch, AuditAction.PATIENT_SEARCHED, row),
        leader_mode=_term(LineManagerMode, facts.get("mode")),
        leader_outcome=_outcome(LineManagerOutcome, AuditAction.SENDING_CONFIRMED, row),
        found_by=_term(FoundBy, facts.get("found_by")),
        text_place=_term(TextPlace, facts.get("place")),
        identifier=_term(IdentifierKind, facts.get("kind")),
        side=_term(Side, facts.get("side")),
        duplicate_of=found.references.get(facts.get("duplicate_of") or 0),
        link=found.links.get(facts.get("link", 0)),
        answer=found.answers.get(facts["answer"]) if row.action is AuditAction.ANSWERED else None,
        usefulness=_term(Usefulness, facts.get("usefulness")),
        rater=_term(Rater, facts.get("by")),
        measure_status=_term(MeasureStatus, facts.get("status")),
        handler_id=facts.get("handler"),
        party=found.parties.get(facts.get("party") or 0),
        count=facts.get("count"),
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


def _change(row: AuditEntry) -> dict[str, Any]:
    """Give what something was and became, or how long the clock stands still or stood."""
    facts = row.facts
    if row.action is AuditAction.CONSENT_RECORDED:
        return {
            "consent_before": Consent(facts["before"]),
            "consent_after": Consent(facts["after"]),
        }
    if row.action is AuditAction.DUE_DATE_MOVED:
        return {
            "day_before": date.fromisoformat(facts["before"]),
            "day": date.fromisoformat(facts["after"]),
        }
    if row.action is AuditAction.CLOCK_PAUSED:
        return {"day": date.fromisoformat(facts["until"])}
    return {"days": facts["days"]} if row.action is AuditAction.CLOCK_RESUMED else {}


def _outcome(terms: type[Named], of: AuditAction, row: AuditEntry) -> Named | None:
    """Give the outcome that an action of one kind tells of."""
    return _term(terms, row.facts.get("outcome")) if row.action is of else None


def _term(terms: type[Named], key: str | None) -> Named | None:
    return terms(key) if key else None

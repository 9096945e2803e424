"""What the committees need to know of a case: each party's own judgement, never another's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import ClassificationDraft
from app.domain.lifecycle import Action, after
from app.domain.policy import Actor, Permission, Relations, permits
from app.domain.vocabulary import Side, Words, joined
from app.models import AgreementClause, Case, CaseCategory, Classification, Party, Unit
from app.services import audit
from app.services.acts import OutdatedVersion, apply, hold, record_act
from app.services.cases import Held
from app.services.own_people import own_parties

TO_BE_CONFIRMED = Words("(må bekreftes)", "(må stadfestast)")


class UnknownClause(Exception):
    """The clause is not on the list of the case's helsefellesskap."""


@dataclass(frozen=True)
class Judgement:
    """One party's own judgement in words to show; ``clause`` is None when none is named."""

    party_id: int
    party: Words
    is_recipients: bool
    said: ClassificationDraft
    clause: Words | None


@dataclass(frozen=True)
class JudgingPart:
    """Every party's judgement, and what the reader's own party has said."""

    judgements: tuple[Judgement, ...]
    own: ClassificationDraft


def judges_for_recipient(actor: Actor, relations: Relations) -> bool:
    """Tell whether the actor judges as one of those who have the case, and not as its sender."""
    return permits(actor, Permission.ANSWER_CASE, relations)


def classify(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: ClassificationDraft,
    *,
    now: datetime,
) -> None:
    """Keep the judgement of the actor's own party, beside the reporter's and the other party's.

    The recipient's consequence and categories stand on the case too, since figures count them. The
    sending party writes its own row and nothing else; it may do so whatever others have done since.

    Raises:
        OutdatedVersion: when others among those who have the case have acted since.
        UnknownClause: when the clause is not on the list.
    """
    held = hold(session, actor, Permission.CLASSIFY_CASE, case_key)
    if not judges_for_recipient(actor, held.relations):
        _classify_as_sender(session, actor, held, draft, now=now)
        return
    if version != held.assignment.version:
        raise OutdatedVersion(held.assignment.version)
    apply(held, Action.CLASSIFY, now=now)
    held.case.recipient_consequence = draft.consequence
    _choose_categories(session, held.case, draft)
    unit = session.get_one(Unit, held.assignment.unit_id)
    _keep(session, actor, held.case, unit.party_id, draft, now=now)
    consequence = draft.consequence.value if draft.consequence else None
    record_act(session, actor, AuditAction.CLASSIFIED, held, now=now, consequence=consequence)


def _classify_as_sender(
    session: Session, actor: Actor, held: Held, draft: ClassificationDraft, *, now: datetime
) -> None:
    after(held.assignment.status, Action.CLASSIFY)
    party_id = held.case.reporting_party_id
    assert party_id is not None  # noqa: S101  the policy lets nobody else come here
    if stored_draft(session, held.case.id, party_id) == draft:
        return
    _keep(session, actor, held.case, party_id, draft, now=now)
    audit.record(
        session,
        actor,
        AuditAction.SENDER_CLASSIFIED,
        now=now,
        case_id=held.case.id,
        party=party_id,
    )


def _choose_categories(session: Session, case: Case, draft: ClassificationDraft) -> None:
    own = CaseCategory.case_id == case.id, CaseCategory.side == Side.RECIPIENT
    session.execute(delete(CaseCategory).where(*own))
    session.add_all(
        CaseCategory(case_id=case.id, side=Side.RECIPIENT, key=key) for key in draft.categories
    )


def _keep(
    session: Session,
    actor: Actor,
    case: Case,
    party_id: int,
    draft: ClassificationDraft,
    *,
    now: datetime,
) -> None:
    said = {
        "consequence": draft.consequence,
        "potential_consequence": draft.potential_consequence,
        "clause_id": _clause_id(session, case, draft.clause_key),
        "patient_group": draft.patient_group,
        "is_red_group": draft.is_red_group,
        "patient_informed": draft.patient_informed,
        "nokup": draft.nokup,
        "classified_at": now,
        "classified_by_id": actor.user_id,
    }
    row = _row(session, case.id, party_id) or Classification(case_id=case.id, party_id=party_id)
    for name, value in said.items():
        setattr(row, name, value)
    session.add(row)


def _row(session: Session, case_id: int, party_id: int) -> Classification | None:
    own = Classification.case_id == case_id, Classification.party_id == party_id
    return session.scalar(select(Classification).where(*own))


def _clause_id(session: Session, case: Case, key: str | None) -> int | None:
    if key is None:
        return None
    named = (
        AgreementClause.helsefellesskap_id == case.helsefellesskap_id,
        AgreementClause.key == key,
    )
    found = session.scalar(select(AgreementClause.id).where(*named))
    if found is None:
        raise UnknownClause
    return found


def stored_draft(session: Session, case_id: int, party_id: int) -> ClassificationDraft:
    """Give what a party has said of a case, as its form would say it; empty before it has."""
    row = _row(session, case_id, party_id)
    return _draft(session, row) if row else ClassificationDraft()


def judging_part(
    session: Session, actor: Actor, case: Case, relations: Relations, categories: frozenset[str]
) -> JudgingPart:
    """Read every judgement of a case: one statement.

    ``categories`` are those that the recipient chose. A judgement from before parties had rows of
    their own is the recipient's consequence.
    """
    found = judgements(session, case)
    own = own_parties(actor, relations) & _judging(actor, relations)
    draft = next((each.said for each in found if each.party_id in own), ClassificationDraft())
    if judges_for_recipient(actor, relations):
        chosen = tuple(sorted(categories))
        draft = replace(draft, consequence=case.recipient_consequence, categories=chosen)
    return JudgingPart(found, draft)


def _judging(actor: Actor, relations: Relations) -> frozenset[int]:
    if judges_for_recipient(actor, relations):
        return relations.recipient_party_ids
    party_id = relations.reporting_party_id
    return frozenset() if party_id is None else frozenset({party_id})


def judgements(session: Session, case: Case) -> tuple[Judgement, ...]:
    """Give what every party has said of a case, those who have it first: two statements."""
    query = (
        select(Classification, Party, AgreementClause)
        .join(Party, Party.id == Classification.party_id)
        .outerjoin(AgreementClause, AgreementClause.id == Classification.clause_id)
        .where(Classification.case_id == case.id)
        .order_by(Classification.party_id == case.reporting_party_id, Classification.id)
    )
    return tuple(
        Judgement(
            party_id=party.id,
            party=party.name,
            is_recipients=party.id != case.reporting_party_id,
            said=_said(row, clause),
            clause=clause_words(clause) if row.clause_id else None,
        )
        for row, party, clause in session.execute(query)
    )


def _draft(session: Session, row: Classification) -> ClassificationDraft:
    return _said(row, session.get(AgreementClause, row.clause_id) if row.clause_id else None)


def _said(row: Classification, clause: AgreementClause | None) -> ClassificationDraft:
    return ClassificationDraft(
        consequence=row.consequence,
        potential_consequence=row.potential_consequence,
        clause_key=clause.key if clause else None,
        patient_group=row.patient_group,
        is_red_group=row.is_red_group,
        patient_informed=row.patient_informed,
        nokup=row.nokup,
    )


def clause_words(clause: AgreementClause) -> Words:
    """Name a clause with its agreement."""
    return Words(
        f"{clause.agreement.nb}: {clause.clause.nb}", f"{clause.agreement.nn}: {clause.clause.nn}"
    )


Clauses = Mapping[Words, tuple[tuple[str, Words], ...]]
"""Clauses as (key, words), by the name of their agreement."""


def clauses_on(session: Session, helsefellesskap_id: int, on: date) -> Clauses:
    """Give the clauses that held on a date, by agreement, in the register's order."""
    query = (
        select(AgreementClause)
        .where(
            AgreementClause.helsefellesskap_id == helsefellesskap_id,
            AgreementClause.valid_from <= on,
            or_(AgreementClause.valid_to.is_(None), AgreementClause.valid_to >= on),
        )
        .order_by(AgreementClause.position)
    )
    grouped: dict[Words, list[tuple[str, Words]]] = {}
    for row in session.scalars(query):
        grouped.setdefault(row.agreement, []).append((row.key, _shown(row)))
    return {agreement: tuple(rows) for agreement, rows in grouped.items()}


def _shown(row: AgreementClause) -> Words:
    if row.is_verified:
        return row.clause
    return joined((row.clause, TO_BE_CONFIRMED), " ")

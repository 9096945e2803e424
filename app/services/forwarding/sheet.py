"""The routing sheet: what the FSU secretaries decide by. Never a narrative, never who reported."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.joint_form import Option
from app.domain.policy import Actor
from app.domain.vocabulary import DeclineReason, Direction, PartyKind, Side, Words
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    CaseServiceKind,
    PlacingProposal,
    Unit,
)
from app.services.cases import assignments_of, current
from app.services.forwarding.disputes import contest_of, is_appealed, open_proposal
from app.services.forwarding.offering import PartyUnits, groups_of_units
from app.services.forwarding.placing import SpeaksForNobody, is_placeable, side_of
from app.services.reported import FormWords, form_words
from app.services.timeline import TimelineEntry, timeline

MOVES = frozenset(
    {
        AuditAction.SENT,
        AuditAction.ENTERED,
        AuditAction.SENDING_CONFIRMED,
        AuditAction.ACKNOWLEDGED,
        AuditAction.FORWARDED,
        AuditAction.JOINED,
        AuditAction.SENT_TO_PLACING,
        AuditAction.PLACED,
        AuditAction.DECLINED,
        AuditAction.CONTESTED,
        AuditAction.CONTEST_UPHELD,
        AuditAction.CONTEST_OVERTURNED,
        AuditAction.APPEALED,
    }
)
WORDLESS = frozenset({AuditAction.CONTESTED})
"""What is told without its words: the objection is the reporter's own story."""


@dataclass(frozen=True)
class Proposal:
    """What the one side proposes. ``unit`` is None for a decline that stands."""

    side: PartyKind
    unit: Words | None
    at: datetime
    may_be_agreed_to: bool


@dataclass(frozen=True)
class RoutingSheet:
    """A case as the secretaries may see it while they decide who shall have it.

    ``speaks_for`` is None for a secretary whose membership names no party, who may read and not
    decide. Dates are Oslo dates.
    """

    key: str
    version: int
    reference: str
    direction: Direction
    sent_on: date
    due_on: date
    service_kinds: tuple[Words, ...]
    categories: tuple[Words, ...]
    consequence: Option
    moves: tuple[TimelineEntry, ...]
    is_appealed: bool
    decline_reason: DeclineReason | None
    proposal: Proposal | None
    speaks_for: PartyKind | None
    groups: tuple[PartyUnits, ...]


def routing_sheet(session: Session, actor: Actor, case: Case, *, today: date) -> RoutingSheet:
    """Read the sheet of a case that is being placed."""
    assignment = current(assignments_of(session, case.id))[0]
    form = form_words(session, case.form_version_id)
    moves = tuple(
        each for each in timeline(session, case, shared_only=True) if each.action in MOVES
    )
    contest = contest_of(session, case.id)
    speaks_for = _side(session, actor, case)
    return RoutingSheet(
        key=case.key,
        version=assignment.version,
        reference=Reference(case.reference).spoken,
        direction=case.direction,
        sent_on=case.sent_on,
        due_on=assignment.due_on,
        service_kinds=_chosen(session, case, form, "service_kind"),
        categories=_chosen(session, case, form, "category"),
        consequence=_consequence(case, form),
        moves=moves,
        is_appealed=is_appealed(contest),
        decline_reason=_decline_reason(moves),
        proposal=_proposal(session, actor, assignment, speaks_for),
        speaks_for=speaks_for,
        groups=groups_of_units(session, case.helsefellesskap_id, on=today, only=is_placeable),
    )


def has_words(entry: TimelineEntry) -> bool:
    """Tell whether the secretaries may read the words of a move."""
    return bool(entry.body) and entry.action not in WORDLESS


def _side(session: Session, actor: Actor, case: Case) -> PartyKind | None:
    try:
        return side_of(session, actor, case)
    except SpeaksForNobody:
        return None


def _chosen(session: Session, case: Case, form: FormWords, listed: str) -> tuple[Words, ...]:
    query = select(CaseServiceKind.key).where(CaseServiceKind.case_id == case.id)
    if listed == "category":
        query = select(CaseCategory.key).where(
            CaseCategory.case_id == case.id, CaseCategory.side == Side.REPORTER
        )
    return form.labelled(listed, set(session.scalars(query)))


def _consequence(case: Case, form: FormWords) -> Option:
    level = case.changed_consequence or case.consequence
    return form.options.get(("consequence", level.value)) or Option(level.value, level.words)


def _decline_reason(moves: tuple[TimelineEntry, ...]) -> DeclineReason | None:
    reasons = (each.reason for each in reversed(moves) if each.action is AuditAction.DECLINED)
    reason = next(reasons, None)
    return reason if isinstance(reason, DeclineReason) else None


def _proposal(
    session: Session, actor: Actor, assignment: Assignment, side: PartyKind | None
) -> Proposal | None:
    row: PlacingProposal | None = open_proposal(session, assignment.id)
    if row is None:
        return None
    unit = session.get(Unit, row.to_unit_id) if row.to_unit_id else None
    return Proposal(
        side=row.side,
        unit=unit.name if unit else None,
        at=row.proposed_at,
        may_be_agreed_to=side not in {None, row.side} and row.proposed_by_id != actor.user_id,
    )

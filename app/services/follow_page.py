"""What the reporter sees of a case: how far it has come, what is asked, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.consent import may_be_recorded_later
from app.domain.deadlines import is_overdue
from app.domain.lifecycle import Action, Status, can
from app.domain.line_manager import LineManagerMode
from app.domain.routing import RoutingReason
from app.domain.vocabulary import NarrativeKind, Side, UnitKind, Words
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    ExternalReference,
    Helsefellesskap,
    Narrative,
    Party,
    Reporter,
    Unit,
)
from app.services.answering.part import AnsweringPart, answering_part
from app.services.case_words import report_erased_at
from app.services.cases import assignments_of, current
from app.services.clock.pausing import paused_until
from app.services.following import open_questions
from app.services.forwarding.part import FollowedPart, followed_part
from app.services.line_manager.part import LineManagerPart, line_manager_part
from app.services.outbox import address_of
from app.services.patient.part import PatientPart, patient_part
from app.services.reported import Reported, form_words, reported
from app.services.settings import deadline_lengths
from app.services.timeline import Place, TimelineEntry, for_reporter, timeline

MILESTONES = frozenset(
    {
        AuditAction.LEADER_TOLD,
        AuditAction.SENT,
        AuditAction.ENTERED,
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
        AuditAction.GUIDED,
        AuditAction.ANSWERED,
        AuditAction.CLOSED,
        AuditAction.WITHDRAWN,
        AuditAction.REOPENED,
    }
)
TO_SECRETARIES = frozenset({AuditAction.SENT_TO_PLACING, AuditAction.APPEALED})
OUTCOMES = frozenset({AuditAction.ANSWERED, AuditAction.DECLINED, AuditAction.GUIDED})
AWAITING_ANSWER = frozenset({Status.SENT, Status.ACKNOWLEDGED})
TURNED_AWAY = frozenset({Status.WITHDRAWN, Status.DECLINED})

ON_THE_FORM = frozenset(
    {
        NarrativeKind.DESCRIPTION,
        NarrativeKind.IMMEDIATE_ACTION,
        NarrativeKind.PROPOSAL,
        NarrativeKind.OTHER_SERVICE_KIND,
        NarrativeKind.OTHER_CATEGORY,
        NarrativeKind.PLACE_IN_WORDS,
    }
)


class StepState(StrEnum):
    """Where a step of the journey lies, seen from now."""

    DONE = auto()
    CURRENT = auto()
    LATER = auto()


@dataclass(frozen=True)
class Step:
    """A stop on the way of a report: passed ``at`` a time, or still to come and ``due_on`` a day.

    ``place`` is who acted, or for a forwarding who got the case.
    """

    action: AuditAction
    state: StepState
    at: datetime | None = None
    due_on: date | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Question:
    """A question from the recipient that nobody has replied to."""

    id: int
    body: str
    asked_at: datetime


class Mail(StrEnum):
    """What reaches the reporter by e-mail."""

    LINK = auto()
    """Reference, status and the follow link: the address belongs to a party."""
    STATUS = auto()
    """Reference and status, and no link."""
    NOTHING = auto()
    """No address was given, or it has been erased."""


@dataclass(frozen=True)
class FollowPage:
    """One case as its reporter may see it: units, never people, and no internal notes.

    Due dates are Oslo dates; ``is_decided`` is false while they are only a proposal, and
    ``is_late`` is true from the day after ``due_on`` until the answer comes; ``paused_until`` is
    the last day for which the clock may stand still while the reporter is asked. ``is_outside`` is
    true while a case whose recipient is not connected waits with the secretariat. ``has_letter``
    while there is a følgeskriv to print: nobody must oppose it, and somebody must get it.
    """

    helsefellesskap: Words
    reference: Reference
    status: Status
    place: Place
    sent_at: datetime
    acknowledge_due_on: date
    due_on: date
    is_decided: bool
    is_late: bool
    paused_until: date | None
    is_outside: bool
    is_serious: bool
    mail: Mail
    reported: Reported
    patient: PatientPart
    has_letter: bool
    own_reference: str
    steps: tuple[Step, ...]
    timeline: tuple[TimelineEntry, ...]
    outcome: TimelineEntry | None
    line_manager: LineManagerPart
    forwarding: FollowedPart
    answering: AnsweringPart
    questions: tuple[Question, ...]
    may_reply: bool
    may_supplement: bool
    may_withdraw: bool
    may_reopen: bool
    may_record_consent: bool

    @property
    def awaits_answer(self) -> bool:
        """Tell whether the recipient still owes an answer."""
        return self.status in AWAITING_ANSWER


def follow_page(session: Session, case: Case, *, today: date) -> FollowPage:
    """Gather what the follow page and the receipt show, as it is now."""
    assignments = assignments_of(session, case.id)
    held = current(assignments)
    assignment = held[0]
    entries = for_reporter(timeline(session, case, shared_only=True))
    status = assignment.status
    report = _reported(session, case)
    patient = patient_part(case, status, entries)
    outcome = next((entry for entry in reversed(entries) if entry.action in OUTCOMES), None)
    return FollowPage(
        helsefellesskap=session.get_one(Helsefellesskap, case.helsefellesskap_id).name,
        reference=Reference(case.reference),
        status=status,
        place=_place(session, assignment.unit_id),
        sent_at=case.sent_at,
        **_clock(session, case, assignment, today),
        is_outside=_is_outside(case, assignment),
        is_serious=case.consequence.is_serious,
        mail=_mail(session, case),
        reported=report,
        patient=patient,
        has_letter=_has_letter(session, assignment, patient, report),
        own_reference=_own_reference(session, case),
        steps=journey(entries, assignment),
        timeline=entries,
        outcome=outcome,
        line_manager=line_manager_part(session, case, today=today),
        answering=answering_part(session, case.id, status),
        forwarding=followed_part(session, case, assignments),
        questions=tuple(
            Question(row.id, row.body, row.written_at) for row in open_questions(session, case.id)
        ),
        may_reply=can(status, Action.REPLY),
        may_supplement=can(status, Action.SUPPLEMENT),
        may_withdraw=all(can(row.status, Action.WITHDRAW) for row in held),
        may_reopen=_may_reopen(case, assignment),
        may_record_consent=may_be_recorded_later(case.consent)
        and not _is_turned_away(status, outcome),
    )


def _clock(session: Session, case: Case, assignment: Assignment, today: date) -> dict[str, Any]:
    awaits_answer = assignment.status in AWAITING_ANSWER
    lengths = deadline_lengths(session, case.helsefellesskap_id, case.sent_on)
    return {
        "acknowledge_due_on": assignment.acknowledge_due_on,
        "due_on": assignment.due_on,
        "is_decided": lengths.decided_on is not None,
        "is_late": awaits_answer and is_overdue(assignment.due_on, today),
        "paused_until": paused_until(session, case.id, today) if awaits_answer else None,
    }


def _is_outside(case: Case, assignment: Assignment) -> bool:
    return (
        case.routing_reason is RoutingReason.SECRETARIAT
        and assignment.unit_id == case.first_unit_id
        and assignment.status in AWAITING_ANSWER
        and not assignment.is_placing
    )


def _has_letter(
    session: Session, assignment: Assignment, patient: PatientPart, report: Reported
) -> bool:
    """The secretariat sends a report on; who the patient is, is not for it to know."""
    lies_with_secretariat = session.get_one(Unit, assignment.unit_id).kind is UnitKind.SECRETARIAT
    return patient.may_identify and report.erased is None and not lies_with_secretariat


def _may_reopen(case: Case, assignment: Assignment) -> bool:
    """Only what was answered can lack something in its answer, and only once."""
    was_answered = assignment.first_answered_on is not None
    return was_answered and can(assignment.status, Action.REOPEN) and case.reopened_at is None


def _is_turned_away(status: Status, outcome: TimelineEntry | None) -> bool:
    """Tell whether nobody here handles the case: withdrawn, declined, or guided elsewhere."""
    is_guided = outcome is not None and outcome.action is AuditAction.GUIDED
    return status in TURNED_AWAY or (status is Status.CLOSED and is_guided)


def journey(entries: Sequence[TimelineEntry], assignment: Assignment) -> tuple[Step, ...]:
    """Give the stops a case has passed, where it is, and those that its deadlines still ask for."""
    passed = [
        Step(entry.action, StepState.DONE, at=entry.at, place=_reached(entry))
        for entry in entries
        if entry.action in MILESTONES and entry.leader_mode is not LineManagerMode.INFORMED
    ]
    here = [
        Step(step.action, StepState.CURRENT, at=step.at, place=step.place) for step in passed[-1:]
    ]
    return (*passed[:-1], *here, *_ahead(assignment))


def _reached(entry: TimelineEntry) -> Place | None:
    """Give the unit that got the case or acted; nobody has it while the secretaries decide."""
    return None if entry.action in TO_SECRETARIES else entry.to_place or entry.place


def _ahead(assignment: Assignment) -> list[Step]:
    steps: list[Step] = []
    if assignment.status is Status.AWAITING_LINE_MANAGER:
        steps.append(Step(AuditAction.SENT, StepState.LATER))
    if assignment.status is Status.SENT and not assignment.is_placing:
        due_on = assignment.acknowledge_due_on
        steps.append(Step(AuditAction.ACKNOWLEDGED, StepState.LATER, due_on=due_on))
    if assignment.status in AWAITING_ANSWER:
        steps.append(Step(AuditAction.ANSWERED, StepState.LATER, due_on=assignment.due_on))
    return steps


def _place(session: Session, unit_id: int) -> Place:
    unit = session.get_one(Unit, unit_id)
    return Place(unit.name, session.get_one(Party, unit.party_id).name)


def _mail(session: Session, case: Case) -> Mail:
    reporter = session.get(Reporter, case.id)
    if reporter is None or not address_of(reporter):
        return Mail.NOTHING
    return Mail.LINK if reporter.may_receive_link else Mail.STATUS


def _reported(session: Session, case: Case) -> Reported:
    narratives = session.scalars(select(Narrative).where(Narrative.case_id == case.id)).all()
    categories = session.scalars(
        select(CaseCategory.key).where(
            CaseCategory.case_id == case.id, CaseCategory.side == Side.REPORTER
        )
    )
    return reported(
        session,
        case,
        form_words(session, case.form_version_id),
        set(categories),
        {row.kind: row.body for row in narratives if row.kind in ON_THE_FORM},
        report_erased_at(narratives),
    )


def _own_reference(session: Session, case: Case) -> str:
    value = session.scalar(
        select(ExternalReference.value).where(
            ExternalReference.case_id == case.id,
            ExternalReference.party_id == case.reporting_party_id,
        )
    )
    return value or ""

"""A case as one person may see it: frozen, and read in a number of statements that never grows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference, ReporterDraft
from app.domain.consent import allows_identity
from app.domain.deadlines import days_late, is_overdue
from app.domain.lifecycle import Action, Status, can
from app.domain.policy import (
    ACTION_PERMISSIONS,
    Actor,
    Permission,
    Relations,
    permits,
)
from app.domain.vocabulary import Consent, FoundBy, Side, Words
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    ExternalReference,
    Helsefellesskap,
    Party,
    Reporter,
    Unit,
)
from app.services.case_words import Conversation, Names, conversation, names_on
from app.services.cases import CaseNotFound, assignments_of, current, relations_of
from app.services.patient.part import PatientPart, patient_part
from app.services.patient.searching import open_roads
from app.services.redaction.texts import own_parties
from app.services.reported import Reported, form_words, reported
from app.services.retention.archiving import Archive, archive_of
from app.services.settings import deadline_lengths
from app.services.timeline import TimelineEntry, timeline

ENDINGS = frozenset(
    {AuditAction.DECLINED, AuditAction.GUIDED, AuditAction.WITHDRAWN, AuditAction.REOPENED}
)


@dataclass(frozen=True)
class Clock:
    """What is due. ``late`` counts days past the answer's date while an answer is owed."""

    acknowledge_due_on: date
    is_acknowledged_late: bool
    due_on: date
    late: int
    is_decided: bool


@dataclass(frozen=True)
class Holder:
    """Who has the case. ``handler`` is empty for those who may not see the name."""

    unit: Words
    party: Words
    handler: str
    is_reader: bool


@dataclass(frozen=True)
class Numbers:
    """What the parties call the case: the reporter's number, and the reader's own party's."""

    reporters: str
    own: str
    own_party_id: int | None
    own_party: Words | None


@dataclass(frozen=True)
class CasePage:
    """Everything that the page of a case draws.

    A reader on the recipient's side handles the case; one on the reporter's side follows it, and
    sees units where the recipient sees names. ``categories`` are the recipient's own; ``roads`` are
    those by which a patient may be found here.
    """

    case: Case
    assignment: Assignment
    helsefellesskap: Helsefellesskap
    side: Side
    permissions: frozenset[Permission]
    actions: frozenset[Action]
    clock: Clock
    holder: Holder
    reporting_party: Words | None
    reported: Reported
    reporter: ReporterDraft | None
    categories: frozenset[str]
    words: Conversation
    patient: PatientPart
    roads: tuple[FoundBy, ...]
    numbers: Numbers
    archive: Archive
    timeline: tuple[TimelineEntry, ...]

    @property
    def reference(self) -> str:
        """Give the reference as people read it."""
        return Reference(self.case.reference).spoken

    @property
    def status(self) -> Status:
        """Give where the responsibility stands."""
        return self.assignment.status

    @property
    def awaits_reporter(self) -> bool:
        """Tell whether a question to the reporter is open while an answer is owed."""
        return self.assignment.awaits_reporter and can(self.status, Action.REPLY)

    @property
    def is_recipients(self) -> bool:
        """Tell whether the reader handles the case, and does not only follow it."""
        return self.side is Side.RECIPIENT

    @property
    def has_lookup_code(self) -> bool:
        """Tell whether the reader compares oppslagskoder with reporters."""
        return self.patient.may_identify and Permission.SEARCH_PATIENT_OF_CASE in self.permissions

    @property
    def answers(self) -> tuple[TimelineEntry, ...]:
        """Give the answers, newest first; a reopened case may have several."""
        return tuple(each for each in reversed(self.timeline) if each.answer)

    @property
    def ending(self) -> TimelineEntry | None:
        """Give the newest entry that says why a case ended, or why it began again."""
        return next((each for each in reversed(self.timeline) if each.action in ENDINGS), None)

    def may(self, permission: str) -> bool:
        """Tell whether the reader holds a permission on this case."""
        return Permission(permission) in self.permissions

    def offers(self, action: str) -> bool:
        """Tell whether the reader may do something, as the case stands."""
        return Action(action) in self.actions


def case_page(session: Session, actor: Actor, case: Case, *, today: date) -> CasePage:
    """Read a case as an actor may see it.

    Raises:
        CaseNotFound: when the actor may not know of it.
    """
    relations = relations_of(session, case)
    permissions = frozenset(each for each in Permission if permits(actor, each, relations))
    if Permission.READ_CASE not in permissions:
        raise CaseNotFound
    handles = Permission.READ_NOTES in permissions
    names = names_on(session, case.id) if handles else {}
    own = own_parties(actor, relations)
    assignment = current(assignments_of(session, case.id))[0]
    words = conversation(session, case.id, notes_of_parties=own if handles else (), names=names)
    parties = _party_names(session, case, relations)
    entries = timeline(session, case, shared_only=True)
    return CasePage(
        case=case,
        assignment=assignment,
        helsefellesskap=session.get_one(Helsefellesskap, case.helsefellesskap_id),
        side=Side.RECIPIENT if handles else Side.REPORTER,
        permissions=permissions,
        actions=_actions(case.consent, assignment.status, permissions, words),
        clock=_clock(session, case, assignment, today),
        holder=_holder(session, actor, assignment, parties, names),
        reporting_party=parties.get(case.reporting_party_id),
        reported=_reported(session, case, words),
        reporter=_reporter(session, case) if Permission.READ_REPORTER in permissions else None,
        categories=_categories(session, case, Side.RECIPIENT),
        words=words,
        patient=patient_part(case, assignment.status, entries, names),
        roads=open_roads(session, case.helsefellesskap_id),
        numbers=_numbers(session, case, parties, own & relations.recipient_party_ids or own),
        archive=archive_of(session, actor, case, today=today),
        timeline=entries,
    )


def _actions(
    consent: Consent, status: Status, permissions: frozenset[Permission], words: Conversation
) -> frozenset[Action]:
    """Give what state machine, policy and consent allow; a reply needs a question too."""
    offered = {
        action
        for action, permission in ACTION_PERMISSIONS.items()
        if permission in permissions and can(status, action)
    }
    if not allows_identity(consent):
        offered -= {Action.SEARCH_PATIENT, Action.REQUEST_CALL}
    return frozenset(offered if words.open_questions else offered - {Action.REPLY})


def _clock(session: Session, case: Case, assignment: Assignment, today: date) -> Clock:
    lengths = deadline_lengths(session, case.helsefellesskap_id, case.sent_on)
    owes_answer = can(assignment.status, Action.ACKNOWLEDGE) or can(
        assignment.status, Action.ANSWER
    )
    return Clock(
        acknowledge_due_on=assignment.acknowledge_due_on,
        is_acknowledged_late=is_overdue(
            assignment.acknowledge_due_on, assignment.acknowledged_on or today
        ),
        due_on=assignment.due_on,
        late=days_late(assignment.due_on, today) if owes_answer else 0,
        is_decided=lengths.decided_on is not None,
    )


def _holder(
    session: Session,
    actor: Actor,
    assignment: Assignment,
    parties: Mapping[int | None, Words],
    names: Names,
) -> Holder:
    unit = session.get_one(Unit, assignment.unit_id)
    return Holder(
        unit=unit.name,
        party=parties[unit.party_id],
        handler=names.get(assignment.handler_id, ""),
        is_reader=assignment.handler_id is not None and assignment.handler_id == actor.user_id,
    )


def _party_names(session: Session, case: Case, relations: Relations) -> dict[int | None, Words]:
    involved = {case.reporting_party_id, *relations.recipient_party_ids} - {None}
    rows = session.execute(select(Party.id, Party.name).where(Party.id.in_(involved)))
    return dict(rows.all())


def _reported(session: Session, case: Case, words: Conversation) -> Reported:
    return reported(
        session,
        case,
        form_words(session, case.form_version_id),
        categories=_categories(session, case, Side.REPORTER),
        narratives=words.latest,
        erased_at=words.report_erased_at,
    )


def _categories(session: Session, case: Case, side: Side) -> frozenset[str]:
    query = select(CaseCategory.key).where(
        CaseCategory.case_id == case.id, CaseCategory.side == side
    )
    return frozenset(session.scalars(query))


def _reporter(session: Session, case: Case) -> ReporterDraft | None:
    row = session.get(Reporter, case.id)
    if row is None:
        return None
    return ReporterDraft(row.name, row.workplace, row.line_manager, row.phone, row.email)


def _numbers(
    session: Session, case: Case, parties: Mapping[int | None, Words], own: frozenset[int]
) -> Numbers:
    rows = session.execute(
        select(ExternalReference.party_id, ExternalReference.value).where(
            ExternalReference.case_id == case.id
        )
    )
    values: dict[int | None, str] = dict(rows.all())
    own_party_id = min(own, default=None)
    return Numbers(
        reporters=values.get(case.reporting_party_id, ""),
        own=values.get(own_party_id, "") if own_party_id else "",
        own_party_id=own_party_id,
        own_party=parties.get(own_party_id),
    )

"""A case as one person may see it: frozen, and read in a number of statements that never grows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import Reference, ReporterDraft
from app.domain.consent import allows_identity
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
    Helsefellesskap,
    Reporter,
)
from app.services.answering.part import AnsweringPart, answering_part
from app.services.case_beside import CaseBeside, case_beside
from app.services.case_standing import (
    Clock,
    Holder,
    Numbers,
    clock_of,
    holder_of,
    numbers_of,
    party_names,
)
from app.services.case_words import Conversation, Names, conversation, names_on
from app.services.cases import CaseNotFound, assignments_of, current, own_of, relations_of
from app.services.classifying import JudgingPart, judging_part
from app.services.clock.part import TimePart, time_part
from app.services.forwarding.part import ForwardingPart, forwarding_part
from app.services.line_manager.part import LineManagerPart, line_manager_part
from app.services.linking.part import LinkingPart, linking_part
from app.services.notes import NotesOfScope, notes_for
from app.services.own_people import note_parties, own_parties
from app.services.patient.part import PatientPart, patient_part
from app.services.patient.searching import open_roads
from app.services.readers import Reader, readers_of
from app.services.reported import Reported, form_words, reported
from app.services.retention.archiving import Archive, archive_of
from app.services.timeline import TimelineEntry, timeline

ENDINGS = frozenset(
    {AuditAction.DECLINED, AuditAction.GUIDED, AuditAction.WITHDRAWN, AuditAction.REOPENED}
)


@dataclass(frozen=True)
class CasePage:
    """Everything that the page of a case draws.

    A reader on the recipient's side handles the case; one on the reporter's side follows it, and
    sees units where the recipient sees names. ``categories`` are the recipient's own; ``roads`` are
    those by which a patient may be found here; ``names`` are of the reader's own side alone.
    """

    case: Case
    assignment: Assignment
    helsefellesskap: Helsefellesskap
    side: Side
    permissions: frozenset[Permission]
    actions: frozenset[Action]
    clock: Clock
    time: TimePart
    holder: Holder
    reporting_party: Words | None
    reported: Reported
    reporter: ReporterDraft | None
    categories: frozenset[str]
    words: Conversation
    notes: tuple[NotesOfScope, ...]
    linking: LinkingPart
    readers: tuple[Reader, ...]
    patient: PatientPart
    roads: tuple[FoundBy, ...]
    numbers: Numbers
    line_manager: LineManagerPart
    answering: AnsweringPart
    judging: JudgingPart
    beside: CaseBeside
    archive: Archive
    forwarding: ForwardingPart
    names: Names
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


@dataclass(frozen=True)
class _Opened:
    """A case opened by one person on a day, with what every part of the page asks for.

    ``own`` are the reader's own parties in the case, ``names`` those of their people.
    """

    session: Session
    actor: Actor
    case: Case
    today: date
    relations: Relations
    permissions: frozenset[Permission]
    assignments: list[Assignment]
    own: frozenset[int]
    names: Names

    @property
    def assignment(self) -> Assignment:
        """Give the assignment that is the reader's, or the one that has the case."""
        return own_of(self.session, self.actor, self.assignments)

    def may(self, permission: Permission) -> bool:
        """Tell whether the reader holds a permission on the case."""
        return permission in self.permissions


def case_page(session: Session, actor: Actor, case: Case, *, today: date) -> CasePage:
    """Read a case as an actor may see it.

    Raises:
        CaseNotFound: when the actor may not know of it.
    """
    opened = _open(session, actor, case, today)
    words = conversation(session, case.id, names=opened.names)
    return CasePage(
        case=case,
        helsefellesskap=session.get_one(Helsefellesskap, case.helsefellesskap_id),
        permissions=opened.permissions,
        words=words,
        names=opened.names,
        **_standing(opened, words),
        **_told(opened, words),
        **_beside(opened),
    )


def _open(session: Session, actor: Actor, case: Case, today: date) -> _Opened:
    relations = relations_of(session, case)
    permissions = frozenset(each for each in Permission if permits(actor, each, relations))
    if Permission.READ_CASE not in permissions:
        raise CaseNotFound
    own = own_parties(actor, relations)
    names = names_on(session, case.id, own)
    assignments = assignments_of(session, case.id)
    return _Opened(session, actor, case, today, relations, permissions, assignments, own, names)


def _standing(opened: _Opened, words: Conversation) -> dict[str, Any]:
    """Read where the case stands: who has it, what is due, what may be done."""
    session, case, today = opened.session, opened.case, opened.today
    assignment, names = opened.assignment, opened.names
    parties = party_names(session, case, opened.assignments)
    of_recipient = opened.own & opened.relations.recipient_party_ids
    moves = forwarding_part(
        session,
        opened.actor,
        case,
        opened.assignments,
        names=names,
        may_forward=opened.may(Permission.FORWARD_CASE),
        today=today,
    )
    offered = _actions(case.consent, assignment.status, opened.permissions, words)
    return {
        "assignment": assignment,
        "side": Side.RECIPIENT if opened.may(Permission.READ_NOTES) else Side.REPORTER,
        "actions": offered - moves.barred,
        "forwarding": moves,
        "clock": clock_of(session, case, assignment, today),
        "time": time_part(session, case, opened.assignments, today=today),
        "holder": holder_of(session, opened.actor, assignment, parties, names),
        "reporting_party": parties.get(case.reporting_party_id),
        "numbers": numbers_of(session, case, parties, of_recipient or opened.own),
        "line_manager": line_manager_part(session, case, today=today),
    }


def _told(opened: _Opened, words: Conversation) -> dict[str, Any]:
    """Read what was reported, what has happened since, and what the case belongs together with."""
    session, case, status = opened.session, opened.case, opened.assignment.status
    report = _reported(session, case, words)
    linking = linking_part(
        session,
        opened.actor,
        case,
        opened.permissions,
        status=status,
        occurred_on=report.occurred_on,
    )
    entries = timeline(session, case, shared_only=True, readable=linking.readable)
    may_see = opened.may(Permission.READ_REPORTER)
    return {
        "reported": report,
        "reporter": _reporter(session, case) if may_see else None,
        "linking": linking,
        "patient": patient_part(case, status, entries, opened.names),
        "roads": open_roads(session, case.helsefellesskap_id),
        "timeline": entries,
    }


def _beside(opened: _Opened) -> dict[str, Any]:
    """Read what people have written and judged beside the report, each as the reader may see it."""
    session, actor, case, today = opened.session, opened.actor, opened.case, opened.today
    assignment, names = opened.assignment, opened.names
    noted = note_parties(actor, opened.relations)
    chosen = _categories(session, case, Side.RECIPIENT)
    sees_readers = opened.may(Permission.READ_READERS_OF_CASE)
    held = current(opened.assignments)
    return {
        "categories": chosen,
        "judging": judging_part(session, actor, case, opened.relations, chosen),
        "notes": notes_for(session, actor, case.id, noted, names),
        "readers": readers_of(session, case, noted) if sees_readers else (),
        "answering": answering_part(
            session, case.id, assignment.status, templates_of_units={assignment.unit_id}
        ),
        "beside": case_beside(
            session,
            case,
            held,
            opened.permissions,
            own_parties=opened.own,
            names=names,
            today=today,
        ),
        "archive": archive_of(session, actor, case, today=today),
    }


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

"""What holds of every case after every act, whoever did it and in whatever order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import days_paused, oslo_date
from app.domain.lifecycle import Status, case_status
from app.domain.reminders import DIGESTED
from app.domain.vocabulary import NotificationKind, Standing, TextPlace
from app.models import (
    Answer,
    AnswerText,
    Assignment,
    AuditEntry,
    Case,
    CaseLink,
    CorrectiveAction,
    Narrative,
    Note,
    Notification,
    Unit,
)
from app.services.cases import assignments_of
from app.services.clock.due import ANSWER_IS_OWED, as_pause, dates_from, pauses_of
from app.services.redaction.texts import texts_of
from app.services.settings import setting
from tests.proofs.walk_trail import statuses_told

RUNGS = {NotificationKind.REMINDER, NotificationKind.ESCALATION}


def faults_of(session: Session, case: Case, *, now: datetime) -> Iterator[str]:
    """Name what is wrong with a case."""
    rows = assignments_of(session, case.id)
    yield from _faults_of_status(case, rows)
    yield from _faults_of_sharing(session, rows)
    yield from _faults_of_clock(session, case, rows)
    yield from _faults_of_trail(session, case, rows)
    yield from _faults_of_reminders(session, rows, oslo_date(now))


def _faults_of_status(case: Case, rows: list[Assignment]) -> Iterator[str]:
    still_open = [row for row in rows if row.status.is_open]
    if not still_open and case.status in {Status.FORWARDED, *ANSWER_IS_OWED}:
        yield "nobody has it, and it has no end"
    if case.status is not case_status((row.status, row.status.is_open) for row in rows):
        yield f"it is {case.status}, its units' parts say otherwise"
    if any(row.status.is_open is (row.closed_at is not None) for row in rows):
        yield "a part is open and has ended, or neither"
    was_unsent = case.status is Status.AWAITING_LINE_MANAGER
    if was_unsent and case.standing is not Standing.UNSENT:
        yield "it waits for its line manager and is counted"
    if case.standing is Standing.UNSENT and not (was_unsent or case.status is Status.WITHDRAWN):
        yield "it is sent and not counted"


def _faults_of_sharing(session: Session, rows: list[Assignment]) -> Iterator[str]:
    held = [row for row in rows if row.status.is_open]
    if len(held) < 2:
        return
    common = {(row.version, row.due_on, row.clock_from_on, row.awaits_reporter) for row in held}
    if len(common) > 1:
        yield f"those who have it together do not agree: {common}"
    parties = {session.get_one(Unit, row.unit_id).party_id for row in held}
    if len(held) != len(parties) or any(row.is_placing for row in held):
        yield "those who have it together are not two parties"


def _faults_of_clock(session: Session, case: Case, rows: list[Assignment]) -> Iterator[str]:
    """The stored due date is the one that the decision, the calendar and the pauses give."""
    pauses = [as_pause(row) for row in pauses_of(session, case.id)]
    if sum(each.days for each in pauses) > setting(
        session, case.helsefellesskap_id, "pause_days_at_most"
    ):
        yield "the clock has stood still for longer than it may"
    for row in rows:
        begun = row.clock_from_on or row.sent_on
        if row.status not in ANSWER_IS_OWED:
            continue
        paused = days_paused(pauses, since=begun)
        due = dates_from(session, case.helsefellesskap_id, begun, paused_days=paused)
        if row.due_on != due.answer_due_on:
            yield f"the answer is due {row.due_on}, and not {due.answer_due_on} as the rule says"


def _faults_of_trail(session: Session, case: Case, rows: list[Assignment]) -> Iterator[str]:
    query = select(AuditEntry).where(AuditEntry.case_id == case.id).order_by(AuditEntry.id)
    told = statuses_told(rows, session.scalars(query))
    for row in rows:
        if told[row.id] is not row.status:
            yield f"the log says {told[row.id]} where it is {row.status}"


def _faults_of_reminders(session: Session, rows: list[Assignment], today: date) -> Iterator[str]:
    if not any(row.last_act_on == today for row in rows):
        return
    waiting = select(Notification).where(
        Notification.case_id == rows[0].case_id,
        Notification.kind.in_(RUNGS),
        Notification.sent_at.is_(None),
    )
    if session.scalars(waiting).first() is not None:
        yield "somebody has acted today, and a reminder is still to be sent"


def faults_of_texts(session: Session, case: Case) -> Iterator[str]:
    """Name the texts of a case that those who hide names cannot reach."""
    reached = {(text.place, text.row_id) for text in texts_of(session, case)}
    answers = select(Answer.id).where(Answer.case_id == case.id)
    stored: dict[TextPlace, Iterable[int]] = {
        TextPlace.NARRATIVE: session.scalars(
            select(Narrative.id).where(Narrative.case_id == case.id, Narrative.body != "")
        ),
        TextPlace.ANSWER: session.scalars(
            select(AnswerText.id).where(AnswerText.answer_id.in_(answers))
        ),
        TextPlace.MEASURE: session.scalars(
            select(CorrectiveAction.id).where(
                CorrectiveAction.case_id == case.id, CorrectiveAction.body != ""
            )
        ),
    }
    for place, ids in stored.items():
        if missing := {(place, row_id) for row_id in ids} - reached:
            yield f"nobody can hide a word in {missing}"
    for row_id in session.scalars(select(Note.id).where(Note.case_id == case.id)):
        if not {(TextPlace.NOTE, row_id), (TextPlace.SHARED_NOTE, row_id)} & reached:
            yield f"nobody can hide a word in note {row_id}"


def faults_of_links(session: Session) -> Iterator[str]:
    """Cases that are linked as one share the incident of the oldest, and no others do."""
    query = select(CaseLink).where(CaseLink.undone_at.is_(None))
    leads_to: dict[int, set[int]] = defaultdict(set)
    for row in session.scalars(query):
        if row.kind.value in {"same_incident", "counter_report"}:
            leads_to[row.case_id].add(row.other_id)
            leads_to[row.other_id].add(row.case_id)
    cases = {case.id: case for case in session.scalars(select(Case).order_by(Case.id))}
    own = {key: case.own_incident_id or case.incident_id for key, case in cases.items()}
    for key, case in cases.items():
        group, waiting = {key}, [key]
        while waiting:
            found = leads_to[waiting.pop()] - group
            group |= found
            waiting += found
        if case.incident_id != own[min(group)]:
            yield f"{case.reference} is not with the incident of its links"


def faults_of_digests(session: Session) -> Iterator[str]:
    """Nobody gets two digests on one day."""
    sent = session.execute(
        select(Notification.receiver, Notification.sent_at, Notification.mail_key).where(
            Notification.kind.in_(DIGESTED),
            Notification.sent_at.is_not(None),
            Notification.receiver.like("user:%"),
        )
    )
    mails: dict[tuple[str, date], set[str | None]] = defaultdict(set)
    for receiver, sent_at, mail_key in sent:
        assert sent_at is not None
        mails[receiver, oslo_date(sent_at)].add(mail_key)
    yield from (f"{key} got {len(keys)} digests" for key, keys in mails.items() if len(keys) > 1)

"""Every text that a person wrote on a case: where it is kept, who wrote it, who reads it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.audit import AuditAction
from app.domain.casework import NoteScope
from app.domain.consent import may_identify
from app.domain.policy import (
    Actor,
    Permission,
    Relations,
    permits,
)
from app.domain.redaction import Span
from app.domain.screening import Finding
from app.domain.vocabulary import NarrativeKind, Side, TextPlace, Words
from app.models import (
    Answer,
    AnswerText,
    Assignment,
    AuditEntry,
    Case,
    CorrectiveAction,
    DutyAssessment,
    ExternalReference,
    HiddenPassage,
    Inquiry,
    LineManagerRequest,
    Narrative,
    Note,
    Reporter,
    Unit,
)
from app.screening import screen, screen_narrative
from app.services.own_people import note_parties, own_parties


@dataclass(frozen=True)
class Stored:
    """Where a text stands: the key of its row, its column, and the one that says what it is."""

    key: InstrumentedAttribute[int]
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
    term: InstrumentedAttribute[Any] | None = None


STORED: Mapping[TextPlace, Stored] = {
    TextPlace.NARRATIVE: Stored(Narrative.id, Narrative.body, Narrative.kind),
    TextPlace.NOTE: Stored(Note.id, Note.body),
    TextPlace.SHARED_NOTE: Stored(Note.id, Note.body),
    TextPlace.ANSWER: Stored(AnswerText.id, AnswerText.body, AnswerText.part),
    TextPlace.RESPONSIBLE: Stored(Answer.id, Answer.responsible),
    TextPlace.MEASURE: Stored(CorrectiveAction.id, CorrectiveAction.body),
    TextPlace.EXPECTED_EFFECT: Stored(CorrectiveAction.id, CorrectiveAction.expected_effect),
    TextPlace.MEASURE_OWNER: Stored(CorrectiveAction.id, CorrectiveAction.owner),
    TextPlace.REPORTER_NAME: Stored(Reporter.case_id, Reporter.name),
    TextPlace.REPORTER_WORKPLACE: Stored(Reporter.case_id, Reporter.workplace),
    TextPlace.LINE_MANAGER: Stored(Reporter.case_id, Reporter.line_manager),
    TextPlace.REPORTER_PHONE: Stored(Reporter.case_id, Reporter.phone),
    TextPlace.REPORTER_EMAIL: Stored(Reporter.case_id, Reporter.email),
    TextPlace.SENDER: Stored(Case.id, Case.entered_for),
    TextPlace.OWN_NUMBER: Stored(ExternalReference.id, ExternalReference.value),
    TextPlace.LINE_MANAGER_EMAIL: Stored(LineManagerRequest.id, LineManagerRequest.email),
    TextPlace.INQUIRY_ANSWERER: Stored(Inquiry.id, Inquiry.answered_by),
    TextPlace.INQUIRY_EMAIL: Stored(Inquiry.id, Inquiry.email),
    TextPlace.DUTY_REFERENCE: Stored(DutyAssessment.id, DutyAssessment.reference),
}
ABOUT_REPORTER = tuple(place for place, text in STORED.items() if text.key is Reporter.case_id)
NOTES = frozenset({TextPlace.NOTE, TextPlace.SHARED_NOTE})
MEASURES = frozenset({TextPlace.MEASURE, TextPlace.EXPECTED_EFFECT})
NARRATIVES = frozenset({TextPlace.NARRATIVE, TextPlace.ANSWER}) | MEASURES | NOTES
"""Texts in which the screen warns of names; the rest are made for a name, a contact or a number."""

NOT_THE_REPORTERS = frozenset(
    {
        TextPlace.SENDER.value,
        TextPlace.INQUIRY_EMAIL.value,
        TextPlace.INQUIRY_ANSWERER.value,
        TextPlace.DUTY_REFERENCE.value,
        NarrativeKind.INQUIRY.value,
        NarrativeKind.INQUIRY_REPLY.value,
    }
)
"""Places and kinds of texts that the parties read on the case's page, and the reporter nowhere."""

OF_STAFF = frozenset(TextPlace) - NARRATIVES - {TextPlace.OWN_NUMBER}
"""Texts made for how to reach staff; what the screen finds there is mostly what belongs there."""

Texts = Mapping[tuple[TextPlace, int], tuple[Words, str]]
"""The heading and the body of texts, by place and key."""

TELLING = tuple(action for action in AuditAction if {"unit", "narrative"} <= action.facts)
"""Entries that say which unit wrote a text."""


@dataclass(frozen=True)
class CaseText:
    """A text on a case. ``party_id`` is the party that wrote it, None when none is connected.

    ``heading`` is what the case's page calls it; ``kind`` is the key of a narrative's kind.
    ``written_at`` is None where no time is kept; ``only_for`` is the one person, by id, for whom
    the text was written, where there is one.
    """

    case_id: int
    place: TextPlace
    row_id: int
    heading: Words
    body: str
    party_id: int | None
    written_at: datetime | None = None
    kind: str = ""
    only_for: int | None = None

    @property
    def address(self) -> str:
        """Give the name that the text has in addresses: its place and the key of its row."""
        return f"{self.place.value}-{self.row_id}"

    def is_called(self, address: str) -> bool:
        """Tell whether an address means this text; a kind that a case has one of will do."""
        return bool(address) and address in {self.address, self.kind}

    @property
    def digest(self) -> str:
        """Give 64 hexadecimal digits by which a page knows whether the text is still the same."""
        return hashlib.sha256(self.body.encode()).hexdigest()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give what the screen finds: names too in a narrative, numbers alone elsewhere."""
        return screen_narrative(self.body) if self.place in NARRATIVES else screen(self.body)

    @property
    def is_of_staff(self) -> bool:
        """Tell whether the text is made for how to reach staff, so that nothing is suggested."""
        return self.place in OF_STAFF or self.kind == NarrativeKind.CALL_REQUEST.value


def covers(passage: HiddenPassage) -> bool:
    """Tell whether readers see black for a passage by its place in the text that is kept.

    Once that text is gone the places are too, and what was redacted is black in the text itself.
    """
    return passage.shown_at is None and passage.end > passage.start


def spans_of(passages: Iterable[HiddenPassage]) -> tuple[Span, ...]:
    """Give where passages stand in the text that is kept, in its order."""
    return tuple(sorted(Span(passage.start, passage.end) for passage in passages))


def readable_texts(
    session: Session, actor: Actor, case: Case, relations: Relations
) -> tuple[CaseText, ...]:
    """Give the texts that the actor may read on a case, in the order of its page."""
    return tuple(text for text in texts_of(session, case) if may_read(actor, case, relations, text))


def may_read(actor: Actor, case: Case, relations: Relations, text: CaseText) -> bool:
    """Tell whether the case's page, the follow page or the følgeskriv shows the actor a text."""
    if text.place in ABOUT_REPORTER:
        return permits(actor, Permission.READ_REPORTER, relations) or (
            permits(actor, Permission.FOLLOW_CASE, relations)
            and may_identify(case.consent, case.status)
            and not relations.at_secretariat
        )
    if text.place in NOTES:
        return _may_read_note(actor, relations, text)
    reads_case = permits(actor, Permission.READ_CASE, relations)
    if {text.place.value, text.kind} & NOT_THE_REPORTERS:
        return reads_case
    is_own = text.place is TextPlace.OWN_NUMBER and text.party_id != relations.reporting_party_id
    if is_own or text.place is TextPlace.LINE_MANAGER_EMAIL:
        return reads_case and text.party_id in own_parties(actor, relations)
    return reads_case or permits(actor, Permission.FOLLOW_CASE, relations)


def _may_read_note(actor: Actor, relations: Relations, note: CaseText) -> bool:
    if note.only_for is not None:
        return note.only_for == actor.user_id and permits(actor, Permission.READ_CASE, relations)
    if note.place is TextPlace.SHARED_NOTE:
        return permits(actor, Permission.READ_SHARED_NOTES, relations)
    return note.party_id in note_parties(actor, relations)


def texts_at(session: Session, places: Iterable[tuple[TextPlace, int]]) -> Texts:
    """Read texts wherever they stand: one statement for each kind of place."""
    asked = set(places)
    found: dict[tuple[TextPlace, int], tuple[Words, str]] = {}
    for place in {place for place, _ in asked}:
        stored = STORED[place]
        term = literal(None) if stored.term is None else stored.term
        rows = session.execute(
            select(stored.key, stored.column, term).where(
                stored.key.in_([row_id for each, row_id in asked if each is place])
            )
        )
        for row_id, body, named in rows:
            found[place, row_id] = ((named or place).words, body or "")
    return found


def texts_of(session: Session, case: Case) -> tuple[CaseText, ...]:
    """Give every text on a case that holds anything: eleven statements."""
    found = (
        *_narratives(session, case),
        *_answers(session, case),
        *_measures(session, case),
        *_notes(session, case),
        *_about_reporter(session, case),
        *_numbers(session, case),
        *_line_manager(session, case),
        *_inquiries(session, case),
        *_assessments(session, case),
    )
    return tuple(text for text in found if text.body)


def _narratives(session: Session, case: Case) -> list[CaseText]:
    rows = session.scalars(
        select(Narrative).where(Narrative.case_id == case.id).order_by(Narrative.id)
    ).all()
    writers = _parties_that_wrote(session, case)
    return [
        CaseText(
            case.id,
            TextPlace.NARRATIVE,
            row.id,
            row.kind.words,
            row.body,
            case.reporting_party_id if row.side is Side.REPORTER else writers.get(row.id),
            row.written_at,
            row.kind.value,
        )
        for row in rows
    ]


def _parties_that_wrote(session: Session, case: Case) -> dict[int, int]:
    """Give the party whose unit held the case when each of the recipient's texts was written."""
    entries = session.scalars(
        select(AuditEntry.facts).where(
            AuditEntry.case_id == case.id, AuditEntry.action.in_(TELLING)
        )
    )
    units = {facts["narrative"]: facts["unit"] for facts in entries}
    parties = dict(
        session.execute(select(Unit.id, Unit.party_id).where(Unit.id.in_(units.values()))).all()
    )
    return {narrative_id: parties[unit_id] for narrative_id, unit_id in units.items()}


def _answers(session: Session, case: Case) -> list[CaseText]:
    of_case = (
        select(Answer, Unit.party_id)
        .join(Assignment, Assignment.id == Answer.assignment_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Answer.case_id == case.id)
        .order_by(Answer.id)
    )
    answers = {answer.id: (answer, party_id) for answer, party_id in session.execute(of_case)}
    parts = session.scalars(
        select(AnswerText).where(AnswerText.answer_id.in_(answers)).order_by(AnswerText.id)
    ).all()
    return [
        text
        for answer, party_id in answers.values()
        for text in _of_answer(answer, party_id, [p for p in parts if p.answer_id == answer.id])
    ]


def _of_answer(answer: Answer, party_id: int, parts: list[AnswerText]) -> list[CaseText]:
    last = TextPlace.RESPONSIBLE
    texts = [
        *((TextPlace.ANSWER, part.id, part.part.words, part.body) for part in parts),
        (last, answer.id, last.words, answer.responsible),
    ]
    return [
        CaseText(answer.case_id, place, row_id, heading, body, party_id, answer.answered_at)
        for place, row_id, heading, body in texts
    ]


def _measures(session: Session, case: Case) -> list[CaseText]:
    of_case = CorrectiveAction.case_id == case.id
    rows = session.scalars(select(CorrectiveAction).where(of_case).order_by(CorrectiveAction.id))
    return [
        CaseText(case.id, place, row.id, place.words, body, row.party_id, row.added_at)
        for row in rows
        for place, body in (
            (TextPlace.MEASURE, row.body),
            (TextPlace.EXPECTED_EFFECT, row.expected_effect),
            (TextPlace.MEASURE_OWNER, row.owner),
        )
    ]


def _notes(session: Session, case: Case) -> list[CaseText]:
    rows = session.scalars(select(Note).where(Note.case_id == case.id).order_by(Note.id))
    return [_note(row) for row in rows]


def _note(row: Note) -> CaseText:
    place = TextPlace.SHARED_NOTE if row.scope is NoteScope.SHARED else TextPlace.NOTE
    return CaseText(
        row.case_id,
        place,
        row.id,
        place.words,
        row.body,
        row.party_id,
        row.written_at,
        only_for=row.written_by_id if row.scope is NoteScope.OWN else None,
    )


def _about_reporter(session: Session, case: Case) -> list[CaseText]:
    row = session.get(Reporter, case.id)
    written: dict[TextPlace, str] = {TextPlace.SENDER: case.entered_for or ""}
    if row is not None:
        written |= {place: str(getattr(row, STORED[place].column.key)) for place in ABOUT_REPORTER}
    return [
        CaseText(case.id, place, case.id, place.words, body, case.reporting_party_id)
        for place, body in written.items()
    ]


def _numbers(session: Session, case: Case) -> list[CaseText]:
    rows = session.scalars(
        select(ExternalReference)
        .where(ExternalReference.case_id == case.id)
        .order_by(ExternalReference.id)
    )
    place = TextPlace.OWN_NUMBER
    return [CaseText(case.id, place, row.id, place.words, row.value, row.party_id) for row in rows]


def _line_manager(session: Session, case: Case) -> list[CaseText]:
    rows = session.scalars(select(LineManagerRequest).where(LineManagerRequest.case_id == case.id))
    place = TextPlace.LINE_MANAGER_EMAIL
    return [CaseText(case.id, place, row.id, place.words, row.email, row.party_id) for row in rows]


def _inquiries(session: Session, case: Case) -> list[CaseText]:
    """Give whom a unit has asked, by address, and who answered; the questions are narratives."""
    rows = session.execute(
        select(Inquiry, Unit.party_id)
        .join(Assignment, Assignment.id == Inquiry.assignment_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Inquiry.case_id == case.id)
        .order_by(Inquiry.id)
    )
    return [
        CaseText(case.id, place, row.id, place.words, body, party_id, at)
        for row, party_id in rows
        for place, body, at in (
            (TextPlace.INQUIRY_EMAIL, row.email, row.asked_at),
            (TextPlace.INQUIRY_ANSWERER, row.answered_by, row.answered_at),
        )
    ]


def _assessments(session: Session, case: Case) -> list[CaseText]:
    rows = session.scalars(
        select(DutyAssessment).where(DutyAssessment.case_id == case.id).order_by(DutyAssessment.id)
    )
    place = TextPlace.DUTY_REFERENCE
    return [
        CaseText(case.id, place, row.id, place.words, row.reference, row.party_id, row.assessed_at)
        for row in rows
    ]

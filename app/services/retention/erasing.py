"""The retention run: what the rule erases today, and the erasing, a case at a time.

The list is computed from the facts of each case and never from what was erased before, so that it
is the same whoever asks, goes on where a run was cut off, and erases anew what a restored backup
brought back. The coded row, the log and the figures are not touched.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import SYSTEM
from app.domain.vocabulary import Side, TextPlace, Words
from app.models import (
    Answer,
    AnswerText,
    Archiving,
    Case,
    CorrectiveAction,
    DutyAssessment,
    Erasure,
    Inquiry,
    LineManagerRequest,
    Narrative,
    Note,
    Party,
    Reporter,
    WithheldText,
)
from app.services import audit, outbox
from app.services.cases import assignments_of
from app.services.redaction.texts import NOTES
from app.services.retention.keeping import KeptCase, decisions_in_force, kept_cases
from app.services.scrubbing import want_scrub

DIGEST_BYTES = 32
REPORTER_PLACES = (
    TextPlace.REPORTER_NAME,
    TextPlace.REPORTER_WORKPLACE,
    TextPlace.LINE_MANAGER,
    TextPlace.REPORTER_PHONE,
    TextPlace.REPORTER_EMAIL,
)
"""The columns of one row, which goes as a whole."""

Texts = Mapping[TextPlace, tuple[int, ...]]
"""The keys of the rows to be emptied, by the place of their text."""


@dataclass(frozen=True)
class Due:
    """What the rule erases of one case for one party.

    ``party`` is its key. Days are Oslo dates; ``texts`` counts texts and names that are emptied,
    ``reporters`` is 1 when the reporter's own data go with them.
    """

    case_id: int
    reference: str
    party: str
    ended_on: date
    kept_until: date
    texts: int
    reporters: int


def undecided_parties(session: Session, today: date) -> dict[str, Words]:
    """Give the parties that have no decision in force, by key: nothing of theirs is erased."""
    decided = decisions_in_force(session, today)
    parties = session.scalars(select(Party).order_by(Party.id))
    return {party.key: party.name for party in parties if party.id not in decided}


def due_cases(session: Session, today: date) -> list[KeptCase]:
    """Give the cases of which something is to be erased today, oldest first."""
    found = kept_cases(session, select(Archiving.case_id), today=today)
    return [kept for kept in found if kept.due_parties(today)]


def dues_of(session: Session, kept: KeptCase, today: date) -> list[Due]:
    """Say what is erased of a case, party by party."""
    return [
        _due(session, kept, party, _texts(session, kept, party, today))
        for party in kept.due_parties(today)
    ]


def erase_case(session: Session, case_id: int, *, now: datetime) -> list[Due]:
    """Erase what is due of one case, and tell what it was; nothing when it is not due any more."""
    today = oslo_date(now)
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
    assignments_of(session, case_id, for_act=True)
    within = select(Case.id).where(Case.id == case_id)
    erased: list[Due] = []
    for kept in kept_cases(session, within, today=today):
        for party in kept.due_parties(today):
            texts = _texts(session, kept, party, today)
            erased.append(_due(session, kept, party, texts))
            _empty(session, texts, now=now)
            _record(session, party, erased[-1], now=now)
    if erased:
        want_scrub(session, now=now)
    return erased


def _due(session: Session, kept: KeptCase, party: int, texts: Texts) -> Due:
    held = kept.keeping.by_party[party]
    assert held.ended_on is not None  # noqa: S101  what is due has ended
    assert held.kept_until is not None  # noqa: S101  as above
    reporters = len(texts[TextPlace.REPORTER_NAME])
    return Due(
        case_id=kept.id,
        reference=kept.reference,
        party=session.get_one(Party, party).key,
        ended_on=held.ended_on,
        kept_until=held.kept_until,
        texts=sum(map(len, texts.values())) - reporters,
        reporters=reporters,
    )


def _texts(session: Session, kept: KeptCase, party: int, today: date) -> Texts:
    """Find what a party's rule erases of a case, and is not erased."""
    sides = kept.keeping.due_sides(party, today)
    rows = {
        TextPlace.NARRATIVE: select(Narrative.id).where(
            Narrative.case_id == kept.id,
            Narrative.side.in_(sides),
            Narrative.erased_at.is_(None),
        ),
        TextPlace.NOTE: select(Note.id).where(
            Note.case_id == kept.id, Note.party_id == party, Note.erased_at.is_(None)
        ),
        **(_of_recipient(kept.id) if Side.RECIPIENT in sides else {}),
        **(_of_reporter(kept.id) if Side.REPORTER in sides else {}),
    }
    rows[TextPlace.DUTY_REFERENCE] = select(DutyAssessment.id).where(
        DutyAssessment.case_id == kept.id,
        DutyAssessment.party_id == party,
        DutyAssessment.reference != "",
    )
    found = {place: tuple(session.scalars(query)) for place, query in rows.items()}
    return {place: found.get(place, ()) for place in (*rows, TextPlace.REPORTER_NAME)}


def _of_recipient(case_id: int) -> dict[TextPlace, Select[int]]:
    answers = select(Answer.id).where(Answer.case_id == case_id)
    measures = select(CorrectiveAction.id).where(CorrectiveAction.case_id == case_id)
    inquiries = select(Inquiry.id).where(Inquiry.case_id == case_id)
    return {
        TextPlace.ANSWER: select(AnswerText.id).where(
            AnswerText.answer_id.in_(answers), AnswerText.erased_at.is_(None)
        ),
        TextPlace.RESPONSIBLE: answers.where(Answer.responsible != ""),
        TextPlace.MEASURE: measures.where(CorrectiveAction.body != ""),
        TextPlace.EXPECTED_EFFECT: measures.where(CorrectiveAction.expected_effect != ""),
        TextPlace.MEASURE_OWNER: measures.where(CorrectiveAction.owner != ""),
        TextPlace.INQUIRY_ANSWERER: inquiries.where(Inquiry.answered_by != ""),
        TextPlace.INQUIRY_EMAIL: inquiries.where(Inquiry.email != ""),
    }


def _of_reporter(case_id: int) -> dict[TextPlace, Select[int]]:
    return {
        TextPlace.REPORTER_NAME: select(Reporter.case_id).where(Reporter.case_id == case_id),
        TextPlace.LINE_MANAGER_EMAIL: select(LineManagerRequest.id).where(
            LineManagerRequest.case_id == case_id, LineManagerRequest.email != ""
        ),
        TextPlace.SENDER: select(Case.id).where(Case.id == case_id, Case.entered_for.is_not(None)),
    }


def _empty(session: Session, texts: Texts, *, now: datetime) -> None:
    """Empty the rows, and let go of what was withheld of them."""
    emptied: dict[TextPlace, tuple[type[Any], dict[str, Any]]] = {
        TextPlace.NARRATIVE: (Narrative, {"body": "", "erased_at": now}),
        TextPlace.NOTE: (Note, {"body": "", "erased_at": now}),
        TextPlace.ANSWER: (AnswerText, {"body": "", "erased_at": now}),
        TextPlace.RESPONSIBLE: (Answer, {"responsible": ""}),
        TextPlace.MEASURE: (CorrectiveAction, {"body": "", "erased_at": now}),
        TextPlace.EXPECTED_EFFECT: (CorrectiveAction, {"expected_effect": ""}),
        TextPlace.MEASURE_OWNER: (CorrectiveAction, {"owner": "", "erased_at": now}),
        TextPlace.SENDER: (Case, {"entered_for": None}),
        TextPlace.LINE_MANAGER_EMAIL: (LineManagerRequest, {"email": ""}),
        TextPlace.INQUIRY_ANSWERER: (Inquiry, {"answered_by": ""}),
        TextPlace.INQUIRY_EMAIL: (Inquiry, {"email": ""}),
        TextPlace.DUTY_REFERENCE: (DutyAssessment, {"reference": ""}),
    }
    for place, ids in texts.items():
        if place is TextPlace.REPORTER_NAME:
            _forget_reporters(session, ids)
            continue
        table, values = emptied[place]
        session.execute(update(table).where(table.id.in_(ids)).values(**values))
        for of in NOTES if place is TextPlace.NOTE else {place}:
            _let_go(session, of, ids)


def _forget_reporters(session: Session, case_ids: tuple[int, ...]) -> None:
    """Delete who reported, and the digest of the report, by which names could be tried."""
    session.execute(delete(Reporter).where(Reporter.case_id.in_(case_ids)))
    for case_id in case_ids:
        noise = secrets.token_bytes(DIGEST_BYTES)
        session.execute(update(Case).where(Case.id == case_id).values(content_digest=noise))
        outbox.forget_reporter(session, case_id)
    for place in REPORTER_PLACES:
        _let_go(session, place, case_ids)


def _let_go(session: Session, place: TextPlace, ids: tuple[int, ...]) -> None:
    """Delete the texts as they were before a passage in them was hidden, decided or not."""
    withheld = WithheldText.place == place, WithheldText.row_id.in_(ids)
    session.execute(delete(WithheldText).where(*withheld))


def _record(session: Session, party: int, due: Due, *, now: datetime) -> None:
    audit.record(
        session,
        SYSTEM,
        AuditAction.ERASED,
        now=now,
        case_id=due.case_id,
        party=party,
        texts=due.texts,
        reporters=due.reporters,
    )
    same = Erasure.case_id == due.case_id, Erasure.party_id == party
    row = session.scalars(select(Erasure).where(*same)).one_or_none()
    if row is None:
        row = Erasure(case_id=due.case_id, party_id=party)
        session.add(row)
    row.erased_at, row.ended_on = now, due.ended_on
    session.flush()

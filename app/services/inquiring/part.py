"""What has been asked of others, as the page of a case shows it to those who read the case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.inquiring import InquiryState, state_of
from app.domain.vocabulary import Words
from app.models import Assignment, Case, Inquiry, Narrative, Unit
from app.services.case_words import Names
from app.services.retention.erased_words import Text, shown


@dataclass(frozen=True)
class Asked:
    """One question with its answer, if any. ``receiver`` is a unit's name or an address.

    ``by`` is empty for those who may not see the name, ``receiver`` once the address is erased.
    """

    id: int
    question_id: int
    question: Text
    asked_at: datetime
    by: str
    ends_on: date
    opened_at: datetime | None
    state: InquiryState
    unit: Words | None = None
    receiver: Text = ""
    reply_id: int | None = None
    reply: Text = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Tell whether an answer may still come."""
        return self.state is InquiryState.WAITING


def asked_about(session: Session, case: Case, names: Names, *, today: date) -> tuple[Asked, ...]:
    """Give what was asked of others about a case, newest first: four statements."""
    rows = session.scalars(
        select(Inquiry).where(Inquiry.case_id == case.id).order_by(Inquiry.id.desc())
    ).all()
    if not rows:
        return ()
    text_ids = {each for row in rows for each in (row.question_id, row.reply_id)}
    texts = {
        row.id: row
        for row in session.scalars(select(Narrative).where(Narrative.id.in_(text_ids - {None})))
    }
    asking, receivers = _asking(session, case), _receivers(session, case)
    return tuple(
        replace(
            _asked(row, texts, names, today),
            unit=asking[row.assignment_id],
            receiver=receivers.get(row.id, row.email),
        )
        for row in rows
    )


def _asking(session: Session, case: Case) -> Mapping[int, Words]:
    """Give the names of the units that have had the case, by assignment."""
    rows = session.execute(
        select(Assignment.id, Unit.name)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.case_id == case.id)
    )
    return dict(rows.all())


def _receivers(session: Session, case: Case) -> Mapping[int, Words]:
    """Give the names of the units that were asked, by question."""
    rows = session.execute(
        select(Inquiry.id, Unit.name)
        .join(Unit, Unit.id == Inquiry.to_unit_id)
        .where(Inquiry.case_id == case.id)
    )
    return dict(rows.all())


def _asked(row: Inquiry, texts: Mapping[int, Narrative], names: Names, today: date) -> Asked:
    question = texts[row.question_id]
    reply = texts.get(row.reply_id or 0)
    return Asked(
        id=row.id,
        question_id=question.id,
        question=shown(question.body, question.erased_at),
        asked_at=row.asked_at,
        by=names.get(row.asked_by_id, ""),
        ends_on=row.ends_on,
        opened_at=row.opened_at,
        state=state_of(
            is_answered=row.answered_at is not None,
            is_withdrawn=row.withdrawn_at is not None,
            ends_on=row.ends_on,
            today=today,
        ),
        reply_id=row.reply_id,
        reply=shown(reply.body, reply.erased_at) if reply else "",
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )

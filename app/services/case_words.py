"""What people have written on a case for all to read: questions and replies, supplements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Consequence, NarrativeKind
from app.models import Assignment, AuditEntry, Narrative, User
from app.services.own_people import people_of
from app.services.retention.erased_words import Text, shown

Names = Mapping[int | None, str]


@dataclass(frozen=True)
class Said:
    """Something somebody wrote. ``by`` is empty for those who may not see the name."""

    id: int
    body: Text
    at: datetime
    by: str = ""
    consequence: Consequence | None = None


@dataclass(frozen=True)
class Exchange:
    """A question and its reply. ``on_behalf`` when the reporter's party wrote the reply."""

    question: Said
    reply: Said | None = None
    on_behalf: bool = False


@dataclass(frozen=True)
class Conversation:
    """All of it. ``latest`` has the newest text of each kind.

    ``report_erased_at`` is when the retention rule erased the report itself.
    """

    exchanges: tuple[Exchange, ...]
    supplements: tuple[Said, ...]
    latest: Mapping[NarrativeKind, str]
    report_erased_at: datetime | None = None

    @property
    def open_questions(self) -> tuple[Exchange, ...]:
        """Give the questions that wait for a reply; one that is erased cannot get any."""
        return tuple(
            exchange
            for exchange in self.exchanges
            if exchange.reply is None and isinstance(exchange.question.body, str)
        )


def conversation(session: Session, case_id: int, *, names: Names) -> Conversation:
    """Read everything that has been written: one statement."""
    rows = narratives_of(session, case_id)
    return Conversation(
        exchanges=_exchanges(rows, names),
        supplements=tuple(
            _said(row, names) for row in rows if row.kind is NarrativeKind.SUPPLEMENT
        ),
        latest={row.kind: row.body for row in rows},
        report_erased_at=report_erased_at(rows),
    )


def names_on(session: Session, case_id: int, of_parties: Collection[int]) -> Names:
    """Give the names of those who have done something with a case or been given it, by id.

    Only of people who have a role in one of ``of_parties``, or had: to the other party it is a unit
    that acts.
    """
    acted = select(AuditEntry.user_id).where(AuditEntry.case_id == case_id)
    given = select(Assignment.handler_id).where(Assignment.case_id == case_id)
    rows = session.execute(
        select(User.id, User.name).where(
            or_(User.id.in_(acted), User.id.in_(given)), User.id.in_(people_of(of_parties))
        )
    )
    return dict(rows.all())


def narratives_of(session: Session, case_id: int) -> Sequence[Narrative]:
    """Give every text that both parties and the reporter see, oldest first."""
    query = select(Narrative).where(Narrative.case_id == case_id).order_by(Narrative.id)
    return session.scalars(query).all()


def report_erased_at(narratives: Iterable[Narrative]) -> datetime | None:
    """Give when the report was erased; its texts and who sent it go at the same time."""
    described = (row for row in narratives if row.kind is NarrativeKind.DESCRIPTION)
    return next((row.erased_at for row in described), None)


def _said(row: Narrative, names: Names) -> Said:
    return Said(
        id=row.id,
        body=shown(row.body, row.erased_at),
        at=row.written_at,
        by=names.get(row.written_by_id, ""),
        consequence=row.consequence,
    )


def _exchanges(narratives: Iterable[Narrative], names: Names) -> tuple[Exchange, ...]:
    rows = list(narratives)
    replies = {row.answers_id: row for row in rows if row.kind is NarrativeKind.REPLY}
    return tuple(
        _exchange(row, replies.get(row.id), names)
        for row in rows
        if row.kind is NarrativeKind.QUESTION
    )


def _exchange(question: Narrative, reply: Narrative | None, names: Names) -> Exchange:
    if reply is None:
        return Exchange(_said(question, names))
    return Exchange(_said(question, names), _said(reply, names), reply.written_by_id is not None)

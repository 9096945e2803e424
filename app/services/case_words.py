"""What people have written on a case: questions and replies, supplements, internal notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Consequence, NarrativeKind
from app.models import AuditEntry, Narrative, Note, User
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
    """All of it, notes newest first. ``latest`` has the newest text of each kind.

    ``report_erased_at`` is when the retention rule erased the report itself.
    """

    exchanges: tuple[Exchange, ...]
    supplements: tuple[Said, ...]
    latest: Mapping[NarrativeKind, str]
    notes: tuple[Said, ...]
    report_erased_at: datetime | None = None

    @property
    def open_questions(self) -> tuple[Exchange, ...]:
        """Give the questions that wait for a reply; one that is erased cannot get any."""
        return tuple(
            exchange
            for exchange in self.exchanges
            if exchange.reply is None and isinstance(exchange.question.body, str)
        )


def conversation(
    session: Session, case_id: int, *, notes_of_parties: Iterable[int], names: Names
) -> Conversation:
    """Read everything that has been written: two statements."""
    rows = narratives_of(session, case_id)
    return Conversation(
        exchanges=_exchanges(rows, names),
        supplements=tuple(
            _said(row, names) for row in rows if row.kind is NarrativeKind.SUPPLEMENT
        ),
        latest={row.kind: row.body for row in rows},
        notes=_notes(session, case_id, notes_of_parties, names),
        report_erased_at=report_erased_at(rows),
    )


def names_on(session: Session, case_id: int) -> Names:
    """Give the names of everybody who has done something with a case, by id."""
    acted = select(AuditEntry.user_id).where(AuditEntry.case_id == case_id)
    rows = session.execute(select(User.id, User.name).where(User.id.in_(acted)))
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


def _notes(
    session: Session, case_id: int, party_ids: Iterable[int], names: Names
) -> tuple[Said, ...]:
    rows = session.scalars(
        select(Note)
        .where(Note.case_id == case_id, Note.party_id.in_(party_ids))
        .order_by(Note.id.desc())
    )
    return tuple(
        Said(
            row.id,
            shown(row.body, row.erased_at),
            row.written_at,
            names.get(row.written_by_id, ""),
        )
        for row in rows
    )

"""What people have written on a case: questions and replies, supplements, internal notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Consequence, NarrativeKind
from app.models import AuditEntry, Narrative, Note, User

Names = Mapping[int | None, str]


@dataclass(frozen=True)
class Said:
    """Something somebody wrote. ``by`` is empty for those who may not see the name."""

    id: int
    body: str
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
    """All of it, notes newest first. ``latest`` has the newest text of each kind."""

    exchanges: tuple[Exchange, ...]
    supplements: tuple[Said, ...]
    latest: Mapping[NarrativeKind, str]
    notes: tuple[Said, ...]

    @property
    def open_questions(self) -> tuple[Exchange, ...]:
        """Give the questions that wait for a reply."""
        return tuple(exchange for exchange in self.exchanges if exchange.reply is None)


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


def _said(row: Narrative, names: Names) -> Said:
    return Said(row.id, row.body, row.written_at, names.get(row.written_by_id, ""), row.consequence)


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
        Said(row.id, row.body, row.written_at, names.get(row.written_by_id, "")) for row in rows
    )

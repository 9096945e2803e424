"""Notes on a case, in three scopes, each read by exactly those whom the form names.

A note never reaches the reporter or the line manager. One that people on the recipient's side may
read is news to everybody who has the page open. One that is the reporting party's, or the writer's
alone, is written aside: it hinders nobody's work and is told to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import NoteScope
from app.domain.lifecycle import Action, after
from app.domain.policy import Actor, Permission, permits
from app.domain.vocabulary import Words
from app.models import Note, Party, Unit
from app.services import audit
from app.services.acts import OutdatedVersion, apply, hold
from app.services.case_words import Names
from app.services.cases import Held
from app.services.own_people import note_parties
from app.services.retention.erased_words import Text, shown


@dataclass(frozen=True)
class ShownNote:
    """A note as one person reads it. ``by`` is empty for those who may not see the name."""

    id: int
    body: Text
    at: datetime
    party: Words
    by: str


@dataclass(frozen=True)
class NotesOfScope:
    """The notes of one scope that somebody reads, newest first."""

    scope: NoteScope
    notes: tuple[ShownNote, ...]


def write_note(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    body: str,
    *,
    scope: NoteScope = NoteScope.OWN_PARTY,
    now: datetime,
) -> None:
    """Write a note in the name of the writer's own party.

    A note that is written aside heeds no version, and a second click finds it there.

    Raises:
        OutdatedVersion: when it is not aside, and somebody acted since the page was opened.
    """
    held = hold(session, actor, Permission.WRITE_NOTE, case_key)
    if _is_aside(actor, held, scope):
        after(held.assignment.status, Action.NOTE)
        if not _stands(session, actor, held, scope, body):
            row = _add(session, actor, held, scope, body, now=now)
            _record(session, actor, AuditAction.NOTED_ASIDE, held, row, now=now)
        return
    if version != held.assignment.version:
        raise OutdatedVersion(held.assignment.version)
    apply(held, Action.NOTE, now=now)
    row = _add(session, actor, held, scope, body, now=now)
    _record(session, actor, AuditAction.NOTED, held, row, now=now)


def _is_aside(actor: Actor, held: Held, scope: NoteScope) -> bool:
    """Tell whether nobody who handles the case reads the note, but perhaps its writer."""
    handles = permits(actor, Permission.READ_NOTES, held.relations)
    return scope is NoteScope.OWN or (scope is NoteScope.OWN_PARTY and not handles)


def _stands(session: Session, actor: Actor, held: Held, scope: NoteScope, body: str) -> bool:
    same = select(Note.id).where(
        Note.case_id == held.case.id,
        Note.written_by_id == actor.user_id,
        Note.scope == scope,
        Note.body == body,
    )
    return session.scalars(same).first() is not None


def _add(
    session: Session, actor: Actor, held: Held, scope: NoteScope, body: str, *, now: datetime
) -> Note:
    row = Note(
        case_id=held.case.id,
        party_id=_party_of(session, actor, held),
        scope=scope,
        body=body,
        written_at=now,
        written_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    return row


def _party_of(session: Session, actor: Actor, held: Held) -> int:
    """Give the party that the writer acts for on the case: who has it goes before who sent it."""
    own = note_parties(actor, held.relations)
    holder = session.get_one(Unit, held.assignment.unit_id).party_id
    return holder if holder in own else min(own & held.relations.recipient_party_ids or own)


def _record(
    session: Session, actor: Actor, action: AuditAction, held: Held, row: Note, *, now: datetime
) -> None:
    audit.record(
        session,
        actor,
        action,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        note=row.id,
    )


def notes_for(
    session: Session, actor: Actor, case_id: int, parties: Iterable[int], names: Names
) -> tuple[NotesOfScope, ...]:
    """Give what somebody who may read the case reads of its notes: one statement.

    ``parties`` are those whose own notes the reader reads, as :func:`note_parties` says.
    """
    readable = or_(
        Note.scope == NoteScope.SHARED,
        and_(Note.scope == NoteScope.OWN_PARTY, Note.party_id.in_(parties)),
        and_(Note.scope == NoteScope.OWN, Note.written_by_id == actor.user_id),
    )
    query = select(Note, Party.name).join(Party, Party.id == Note.party_id)
    rows = session.execute(query.where(Note.case_id == case_id, readable).order_by(Note.id.desc()))
    found = [(row.scope, _shown(row, party, names)) for row, party in rows]
    of_scope = {scope: tuple(note for of, note in found if of is scope) for scope in NoteScope}
    return tuple(NotesOfScope(scope, notes) for scope, notes in of_scope.items() if notes)


def _shown(row: Note, party: Words, names: Names) -> ShownNote:
    return ShownNote(
        id=row.id,
        body=shown(row.body, row.erased_at),
        at=row.written_at,
        party=party,
        by=names.get(row.written_by_id, ""),
    )

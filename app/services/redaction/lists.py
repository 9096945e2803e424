"""What is hidden and waits to be decided, for coordinators; all of it, for the personvernombud."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.casework import NoteScope
from app.domain.policy import Actor
from app.domain.redaction import (
    COVER,
    KEPT_WITHIN_THE_PARTY,
    Outcome,
    Span,
    Surroundings,
    as_seen,
    surroundings,
)
from app.domain.vocabulary import IdentifierKind, Role, Side, Standing, TextPlace, UnitKind, Words
from app.models import (
    Assignment,
    AuditEntry,
    Case,
    HiddenPassage,
    Narrative,
    Note,
    Participation,
    Unit,
    User,
    WithheldText,
)
from app.services.own_people import people_of
from app.services.redaction.texts import ABOUT_REPORTER, spans_of, texts_at
from app.services.work_lists.rows import still_holds

SHOWN_PASSAGES = 200
KEPT_STATEMENTS = 64


@dataclass(frozen=True)
class WaitingPassage:
    """A hidden passage to decide on, by what stands around it, its kind and who marked it.

    It is the ``number``-th of ``of`` that wait in the same text. ``by`` is empty for those who may
    not see the name; ``side`` is always told.
    """

    id: int
    case_id: int
    case_key: str
    reference: str
    heading: Words
    around: Surroundings
    kind: IdentifierKind
    hidden_at: datetime
    by: str
    side: Side
    number: int
    of: int


@dataclass(frozen=True)
class PossibleDeviation:
    """A passage in a party's text as a possible personvernavvik; nothing of what was written.

    ``heading`` says which text it is. ``hidden_by`` is empty for the reporter, ``decided_by``
    while nobody has decided.
    """

    reference: str
    heading: Words
    kind: IdentifierKind
    hidden_at: datetime
    hidden_by: str
    outcome: Outcome
    decided_at: datetime | None
    decided_by: str


def parties_acted_for(session: Session, actor: Actor) -> frozenset[int]:
    """Give the parties that the actor coordinates; the secretary acts for FSU."""
    own = actor.party_ids(Role.COORDINATOR)
    homes = actor.helsefellesskap_ids(Role.FSU_SECRETARY)
    if not homes:
        return own
    secretariats = (
        select(Unit.party_id)
        .join(Participation, Participation.party_id == Unit.party_id)
        .where(Unit.kind == UnitKind.SECRETARIAT, Participation.helsefellesskap_id.in_(homes))
    )
    return own | frozenset(session.scalars(secretariats))


def waiting_passages(
    session: Session, actor: Actor, *, case_id: int | None = None
) -> tuple[WaitingPassage, ...]:
    """Give what the actor is to decide, 200 at most; on one case when it is named.

    The text in which something has waited longest is first, and each text's passages are in the
    order in which they stand there.
    """
    own = parties_acted_for(session, actor)
    rows = _waiting_rows(session, own, case_id)
    passages = [row[1] for row in rows]
    texts = texts_at(session, map(_text_of, passages))
    covered, sides = _covered(session, passages), _sides(session, passages)
    untold = _others_own_notes(session, actor, passages)
    numbers, counts = _numbers(passages), Counter(map(_text_of, passages))
    found = {
        passage.id: WaitingPassage(
            id=passage.id,
            case_id=passage.case_id,
            case_key=key,
            reference=Reference(reference).spoken,
            heading=heading,
            around=surroundings(body, as_seen(_span(passage), covered[_text_of(passage)]))
            if _text_of(passage) not in untold
            else Surroundings("", COVER, ""),
            kind=passage.kind,
            hidden_at=passage.hidden_at,
            by=name if is_own else "",
            side=sides[passage.id],
            number=numbers[passage.id],
            of=counts[_text_of(passage)],
        )
        for _, passage, key, reference, name, is_own in rows
        for heading, body in [texts[_text_of(passage)]]
    }
    return tuple(found[passage_id] for passage_id in numbers)


def _waiting_rows(
    session: Session, own: frozenset[int], case_id: int | None
) -> Sequence[Row[*tuple[Any, ...]]]:
    is_own = HiddenPassage.hidden_by_id.in_(people_of(own))
    query = (
        _waiting_for(own)
        .add_columns(HiddenPassage, Case.key, Case.reference, User.name, is_own)
        .outerjoin(User, User.id == HiddenPassage.hidden_by_id)
        .order_by(HiddenPassage.id)
        .limit(SHOWN_PASSAGES)
    )
    if case_id is not None:
        query = query.where(HiddenPassage.case_id == case_id)
    return session.execute(query).all()


def _others_own_notes(
    session: Session, actor: Actor, passages: Iterable[HiddenPassage]
) -> frozenset[tuple[TextPlace, int]]:
    """Give the notes that somebody else wrote for nobody's eyes: what stands there is not told."""
    of_cases = Note.case_id.in_({passage.case_id for passage in passages})
    is_others = Note.scope == NoteScope.OWN, Note.written_by_id != (actor.user_id or 0)
    found = session.scalars(select(Note.id).where(of_cases, *is_others))
    return frozenset((TextPlace.NOTE, note_id) for note_id in found)


def _text_of(passage: HiddenPassage) -> tuple[TextPlace, int]:
    return passage.place, passage.row_id


def _span(passage: HiddenPassage) -> Span:
    return Span(passage.start, passage.end)


def _numbers(passages: Sequence[HiddenPassage]) -> dict[int, int]:
    """Number each text's passages from 1 in the order in which they stand, text by text."""
    of_texts: dict[tuple[TextPlace, int], list[HiddenPassage]] = defaultdict(list)
    for passage in passages:
        of_texts[_text_of(passage)].append(passage)
    return {
        passage.id: number
        for of_text in of_texts.values()
        for number, passage in enumerate(sorted(of_text, key=_span), start=1)
    }


def _covered(
    session: Session, passages: Iterable[HiddenPassage]
) -> Mapping[tuple[TextPlace, int], Sequence[Span]]:
    """Give every span that is black by its place in the texts of some passages."""
    found = session.scalars(
        select(HiddenPassage).where(
            HiddenPassage.case_id.in_({passage.case_id for passage in passages}),
            HiddenPassage.shown_at.is_(None),
            HiddenPassage.end > HiddenPassage.start,
        )
    )
    of_texts: dict[tuple[TextPlace, int], list[HiddenPassage]] = defaultdict(list)
    for passage in found:
        of_texts[_text_of(passage)].append(passage)
    return {text: spans_of(of_text) for text, of_text in of_texts.items()}


def waiting_count(session: Session, actor: Actor) -> int:
    """Count what the actor is to decide."""
    own = parties_acted_for(session, actor)
    if not own:
        return 0
    found = _waiting_for(own).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def possible_deviations(session: Session, actor: Actor) -> tuple[PossibleDeviation, ...]:
    """Give what was ever hidden in the texts of the personvernombud's party, newest first.

    Where no connected party wrote a text, the recipient stands in, as it does in deciding.
    """
    own = actor.party_ids(Role.PRIVACY_OFFICER)
    hider, decider = aliased(User), aliased(User)
    decided_by_id = func.coalesce(HiddenPassage.redacted_by_id, HiddenPassage.shown_by_id)
    rows = session.execute(
        select(
            HiddenPassage, Case.reference, Narrative.kind, hider.name, decider.name, WithheldText.id
        )
        .join(Case, Case.id == HiddenPassage.case_id)
        .outerjoin(Narrative, _is_the_narrative())
        .outerjoin(WithheldText, _is_kept())
        .outerjoin(hider, hider.id == HiddenPassage.hidden_by_id)
        .outerjoin(decider, decider.id == decided_by_id)
        .where(func.coalesce(HiddenPassage.party_id, Case.recipient_party_id).in_(own))
        .order_by(HiddenPassage.id.desc())
        .limit(SHOWN_PASSAGES)
    )
    return tuple(
        PossibleDeviation(
            reference=Reference(reference).spoken,
            heading=(kind or passage.place).words,
            kind=passage.kind,
            hidden_at=passage.hidden_at,
            hidden_by=hidden_by or "",
            outcome=_outcome(passage, is_kept=kept is not None),
            decided_at=passage.redacted_at or passage.shown_at,
            decided_by=decided_by or "",
        )
        for passage, reference, kind, hidden_by, decided_by, kept in rows
    )


def _outcome(passage: HiddenPassage, *, is_kept: bool) -> Outcome:
    if passage.redacted_at:
        return Outcome.REDACTED
    if passage.shown_at:
        return Outcome.SHOWN
    return Outcome.WAITING if is_kept else Outcome.ERASED


@lru_cache(maxsize=KEPT_STATEMENTS)
def _waiting_for(parties: frozenset[int]) -> Select[*tuple[Any, ...]]:
    """Say in SQL what :func:`app.services.redaction.redacting.decides` says of one passage.

    A text that the retention rule has erased is kept no longer, and waits for nobody. Every page
    of a coordinator asks it, so what is written for some parties is kept.
    """
    return (
        select(HiddenPassage.id)
        .join(Case, Case.id == HiddenPassage.case_id)
        .join(WithheldText, _is_kept())
        .where(
            HiddenPassage.redacted_at.is_(None),
            HiddenPassage.shown_at.is_(None),
            _is_decided_by(parties) if parties else false(),
        )
    )


def _is_decided_by(parties: frozenset[int]) -> ColumnElement[bool]:
    wrote = HiddenPassage.party_id
    has_it = _lies_where(Unit.party_id == wrote)
    is_involved = or_(wrote == func.coalesce(Case.reporting_party_id, 0), has_it)
    stands_in = and_(
        _lies_where(Unit.party_id.in_(parties)),
        HiddenPassage.place.not_in(KEPT_WITHIN_THE_PARTY),
        or_(
            HiddenPassage.place.not_in(ABOUT_REPORTER),
            not_(_lies_where(Unit.kind == UnitKind.SECRETARIAT)),
        ),
        or_(wrote.is_(None), not_(is_involved)),
    )
    return or_(and_(wrote.in_(parties), is_involved), stands_in)


def _lies_where(rule: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say in SQL that a unit has the case now, or ended it, and what unit that is.

    While the secretaries place it, or before it is sent, it lies with nobody.
    """
    has_it = exists().where(
        Assignment.case_id == Case.id,
        Assignment.unit_id == Unit.id,
        not_(Assignment.is_placing),
        still_holds(),
        rule,
    )
    return and_(Case.standing != Standing.UNSENT, has_it.correlate(Case, HiddenPassage))


def _is_kept() -> ColumnElement[bool]:
    return and_(
        WithheldText.place == HiddenPassage.place, WithheldText.row_id == HiddenPassage.row_id
    )


def _is_the_narrative() -> ColumnElement[bool]:
    is_one = HiddenPassage.place == TextPlace.NARRATIVE
    return and_(is_one, Narrative.id == HiddenPassage.row_id)


def _sides(session: Session, passages: Iterable[HiddenPassage]) -> Mapping[int, Side]:
    facts = session.scalars(
        select(AuditEntry.facts).where(
            AuditEntry.case_id.in_({passage.case_id for passage in passages}),
            AuditEntry.action == AuditAction.PASSAGE_HIDDEN,
        )
    )
    return {each["passage"]: Side(each["side"]) for each in facts}

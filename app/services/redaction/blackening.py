"""Writing over a text where it stands, by SQL alone: the value never leaves the database.

``substr()`` counts characters on both engines, so places in a text are those that Python counts.
No bind step of a column sees these writes; nothing in them was typed but the black signs.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    Text,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session

from app.domain.redaction import COVER, Span
from app.domain.vocabulary import TextPlace
from app.models import WithheldText
from app.services.redaction.texts import STORED


def set_aside(session: Session, case_id: int, place: TextPlace, row_id: int) -> None:
    """Keep a text as it stands, unless an earlier passage has had it kept already."""
    stored = STORED[place]
    kept = exists().where(*_is_of(place, row_id))
    columns = [WithheldText.case_id, WithheldText.place, WithheldText.row_id, WithheldText.body]
    session.execute(
        insert(WithheldText).from_select(
            columns,
            select(
                literal(case_id), literal(place, WithheldText.place.type), stored.key, stored.column
            ).where(stored.key == row_id, ~kept),
        )
    )


def is_kept(session: Session, place: TextPlace, row_id: int) -> bool:
    """Tell whether a text is kept as it was; the retention rule may have erased it."""
    return bool(session.scalar(select(exists().where(*_is_of(place, row_id)))))


def forget(session: Session, place: TextPlace, row_id: int) -> None:
    """Let go of a text as it was."""
    session.execute(
        delete(WithheldText)
        .where(*_is_of(place, row_id))
        .execution_options(synchronize_session=False)
    )


def cover(session: Session, place: TextPlace, row_id: int, spans: Iterable[Span]) -> None:
    """Write the text that everybody reads anew: the kept one, with :data:`COVER` for each span.

    From the last span to the first, so that those before still stand where the kept text has them.
    """
    kept = select(WithheldText.body).where(*_is_of(place, row_id)).scalar_subquery()
    _write(session, place, row_id, kept)
    for span in sorted(spans, reverse=True):
        _write(session, place, row_id, _replaced(STORED[place].column, span, COVER))


def blacken_kept(session: Session, place: TextPlace, row_id: int, span: Span) -> None:
    """Black a span out in the text that is kept, so that nothing can bring it back."""
    session.execute(
        update(WithheldText)
        .where(*_is_of(place, row_id))
        .values({"body": _replaced(WithheldText.body, span, span.black)})
        .execution_options(synchronize_session=False)
    )


def seen_text(session: Session, place: TextPlace, row_id: int) -> str:
    """Give the text that everybody reads, as it stands now."""
    stored = STORED[place]
    return session.scalar(select(stored.column).where(stored.key == row_id)) or ""


def _is_of(place: TextPlace, row_id: int) -> tuple[ColumnElement[bool], ...]:
    return WithheldText.place == place, WithheldText.row_id == row_id


def _replaced(text: SQLColumnExpression[Any], span: Span, black: str) -> ColumnElement[str]:
    before = func.substr(text, 1, span.start, type_=Text)
    after = func.substr(text, span.end + 1, type_=Text)
    return before + literal(black, Text) + after


def _write(session: Session, place: TextPlace, row_id: int, text: ColumnElement[str]) -> None:
    stored = STORED[place]
    session.execute(
        update(stored.key.class_)
        .where(stored.key == row_id)
        .values({stored.column.key: text})
        .execution_options(synchronize_session=False)
    )

"""Folding what acts have appended into sums, so that reading a year costs the same for ever.

A row is folded in the transaction that adds it to the sums, so that whoever reads both in one
statement counts it once. Several workers take different rows and never wait for each other's.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models import FigureDelta, FigureSum
from app.services.figures.upkeep import SCOPE_SIGN

MOST_AT_ONCE = 500

Place = tuple[int, int, str, str]
"""Helsefellesskap, year, scope and fact: what names a sum."""


def anything_to_fold(session: Session) -> bool:
    """Tell whether some row is not folded."""
    waiting = select(FigureDelta.id).where(FigureDelta.folded_at.is_(None)).limit(1)
    return session.scalar(waiting) is not None


def fold(session: Session, *, now: datetime) -> int:
    """Fold the oldest rows, at most 500 of them; give how many they were."""
    rows = session.execute(
        select(
            FigureDelta.id,
            FigureDelta.helsefellesskap_id,
            FigureDelta.year,
            FigureDelta.scopes,
            FigureDelta.facts,
        )
        .where(FigureDelta.folded_at.is_(None))
        .order_by(FigureDelta.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        _add(session, _sums(rows))
        folded = FigureDelta.id.in_([row.id for row in rows])
        session.execute(update(FigureDelta).where(folded).values(folded_at=now))
    return len(rows)


def _sums(rows: Iterable[Any]) -> Counter[Place]:
    sums: Counter[Place] = Counter()
    for row in rows:
        for scope in row.scopes.split(SCOPE_SIGN):
            for fact, count in row.facts.items():
                sums[row.helsefellesskap_id, row.year, scope, fact] += count
    return sums


def _add(session: Session, sums: Counter[Place]) -> None:
    """Add to the sums in one order, so that two workers that meet never wait for each other."""
    connection = session.connection()
    made = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = made(FigureSum)
    added = FigureSum.count + statement.excluded["count"]
    names = ("helsefellesskap_id", "year", "scope", "fact")
    rows = [
        {**dict(zip(names, place, strict=True)), "count": count}
        for place, count in sorted(sums.items())
        if count
    ]
    if rows:
        kept = statement.on_conflict_do_update(index_elements=names, set_={"count": added})
        connection.execute(kept, rows)

"""A table by which somebody could find out what is withheld is left out, and the report says so."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from app.domain.figures import Figures, LeftOut
from app.domain.vocabulary import Words
from app.services.releasing.auditing import ReleaseIsSolvable, solvable_tables

NEVER_LEFT_OUT = frozenset({"totals", "direction"})
"""What every report is about."""

MOST_ROUNDS = 6

REASON = Words(
    "Tabellen er utelatt: sammen med andre tall som er vist, kunne den ha røpet tall som ikke skal"
    " vises.",
    "Tabellen er utelaten: saman med andre tal som er viste, kunne han ha røpt tal som ikkje skal"
    " visast.",
)


def without_solvable(
    session: Session, helsefellesskap_id: int, figures: Figures, today: date
) -> Figures:
    """Leave out the tables that the audit names, and audit the rest, until it names none.

    Raises:
        ReleaseIsSolvable: when what must be shown can be solved, or the audit still names tables.
    """
    left = figures
    for number in count(1):
        named = solvable_tables(session, helsefellesskap_id, [left], today)
        if not named:
            break
        away = {key for key in named if key in left} - NEVER_LEFT_OUT
        if not away or number == MOST_ROUNDS:
            raise ReleaseIsSolvable(named)
        left = _without(left, away)
    return left


def _without(figures: Figures, keys: Collection[str]) -> Figures:
    away = [table.key for table in figures.tables if table.key in keys]
    return replace(
        figures,
        tables=tuple(table for table in figures.tables if table.key not in keys),
        left_out=(*figures.left_out, *(LeftOut(key, REASON) for key in away)),
    )

"""What the cases of a year count as: as it is stored, or counted anew from the cases.

The two are always equal; ``figures --verify`` compares them cell by cell.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, Select, Text, literal, or_, select
from sqlalchemy import type_coerce as as_type
from sqlalchemy.orm import Session

from app.domain.statistics import Fact, summed
from app.domain.vocabulary import Standing
from app.models import Case, FigureDelta, FigureSum
from app.services.figures.built import is_built
from app.services.figures.counted_cases import counted_cases
from app.services.figures.upkeep import SCOPE_SIGN, read_fact, read_facts, settle

YearCounts = Mapping[str, Counter[Fact]]
"""The facts of a year by scope: "all", "party:<id>" and "clinic:<id>"."""


def year_counts(
    session: Session, helsefellesskap_id: int, year: int, *, scopes: Collection[str] | None = None
) -> YearCounts:
    """Give the counts of one year, in every scope or in those that are asked for."""
    return counts_of_years(session, helsefellesskap_id, {year}, scopes=scopes)[year]


def counts_of_years(
    session: Session,
    helsefellesskap_id: int,
    years: Collection[int],
    *,
    scopes: Collection[str] | None = None,
) -> dict[int, YearCounts]:
    """Give the counts of some years, as stored; counted from the cases until they are built.

    Raises:
        LookupError: when there are cases, but no deadlines they can have been given.
    """
    session.flush()
    settle(session)
    if not is_built(session, helsefellesskap_id):
        return recounted_years(session, helsefellesskap_id, years, scopes=scopes)
    return stored_years(session, helsefellesskap_id, years, scopes=scopes)


def stored_years(
    session: Session,
    helsefellesskap_id: int,
    years: Collection[int],
    *,
    scopes: Collection[str] | None = None,
) -> dict[int, YearCounts]:
    """Add the sums and what is not folded into them yet, in one statement and so at one moment."""
    found: dict[int, dict[str, Counter[Fact]]] = {year: {} for year in years}
    wanted = None if scopes is None else frozenset(scopes)
    for row in session.execute(_stored(helsefellesskap_id, years, wanted)):
        counts = found[row.year]
        if not row.is_delta:
            counts.setdefault(row.scope, Counter())[read_fact(row.fact)] += row.number
            continue
        changed = read_facts(json.loads(row.fact))
        for scope in row.scope.split(SCOPE_SIGN):
            if wanted is None or scope in wanted:
                counts.setdefault(scope, Counter()).update(changed)
    return {year: _without_zeros(counts) for year, counts in found.items()}


def _stored(
    helsefellesskap_id: int, years: Collection[int], scopes: Collection[str] | None
) -> CompoundSelect[bool, int, str, str, int]:
    sums = select(
        literal(value=False).label("is_delta"),
        FigureSum.year,
        FigureSum.scope,
        FigureSum.fact,
        FigureSum.count.label("number"),
    ).where(
        FigureSum.helsefellesskap_id == helsefellesskap_id,
        FigureSum.year.in_(years),
        FigureSum.count != 0,
    )
    deltas = select(
        literal(value=True),
        FigureDelta.year,
        FigureDelta.scopes,
        as_type(FigureDelta.facts, Text),
        literal(0),
    ).where(
        FigureDelta.helsefellesskap_id == helsefellesskap_id,
        FigureDelta.year.in_(years),
        FigureDelta.folded_at.is_(None),
    )
    if scopes is not None:
        sums = sums.where(FigureSum.scope.in_(scopes))
    return sums.union_all(deltas)


def recounted(session: Session, helsefellesskap_id: int, year: int) -> YearCounts:
    """Count one year anew, from its cases."""
    return recounted_years(session, helsefellesskap_id, {year})[year]


def recounted_years(
    session: Session,
    helsefellesskap_id: int,
    years: Collection[int],
    *,
    scopes: Collection[str] | None = None,
) -> dict[int, YearCounts]:
    """Count some years anew, from their cases."""
    found: dict[int, dict[str, Counter[Fact]]] = {year: {} for year in years}
    within = _cases_of(helsefellesskap_id, years)
    for (year, scope), counts in summed(counted_cases(session, helsefellesskap_id, within)).items():
        if year in found and (scopes is None or scope in scopes):
            found[year][scope] = counts
    return {year: _without_zeros(counts) for year, counts in found.items()}


def _cases_of(helsefellesskap_id: int, years: Iterable[int]) -> Select[int]:
    in_years: list[ColumnElement[bool]] = [
        column.between(date(year, 1, 1), date(year, 12, 31))
        for year in years
        for column in (Case.counted_on, Case.sent_on)
    ]
    return select(Case.id).where(
        Case.helsefellesskap_id == helsefellesskap_id,
        Case.standing != Standing.UNSENT,
        or_(*in_years),
    )


def _without_zeros(counts: Mapping[str, Counter[Fact]]) -> YearCounts:
    kept = {
        scope: Counter({fact: count for fact, count in counted.items() if count})
        for scope, counted in counts.items()
    }
    return {scope: counted for scope, counted in kept.items() if counted}

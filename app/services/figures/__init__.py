"""The figures of a year: read from what is stored, named by the register, and laid out as tables.

A year is read in a fixed number of statements, however many cases it has.
"""

from collections import Counter
from datetime import date

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from app.domain.figures import Figures, Table
from app.domain.statistics import (
    ALL,
    LEGEND,
    goals_table,
    party_scope,
)
from app.domain.vocabulary import Audience, Standing
from app.models import Case, Helsefellesskap
from app.services.figures.counts import counts_of_years
from app.services.figures.exact import Names, exact_tables, read_names
from app.services.figures.goals import baseline_years, goals_of
from app.services.figures.sections import sections_table
from app.services.figures.tallied import tallied
from app.services.figures.withheld import withheld
from app.services.settings import deadline_lengths

__all__ = ["figures_for", "years_with_figures"]


def figures_for(
    session: Session,
    helsefellesskap_id: int,
    year: int,
    audience: Audience,
    *,
    party_key: str | None = None,
    today: date,
) -> Figures:
    """Count a year, with the year before beside it, as ``audience`` may see it.

    ``internal`` figures are exact: with ``party_key`` of the cases that the party reports or
    receives, without it of them all. The caller has checked who may ask.

    Raises:
        LookupError: when the helsefellesskap or the party is unknown, or its register incomplete.
        ValueError: when a party is named for another audience than ``internal``.
    """
    home = _home(session, helsefellesskap_id)
    if party_key and audience is not Audience.INTERNAL:
        raise ValueError("figures of one party are for that party alone")
    names = read_names(session, home.id, year, today=today)
    party_id = names.roll.party_id(party_key) if party_key else None
    every = _every_table(session, home, names, party_id, today)
    lengths = deadline_lengths(session, home.id, min(today, date(year, 12, 31)))
    exact = Figures(
        year=year,
        audience=audience,
        helsefellesskap=home.name,
        tables=every,
        party=party_key,
        legend=LEGEND,
        deadlines_decided=lengths.decided_on is not None,
    )
    if audience is Audience.INTERNAL:
        return exact
    return withheld(session, home.id, exact, today)


def _every_table(
    session: Session, home: Helsefellesskap, names: Names, party_id: int | None, today: date
) -> tuple[Table, ...]:
    """Give the tables of a year with the one before beside it, exact."""
    year = names.roll.year
    goals = goals_of(session, home.id)
    scope = ALL if party_id is None else party_scope(party_id)
    years = {year, year - 1, *baseline_years(goals)}
    read = counts_of_years(session, home.id, years, scopes={scope})
    counts = {each: found.get(scope, Counter()) for each, found in read.items()}
    now, before = counts[year], counts[year - 1]
    own = () if party_id is None else (sections_table(names.named(now), names.roll, party_id),)
    return (
        *exact_tables(now, before, names, today=today),
        goals_table(goals, counts, year),
        *own,
        tallied(session, home.id, year, party_id=party_id),
    )


def _home(session: Session, helsefellesskap_id: int) -> Helsefellesskap:
    home = session.get(Helsefellesskap, helsefellesskap_id)
    if home is None:
        raise LookupError(helsefellesskap_id)
    return home


def years_with_figures(session: Session, helsefellesskap_id: int) -> list[int]:
    """Give the years in which a report was sent, newest first."""
    year = extract("year", Case.counted_on)
    found = session.scalars(
        select(year)
        .where(Case.helsefellesskap_id == helsefellesskap_id, Case.standing != Standing.UNSENT)
        .distinct()
    )
    return sorted((int(number) for number in found), reverse=True)

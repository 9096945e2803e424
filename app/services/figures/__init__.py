"""The figures of a year, counted from the cases as they stand now.

A year is read in a fixed number of statements, however many cases it has.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, extract, or_, select
from sqlalchemy.orm import Session

from app.domain.figures import Figures, Table
from app.domain.statistics import (
    LEGEND,
    Fact,
    facts,
    shown_to,
    tables,
    withhold_small_counts,
)
from app.domain.vocabulary import Audience, Standing
from app.models import Case, Helsefellesskap
from app.services.figures.answered import clause_headings
from app.services.figures.counted_cases import counted_cases
from app.services.figures.headings import headings
from app.services.figures.listed_options import read_options
from app.services.figures.roll import Roll, read_roll
from app.services.figures.tallied import tallied
from app.services.settings import deadline_lengths, setting

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
    roll = read_roll(session, home.id, year)
    last_day = min(today, date(year, 12, 31))
    party_id = roll.party_id(party_key) if party_key else None
    every = _every_table(session, home, roll, party_id, today)
    lengths = deadline_lengths(session, home.id, last_day)
    exact = Figures(
        year=year,
        audience=audience,
        helsefellesskap=home.name,
        tables=shown_to(audience, every),
        party=party_key,
        legend=LEGEND,
        deadlines_decided=lengths.decided_on is not None,
    )
    return withhold_small_counts(exact, setting(session, home.id, "small_count_threshold"))


def _every_table(
    session: Session, home: Helsefellesskap, roll: Roll, party_id: int | None, today: date
) -> tuple[Table, ...]:
    """Count the cases of a year and of the one before, exact."""
    year = roll.year
    options = read_options(session, home.id, min(today, date(year, 12, 31)))
    within = _cases_within(home.id, year, party_id)
    counts: Mapping[int, Counter[Fact]] = {year: Counter(), year - 1: Counter()}
    for case in counted_cases(session, home.id, within, roll, options):
        counts[case.counted_on.year].update(facts(case))
    named = headings(roll, options, clause_headings(session, home.id))
    return (
        *tables(counts[year], counts[year - 1], named, today=today),
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


def _cases_within(helsefellesskap_id: int, year: int, party_id: int | None) -> Select[int]:
    within = select(Case.id).where(
        Case.helsefellesskap_id == helsefellesskap_id,
        Case.standing != Standing.UNSENT,
        Case.counted_on.between(date(year - 1, 1, 1), date(year, 12, 31)),
    )
    if party_id is None:
        return within
    return within.where(
        or_(Case.reporting_party_id == party_id, Case.recipient_party_id == party_id)
    )

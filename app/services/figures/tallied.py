"""How often harmless things are said to happen: a table apart from reports and incidents."""

from datetime import date

from sqlalchemy import ColumnElement, extract, func, or_, select
from sqlalchemy.orm import Session

from app.domain.figures import Cell, Heading, Table
from app.domain.statistics.headings import year_before_column, year_column
from app.domain.statistics.measures import Measured
from app.domain.vocabulary import Standing, Words
from app.models import Case, Tally
from app.services.tallies.reading import of_harmless_cases

ROWS = (
    Heading("cases", Words("Meldinger der det er talt", "Meldingar der det er talt")),
    Heading("times", Words("Ganger det skal ha skjedd", "Gonger det skal ha skjedd")),
)


def tallied(session: Session, helsefellesskap_id: int, year: int, *, party_id: int | None) -> Table:
    """Count tallies by the year in which their period ends, and never of what turned out grave.

    With a party, those of the cases that it reports or receives.
    """
    columns: tuple[Heading, ...] = (year_column(year), year_before_column(year))
    found = _sums(session, helsefellesskap_id, year, party_id)
    sums = [found.get(each, (0, 0)) for each in (year, year - 1)]
    cells = (
        tuple(Cell(cases) for cases, _times in sums),
        tuple(Measured(times, case_count=cases) for cases, times in sums),
    )
    return Table("tallies", "count", ROWS, columns, cells)


def _sums(
    session: Session, helsefellesskap_id: int, year: int, party_id: int | None
) -> dict[int, tuple[int, int]]:
    """Give cases and times, of a year and of the one before where there are any."""
    ends_in = extract("year", Tally.to_on)
    rows = session.execute(
        select(ends_in, func.count(Tally.case_id.distinct()), func.sum(Tally.count))
        .join(Case, Case.id == Tally.case_id)
        .where(
            Case.helsefellesskap_id == helsefellesskap_id,
            Case.standing == Standing.COUNTED,
            Tally.to_on.between(date(year - 1, 1, 1), date(year, 12, 31)),
            of_harmless_cases(),
            *_within(party_id),
        )
        .group_by(ends_in)
    )
    return {int(ended): (cases, int(times)) for ended, cases, times in rows}


def _within(party_id: int | None) -> list[ColumnElement[bool]]:
    if party_id is None:
        return []
    return [or_(Case.reporting_party_id == party_id, Case.recipient_party_id == party_id)]

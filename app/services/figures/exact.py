"""From counts by id to tables with the register's names, exact."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.figures import Table
from app.domain.statistics import Fact, Headings, tables
from app.models import AgreementClause
from app.services.figures.answered import clause_headings
from app.services.figures.headings import headings
from app.services.figures.listed_options import Options, read_options
from app.services.figures.naming import named
from app.services.figures.roll import Roll, read_roll


@dataclass(frozen=True)
class Names:
    """What a helsefellesskap's register calls what is counted, in the year of the roll."""

    roll: Roll
    options: Options
    clauses: tuple[AgreementClause, ...]

    def named(self, counts: Mapping[Fact, int]) -> Counter[Fact]:
        """Give the counts by the register's keys."""
        return named(counts, self.roll, self.options, self.clauses)

    def headings(self) -> Headings:
        """Give the rows that the tables may have."""
        return headings(self.roll, self.options, self.clauses)


def read_names(session: Session, helsefellesskap_id: int, year: int, *, today: date) -> Names:
    """Read the names in a fixed number of statements.

    Raises:
        LookupError: when the helsefellesskap has no form.
    """
    return Names(
        roll=read_roll(session, helsefellesskap_id, year),
        options=read_options(session, helsefellesskap_id, min(today, date(year, 12, 31))),
        clauses=tuple(clause_headings(session, helsefellesskap_id)),
    )


def exact_tables(
    counts: Mapping[Fact, int],
    counts_year_before: Mapping[Fact, int],
    names: Names,
    *,
    today: date,
) -> tuple[Table, ...]:
    """Build the tables of one scope from its counts by id, and those of the year before."""
    return tables(
        names.named(counts), names.named(counts_year_before), names.headings(), today=today
    )

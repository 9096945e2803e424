"""Comparing what is stored with what the cases say, cell by cell of every scope."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.statistics import Fact
from app.services.figures.built import is_built
from app.services.figures.counts import YearCounts, recounted, stored_years

NOTHING: Counter[Fact] = Counter()


@dataclass(frozen=True)
class Difference:
    """A cell whose stored count is not what the cases say."""

    year: int
    scope: str
    fact: Fact
    stored: int
    recounted: int

    def __str__(self) -> str:
        """Name the cell and both counts on one line."""
        cell = f"{self.year} {self.scope} {self.fact.table}:{self.fact.row}"
        return f"{cell} is stored as {self.stored} and counted as {self.recounted}"


@dataclass(frozen=True)
class Checked:
    """How many cells were compared, and those that differ.

    Until figures are built nobody reads what is stored, and nothing is compared.
    """

    cells: int
    differences: tuple[Difference, ...]
    is_built: bool


def check(session: Session, helsefellesskap_id: int, year: int) -> Checked:
    """Compare every cell of every scope of a year, all of it as it was at one moment.

    The session has read nothing yet.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    counted = recounted(session, helsefellesskap_id, year)
    cells = sum(map(len, counted.values()))
    if not is_built(session, helsefellesskap_id):
        return Checked(cells, (), is_built=False)
    stored = stored_years(session, helsefellesskap_id, {year})[year]
    return Checked(cells, tuple(_differences(year, stored, counted)), is_built=True)


def _differences(year: int, stored: YearCounts, counted: YearCounts) -> Iterator[Difference]:
    for scope in sorted({*stored, *counted}):
        kept, expected = stored.get(scope, NOTHING), counted.get(scope, NOTHING)
        for fact in sorted({*kept, *expected}):
            one, other = kept.get(fact, 0), expected.get(fact, 0)
            if one != other:
                yield Difference(year, scope, fact, one, other)

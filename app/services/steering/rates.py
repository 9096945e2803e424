"""Reports per thousand discharges and admissions, by municipality and in all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.figures import MISSING, NOT_APPLICABLE, WITHHELD, Cell, Heading, Table
from app.domain.statistics.headings import TOTAL_ROW
from app.domain.statistics.measures import Measured
from app.domain.steering import DENOMINATORS, SteeringMeasure, rate
from app.domain.vocabulary import Audience, PartyKind, Standing
from app.models import Case, Participation, Party
from app.services.steering.reading import values_until

MONTHS = 12
SENT_OR_RECEIVED = ("reporting_party", "recipient_party")

Wholes = Mapping[tuple[int, SteeringMeasure], int]
"""What reports are counted per thousand of, by a municipality's id."""


def rates_table(
    session: Session,
    helsefellesskap_id: int,
    year: int,
    audience: Audience,
    *,
    shown: Iterable[Table] = (),
) -> Table | None:
    """Give the table "rates": rows are municipalities and "total", columns denominators.

    Reports are those of the year that a municipality has sent or received, and in "total" all of
    them. For the audience ``internal`` they are counted exactly, of the whole helsefellesskap, and
    the cells know how many reports they rest on. For FSU and SSU they are what the tables
    "reporting_party" and "recipient_party" of ``shown``, as they have them, say; what is withheld
    there is withheld here, so that no rate tells what a count does not. The denominators are no
    secret. A denominator is the sum of twelve months, and is missing where one is not loaded.

    None for the public, without the tables that it rests on, and where no denominator is whole.
    """
    parties = _taking_part(session, helsefellesskap_id, year)
    wholes = _year_sums(session, helsefellesskap_id, year)
    columns = [
        measure
        for measure in DENOMINATORS
        if any((party.id, measure) in wholes for party in parties)
    ]
    if audience is Audience.INTERNAL:
        counts = _counted(session, helsefellesskap_id, year)
    else:
        counts = {} if audience is Audience.PUBLIC else _shown_counts(shown, parties)
    if not columns or not counts:
        return None
    return Table(
        "rates",
        "rate",
        (*(Heading(party.key, party.short_name) for party in parties), TOTAL_ROW),
        tuple(Heading(measure.value, measure.words) for measure in columns),
        tuple(_rows(counts, wholes, parties, columns)),
    )


def _rows(
    counts: Mapping[str, Cell],
    wholes: Wholes,
    parties: Sequence[Party],
    columns: Sequence[SteeringMeasure],
) -> Iterator[tuple[Cell, ...]]:
    for party in parties:
        count = counts.get(party.key, Cell(0))
        yield tuple(_rate(count, wholes.get((party.id, measure))) for measure in columns)
    in_all = counts[TOTAL_ROW.key]
    yield tuple(_rate(in_all, _total(wholes, parties, measure)) for measure in columns)


def _rate(count: Cell, whole: int | None) -> Cell:
    if whole is None:
        return Cell(None, MISSING)
    if count.value is None:
        return Cell(None, count.symbol)
    found = rate(int(count.value), whole)
    if found is None:
        return Cell(None, NOT_APPLICABLE)
    return Measured(found, case_count=int(count.value))


def _total(wholes: Wholes, parties: Sequence[Party], measure: SteeringMeasure) -> int | None:
    known = [wholes[place] for party in parties if (place := (party.id, measure)) in wholes]
    return sum(known) if len(known) == len(parties) else None


def _shown_counts(shown: Iterable[Table], parties: Iterable[Party]) -> dict[str, Cell]:
    """Add up what an audience is shown of each municipality; nothing without both tables."""
    tables = {table.key: table for table in shown}
    if not tables.keys() >= set(SENT_OR_RECEIVED):
        return {}
    sent, received = (tables[key] for key in SENT_OR_RECEIVED)
    keys = [party.key for party in parties]
    counts = {key: _sum(_of_year(sent, key), _of_year(received, key)) for key in keys}
    return counts | {TOTAL_ROW.key: _of_year(sent, TOTAL_ROW.key)}


def _of_year(table: Table, row: str) -> Cell:
    try:
        return table.cell(row, "year")
    except KeyError:
        return Cell(0)  # a party without a row has no reports


def _sum(first: Cell, second: Cell) -> Cell:
    if first.value is None or second.value is None:
        return Cell(None, WITHHELD)
    return Cell(first.value + second.value)


def _year_sums(session: Session, helsefellesskap_id: int, year: int) -> Wholes:
    """Sum the wholes of a year, where all its months are loaded."""
    sums: Counter[tuple[int, SteeringMeasure]] = Counter()
    months: Counter[tuple[int, SteeringMeasure]] = Counter()
    for key, count in values_until(session, helsefellesskap_id).items():
        if key.month.year == year and not key.detail:
            sums[key.party_id, key.measure] += count
            months[key.party_id, key.measure] += 1
    return {key: sums[key] for key, loaded in months.items() if loaded == MONTHS}


def _taking_part(session: Session, helsefellesskap_id: int, year: int) -> list[Party]:
    taking_part = select(Participation.party_id).where(
        Participation.helsefellesskap_id == helsefellesskap_id,
        Participation.valid_from <= date(year, 12, 31),
        or_(Participation.valid_to.is_(None), Participation.valid_to >= date(year, 1, 1)),
    )
    return list(
        session.scalars(
            select(Party)
            .where(Party.id.in_(taking_part), Party.kind == PartyKind.MUNICIPALITY)
            .order_by(Party.id)
        )
    )


def _counted(session: Session, helsefellesskap_id: int, year: int) -> dict[str, Cell]:
    """Count the reports of each municipality, and all of them, in two statements."""
    within = (
        Case.helsefellesskap_id == helsefellesskap_id,
        Case.standing == Standing.COUNTED,
        Case.counted_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    rows = session.execute(
        select(Party.key, func.count(Case.id))
        .join(Case, or_(Case.reporting_party_id == Party.id, Case.recipient_party_id == Party.id))
        .where(Party.kind == PartyKind.MUNICIPALITY, *within)
        .group_by(Party.key)
    )
    counts = {key: Cell(count) for key, count in rows}
    total = session.scalar(select(func.count(Case.id)).where(*within))
    return counts | {TOTAL_ROW.key: Cell(total or 0)}

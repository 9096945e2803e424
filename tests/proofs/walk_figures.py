"""The figures of a year beside a plain recount of the same rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.lifecycle import Status
from app.domain.statistics.headings import year_column
from app.domain.vocabulary import Audience, Standing
from app.models import Assignment, Case, Helsefellesskap, Tally
from app.services.figures import built, figures_for, years_with_figures
from app.services.figures.checking import check
from app.services.figures.folding import fold
from app.services.tallies.counting import is_harmless_case

Recount = dict[tuple[str, str], int]
"""Numbers by table and row."""


def faults_of_figures(session: Session, *, today: date) -> Iterator[str]:
    """Name the figures of this year that are not what one gets by counting the rows."""
    home = session.scalars(select(Helsefellesskap)).one()
    figures = figures_for(session, home.id, today.year, Audience.INTERNAL, today=today)
    year = year_column(today.year).key
    for (table, row), expected in recount(session, today.year).items():
        try:
            shown = figures.table(table).cell(row, year).value
        except KeyError:
            shown = 0
        if shown != expected:
            yield f"{table} tells {shown} {row}, and there are {expected}"


def faults_of_what_is_stored(database: Database) -> Iterator[str]:
    """Name every stored cell, of any scope and year, that is not what the cases say."""
    with database.reading() as session:
        home = session.scalars(select(Helsefellesskap)).one()
        years = years_with_figures(session, home.id)
    for year in years:
        with database.reading() as session:
            checked = check(session, home.id, year)
        yield from map(str, checked.differences)
        if not checked.is_built:
            yield f"the figures of {year} are not built"


def keep_figures(database: Database, *, now: datetime) -> None:
    """Do what the worker does: build what waits for it, and fold what acts have appended."""
    with database.reading() as session:
        waiting = built.unbuilt(session)
    for home_id in waiting:
        built.build(database, home_id)
    with database.transaction() as session:
        fold(session, now=now)


def recount(session: Session, year: int) -> Recount:
    """Count the rows of a year one by one."""
    rows = [
        case
        for case in session.scalars(select(Case))
        if case.standing is not Standing.UNSENT and case.counted_on.year == year
    ]
    counted = [case for case in rows if case.standing is Standing.COUNTED]
    found: Counter[tuple[str, str]] = Counter()
    found["totals", "sent"] = len(rows)
    found.update(("totals", case.standing.value) for case in rows)
    found["totals", "incidents"] = len({case.incident_id for case in counted})
    found.update(("direction", case.direction.value) for case in counted)
    found.update(("consent", case.consent.value) for case in counted)
    found.update(("month", f"{case.counted_on.month:02}") for case in counted)
    found.update(("answers", _outcome(session, case)) for case in counted)
    return found | _tallied(session, year)


def _outcome(session: Session, case: Case) -> str:
    parts = session.scalars(select(Assignment).where(Assignment.case_id == case.id))
    if any(part.first_answered_on for part in parts):
        return "answered"
    return "declined" if case.status is Status.DECLINED else "not_answered"


def _tallied(session: Session, year: int) -> Counter[tuple[str, str]]:
    tallies = [
        tally
        for tally in session.scalars(select(Tally))
        if tally.to_on.year == year and _is_counted(session.get_one(Case, tally.case_id))
    ]
    found: Counter[tuple[str, str]] = Counter()
    found["tallies", "cases"] = len({tally.case_id for tally in tallies})
    found["tallies", "times"] = sum(tally.count for tally in tallies)
    return found


def _is_counted(case: Case) -> bool:
    return case.standing is Standing.COUNTED and is_harmless_case(case)

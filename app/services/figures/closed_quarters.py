"""Reports by closed quarter and half-year of years that are not released yet: never finer.

A closed quarter does not change, since it counts what was sent, whatever became of it later. What
was shown of a year can therefore be told at any time, and belongs to all that has been shown when a
release is audited.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app.domain.figures import Figures
from app.domain.statistics import ALL
from app.domain.statistics.open_year import as_shown_in_open_year
from app.domain.statistics.periods import sent_by_quarter
from app.domain.statistics.withholding import Rule, legend_of
from app.domain.vocabulary import Audience
from app.models import Helsefellesskap
from app.services.figures.counts import counts_of_years
from app.services.settings import setting

TABLE = "sent_by_quarter"


def closed_quarters(
    session: Session,
    helsefellesskap_id: int,
    audience: Audience,
    released: Collection[int],
    *,
    today: date,
) -> list[Figures]:
    """Give this year and the one before, where they are not among the ``released`` ones."""
    years = {today.year, today.year - 1} - set(released)
    return quarters_of_years(session, helsefellesskap_id, audience, years, today=today)


def quarters_of_years(
    session: Session,
    helsefellesskap_id: int,
    audience: Audience,
    years: Collection[int],
    *,
    today: date,
) -> list[Figures]:
    """Give the one table of each year as everybody is shown it by a date, newest first.

    The last quarter is told by the year's report alone: with all four, everybody had what was sent
    in the year, and then either the number that counts or the few that do not had to be hidden
    there. A year in which nothing was sent is left out. It costs a fixed number of statements.
    """
    home = session.get_one(Helsefellesskap, helsefellesskap_id)
    threshold = setting(session, helsefellesskap_id, "small_count_threshold")
    legend = legend_of(Rule(threshold))
    found = counts_of_years(session, helsefellesskap_id, years, scopes={ALL}) if years else {}
    shown = []
    for year in sorted(years, reverse=True):
        counts = {
            fact.row: count
            for fact, count in found.get(year, {}).get(ALL, {}).items()
            if fact.table == TABLE
        }
        if any(counts.values()):
            until = min(today, date(year, 12, 31))
            table = as_shown_in_open_year(sent_by_quarter(counts, year, until), threshold)
            shown.append(Figures(year, audience, home.name, (table,), legend=legend))
    return shown

"""Figures: a small year and a large one as they are stored, and what keeping them costs a filing.

The large year has 3 million reports: the sums of a year that was counted, times what is lacking.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert

from app.db import Database
from app.domain.vocabulary import Audience
from app.models import FigureSum
from app.services.figures import figures_for, watching
from app.services.figures.counts import recounted_years
from bench.cases import YEAR, fill
from bench.filing import CALLS, Desk
from bench.pages import TODAY
from bench.rounds import Measure, Side, compare
from tests.factories import home
from tests.proofs.ground import prepare

FEW, MANY = 174, 3_000_000
READ_GOAL = 4.0
UPKEEP_GOAL = 1.03
READINGS = 10


def measures(folder: Path, small: Path, large: Path, cases: int) -> Iterator[Measure]:
    """Compare reading a small and a large year, and filing without and with upkeep.

    ``cases`` are those in ``large``.
    """
    few, many = folder / "few.sqlite", folder / "many.sqlite"
    prepare(f"sqlite:///{few}")
    shutil.copy(large, many)
    with _opened(few) as first, _opened(many) as second:
        fill(first, FEW)
        _store(first, 1)
        _store(second, MANY // cases)
        yield compare(
            "a year's figures as they are stored",
            Side(f"{FEW} reports", lambda: _read(first)),
            Side(f"{MANY} reports", lambda: _read(second)),
            calls=READINGS,
            goal=READ_GOAL,
        )
    with Desk(small, folder / "plain.sqlite") as plain, Desk(small, folder / "kept.sqlite") as kept:
        yield compare(
            "filing a report, without and with its figures",
            Side("without figures", lambda: _file_unwatched(plain)),
            Side("with figures", kept.file),
            calls=CALLS,
            goal=UPKEEP_GOAL,
        )


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def _store(database: Database, times: int) -> None:
    """Write the sums of the cases' years, as if there were so many times as many of each."""
    with database.transaction() as session:
        home_id = home(session).id
        counted = recounted_years(session, home_id, {YEAR - 1, YEAR})
        rows = [
            {
                "helsefellesskap_id": home_id,
                "year": year,
                "scope": scope,
                "fact": f"{fact.table}:{fact.row}",
                "count": count * times,
            }
            for year, scopes in counted.items()
            for scope, counts in scopes.items()
            for fact, count in counts.items()
        ]
        session.connection().execute(insert(FigureSum), rows)


def _read(database: Database) -> object:
    with database.reading() as session:
        home_id = home(session).id
        return figures_for(session, home_id, YEAR, Audience.INTERNAL, today=TODAY)


def _file_unwatched(desk: Desk) -> None:
    watching.look_away()
    try:
        desk.file()
    finally:
        watching.watch()

"""Each act is all or nothing, wherever it breaks.

Every act is done again and again, and each time another of its statements fails: the first, the
second, and so on to the commit, by turns as an error in the program would make it fail and as when
the database is lost. After each failure every row of every table is exactly as before. At last the
act is left alone, and goes through.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Self

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import OperationalError

from app.db import Base, Database, StorageUnavailable
from app.domain.lifecycle import Status
from app.domain.policy import ANYBODY
from app.services.submitting import submit
from tests.factories import LINKS, Scene, submission
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.proofs.roads import ACTS
from tests.proofs.steps import People, Road, Step

FULL_ROUNDS = 40
MOST_STATEMENTS = 1000
SHORT_STRIDE = 3
"""In the small size every third statement is enough on a server: SQLite has each of them."""


class ProgramError(Exception):
    """What a mistake in the program would raise."""


FAULTS: tuple[Callable[[], Exception], ...] = (
    ProgramError,
    lambda: OperationalError("", {}, Exception("the connection is gone")),
)


def _submit(step: Step, text: str) -> None:
    page = submission(form_key=step.key, description=text)
    submit(step.session, ANYBODY, page, LINKS, now=step.now)


SUBMIT = Road("submit", Status.SENT, _submit)


@dataclass
class Saboteur:
    """Counts the statements of a database, its commits too, and lets one of them fail."""

    database: Database
    fault: Callable[[], Exception]
    breaks_at: int | None = None
    seen: int = field(default=0, init=False)

    def __enter__(self) -> Self:
        event.listen(self.database.engine, "before_cursor_execute", self._step)
        event.listen(self.database.engine, "commit", self._step)
        return self

    def __exit__(self, *_fault: object) -> None:
        event.remove(self.database.engine, "before_cursor_execute", self._step)
        event.remove(self.database.engine, "commit", self._step)

    def _step(self, *_of: Any) -> None:
        self.seen += 1
        if self.seen == self.breaks_at:
            raise self.fault()


def contents(database: Database) -> dict[str, str]:
    """Give a digest of every row of every table, as the driver reads them: this is done often."""
    with database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        return {table.name: _digest(cursor, table.name) for table in Base.metadata.sorted_tables}


def _digest(cursor: DBAPICursor, table: str) -> str:
    """Digest rows as they are stored, whatever their order."""
    cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  our own names
    return hashlib.sha256("\n".join(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()


def prove(ground: Ground, size: Size, _random: Random) -> Counts:
    """Break every act everywhere and give what was counted."""
    counted: Counter[str] = Counter()
    rounds = size.of(FULL_ROUNDS)
    stride = 1 if size.is_full or ground.is_sqlite else SHORT_STRIDE
    with ground.open() as database:
        scene = Scene(database, now=MORNING)
        people = People.at(database, now=MORNING)
        for number in range(rounds):
            for place, road in enumerate((SUBMIT, *ACTS)):
                breaks = range(1 + place % stride, MOST_STATEMENTS, stride)
                broken = _break_everywhere(scene, people, road, breaks, first_fault=number)
                counted.update({"failures": broken})
                counted["most"] = max(counted["most"], broken)
    return {
        "acts": len(ACTS) + 1,
        "rounds": rounds,
        "statements and commits that failed": counted["failures"],
        "most of them in one act": counted["most"],
    }


def _break_everywhere(
    scene: Scene, people: People, road: Road, breaks: Iterable[int], *, first_fault: int
) -> int:
    """Let those statements of an act fail in turn; give how many did."""
    key, version = road.case_for(scene, people)
    before = contents(scene.database)
    for broken, number in enumerate(breaks):
        fault = FAULTS[(first_fault + broken + 1) % len(FAULTS)]
        with Saboteur(scene.database, fault, number) as saboteur:
            is_done = _try(scene.database, people, road, key, version)
        if is_done:
            assert saboteur.seen < number, "the act swallowed a failure"
            assert contents(scene.database) != before, "the act did nothing"
            return broken
        assert contents(scene.database) == before, f"{road.name} left something at {number}"
    raise AssertionError


def _try(database: Database, people: People, road: Road, key: str, version: int) -> bool:
    try:
        with database.transaction() as session:
            road.walk(Step(session, people, key, version, MORNING), f"Ordene til {key}")
    except (ProgramError, StorageUnavailable):
        return False
    return True

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
from itertools import count
from random import Random
from typing import Any, Self

from sqlalchemy import Row, event
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
    """Give a digest of every row of every table."""
    with database.engine.connect() as connection:
        return {
            table.name: _digest(connection.exec_driver_sql(f"SELECT * FROM {table.name}"))  # noqa: S608  our own names
            for table in Base.metadata.sorted_tables
        }


def _digest(rows: Iterable[Row[Any]]) -> str:
    """Digest rows as they are stored; a row's own ``repr`` would cut long texts short."""
    lines = sorted(repr(tuple(row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def prove(ground: Ground, size: Size, _random: Random) -> Counts:
    """Break every act everywhere and give what was counted."""
    counted: Counter[str] = Counter()
    rounds = size.of(FULL_ROUNDS)
    with ground.open() as database:
        scene = Scene(database, now=MORNING)
        people = People.at(database, now=MORNING)
        for number in range(rounds):
            for road in (SUBMIT, *ACTS):
                broken = _break_everywhere(scene, people, road, first_fault=number)
                counted.update({"failures": broken})
                counted["most"] = max(counted["most"], broken)
    return {
        "acts": len(ACTS) + 1,
        "rounds": rounds,
        "statements and commits that failed": counted["failures"],
        "most of them in one act": counted["most"],
    }


def _break_everywhere(scene: Scene, people: People, road: Road, *, first_fault: int) -> int:
    """Let each statement of an act fail in turn; give how many there are."""
    key, version = road.case_for(scene, people)
    before = contents(scene.database)
    for number in count(1):
        fault = FAULTS[(first_fault + number) % len(FAULTS)]
        with Saboteur(scene.database, fault, number) as saboteur:
            is_done = _try(scene.database, people, road, key, version)
        if is_done:
            assert saboteur.seen == number - 1, "the act swallowed a failure"
            assert contents(scene.database) != before, "the act did nothing"
            return saboteur.seen
        assert contents(scene.database) == before, f"{road.name} left something at {number}"
    raise AssertionError


def _try(database: Database, people: People, road: Road, key: str, version: int) -> bool:
    try:
        with database.transaction() as session:
            road.walk(Step(session, people, key, version, MORNING), f"Ordene til {key}")
    except (ProgramError, StorageUnavailable):
        return False
    return True

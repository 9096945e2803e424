"""Filing: the service beside the same INSERTs alone, and a small database beside a large one."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from sqlalchemy import event

from app.db import Database
from app.db.engine import SQLITE_PRAGMAS
from app.domain.policy import ANYBODY
from app.services.submitting import submit
from bench.rounds import ROUNDS, Measure, Side, compare
from tests.factories import LINKS, submission
from tests.proofs.ground import MORNING

CALLS = 20
GROWTH_GOAL = 1.2
WRITING = ("INSERT", "UPDATE")

Writes = list[tuple[str, Any]]


def measures(folder: Path, small: Path, large: Path) -> Iterator[Measure]:
    """Compare filing with the bare INSERTs, and a small database with a large one."""
    with (
        Desk(small, folder / "recorded.sqlite") as recorded,
        Desk(small, folder / "first.sqlite") as first,
        Desk(small, folder / "second.sqlite") as second,
        Desk(large, folder / "third.sqlite") as third,
    ):
        filings = recorded.writes_of(ROUNDS * CALLS + 1)
        bare = _replaying(small, folder / "bare.sqlite", filings)
        yield compare(
            "filing a report, beside its INSERTs alone",
            Side("the same INSERTs, bare", bare),
            Side("through the service", first.file),
            calls=CALLS,
        )
        yield compare(
            "filing a report, small and large database",
            Side("small", second.file),
            Side("large", third.file),
            calls=CALLS,
            goal=GROWTH_GOAL,
        )


class Desk:
    """Files reports in a copy of a database."""

    def __init__(self, template: Path, path: Path) -> None:
        """Copy the template."""
        shutil.copy(template, path)
        self._database = Database(f"sqlite:///{path}")

    def __enter__(self) -> Self:
        """Give the desk."""
        return self

    def __exit__(self, *_fault: object) -> None:
        """Let go of the database."""
        self._database.close()

    def file(self) -> None:
        """File one report."""
        with self._database.transaction() as session:
            submit(session, ANYBODY, submission(), LINKS, now=MORNING)

    def writes_of(self, filings: int) -> list[Writes]:
        """File reports, and give what each of them wrote, statement by statement."""
        return [self._writes() for _ in range(filings)]

    def _writes(self) -> Writes:
        writes: Writes = []

        def note(_of: object, _cursor: object, statement: str, values: Any, *_: object) -> None:  # noqa: ANN401  the driver's own
            if statement.startswith(WRITING):
                writes.append((statement, values))

        event.listen(self._database.engine, "before_cursor_execute", note)
        self.file()
        event.remove(self._database.engine, "before_cursor_execute", note)
        return writes


def _replaying(template: Path, path: Path, filings: list[Writes]) -> Callable[[], None]:
    """Write the same rows in the same order with the driver alone, in as many transactions."""
    shutil.copy(template, path)
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    waiting = iter(filings)

    def replay() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in next(waiting):
            connection.execute(statement, values).fetchall()
        connection.execute("COMMIT")

    return replay

"""Lists and figures: what a small and a large installation cost for the same page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.services.figures.counts import recounted
from app.services.work_lists.filters import Filters
from app.services.work_lists.inbox import inbox
from app.services.work_lists.rows import Page
from app.services.work_lists.search import find_by_number, find_by_words
from app.services.work_lists.sent import sent_from
from app.services.work_lists.tabs import Tab
from bench.cases import BUSY, QUIET, YEAR
from bench.rounds import Measure, Side, compare
from tests.factories import actor_at, home
from tests.proofs.ground import MORNING

TODAY = date(YEAR, 12, 31)
INBOX_GOAL = 1.2

Read = Callable[[Session], object]


@dataclass(frozen=True)
class Office:
    """A database with cases, and who reads in it."""

    database: Database
    cases: int
    quiet: Actor
    busy: Actor
    coordinator: Actor

    @classmethod
    def at(cls, database: Database, cases: int) -> "Office":
        """Employ the readers."""
        with database.transaction() as session:
            return cls(
                database,
                cases,
                actor_at(session, Role.UNIT_LEADER, QUIET, now=MORNING),
                actor_at(session, Role.UNIT_LEADER, BUSY, now=MORNING),
                actor_at(session, Role.COORDINATOR, "tonsberg", now=MORNING),
            )

    def side(self, read: Read) -> Side:
        """Give a side that reads in a session of its own."""

        def call() -> None:
            with self.database.reading() as session:
                read(session)

        return Side(f"{self.cases} cases", call)

    def statements(self, read: Read) -> int:
        """Count the statements of one reading."""
        with self.database.reading() as session, _counting(self.database) as seen:
            read(session)
        return len(seen)


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def measures(small: Office, large: Office) -> Iterator[Measure]:
    """Compare each page, small with large."""
    yield _page("inbox of a unit, while others' cases grow", small, large, _inbox_quiet, INBOX_GOAL)
    yield _page(
        "inbox of a unit, while its closed cases grow", small, large, _inbox_busy, INBOX_GOAL
    )
    yield _page("closed cases of a unit, newest page", small, large, _closed_busy, INBOX_GOAL)
    yield _page("cases sent by a municipality, newest page", small, large, _sent, INBOX_GOAL)
    yield _page("a case found by its reference", small, large, _found)
    yield _page("cases of a unit found by a word that is common", small, large, _worded)
    yield _figures(small, large)


def _page(
    key: str,
    small: Office,
    large: Office,
    reading: Callable[[Office], Read],
    goal: float | None = None,
) -> Measure:
    return compare(
        key,
        small.side(reading(small)),
        large.side(reading(large)),
        calls=10,
        goal=goal,
        counts={
            "statements, small": small.statements(reading(small)),
            "statements, large": large.statements(reading(large)),
        },
    )


def _inbox_quiet(office: Office) -> Read:
    return lambda session: _full(inbox(session, office.quiet, Filters(), today=TODAY))


def _inbox_busy(office: Office) -> Read:
    return lambda session: _full(inbox(session, office.busy, Filters(), today=TODAY))


def _closed_busy(office: Office) -> Read:
    closed = Filters(tab=Tab.CLOSED)
    return lambda session: _full(inbox(session, office.busy, closed, today=TODAY))


def _sent(office: Office) -> Read:
    return lambda session: _full(sent_from(session, office.coordinator, Filters(), today=TODAY))


def _full(page: Page) -> None:
    """Make sure that both sides show the same number of rows."""
    if not (page.has_more and len(page.rows) > 1):
        raise ValueError("a page that is compared must be full")


def _found(office: Office) -> Read:
    return lambda session: find_by_number(session, office.quiet, "X100-0000", today=TODAY)


def _worded(office: Office) -> Read:
    return lambda session: find_by_words(session, office.busy, "Epikrisen", today=TODAY)


def _figures(small: Office, large: Office) -> Measure:
    def recount(session: Session) -> object:
        return recounted(session, home(session).id, YEAR)

    return compare(
        "a year's figures counted anew, per case",
        small.side(recount),
        large.side(recount),
        calls=1,
        counts={
            "statements, small": small.statements(recount),
            "statements, large": large.statements(recount),
        },
        per=(small.cases, large.cases),
    )

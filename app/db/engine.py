"""Connections and turns.

SQLite has one writer. Its own busy handler sleeps and starves; a fair turn in front (a lock in the
process, then a lock on a file between processes) gives every writer its place, with a limit that
ends in :class:`StorageUnavailable` while the text is still in the browser's hands.
"""

import fcntl
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

TURN_LIMIT_SECONDS = 8.0
POLL_SECONDS = 0.002

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "busy_timeout": "2000",
}


class StorageUnavailable(Exception):
    """The database could not take the write now: locked, full, read-only or gone."""


class Database:
    """One database, with two ways in: :meth:`reading` and :meth:`transaction`."""

    def __init__(self, url: str, *, turn_limit_seconds: float = TURN_LIMIT_SECONDS) -> None:
        """Prepare connections to ``url``; nothing is opened yet."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._open()
        self._writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self._turn = threading.Lock()
        self._turn_limit_seconds = turn_limit_seconds

    def _open(self) -> Engine:
        if not self.is_sqlite:
            return create_engine(self.url, hide_parameters=True, pool_pre_ping=True)
        if self.url.database:
            Path(self.url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_engine(self.url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading; whatever it changed is dropped.

        Raises:
            StorageUnavailable: when the database does not answer.
        """
        with named_faults(), Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.expunge_all()  # what was read stays readable after the session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session that commits when the block ends well, and takes nothing when it does not.

        Raises:
            StorageUnavailable: when no turn came in time, or the database could not write.
        """
        with ExitStack() as stack:
            stack.enter_context(named_faults())
            if self.is_sqlite:
                stack.enter_context(self.writers_turn())
            bind = self._writer if self.is_sqlite else self.engine
            session = stack.enter_context(Session(bind, expire_on_commit=False))
            with session.begin():
                yield session

    @contextmanager
    def writers_turn(self) -> Iterator[None]:
        """Wait for SQLite's turn to write, and hold it; PostgreSQL needs none.

        Raises:
            StorageUnavailable: when no turn came in time.
        """
        deadline = time.monotonic() + self._turn_limit_seconds
        if not self._turn.acquire(timeout=self._turn_limit_seconds):
            raise StorageUnavailable
        try:
            with _file_turn(self.url.database, deadline):
                yield
        finally:
            self._turn.release()

    def check(self) -> None:
        """Ask the database for one row.

        Raises:
            StorageUnavailable: when it does not answer.
        """
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def durability(self) -> dict[str, str]:
        """Report what decides whether an acknowledged commit survives a power cut."""
        if self.is_sqlite:
            names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            with self.engine.connect() as connection:
                return {name: _ask(connection, f"PRAGMA {name}") for name in names}
        return self.settings(("fsync", "synchronous_commit", "full_page_writes"))

    def settings(self, names: Iterable[str]) -> dict[str, str]:
        """Read settings of a PostgreSQL server as they hold for our connections."""
        with self.engine.connect() as connection:
            return {name: _ask(connection, f"SHOW {name}") for name in names}

    def syncs_commits(self) -> bool:
        """Tell whether a commit is on disk when it is acknowledged."""
        state = self.durability()
        if self.is_sqlite:
            return state["synchronous"] in {"2", "3"}
        return state["fsync"] == "on" and state["synchronous_commit"] in {"on", "remote_apply"}

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _ask(connection: Connection, statement: str) -> str:
    return str(connection.execute(text(statement)).scalar())


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401  SQLAlchemy's pool record
    connection.isolation_level = None
    for name, value in SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def _file_turn(database: str | None, deadline: float) -> Iterator[None]:
    if not database or database == ":memory:":
        yield
        return
    with Path(f"{database}.turn").open("a") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StorageUnavailable from None
                time.sleep(POLL_SECONDS)
        yield


@contextmanager
def named_faults() -> Iterator[None]:
    """Turn the drivers' words for a full, locked or lost database into one of ours."""
    try:
        yield
    except OperationalError as fault:
        raise StorageUnavailable from fault
    except OSError as fault:
        raise StorageUnavailable from fault

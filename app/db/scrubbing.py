"""Taking erased text out of the bytes, not only out of the rows.

A row that was emptied still stands in the files: in the write-ahead log and free pages of SQLite,
and on PostgreSQL in dead row versions, in TOAST, in indexes, and in the samples that the planner
keeps. Each file is therefore written anew. What no rewriting reaches is declared and not promised:
PostgreSQL's own log of changes, the server's log, and backups, until they are rotated.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from app.db.engine import Database, StorageUnavailable, named_faults

TABLES = (
    "narratives",
    "notes",
    "answer_texts",
    "answers",
    "reporters",
    "cases",
    "external_references",
    "corrective_actions",
    "line_manager_requests",
    "inquiries",
    "duty_assessments",
    "withheld_texts",
)
"""Every table that a person's words on a case may be erased from."""

SAMPLES = "pg_statistic"
"""Where PostgreSQL keeps samples of values; the owner of the database may rewrite it."""

LOCK_PATIENCE = "2s"
LOCK_NOT_AVAILABLE = "55P03"
WRITE_AHEAD_LOG = "write-ahead log"
FIRST_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Scrubbed:
    """What a round came to. ``left`` names the tables and files that others stood in the way of."""

    left: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Tell whether erased text is gone from every file."""
        return not self.left


def scrub(database: Database) -> Scrubbed:
    """Write the files that held erased text anew, while others go on working.

    A table that somebody uses, or an erased row that an older transaction can still see, is left
    and named, so that the round can be made again.

    Raises:
        StorageUnavailable: when no turn came in time, or the database could not write.
    """
    with named_faults():
        return _scrub_sqlite(database) if database.is_sqlite else _scrub_postgresql(database)


def _scrub_sqlite(database: Database) -> Scrubbed:
    """Empty the log into the file, rewrite the file, and empty the log again."""
    with database.writers_turn(), closing(database.engine.raw_connection()) as connection:
        try:
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM"):
                connection.cursor().execute(statement).fetchall()
            emptying = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_pages = emptying.fetchone()
        except sqlite3.Error as fault:
            raise StorageUnavailable from fault
    return Scrubbed((WRITE_AHEAD_LOG,) if is_busy else ())


def _scrub_postgresql(database: Database) -> Scrubbed:
    told: list[str] = []
    with database.engine.connect() as pooled:
        connection = pooled.execution_options(isolation_level="AUTOCOMMIT")
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(lambda notice: told.append(notice.message_detail or ""))
        connection.detach()  # it ends here, and the listening and the patience with it
        connection.execute(text(f"SET lock_timeout = '{LOCK_PATIENCE}'"))
        left = [table for table in (*TABLES, SAMPLES) if not _rewrite(connection, told, table)]
    return Scrubbed(tuple(left))


def _rewrite(connection: Connection, told: list[str], table: str) -> bool:
    """Rewrite a table with its TOAST and indexes, and sample it anew.

    Tell whether it came out without a dead row: PostgreSQL first tells the number of those that an
    older transaction can still see, and tells nothing of a table that it may not rewrite.
    """
    told.clear()
    try:
        connection.execute(text(f"VACUUM (FULL, ANALYZE, VERBOSE) {table}"))
    except OperationalError as fault:
        if getattr(fault.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return False
    numbers = [found[0] for found in map(FIRST_NUMBER.search, told) if found]
    return numbers[:1] == ["0"]

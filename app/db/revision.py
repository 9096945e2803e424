"""Which schema a database has, and which one this version expects.

Asked by every command and by the doctor, and so without Alembic, which takes a while to load.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import inspect, text

from app.db.engine import Database, named_faults

SCRIPTS = Path(__file__).parents[2] / "migrations"


@cache
def revisions() -> tuple[str, ...]:
    """Give every revision, oldest first: migrations are numbered, and named by their number."""
    return tuple(sorted(path.stem.partition("_")[0] for path in SCRIPTS.glob("versions/*_*.py")))


def head() -> str:
    """Give the newest revision that this version knows."""
    return revisions()[-1]


def revision_of(database: Database) -> str:
    """Give the revision that a database is at; empty for one that was never migrated.

    Raises:
        StorageUnavailable: when the database does not answer.
    """
    file = database.url.database if database.is_sqlite else None
    if file and not Path(file).exists():
        return ""
    with named_faults(), database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""

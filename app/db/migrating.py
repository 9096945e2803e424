"""Bringing a database to the schema that this version of the service expects.

Each run is one transaction on either engine, and migrators wait for each other: whoever comes
second finds the work done. SQLite rebuilds tables to alter them, so its foreign keys rest while it
migrates and are all checked before the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from app.db.engine import Database, named_faults
from app.db.revision import SCRIPTS, revisions
from app.db.schema import Base

MIGRATORS_LOCK = 5_417_003
"""Any fixed number: PostgreSQL's advisory lock that migrators take."""

PATIENCE_MILLISECONDS = 60_000


class BrokenReferences(Exception):
    """A migration left rows that point to nothing; it was taken back."""


def differences(database: Database) -> list[str]:
    """Say where the tables differ from the models; nothing when they agree."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to ``revision``.

    Raises:
        BrokenReferences: when a migration would leave rows that point to nothing.
        StorageUnavailable: when the database does not answer or cannot be written to.
    """
    with _migrating(database) as config:
        command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    """Migrate down to ``revision``; "base" leaves no table but Alembic's own.

    Raises:
        BrokenReferences: when a migration would leave rows that point to nothing.
        StorageUnavailable: when the database does not answer or cannot be written to.
    """
    with _migrating(database) as config:
        command.downgrade(config, revision)


def new_revision(database: Database, message: str) -> None:
    """Write the next numbered migration with what the models have that the database lacks.

    The file is a beginning: whoever made it reads it, gives it its one idea and tests it.
    """
    number = f"{len(revisions()) + 1:04}"
    with _migrating(database) as config:
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message, autogenerate=True, rev_id=number)


@contextmanager
def _migrating(database: Database) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with named_faults(), _alone(database) as connection:
        config.attributes["connection"] = connection
        yield config


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATORS_LOCK})"))
            yield connection
        return
    with database.engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
        _set(connection, foreign_keys="OFF", busy_timeout=str(PATIENCE_MILLISECONDS))
        try:
            with connection.begin():
                yield connection
                if connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise BrokenReferences("a migration left rows that point to nothing")
        finally:
            connection.invalidate()


def _set(connection: Connection, **pragmas: str) -> None:
    """Set pragmas before the transaction begins, where SQLite still listens."""
    cursor = connection.connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")

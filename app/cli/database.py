"""The schema: up, down, and whether it is what this version expects."""

import click

from app.cli.plainly import CommandFailed, PlainGroup, database
from app.db import revision as schema

group = PlainGroup("db", help="Bring the database to the schema of this version.")


@group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Migrate up, to the newest revision or to the one that is named."""
    _known(revision, "head")
    from app.db import migrating  # noqa: PLC0415  Alembic is slow to load, and only needed here

    migrating.upgrade(database(), revision)
    click.echo(f"The database is at revision {schema.revision_of(database())}.")


@group.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Migrate down to a revision, or to «base», which removes every table and all content."""
    _known(revision, "base")
    from app.db import migrating  # noqa: PLC0415  as above

    migrating.downgrade(database(), revision)
    click.echo(f"The database is at revision {schema.revision_of(database()) or 'base'}.")


@group.command("check")
def check() -> None:
    """Fail unless the database has exactly the schema that this version expects."""
    from app.db import migrating  # noqa: PLC0415  as above

    require_current()
    if differences := migrating.differences(database()):
        raise CommandFailed(f"The tables differ from the models: {'; '.join(differences)}")
    click.echo(f"The database is at revision {schema.head()}, as it should be.")


@group.command("revision")
@click.argument("message")
def revision(message: str) -> None:
    """Write a new migration with what the models have that the database lacks."""
    from app.db import migrating  # noqa: PLC0415  as above

    require_current()
    migrating.new_revision(database(), message)


def require_current() -> None:
    """Stop a command that would meet another schema than it knows.

    Raises:
        CommandFailed: naming both revisions.
    """
    found = schema.revision_of(database())
    if found != schema.head():
        raise CommandFailed(
            f"The database is at revision {found or 'base'} and this version expects "
            f"{schema.head()}: run «flask --app wsgi db upgrade»."
        )


def _known(revision: str, word: str) -> None:
    if revision not in {word, *schema.revisions()}:
        raise CommandFailed(f"There is no revision {revision}.")
